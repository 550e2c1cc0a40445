"""Everybody whom public documents name, as flat rows by number: partners and perangkat daerah.

Rows come in the order of their numbers, so a page stays where it was while others are added. Contacts, addresses and
notes are never read; of a natural person nothing but the name is told (UU 27/2022).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, OuterRef

from accounts.models import Unit
from agreements.domain.listing import Choice
from agreements.models import Entry, Party
from partners import countries, regions
from partners.enums import PartnerKind
from partners.models import Partner
from partners.names import fold
from portal.domain import subjects
from portal.domain.register import Register

Row = dict[str, Any]
_SHOWN = ("name", "short_name", "kind", "legal_form", "region_code", "country", "website")


class Part(NamedTuple):
    """Some rows, and the number after which the next page begins (None at the end)."""

    rows: list[Row]
    after: int | None


def partners(*, text: str = "", kinds: Sequence[str] = (), after: int = 0, size: int, only: int | None = None) -> Part:
    """Partners of public documents; those that were merged into another are not told apart any more."""
    signed = Party.objects.filter(partner=OuterRef("pk"), agreement__entry__is_public=True)
    wanted = Partner.objects.filter(Exists(signed), merged_into=None, pk__gt=after).only(*_SHOWN)
    if folded := fold(text):
        wanted = wanted.filter(name_folded__contains=folded)
    elif text.strip():
        wanted = wanted.none()
    if kinds:
        wanted = wanted.filter(kind__in=kinds)
    if only is not None:
        wanted = wanted.filter(pk=only)
    listed = list(wanted.order_by("pk")[: size + 1])
    page = listed[:size]
    named_in = Party.objects.filter(partner__in=[partner.pk for partner in page], agreement__entry__is_public=True)
    per_partner = named_in.order_by().values_list("partner_id").annotate(Count("agreement_id", distinct=True))
    numbers = dict(per_partner)
    rows = [_partner(partner, numbers.get(partner.pk, 0)) for partner in page]
    return Part(rows, page[-1].pk if len(listed) > size else None)


def _partner(partner: Partner, number: int) -> Row:
    kind = PartnerKind(partner.kind)
    person = kind == PartnerKind.PERSEORANGAN
    region = "" if person else partner.region_code
    return {
        "id": partner.pk,
        "alamat": settings.PUBLIC_URL + subjects.address("mitra", partner.pk, partner.name),
        "nama": partner.name,
        "nama_singkat": partner.short_name,
        "jenis": kind.value,
        "jenis_nama": str(kind.label),
        "bentuk_hukum": partner.legal_form,
        "kode_wilayah": region,
        "wilayah": (regions.name_of(region) or "") if region else "",
        "negara": partner.country,
        "negara_nama": countries.name_of(partner.country) or "",
        "situs": "" if person else partner.website,
        "jumlah_naskah": number,
    }


def units(register: Register, *, after: int = 0, size: int, only: int | None = None) -> Part:
    """Perangkat daerah with public documents of their own or of those they replaced."""
    all_units = {unit.pk: unit for unit in Unit.objects.order_by("pk")}
    older: dict[int, list[int]] = {pk: [pk] for pk in all_units}
    for pk, unit in all_units.items():
        seen, above = {pk}, unit.successor_id
        while above is not None and above not in seen:
            seen.add(above)
            older[above].append(pk)
            above = all_units[above].successor_id
    candidates = [pk for pk in all_units if pk > after and (only is None or pk == only)]
    rows: list[Row] = []
    for pk in candidates:
        number = register.counts.select(Choice({"pd": older[pk]})).total
        if number:
            if len(rows) == size:
                return Part(rows, rows[-1]["id"])
            rows.append(_unit(all_units[pk], number, register))
    return Part(rows, None)


def _unit(unit: Unit, number: int, register: Register) -> Row:
    government = register.governments[unit.government_id]
    return {
        "id": unit.pk,
        "alamat": settings.PUBLIC_URL + subjects.address("pd", unit.pk, unit.name),
        "nama": unit.name,
        "nama_singkat": unit.short_name,
        "jenis": unit.kind,
        "jenis_nama": str(unit.get_kind_display()),
        "kode_wilayah": government.code,
        "pemerintah_daerah": government.name,
        "digantikan_oleh": unit.successor_id,
        "jumlah_naskah": number,
    }


class Ids(NamedTuple):
    """The numbers of a public document, its partners and its perangkat daerah."""

    agreement: int
    partners: list[int]
    units: list[int]


def ids_of(numbers: Sequence[int]) -> dict[tuple[str, str | None], Ids]:
    """Numbers by kode wilayah and register number, for the filters."""
    rows = Entry.objects.filter(agreement_id__in=numbers, is_public=True).order_by()
    return {
        (code, number): Ids(pk, list(partner_ids), list(unit_ids))
        for code, number, pk, partner_ids, unit_ids in rows.values_list(
            "agreement__government__code", "agreement__register_no", "pk", "partner_ids", "unit_ids"
        )
    }
