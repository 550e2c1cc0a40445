"""For crawlers: where everything is, and what not to walk."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from agreements.domain.listing import Choice
from agreements.models import Agreement, Entry
from agreements.procedures import PROCEDURES
from agreements.reference import SDGS, URUSAN_NAMES
from partners.enums import PartnerKind
from partners.models import Partner
from portal.domain import rows, subjects
from portal.domain.register import Register
from portal.models import Snapshot
from portal.publishing import published

PER_FILE = 10_000  # pages, each in two languages; sitemaps.org allows 50,000 addresses
MOST_FILES = 100_000
PAGES = (
    "/", "/naskah/", "/mitra/", "/pd/", "/urusan/", "/sdg/", "/statistik/", "/data/", "/prosedur/",
    "/prosedur/pemilih/", "/verifikasi/",
)  # fmt: skip
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
    """The index: one file of pages, one per 10,000 partners, one per 10,000 documents."""
    everything = register.counts.select(Choice({}))
    names = ["halaman"]
    names += [f"mitra-{page}" for page in _files(len(register.counts.partners_of(register.counts.everything)))]
    names += [str(page) for page in _files(everything.total)]
    body = "".join(f"<sitemap><loc>{settings.PUBLIC_URL}/sitemap-{name}.xml</loc></sitemap>" for name in names)
    return _xml(f"{_HEAD}<sitemapindex {_SPACE}>{body}</sitemapindex>")


def _files(number: int) -> range:
    return range(1, -(-number // PER_FILE) + 1)


@require_safe
@published
def sitemap_pages(request: HttpRequest, *, register: Register) -> HttpResponse:
    """Pages that are not documents, and every subject that has a page but partners."""
    everything = register.counts.select(Choice({}))
    values: dict[str, list[Any]] = {"urusan": list(URUSAN_NAMES), "sdg": list(SDGS)}
    values |= {facet: sorted(everything.by(facet)) for facet in ("pd", "provinsi", "negara")}
    years = Snapshot.objects.order_by("year").values_list("year", flat=True)
    paths = [*PAGES, *(f"/prosedur/{code}/" for code in PROCEDURES), *(f"/statistik/beku/{year}/" for year in years)]
    if len(register.governments) > 1:  # each has a guide of its own
        codes = [government.code for government in register.governments.values()]
        paths += [f"/prosedur/{code}/{rest}" for code in codes for rest in ("", *(f"{one}/" for one in PROCEDURES))]
    for facet, found in values.items():
        paths += _subjects(facet, found, register)
    return _urls([_entries(path) for path in paths])


@require_safe
@published
def sitemap_partners(request: HttpRequest, page: int, *, register: Register) -> HttpResponse:
    """Addresses of partners by their number, so that a page seldom changes; not of persons (UU 27/2022)."""
    named = register.counts.partners_of(register.counts.everything)
    ids = sorted(named)[(page - 1) * PER_FILE : page * PER_FILE]
    if not 1 <= page <= MOST_FILES or not ids:
        raise Http404
    persons = set(Partner.objects.filter(pk__in=ids, kind=PartnerKind.PERSEORANGAN).values_list("pk", flat=True))
    shown = [pk for pk in ids if pk not in persons]
    return _urls([_entries(path) for path in _subjects("mitra", shown, register)])


def _subjects(facet: str, values: list[Any], register: Register) -> list[str]:
    names = subjects.names_of(facet, values, register.version)
    return [subjects.address(facet, value, names[value]) for value in values if value in names]


@require_safe
@published
def sitemap_page(request: HttpRequest, page: int, *, register: Register) -> HttpResponse:
    """Addresses of documents in the order they entered the register, so that a page seldom changes."""
    if not 1 <= page <= MOST_FILES:
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
    if not lines:
        raise Http404
    return _urls(lines)


def _entries(path: str, more: str = "") -> str:
    """A page in both languages, each naming both."""
    plain, english = (escape(settings.PUBLIC_URL + place) for place in (path, f"/en{path}"))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>'
        for code, place in (("id", plain), ("en", english), ("x-default", plain))
    )
    return "".join(f"<url><loc>{place}</loc>{more}{links}</url>" for place in (plain, english))


def _urls(entries: list[str]) -> HttpResponse:
    return _xml(f"{_HEAD}<urlset {_WITH_LINKS}>{''.join(entries)}</urlset>")


def _xml(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
