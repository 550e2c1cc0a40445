"""What is coming in the next 400 days."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as say
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from notices.domain import feeds
from notices.domain.upcoming import HORIZON, upcoming
from notices.exports import calendar
from notices.models import CalendarFeed
from notices.views.access import is_dispatcher, workplace

NEW_ADDRESS = "calendar_address"  # in the session until it is shown


@require_safe
@login_required
def upcoming_list(request: HttpRequest) -> HttpResponse:
    """The days to come, by month; the person sees what their role and unit lets them see."""
    place = workplace(request)
    if place is None:
        raise Http404
    today = place.government.today()
    entries = upcoming(request.user, place.government, first=today, last=today + HORIZON)  # type: ignore[arg-type]
    rows = [{"entry": entry, "left": (entry.day - today).days} for entry in entries]
    months = [
        {"month": month, "rows": list(of_month)}
        for month, of_month in groupby(rows, key=lambda row: row["entry"].day.replace(day=1))  # type: ignore[attr-defined]
    ]
    context = {
        "months": months,
        "last": today + HORIZON,
        "is_dispatcher": is_dispatcher(request),
        "subscription": CalendarFeed.objects.filter(user=request.user).first(),  # type: ignore[misc]
        "new_address": request.session.pop(NEW_ADDRESS, ""),
    }
    return render(request, "notices/upcoming.html", context)


@require_POST
@login_required
def subscribe(request: HttpRequest) -> HttpResponse:
    """Make a secret address; it is shown once, on the next page."""
    token = feeds.open_feed(request.user, now=timezone.now())  # type: ignore[arg-type]
    request.session[NEW_ADDRESS] = settings.PUBLIC_URL + reverse("calendar:feed", args=[token])
    return redirect("notices:upcoming")


@require_POST
@login_required
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """The address stops working."""
    feeds.revoke_feed(request.user)  # type: ignore[arg-type]
    messages.success(request, say("Alamat kalender dicabut."))
    return redirect("notices:upcoming")


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, for programs that cannot sign in; 404 when it was revoked."""
    owner = feeds.owner_of(token)
    if owner is None:
        raise Http404
    now = timezone.now()
    response = HttpResponse(
        calendar(feeds.days_of(owner, now=now), now=now), content_type="text/calendar; charset=utf-8"
    )
    response["Referrer-Policy"] = "no-referrer"
    return response
