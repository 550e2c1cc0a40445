"""The list as a file: what the address shows, all pages of it, in the same order.

A file is written whole before it is sent, so that a fault half-way is an error and never a short file, and a visitor on
a slow line holds no connection to the database. Large ones take turns.
"""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.domain import indexing
from agreements.domain.counting import Selection
from agreements.enums import Form
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from portal import share
from portal.atom import Feed
from portal.domain import rows
from portal.domain.records import records_of
from portal.domain.register import Register, register_at
from portal.exports import LIST_FORMATS, one_list
from portal.publishing import answer
from portal.views.listing import MOST_DOWNLOADED, pairs_of

SMALL = 2_000  # documents that are written at once, without waiting for a turn
AT_ONCE = 2  # large files made at the same time, over all processes
TURNS = 0x756E6475  # of the advisory locks: "undu"
RETRY = 20  # seconds
ENTRIES = 100  # of one page of a feed; ``rel="next"`` leads on (RFC 5005)


@require_safe
@share.bounded(cost=share.HEAVY, patience=share.LONG_PATIENCE)
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """``/naskah/unduh.csv?…``: the documents of ``/naskah/?…``. 400 where too many, 503 where others are being made."""
    if kind not in {*LIST_FORMATS, "atom"}:
        raise Http404(_("Bentuk unduhan ini tidak ada."))
    register = register_at(timezone.now())
    found = AgreementFilter(request.GET, Agreement.objects.public(), clock=register.clock)
    if not found.is_valid():
        return answer(request, register, "portal/list_refused.html", {"form": found.form}, status=400)
    if found.query.tsquery:
        indexing.catch_up()
        register = register_at(timezone.now())
    selection = register.counts.select(found.choice)
    if kind == "atom":
        return _feed(request, found, selection, register)
    if selection.total > MOST_DOWNLOADED:
        return _refused(_("Lebih dari 100.000 naskah. Persempit saringan, atau unduh seluruh register di /data/."), 400)
    if selection.total <= SMALL:
        return _file(request, kind, found, selection, register)
    with transaction.atomic():
        if not _has_turn():
            response = _refused(_("Unduhan besar lain sedang disusun. Cobalah sebentar lagi."), 503)
            response["Retry-After"] = str(RETRY)
            return response
        return _file(request, kind, found, selection, register)


def _has_turn() -> bool:
    """Take one of the turns until the transaction ends; a process that dies gives its turn back by itself."""
    with connection.cursor() as cursor:
        for turn in range(AT_ONCE):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [TURNS, turn])
            if cursor.fetchone()[0]:
                return True
    return False


def _file(
    request: HttpRequest, kind: str, found: AgreementFilter, selection: Selection, register: Register
) -> HttpResponseBase:
    ids = selection.page(found.order, at=None, size=max(selection.total, 1)).ids
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"naskah.{kind}"
        listed = records_of(ids, register.governments, now=register.now)
        one_list(kind, listed, path, asked=_list_address(request), total=len(ids), at=register.now)
        stream: BinaryIO = path.open("rb")  # outlives its name: gone from the disk when it has been sent
    name = f"naskah-{register.clock.today:%Y-%m-%d}.{kind}"
    response = FileResponse(stream, content_type=LIST_FORMATS[kind], as_attachment=True, filename=name)
    response["Content-Length"] = str(os.fstat(stream.fileno()).st_size)
    return _finish(response)


def _list_address(request: HttpRequest) -> str:
    pairs = pairs_of(request)
    return f"{settings.PUBLIC_URL}/naskah/{'?' + urlencode(pairs) if pairs else ''}"


def _feed(request: HttpRequest, found: AgreementFilter, selection: Selection, register: Register) -> HttpResponseBase:
    page = selection.page(found.order, at=found.cursor, size=ENTRIES)
    pairs = pairs_of(request)
    first = f"{settings.PUBLIC_URL}{request.path}{'?' + urlencode(pairs) if pairs else ''}"
    following = f"{settings.PUBLIC_URL}{request.path}?{urlencode([*pairs, ('setelah', str(page.next))])}"
    feed = Feed(
        title=_("Naskah kerja sama"),
        about=_("Naskah yang cocok dengan saringan pada alamat ini."),
        link=_list_address(request),
        own=settings.PUBLIC_URL + request.get_full_path(),
        guid=first,
        first=first,
        following=following if page.next else "",
    )
    place = {pk: at for at, pk in enumerate(page.ids)}
    public = Agreement.objects.public().filter(pk__in=page.ids).order_by("pk")
    fields = (
        "government_id",
        "register_no",
        "form",
        "title",
        "signed_on",
        "signed_precision",
        "frozen_at",
        "updated_at",
        "phase",
    )
    for document in sorted(public.only(*fields), key=lambda one: place[one.pk]):
        government = register.governments[document.government_id]
        url = settings.PUBLIC_URL + rows.address(government.code, document.register_no or "")
        signed = rows.written(document.signed_on, document.signed_precision)
        feed.add_item(
            title=document.title,
            link=url,
            unique_id=url,
            description=f"{Form(document.form).label} {document.register_no}. {signed}",
            updateddate=document.updated_at,
            pubdate=document.frozen_at,
        )
    return _finish(feed.answer())


def _refused(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _finish(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["X-Content-Type-Options"] = "nosniff"
    return response
