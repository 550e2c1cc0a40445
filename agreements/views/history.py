"""Every changed value of a document, for those who oversee."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain.value_history import events_of
from agreements.views.access import load, member, require


@require_safe
@member
def history(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """What the database recorded by itself: who changed which value, when."""
    agreement = load(user, place, pk)
    require(user, "agreements.audit_agreement", agreement)
    return render(request, "agreements/history.html", {"agreement": agreement, "events": events_of(agreement)})
