"""What is coming in the next 400 days."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notices.domain.upcoming import HORIZON, upcoming
from notices.views.access import is_dispatcher, workplace


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
    context = {"months": months, "total": len(rows), "last": today + HORIZON, "is_dispatcher": is_dispatcher(request)}
    return render(request, "notices/upcoming.html", context)
