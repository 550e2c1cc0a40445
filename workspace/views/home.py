"""The page after sign-in: what must I do today?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.enums import Role
from accounts.models import User
from agreements.domain import working_copies
from workspace.domain import desks


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """``/ruang/`` leads to the home page."""
    return redirect("workspace:home")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One desk for each role the person holds here."""
    place: Workplace | None = request.workplace  # type: ignore[attr-defined]
    user = request.user
    if place is None or not isinstance(user, User):
        raise Http404
    now = timezone.now()
    government = place.government
    today = government.today(now)
    context: dict[str, Any] = {
        "today": today,
        "proposer": None,
        "table": None,
        "office": None,
        "leader": None,
        "audit": None,
        "keeper": None,
        "unread": desks.unread(user, government),
        "unsaved": working_copies.unsaved(user=user, government=government),
        "may_propose": place.has(Role.STAF, Role.PENGUSUL),
    }
    if place.has(Role.PENGUSUL):
        context["proposer"] = desks.proposer_desk(user, government, place.unit_ids, today=today)
    if place.has(Role.TKKSD):
        context["table"] = desks.table_desk(user, government, today=today, now=now)
    if place.has(Role.STAF):
        context["office"] = desks.office_desk(government, today=today)
    if place.has(Role.PIMPINAN):
        context["leader"] = desks.leader_desk(government, today=today)
    if place.has(Role.AUDITOR):
        context["audit"] = desks.audit_desk(government)
    if place.has(Role.ADMIN):
        context["keeper"] = desks.keeper_desk(government, today=today, now=now)
    return render(request, "workspace/home.html", context)
