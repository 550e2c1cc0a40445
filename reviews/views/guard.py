"""Who is at the door of TKKSD's room, and what they may open: 404 for what they may not see."""

import datetime as dt
from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.domain.roles import Workplace
from accounts.models import Government, User
from agreements.models import Agreement
from reviews.models import Round


class Visit(NamedTuple):
    """The person, the government they work in now, and the moment with its civil date there."""

    user: User
    government: Government
    now: dt.datetime
    today: dt.date


def visit(request: HttpRequest, permission: str = "") -> Visit:
    """Http404 for a person without a workplace, or without ``permission`` on the government."""
    place: Workplace | None = request.workplace  # type: ignore[attr-defined]
    user = request.user
    if place is None or not isinstance(user, User):
        raise Http404
    if permission and not user.has_perm(permission, place.government):
        raise Http404
    now = timezone.now()
    return Visit(user, place.government, now, place.government.today(now))


def round_or_404(request: HttpRequest, pk: int) -> Round:
    """A round this person may see, with its document."""
    rounds = Round.objects.visible_to(request.user).select_related(
        "agreement__government", "agreement__lead_unit", "concluded_as__holder", "concluded_by", "opened_by"
    )
    return get_object_or_404(rounds, pk=pk)


def agreement_or_404(request: HttpRequest, pk: int) -> Agreement:
    """A document this person may see."""
    seen = Agreement.objects.visible_to(request.user).select_related("government", "lead_unit")
    return get_object_or_404(seen, pk=pk)
