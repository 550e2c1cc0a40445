"""The pages of a public file one by one, as pictures with their words."""

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import File
from portal import share
from portal.domain import previews
from portal.domain.register import Register
from portal.domain.rows import address
from portal.publishing import answer, published
from portal.views.agreement import leaves_a_stone

SIDES = {"": previews.LARGE, "kecil": previews.SMALL}


def _file(code: str, number: str, pk: int) -> File:
    here = {"agreement__government__code": code, "agreement__register_no": number}
    try:
        found = File.objects.shown().select_related("agreement").get(pk=pk, **here)
    except (File.DoesNotExist, DataError):
        raise Http404(_("Berkas ini tidak ada dalam register publik.")) from None
    if not previews.can_be_drawn(found):
        raise Http404(_("Berkas ini tidak dapat diperlihatkan per halaman."))
    return found


@require_safe
@published
@leaves_a_stone
def page(request: HttpRequest, code: str, number: str, pk: int, place: int, *, register: Register) -> HttpResponse:
    """``…/berkas/7/halaman/2/``"""
    found = _file(code, number, pk)
    last = previews.pages_of(found)
    if not 1 <= place <= last:
        raise Http404(_("Halaman ini tidak ada dalam berkas."))
    own = [code, number, pk]
    context = {
        "file": found,
        "agreement": found.agreement,
        "place": place,
        "last": last,
        "picture": reverse("portal:page_picture", args=[*own, place]),
        "previous": reverse("portal:page_preview", args=[*own, place - 1]) if place > 1 else "",
        "next": reverse("portal:page_preview", args=[*own, place + 1]) if place < last else "",
        "text": previews.text_of(found, place),
        "document_url": address(code, number),
        "file_url": reverse("portal:file", args=[*own, found.name]),
    }
    return answer(request, register, "portal/page.html", context)


@require_safe
@share.bounded()
@leaves_a_stone
def picture(request: HttpRequest, code: str, number: str, *, pk: int, place: int, size: str = "") -> HttpResponseBase:
    """One page as JPEG; drawing it costs what a drawn paper costs, a drawn one a page."""
    if size not in SIDES:
        raise Http404
    found, side = _file(code, number, pk), SIDES[size]
    etag = f'"{found.sha256[:16]}-{place}-{side}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return _dressed(unchanged, etag)
    kept = previews.stored(found, place, side=side) if place <= 9999 else b""
    if kept is None:
        if (refused := share.charge(request, cost=share.HEAVY - 1)) is not None:
            return refused
        kept = previews.draw(found, place, side=side)
    if not kept:
        raise Http404(_("Halaman ini tidak ada dalam berkas."))
    return _dressed(HttpResponse(kept, content_type="image/jpeg"), etag)


def _dressed(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
