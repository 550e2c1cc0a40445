"""The public list: one address says everything that is asked, so it can be shared, kept and counted on."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agreements.domain import file_hits, indexing, paging, search_text
from agreements.domain import listing as lists
from agreements.domain.counting import Selection
from agreements.filters import AgreementFilter
from agreements.models import Agreement
from portal.domain import facets, rows
from portal.domain.memory import Memory
from portal.domain.register import Register
from portal.publishing import answer, published

PAGE = 20
MOST_DOWNLOADED = 100_000  # documents of one file; more is what /data/ is for
DOWNLOADS = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"), ("atom", "Atom"))
KNOWN = frozenset({*lists.CONDITIONS, "q", "urut"})
_ways: Memory[tuple[str, str, bool], str] = Memory(most=400)


@require_safe
@published
def listing(request: HttpRequest, *, register: Register) -> HttpResponse:
    found = AgreementFilter(request.GET, Agreement.objects.public(), clock=register.clock)
    if not found.is_valid():
        return answer(request, register, "portal/list_refused.html", {"form": found.form}, status=400)
    pairs = pairs_of(request)
    given = {slug: found.form.cleaned_data[slug] for slug in lists.CONDITIONS if found.form.cleaned_data.get(slug)}
    if found.query.tsquery:
        indexing.catch_up()
    selection = register.counts.select(found.choice)
    page = selection.page(found.order, at=found.cursor, size=PAGE)
    text = found.form.cleaned_data.get("q") or ""
    canonical = "?" + urlencode(pairs) if pairs else ""
    return answer(
        request,
        register,
        "portal/list.html",
        {
            "rows": rows.rows_of(page.ids, register, file_hits.hits_of(page.ids, found.query)),
            "total": selection.total,
            "panel": facets.panel_of(selection, given, pairs, register),
            "chips": facets.chips_of(given, pairs, register.version),
            "q": text,
            "meant": _meant(pairs, found, register) if not selection.total and found.query.tsquery else None,
            "not_understood": bool(text and not found.query.tsquery),
            "kept": [pair for pair in pairs if pair[0] != "q"],
            "without_q": "?" + urlencode([pair for pair in pairs if pair[0] != "q"]),
            "orders": _orders(pairs, found, selection),
            "previous": _page_address(pairs, page.previous),
            "next": _page_address(pairs, page.next),
            "is_first": found.cursor is None,
            "ways": _ways_of(canonical, DOWNLOADS if selection.total <= MOST_DOWNLOADED else ()),
            "canonical": canonical,
        },
    )


def _ways_of(canonical: str, downloads: tuple[tuple[str, str], ...]) -> str:
    """How to follow a list and to take it along: every page of the same list has the same."""
    key = (get_language() or "", canonical, bool(downloads))
    found = _ways.get(key)
    if found is None:
        given = {"canonical": canonical, "downloads": downloads}
        parts = (render_to_string(name, given) for name in ("portal/_follow.html", "portal/_download.html"))
        found = format_html("{}{}", *parts)
        _ways.put(key, found)
    return found


def _meant(pairs: list[tuple[str, str]], found: AgreementFilter, register: Register) -> tuple[str, str] | None:
    """What may have been meant by words that find nothing, and the address that asks for it; only what finds some."""
    meant = indexing.meant_by(found.query.words)
    if not meant:
        return None
    choice = found.choice._replace(tsquery=search_text.parse(meant).tsquery)
    others = [pair for pair in pairs if pair[0] != "q"]
    return (meant, "?" + urlencode([*others, ("q", meant)])) if register.counts.select(choice).total else None


def pairs_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What the address asks for, without the page and without what we do not know."""
    return [(name, value) for name, values in request.GET.lists() if name in KNOWN for value in values if value]


def _page_address(pairs: list[tuple[str, str]], cursor: paging.Cursor | None) -> str:
    return "?" + urlencode([*pairs, ("setelah", str(cursor))]) if cursor else ""


def _orders(pairs: list[tuple[str, str]], found: AgreementFilter, selection: Selection) -> list[dict[str, Any]]:
    """The orders to choose from, and which one the page is in: relevance only where it is kept."""
    others = [pair for pair in pairs if pair[0] != "urut"]
    is_ranked = selection.is_ranked(lists.by_relevance(found.query.tsquery))
    present = lists.NEWEST.slug if found.order.slug == lists.RELEVANCE and not is_ranked else found.order.slug
    return [
        {"label": order.label, "url": "?" + urlencode([*others, ("urut", slug)]), "is_present": slug == present}
        for slug, order in lists.ORDERS.items()
        if slug != lists.RELEVANCE or is_ranked
    ]
