"""Frozen figures of a year: the page, and the same rows as CSV and JSON."""

import csv
import io
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import share
from portal.domain import snapshots
from portal.domain.register import register_at
from portal.models import Snapshot
from portal.publishing import answer

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@share.bounded()
def page(request: HttpRequest, year: int) -> HttpResponse:
    """``/statistik/beku/2025/``"""
    snapshot = get_object_or_404(Snapshot, year=year)
    context = {"snapshot": snapshot, "groups": snapshots.groups_of(snapshot), "year": str(year)}
    return answer(request, register_at(timezone.now()), "portal/snapshot.html", context)


@require_safe
@share.bounded(cost=share.HEAVY)
def download(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """``/statistik/beku/2025.csv`` and ``.json``; they never change."""
    if kind not in KINDS:
        raise Http404(_("Bentuk unduhan ini tidak ada."))
    snapshot = get_object_or_404(Snapshot, year=year)
    response = HttpResponse(_as_csv(snapshot) if kind == "csv" else _as_json(snapshot), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="angka-beku-{year}.{kind}"'
    response["Cache-Control"] = "public, max-age=86400"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _as_csv(snapshot: Snapshot) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["tahun", "ukuran", "kode", "nama", "jumlah", "dibekukan_pada"])
    for figure, code, label, number in snapshot.rows:
        table.writerow([snapshot.year, figure, code, label, number, snapshot.frozen_on.isoformat()])
    return text.getvalue()


def _as_json(snapshot: Snapshot) -> str:
    keys = ("ukuran", "kode", "nama", "jumlah")
    body = {
        "tahun": snapshot.year,
        "alamat": f"{settings.PUBLIC_URL}/statistik/beku/{snapshot.year}/",
        "dibekukan_pada": snapshot.frozen_on.isoformat(),
        "cara_menghitung": snapshot.method,
        "angka": [dict(zip(keys, row, strict=True)) for row in snapshot.rows],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)
