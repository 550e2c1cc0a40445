"""The permanent page of one document, and the papers beside it."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import pdf
from agreements.enums import Form
from agreements.models import Agreement, File
from agreements.views.serving import serve, serve_pdf
from portal import share
from portal.domain import citations, dossier, linked, previews, rows, tombstones
from portal.domain.register import Register, register_at
from portal.publishing import answer, for_anybody, published


def _public(code: str, number: str) -> Agreement:
    """404 for what does not exist and for what may not be seen: nobody can tell which."""
    try:
        return dossier.load(code, number)
    except Agreement.DoesNotExist:
        raise Http404(_("Naskah ini tidak ada dalam register publik.")) from None


def leaves_a_stone(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """At every address of a withdrawn document: 410 with when and why, as JSON where JSON was."""

    @wraps(view)
    def wrapped(request: HttpRequest, code: str, number: str, **given: Any) -> HttpResponseBase:
        try:
            return view(request, code, number, **given)
        except Http404:
            if (stone := tombstones.find(code, number)) is None:
                raise
        if ".json" in request.path:
            text = json.dumps(tombstones.plain(stone), ensure_ascii=False, indent=1)
            return HttpResponse(text, status=410, content_type="application/json; charset=utf-8")
        day = stone.government.today(stone.withdrawn_at)
        register = given.get("register") or register_at(timezone.now())
        return answer(request, register, "portal/withdrawn.html", {"stone": stone, "day": day}, status=410)

    return wrapped


@require_safe
@published
@leaves_a_stone
def agreement(request: HttpRequest, code: str, number: str, *, register: Register) -> HttpResponse:
    found = _public(code, number)
    today = found.government.today(register.now)
    told = dossier.dossier_of(found, today=today)
    last, precision = rows.end_of(found)
    listed = told.file_addresses()
    drawable = previews.drawable([file for file, _url in listed])
    address = f"{settings.PUBLIC_URL}{told.url}"
    return answer(
        request,
        register,
        "portal/agreement.html",
        {
            "d": told,
            "agreement": found,
            "address": address,
            "qr": _qr(address),
            "form": Form(found.form).label,
            "kind": dossier.kind_label(found),
            "signed": rows.written(found.signed_on, found.signed_precision),
            "starts": rows.written(*rows.start_of(found)),
            "ends": rows.written(last, precision) or rows.open_end(found),
            "ends_printed": rows.written(found.ends_on, found.ends_precision),
            "is_moved": found.effective_ends_on != found.ends_on,
            "days_left": (last - today).days if last and last >= today else None,
            "moved_by_url": rows.address(code, told.moved_by.register_no or "") if told.moved_by else "",
            "files": [_shown(file, url, code, number, has_pages=file.pk in drawable) for file, url in listed],
            "json_ld": embedded(linked.json_ld(told)),
            "card_url": reverse("portal:card", args=[code, number]),
            "citation": citations.sentence(found, address),
            "bibtex": citations.bibtex(found, [party.name for party in told.parties], address),
            "today": today,
            "workspace_url": _workspace_address(request, found),
        },
    )


def _shown(file: File, url: str, code: str, number: str, *, has_pages: bool) -> dict[str, Any]:
    """A public file with its first page, where we can draw one."""
    return {
        "file": file,
        "url": url,
        "preview": reverse("portal:page_preview", args=[code, number, file.pk, 1]) if has_pages else "",
        "thumbnail": reverse("portal:page_thumbnail", args=[code, number, file.pk, 1, "kecil"]) if has_pages else "",
    }


def embedded(value: dict[str, Any]) -> SafeString:
    """JSON that may stand inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308


def _as_json(register: Register, code: str, number: str, told_as: Callable[[dossier.Dossier], dict[str, Any]]) -> str:
    found = _public(code, number)
    told = dossier.dossier_of(found, today=found.government.today(register.now))
    return json.dumps(told_as(told), ensure_ascii=False, indent=1)


@require_safe
@published
@leaves_a_stone
def as_json(request: HttpRequest, code: str, number: str, *, register: Register) -> HttpResponse:
    """The permanent page for machines."""
    text = _as_json(register, code, number, linked.plain)
    return for_anybody(HttpResponse(text, content_type="application/json; charset=utf-8"))


@require_safe
@published
@leaves_a_stone
def as_bibtex(request: HttpRequest, code: str, number: str, *, register: Register) -> HttpResponse:
    """For a bibliography."""
    found = _public(code, number)
    names = [party.display_name for party in found.ordered_parties()]
    text = citations.bibtex(found, names, settings.PUBLIC_URL + rows.address(code, number))
    return for_anybody(HttpResponse(text, content_type="application/x-bibtex; charset=utf-8"))


@require_safe
@published
@leaves_a_stone
def as_json_ld(request: HttpRequest, code: str, number: str, *, register: Register) -> HttpResponse:
    """The permanent page as linked data."""
    text = _as_json(register, code, number, linked.json_ld)
    return for_anybody(HttpResponse(text, content_type="application/ld+json; charset=utf-8"))


def _qr(address: str) -> SafeString:
    """A QR code of the permanent address as SVG."""
    import segno

    svg = segno.make(address, error="m").svg_inline(scale=4, border=2, svgclass="", lineclass="", omitsize=True)
    return mark_safe(svg)  # noqa: S308 - drawn by segno from an address of ours


def _workspace_address(request: HttpRequest, agreement: Agreement) -> str:
    """For a colleague who is signed in: the same document in the workspace."""
    place = getattr(request, "workplace", None)
    if place is None or place.government.pk != agreement.government_id:
        return ""
    return reverse("agreements:detail", args=[agreement.pk])


@require_safe
@share.bounded(cost=share.HEAVY)
@leaves_a_stone
def card(request: HttpRequest, code: str, number: str) -> HttpResponseBase:
    """The register card as PDF: made once a day for the same facts, then read from the store."""
    found = _public(code, number)
    printed = pdf.stored_card(found, now=timezone.now(), public=True)
    return serve_pdf(request, printed.body, name=f"{number}.pdf", etag=printed.key, public=True)


@require_safe
@share.bounded()
@leaves_a_stone
def file(request: HttpRequest, code: str, number: str, pk: int, name: str) -> HttpResponseBase:
    """A public file under its own name; any other name or document is 404."""
    here = {"agreement__government__code": code, "agreement__register_no": number}
    try:
        found = File.objects.public().get(pk=pk, name=name, **here)
    except (File.DoesNotExist, DataError, ValueError):  # a number beyond bigint, a NUL in the name
        raise Http404(_("Berkas ini tidak ada dalam register publik.")) from None
    return serve(request, found, public=True)
