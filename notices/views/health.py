"""How sending fares, for the admin."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kerjasama import health as readiness
from notices.domain import channels, figures, health
from notices.enums import State
from notices.models import Notice, Sweep
from notices.views.access import is_admin, workplace

TROUBLES = 20


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Queue, oldest, rate, sweeps of the installation; failures with names only of one's own government."""
    place = workplace(request)
    if place is None or not is_admin(request):
        raise Http404
    now = timezone.now()
    mine = Notice.objects.filter(government=place.government)
    given_up = list(mine.in_state(State.GIVEN_UP).select_related("recipient").order_by("-gave_up_at")[:TROUBLES])
    bounced = list(mine.in_state(State.BOUNCED).select_related("recipient").order_by("-bounced_at")[:TROUBLES])
    context = {
        "figures": figures.figures(now),
        "has_channels": bool(channels.offered()),
        "owed": health.owed(now),
        "sweeping": health.sweeping(now),
        "hours": figures.sent_by_hour(now),
        "others": readiness.titled(now),
        "sweeps": list(Sweep.objects.order_by("name")),
        "troubles": [*given_up, *bounced],
    }
    return render(request, "notices/health.html", context)
