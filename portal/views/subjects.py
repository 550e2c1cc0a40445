"""Pages of partners, perangkat daerah, urusan, SDGs, countries and provinces: their documents and figures."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.domain.units import with_predecessors
from agreements.domain import listing
from agreements.domain.listing import Choice
from agreements.models import Party
from agreements.reference import SDGS, URUSAN_NAMES
from kerjasama import languages
from partners.models import Partner
from partners.names import fold
from portal.domain import figures_of, maps, rows, subjects
from portal.domain.register import Register
from portal.publishing import published

SHOWN = 10  # documents on a subject's page; the list has the rest
PER_PAGE = 50  # partners
LONGEST = 100  # letters of a partner's name that are looked for
INDEXES = {
    "pd": gettext_lazy("Perangkat daerah"),
    "urusan": gettext_lazy("Urusan pemerintahan"),
    "sdg": gettext_lazy("Tujuan pembangunan berkelanjutan"),
}
BESIDE = {
    "mitra": ("keadaan", "bentuk", "tahun", "pd", "urusan"),
    "pd": ("keadaan", "bentuk", "tahun", "mitra", "urusan"),
    "urusan": ("keadaan", "bentuk", "tahun", "mitra", "pd"),
    "sdg": ("keadaan", "bentuk", "tahun", "mitra", "urusan"),
    "negara": ("keadaan", "bentuk", "tahun", "mitra", "urusan"),
    "provinsi": ("keadaan", "bentuk", "tahun", "mitra", "urusan"),
}


@require_safe
@published
def named(request: HttpRequest, facet: str, pk: int, slug: str = "", *, register: Register) -> HttpResponse:
    """A partner or unit. An old name in the address, or a merged partner, leads on to the one address."""
    found = subjects.FINDERS[facet](pk)
    if found is None and facet == "mitra" and (kept := subjects.survivor(pk)):
        found = subjects.partner(kept)
    if found is None:
        raise Http404(_("Halaman ini tidak ada, atau belum ada naskah publiknya."))
    if request.path != languages.local(found.url):
        return HttpResponsePermanentRedirect(quote(languages.local(found.url)))
    return _page(request, found, register)


@require_safe
@published
def coded(request: HttpRequest, facet: str, code: str | int, *, register: Register) -> HttpResponse:
    """A value of a closed list, with documents or without: an empty cell is a fact too."""
    found = subjects.FINDERS[facet](code)
    if found is None:
        raise Http404(_("Halaman ini tidak ada."))
    return _page(request, found, register)


def _page(request: HttpRequest, subject: subjects.Subject, register: Register) -> HttpResponse:
    values = [subject.value]
    if subject.facet == "pd":
        values = with_predecessors(values)
    choice = Choice({subject.facet: values})
    selection = register.counts.select(choice)
    newest = selection.page(listing.NEWEST, at=None, size=SHOWN).ids
    states = selection.by("keadaan")
    return render(
        request,
        "portal/subject.html",
        {
            "subject": subject,
            "total": selection.total,
            "in_force": states.get("berlaku", 0) + states.get("akan_berakhir", 0),
            "ending": states.get("akan_berakhir", 0),
            "rows": rows.rows_of(newest, register),
            "tables": figures_of.tables_of(BESIDE[subject.facet], selection, subject.query, register.version),
            "index_url": _index_of(subject.facet),
            "index_name": INDEXES.get(subject.facet, _("Mitra")),
            "address": settings.PUBLIC_URL + languages.local(subject.url),
        },
    )


def _index_of(facet: str) -> str:
    return reverse("portal:partners") if facet not in INDEXES else reverse(f"portal:{facet}_index")


@require_safe
@published
def index(request: HttpRequest, facet: str, *, register: Register) -> HttpResponse:
    """Every perangkat daerah, urusan or SDG with its number of documents, those without any too."""
    everything = register.counts.select(Choice({}))
    counted = everything.by(facet)
    closed: dict[str, list[Any]] = {"urusan": list(URUSAN_NAMES), "sdg": list(SDGS)}
    values = closed.get(facet) or list(counted)
    labels = subjects.names_of(facet, values, register.version)
    if facet == "pd":
        values.sort(key=lambda value: labels.get(value, ""))
    lines = [
        {"name": labels[value], "number": counted.get(value, 0), "url": subjects.address(facet, value, labels[value])}
        for value in values
        if value in labels
    ]
    context = {"title": INDEXES[facet], "lines": lines, "total": everything.total, "path": request.path}
    return render(request, "portal/subjects.html", context)


@require_safe
@published
def partners(request: HttpRequest, *, register: Register) -> HttpResponse:
    """Everybody a public document names, with a map of provinces and one of countries, each with its table."""
    everything = register.counts.select(Choice({}))
    provinces, nations = everything.by("provinsi"), everything.by("negara")
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    after = request.GET.get("setelah", "")
    listed, following = _partners(text, int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0)
    numbers = _documents_of([partner.pk for partner in listed])
    is_first = not (text or after)
    return render(
        request,
        "portal/partners.html",
        {
            "is_first": is_first,
            "q": text,
            "partners": [
                {
                    "name": partner.name,
                    "kind": partner.get_kind_display(),
                    "url": subjects.address("mitra", partner.pk, partner.name),
                    "number": numbers.get(partner.pk, 0),
                }
                for partner in listed
            ],
            "following": following,
            "country_map": maps.provinces(provinces),
            "province_steps": maps.steps_of(provinces),
            "province_rows": maps.table("provinsi", provinces),
            "world": maps.world(nations),
            "world_steps": maps.steps_of(nations),
            "country_rows": maps.table("negara", nations),
        },
    )


def _partners(text: str, after: int) -> tuple[list[Partner], int]:
    """One page of the partners of public documents by name, and the number to go on from (0 for none)."""
    signed = Party.objects.filter(partner=OuterRef("pk"), agreement__entry__is_public=True)
    found = Partner.objects.filter(Exists(signed), merged_into=None).only("name", "kind")
    if folded := fold(text):
        found = found.filter(name_folded__contains=folded)
    last = found.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    page = list(found.order_by("name", "pk")[: PER_PAGE + 1])
    return page[:PER_PAGE], page[PER_PAGE - 1].pk if len(page) > PER_PAGE else 0


def _documents_of(ids: list[int]) -> dict[int, int]:
    """How many public documents each of these partners signed."""
    named_in = Party.objects.filter(partner__in=ids, agreement__entry__is_public=True).order_by()
    return {pk or 0: number for pk, number in named_in.values_list("partner_id").annotate(Count("pk"))}
