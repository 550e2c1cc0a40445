"""What documents are about and with whom, each with a page of its own: partner, unit, urusan, SDG, country, province.

A subject is one value of a facet, so its figures and its documents are those of the list under the same filter.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.units import with_predecessors
from accounts.models import Unit
from agreements.domain import listing, versions
from agreements.models import Entry, Party
from agreements.reference import SDGS, URUSAN_NAMES, sdg_name, urusan_name
from partners import countries, regions
from partners.enums import PartnerKind
from partners.models import Partner
from portal.domain import names


class Subject(NamedTuple):
    """One thing that has documents. ``facts`` are label and value; nothing internal may ever be among them."""

    facet: str
    value: Any
    name: str
    kind: str
    facts: list[tuple[str, str]]
    website: str = ""
    is_person: bool = False

    @property
    def url(self) -> str:
        """The one address of its page."""
        return address(self.facet, self.value, self.name)

    @property
    def list_url(self) -> str:
        """All its documents."""
        return f"{reverse('portal:list')}?{self.query}"

    @property
    def query(self) -> str:
        """The filter that means it."""
        return f"{self.facet}={self.value}"


def address(facet: str, value: Any, name: str = "") -> str:
    """The page of one value of a facet; empty for a facet whose values have none (tahun, keadaan …)."""
    if facet in {"mitra", "pd"}:
        return f"{_NAMED[facet]}{value}-{slug_of(name)}/"
    return f"{_CODED[facet]}{value}/" if facet in _CODED else ""


_NAMED = {"mitra": "/mitra/", "pd": "/pd/"}
_CODED = {"urusan": "/urusan/", "sdg": "/sdg/", "negara": "/negara/", "provinsi": "/provinsi/"}


def slug_of(name: str) -> str:
    """The readable end of an address; only the number before it counts."""
    return slugify(name)[:60].strip("-") or "-"


def partner(pk: int) -> Subject | None:
    """A partner with at least one public document; None for any other. Contacts and notes are never read."""
    signed = Party.objects.filter(partner=OuterRef("pk"), agreement__entry__is_public=True)
    found = (
        Partner.objects.filter(Exists(signed), pk=pk, merged_into=None)
        .only("name", "short_name", "kind", "legal_form", "region_code", "country", "website")
        .first()
    )
    if found is None:
        return None
    kind = PartnerKind(found.kind)
    person = kind == PartnerKind.PERSEORANGAN
    place = regions.name_of(found.region_code) if found.region_code else ""
    country = countries.name_of(found.country) if found.country != countries.INDONESIA else ""
    facts = [
        (_("Jenis mitra"), str(kind.label)),
        (_("Nama singkat"), found.short_name),
        (_("Bentuk hukum"), found.legal_form),
        (_("Wilayah"), "" if person else place),
        (_("Negara"), country),
    ]
    return Subject(
        "mitra",
        found.pk,
        found.name,
        str(gettext_lazy("Mitra")),
        [fact for fact in facts if fact[1]],
        website="" if person else found.website,
        is_person=person,
    )


def survivor(pk: int) -> int | None:
    """The partner that this one was merged into, None when it stands for itself."""
    (kept,) = listing.surviving([pk])
    return kept if kept != pk else None


def unit(pk: int) -> Subject | None:
    """A perangkat daerah whose documents, or whose predecessors' documents, are public."""
    found = Unit.objects.select_related("successor").filter(pk=pk).first()
    if found is None:
        return None
    lineage = with_predecessors([pk])
    if not Entry.objects.filter(is_public=True, unit_ids__overlap=lineage).exists():
        return None
    older = Unit.objects.filter(pk__in=lineage).exclude(pk=pk).order_by("name")
    facts = [
        (_("Singkatan"), found.short_name),
        (_("Jenis"), str(found.get_kind_display())),
        (_("Menggantikan"), "; ".join(older.values_list("name", flat=True))),
        (_("Digantikan oleh"), found.successor.name if found.successor else ""),
    ]
    return Subject("pd", pk, found.name, _("Perangkat daerah"), [fact for fact in facts if fact[1]])


def urusan(code: str) -> Subject | None:
    """An urusan pemerintahan of the reference list, with documents or without."""
    name = urusan_name(code) if code in URUSAN_NAMES else ""
    return Subject("urusan", code, name, _("Urusan pemerintahan"), [(_("Kode"), code)]) if name else None


def sdg(goal: int) -> Subject | None:
    """One of the seventeen goals."""
    name = sdg_name(goal) if goal in SDGS else ""
    return Subject("sdg", goal, f"{goal}. {name}", _("Tujuan pembangunan berkelanjutan"), []) if name else None


def country(code: str) -> Subject | None:
    """A country abroad."""
    name = countries.name_of(code) if code != countries.INDONESIA else ""
    return Subject("negara", code, name, _("Negara mitra"), [(_("Kode ISO 3166-1"), code)]) if name else None


def province(code: str) -> Subject | None:
    """A province by its Kemendagri code: partners that sit in it, whatever they are."""
    found = regions.find(code)
    if found is None or found.kind != PartnerKind.PEMDA_PROVINSI:
        return None
    return Subject("provinsi", code, found.name, _("Provinsi mitra"), [(_("Kode wilayah"), code)])


FINDERS: dict[str, Callable[[Any], Subject | None]] = {
    "mitra": partner, "pd": unit, "urusan": urusan, "sdg": sdg, "negara": country, "provinsi": province,
}  # fmt: skip


def names_of(facet: str, values: list[Any], version: versions.Version) -> dict[Any, str]:
    """Names of values of a facet that has pages."""
    if facet == "mitra":
        return names.partners(values, version)
    if facet == "pd":
        return names.units(values, version)
    if facet == "sdg":
        return {value: f"{value}. {sdg_name(value)}" for value in values if value in SDGS}
    if facet == "urusan":
        return {value: urusan_name(value) for value in values if value in URUSAN_NAMES}
    if facet == "negara":
        return {value: countries.name_of(value) or value for value in values}
    return {value: regions.name_of(value) or value for value in values}
