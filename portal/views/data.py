"""Open data: the page with its dictionary, the files, their description for machines, and OCDS of one document."""

import json
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import Government
from agreements.models import Agreement
from portal import share
from portal.domain import catalog as catalogs
from portal.domain import datasets, dossier
from portal.domain import ocds as ocds_of
from portal.domain.records import COLUMNS
from portal.exports import FORMATS
from portal.publishing import published
from portal.views.agreement import embedded, leaves_a_stone

WHAT = {
    "naskah.csv": gettext_lazy("CSV: tabel UTF-8 dengan koma, satu baris tiap naskah"),
    "naskah.xlsx": gettext_lazy("XLSX: lembar kerja dengan kamus data di lembar kedua"),
    "naskah.jsonl": gettext_lazy("JSON Lines: satu objek JSON tiap baris"),
    "jdih.json": gettext_lazy("JSON berbentuk JDIH: nama ruas yang dipanen JDIHN"),
}
RETRY = 60  # seconds


@require_safe
@share.bounded()
def page(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, from when it is, how to check it, and what each column means."""
    present = datasets.current()
    coming = datasets.under_way(timezone.now())
    files = [{"file": file, "what": WHAT.get(file.name, "")} for file in present.files.all()] if present else []
    return render(
        request,
        "portal/data.html",
        {
            "present": present,
            "coming": coming,
            "percent": coming.done * 100 // coming.total if coming and coming.total else 0,
            "files": sorted(files, key=lambda item: list(FORMATS).index(item["file"].name)),
            "columns": COLUMNS,
            "licence_name": settings.DATA_LICENCE_NAME,
            "licence_url": settings.DATA_LICENCE_URL,
            "json_ld": embedded(catalogs.describe(present, list(Government.objects.order_by("pk")))),
        },
    )


@require_safe
@share.bounded(cost=share.HEAVY)
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file as it lies in the store; its ETag is its SHA-256. 503 with Retry-After before the first one is made."""
    if name not in FORMATS:
        raise Http404(_("Berkas data ini tidak ada."))
    present = datasets.current()
    found = next((file for file in present.files.all() if file.name == name), None) if present else None
    if found is None:
        response = HttpResponse(
            _("Data sedang disusun. Cobalah sebentar lagi."), status=503, content_type="text/plain; charset=utf-8"
        )
        response["Retry-After"] = str(RETRY)
        return response
    etag = f'"{found.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _open(unchanged, etag)
    try:
        stream = datasets.open_file(found)
    except FileNotFoundError:
        raise Http404(_("Berkas data ini tidak ada.")) from None
    answer = FileResponse(stream, content_type=FORMATS[name], as_attachment=True, filename=name)
    answer["Content-Length"] = str(found.size)
    return _open(answer, etag)


def _open(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Access-Control-Allow-Origin"] = "*"  # data for anybody's page; nothing here depends on who asks
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@share.bounded()
def catalog(request: HttpRequest) -> HttpResponse:
    """DCAT-AP and schema.org/Dataset as JSON-LD."""
    governments = list(Government.objects.order_by("pk"))
    return _json(catalogs.describe(datasets.current(), governments), "application/ld+json")


@require_safe
@published
@leaves_a_stone
def ocds(request: HttpRequest, code: str, number: str, **given: Any) -> HttpResponse:
    """One public document in the shape of OCDS."""
    try:
        found = dossier.load(code, number)
    except Agreement.DoesNotExist:
        raise Http404(_("Naskah ini tidak ada dalam register publik.")) from None
    told = dossier.dossier_of(found, today=found.government.today(given["register"].now))
    return _json(ocds_of.package(found, told), "application/json")


def _json(body: dict[str, Any], kind: str) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
