"""For crawlers: where everything is, and what not to walk."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from agreements.domain.listing import Choice
from agreements.models import Agreement, Entry
from agreements.procedures import PROCEDURES
from portal.domain import rows
from portal.domain.register import Register
from portal.publishing import published

PER_FILE = 10_000  # addresses; sitemaps.org allows 50,000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_WITH_LINKS = f'{_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """One address per document is for crawlers; the endless combinations of filters are not."""
    lines = [
        "User-agent: *",
        "Disallow: /naskah/?",
        "Disallow: /en/naskah/?",
        "Disallow: /naskah/unduh",
        "Disallow: /naskah/saran/",
        "Disallow: /ruang/",
        "Disallow: /akun/",
        "Disallow: /pintu-belakang/",
    ]
    lines += ["", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@published
def sitemap(request: HttpRequest, *, register: Register) -> HttpResponse:
    """The index: one file per 10,000 documents."""
    pages = range(1, -(-max(register.counts.select(Choice({})).total, 1) // PER_FILE) + 1)
    body = "".join(f"<sitemap><loc>{settings.PUBLIC_URL}/sitemap-{page}.xml</loc></sitemap>" for page in pages)
    return _xml(f"{_HEAD}<sitemapindex {_SPACE}>{body}</sitemapindex>")


@require_safe
@published
def sitemap_page(request: HttpRequest, page: int, *, register: Register) -> HttpResponse:
    """Addresses of documents in the order they entered the register, so that a page seldom changes."""
    if not 1 <= page <= 100_000:
        raise Http404
    first = (page - 1) * PER_FILE
    ids = Entry.objects.filter(is_public=True).order_by("agreement_id").values("agreement_id")[first : first + PER_FILE]
    found = (
        Agreement.objects.filter(pk__in=ids).order_by("pk").values_list("government_id", "register_no", "updated_at")
    )
    codes = {pk: government.code for pk, government in register.governments.items()}
    lines = [
        _entries(rows.address(codes[pk], number or ""), f"<lastmod>{changed:%Y-%m-%d}</lastmod>")
        for pk, number, changed in found
    ]
    if page == 1:
        lines[:0] = [_entries(path) for path in _pages()]
    elif not lines:
        raise Http404
    return _xml(f"{_HEAD}<urlset {_WITH_LINKS}>{''.join(lines)}</urlset>")


def _entries(path: str, more: str = "") -> str:
    """A page in both languages, each naming both."""
    plain, english = (escape(settings.PUBLIC_URL + place) for place in (path, f"/en{path}"))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>'
        for code, place in (("id", plain), ("en", english), ("x-default", plain))
    )
    return "".join(f"<url><loc>{place}</loc>{more}{links}</url>" for place in (plain, english))


def _pages() -> list[str]:
    """Pages that are not documents."""
    return [
        "/",
        "/naskah/",
        "/mitra/",
        "/pd/",
        "/urusan/",
        "/sdg/",
        "/data/",
        "/prosedur/",
        "/prosedur/pemilih/",
        *(f"/prosedur/{code}/" for code in PROCEDURES),
    ]


def _xml(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
