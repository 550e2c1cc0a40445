"""The inbox: a person's own messages, unread first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as say
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from notices.domain.inbox import mark_all_read, mark_read, mark_unread
from notices.forms import InboxFilter
from notices.models import Notice, NoticeQuerySet, Snooze
from notices.views.access import is_dispatcher

PAGE = 25


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """My messages, unread first, then newest first."""
    form = InboxFilter(request.GET)
    rows = _mine(request).inbox()
    if form.is_valid():
        chosen = form.cleaned_data
        rows = rows.filter(kind=chosen["jenis"]) if chosen["jenis"] else rows
        if chosen["keadaan"] in {"belum", "sudah"}:
            rows = rows.filter(read_at__isnull=chosen["keadaan"] == "belum")
        if chosen["keadaan"] == "ditunda":
            rows = rows.filter(snoozes__woken_at=None, snoozes__isnull=False)
            rows = rows.prefetch_related(Prefetch("snoozes", Snooze.objects.filter(woken_at=None), to_attr="asleep"))
        else:
            rows = rows.awake()
    total = rows.count()
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    page = list(_after(request, rows).order_by(is_read, "-pk")[: PAGE + 1])
    following = ""
    if len(page) > PAGE:
        last = page[PAGE - 1]
        query = request.GET.copy()
        query["setelah"] = f"{int(last.read_at is not None)}-{last.pk}"
        following = f"{reverse('notices:inbox')}?{query.urlencode()}"
    return render(
        request,
        "notices/inbox.html",
        {
            "form": form,
            "page": page[:PAGE],
            "total": total,
            "following": following,
            "is_filtered": bool(request.GET.get("keadaan") or request.GET.get("jenis")),
            "is_asleep": form.is_valid() and form.cleaned_data["keadaan"] == "ditunda",
            "query": request.GET.urlencode(),
            "is_dispatcher": is_dispatcher(request),
        },
    )


def _mine(request: HttpRequest) -> NoticeQuerySet:
    rows: NoticeQuerySet = Notice.objects.filter(recipient_id=request.user.pk)
    return rows


def _after(request: HttpRequest, rows: NoticeQuerySet) -> NoticeQuerySet:
    """What follows the row named by ``setelah`` (read flag and id); nonsense there is page one."""
    flag, _dash, pk = request.GET.get("setelah", "").partition("-")
    if flag not in {"0", "1"} or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return rows
    if flag == "0":
        return rows.filter(Q(read_at=None, pk__lt=int(pk)) | Q(read_at__isnull=False))
    return rows.filter(read_at__isnull=False, pk__lt=int(pk))


@require_safe
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the message leads; opening it is reading it. The link of the e-mail ends here."""
    notice = get_object_or_404(_mine(request), pk=pk)
    mark_read(notice, now=timezone.now())
    is_ours = notice.path.startswith("/") and url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None)
    return redirect(notice.path if is_ours else "notices:inbox")


@require_POST
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick one off without opening what it is about."""
    mark_read(get_object_or_404(_mine(request), pk=pk), now=timezone.now())
    return _back(request)


@require_POST
@login_required
def unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one for later."""
    mark_unread(get_object_or_404(_mine(request), pk=pk))
    return _back(request)


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Tick all off."""
    count = mark_all_read(request.user, now=timezone.now())  # type: ignore[arg-type]
    text = ngettext("%(count)s pesan ditandai dibaca.", "%(count)s pesan ditandai dibaca.", count) % {"count": count}
    messages.success(request, text if count else say("Semua pesan sudah dibaca."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    query = request.GET.urlencode()
    return redirect(f"{reverse('notices:inbox')}?{query}" if query else "notices:inbox")
