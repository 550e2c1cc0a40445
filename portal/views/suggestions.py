"""Suggestions while somebody types in the public search box."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kerjasama.languages import local
from portal import share
from portal.domain.register import register_at
from portal.domain.suggestions import suggest


@require_safe
@share.bounded()
def suggestions(request: HttpRequest) -> JsonResponse:
    """``/naskah/saran/?q=…``: at most eight lines; never an error, whatever is typed."""
    found = suggest(request.GET.get("q", ""), register_at(timezone.now()))
    keys = ("jenis", "teks", "rincian", "alamat")
    response = JsonResponse({"saran": [dict(zip(keys, (*one[:-1], local(one.url)), strict=True)) for one in found]})
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
