"""What was owed, sent and refused in the whole government, for staf and admin."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST, require_safe

from notices.domain import health, resending
from notices.domain.figures import sent_since
from notices.enums import State
from notices.forms import OutboxFilter
from notices.models import Notice, NoticeQuerySet, Sweep
from notices.views.access import is_admin, is_dispatcher, workplace

PAGE = 50


@require_safe
@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """Every message of my government with its delivery state, newest first."""
    rows = _of_my_government(request)
    form = OutboxFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    filtered = _filtered(rows, chosen)
    total = filtered.count()
    after = request.GET.get("setelah", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        filtered = filtered.filter(pk__lt=int(after))
    page = list(filtered.select_related("recipient").prefetch_related("past_sendings").order_by("-pk")[: PAGE + 1])
    following = ""
    if len(page) > PAGE:
        query = request.GET.copy()
        query["setelah"] = str(page[PAGE - 1].pk)
        following = f"{reverse('notices:outbox')}?{query.urlencode()}"
    now = timezone.now()
    context = {
        "form": form,
        "page": page[:PAGE],
        "total": total,
        "following": following,
        "query": request.GET.urlencode(),
        "figures": _figures(rows, now),
        "age": health.oldest_owed_age(now),
        "finding": health.owed(now),
        "is_admin": is_admin(request),
        "sweeps": list(Sweep.objects.order_by("name")),
    }
    return render(request, "notices/outbox.html", context)


@require_POST
@login_required
def resend_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one message again because a person says it did not arrive."""
    notice = get_object_or_404(_of_my_government(request), pk=pk)
    try:
        resending.resend(notice, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, say("Pesan akan dikirim ulang dalam beberapa menit."))
    query = request.GET.urlencode()
    return redirect(f"{reverse('notices:outbox')}?{query}" if query else "notices:outbox")


def _of_my_government(request: HttpRequest) -> NoticeQuerySet:
    place = workplace(request)
    if place is None or not is_dispatcher(request):
        raise Http404
    rows: NoticeQuerySet = Notice.objects.filter(government=place.government)
    return rows


def _filtered(rows: NoticeQuerySet, chosen: dict[str, str]) -> NoticeQuerySet:
    if chosen.get("keadaan"):
        rows = rows.in_state(State(chosen["keadaan"]))
    if chosen.get("jenis"):
        rows = rows.filter(kind=chosen["jenis"])
    if word := chosen.get("q", ""):
        who = Q(recipient__name__icontains=word) | Q(recipient__email__icontains=word)
        rows = rows.filter(who | Q(title__icontains=word))
    return rows


def _figures(rows: NoticeQuerySet, now: dt.datetime) -> dict[str, int]:
    """What stands in the figures above the list: two of them need somebody to look."""
    return {
        "waiting": rows.in_state(State.OWED).count() + rows.in_state(State.AGAIN).count(),
        "retrying": rows.in_state(State.RETRYING).count(),
        "given_up": rows.in_state(State.GIVEN_UP).count(),
        "bounced": rows.in_state(State.BOUNCED).count(),
        "sent_lately": sent_since(now - dt.timedelta(hours=24), rows),
    }
