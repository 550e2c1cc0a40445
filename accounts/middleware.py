"""Puts the person's workplace on the request and sets the local time zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.domain.roles import Workplace, workplace_of

SESSION_KEY = "government_id"


def workplace(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """``request.workplace`` is the Workplace or None; times are shown in that government's zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            place: Workplace | None = workplace_of(request.user, government_id=request.session.get(SESSION_KEY))
            request.workplace = place  # type: ignore[attr-defined]
            if place is not None:
                with timezone.override(ZoneInfo(place.government.time_zone)):
                    return get_response(request)
        else:
            request.workplace = None  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
