"""A new document under an existing one: what it takes over from its parent, and how the two terms meet."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.domain.units import latest
from agreements.domain.drafting import PartyEntry
from agreements.enums import Form, Phase, Relation
from agreements.models import Agreement
from agreements.models.party import ORDINALS

UNDER = {
    Form.KESEPAKATAN_BERSAMA: Form.PERJANJIAN_KERJA_SAMA,
    Form.NOTA_KESEPAKATAN: Form.RENCANA_KERJA,
    Form.PERNYATAAN_KEHENDAK: Form.RENCANA_KERJA_SAMA,
    Form.RENCANA_KERJA_SAMA: Form.NASKAH_KERJA_SAMA,
    Form.NASKAH_KERJA_SAMA: Form.RENCANA_KEGIATAN_TAHUNAN,
}
_FORM = {Relation.ADDENDUM: Form.ADDENDUM, Relation.PERPANJANGAN: Form.PERPANJANGAN}
_TAKEN_OVER = (
    "cooperation_kind", "ksdpk_kind", "title", "object", "urusan", "sdgs", "lead_unit", "location_codes",
    "location_text", "initiator",
)  # fmt: skip


@dataclass(frozen=True)
class Seam:
    """How the new term meets the old: ``days`` > 0 without a basis between them, < 0 of overlap, 0 without a break."""

    parent_end: dt.date
    start: dt.date
    days: int


def values_from(parent: Agreement, relation: str) -> dict[str, Any]:
    """Fields of a new document of this relation: same cooperation, fitting form, for an extension its start."""
    values: dict[str, Any] = {name: getattr(parent, name) for name in _TAKEN_OVER}
    values["lead_unit"] = latest(parent.lead_unit)  # who carries its work on today
    values["parent"], values["relation"] = parent, relation
    values["form"] = _FORM.get(Relation(relation)) or (
        UNDER.get(Form(parent.form), Form.PERJANJIAN_KERJA_SAMA) if relation == Relation.TURUNAN else parent.form
    )
    if relation == Relation.ADDENDUM:
        values["title_as_printed"] = f"Addendum {_next_ordinal(parent)}"
    if relation in {Relation.PERPANJANGAN, Relation.PENGGANTIAN}:
        values["purpose"], values["scope"] = parent.purpose, parent.scope
    if relation == Relation.PERPANJANGAN and parent.last_day is not None:
        values["effective_from"] = parent.last_day + dt.timedelta(days=1)
    return values


def _next_ordinal(parent: Agreement) -> str:
    """``Kesatu`` for the first addendum of a document; those given up do not count (domain digest 4.7)."""
    given_up = {Phase.DITOLAK, Phase.DIBATALKAN}
    count = parent.children.filter(relation=Relation.ADDENDUM).exclude(phase__in=given_up).count()
    return ORDINALS[count].title() if count < len(ORDINALS) else f"Ke-{count + 1}"


def parties_from(parent: Agreement) -> list[PartyEntry]:
    """The same parties in the same order, without the numbers and the basis of the old paper."""
    return [
        PartyEntry(government=party.government, partner=party.partner.survivor if party.partner else None)
        for party in parent.ordered_parties()
    ]


def seam(parent: Agreement, start: dt.date | None) -> Seam | None:
    """Gap or overlap between the parent's last day and ``start``; None where either is unknown."""
    end = parent.last_day or parent.ends_on
    if end is None or start is None:
        return None
    return Seam(parent_end=end, start=start, days=(start - end).days - 1)
