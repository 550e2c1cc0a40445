"""What is coming in the next 400 days."""

import datetime as dt
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

from notices.domain import feeds, months
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
    by_month = [
        {"month": month, "rows": list(of_month)}
        for month, of_month in groupby(rows, key=lambda row: row["entry"].day.replace(day=1))  # type: ignore[attr-defined]
    ]
    context = {
        "months": by_month,
        "last": today + HORIZON,
        "is_dispatcher": is_dispatcher(request),
        "subscription": CalendarFeed.objects.filter(user=request.user).first(),  # type: ignore[misc]
        "new_address": request.session.pop(NEW_ADDRESS, ""),
    }
    return render(request, "notices/upcoming.html", context)


@require_safe
@login_required
def month(request: HttpRequest) -> HttpResponse:
    """One month of the days to come as a calendar; ``bulan`` names it."""
    place = workplace(request)
    if place is None:
        raise Http404
    today = place.government.today()
    last = today + HORIZON
    shown = months.month_of(request.GET.get("bulan", ""), today=today, last=last)
    every = months.months_between(today, last)
    after = min((shown + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1), last)
    entries = upcoming(request.user, place.government, first=max(shown, today), last=after)  # type: ignore[arg-type]
    at = every.index(shown)
    context = {
        "shown": shown,
        "weeks": months.weeks_of(shown, entries, today=today),
        "total": len(entries),
        "months": every,
        "before": every[at - 1] if at else None,
        "after": every[at + 1] if at + 1 < len(every) else None,
        "is_dispatcher": is_dispatcher(request),
    }
    return render(request, "notices/month.html", context)


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
    days = feeds.counted(feeds.days_of(owner, now=now), now=now)
    response = HttpResponse(calendar(days, now=now), content_type="text/calendar; charset=utf-8")
    response["Referrer-Policy"] = "no-referrer"
    return response
