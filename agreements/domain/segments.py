"""One segment of the public register, read from the database: what ``counting`` and ``ordering`` work on."""

import datetime as dt
from array import array
from typing import Any, NamedTuple, cast

from agreements.domain.listing import ENDING_WITHIN, MIXED, Clock
from agreements.models import Entry
from agreements.models.entry import SEGMENT

Term = tuple[str, Any]
BYTES = SEGMENT // 8


class Segment(NamedTuple):
    """8,192 documents: bits per term; by place the partners and the two days that lists are ordered by (0 for none)."""

    terms: dict[Term, bytes]
    partners: tuple[list[int], ...]  # by slot: the first partner of each place, the second …
    newest: "array[int]"
    ends: "array[int]"


def load_segment(number: int, clock: Clock) -> Segment:
    """Read one segment from the database."""
    first = number * SEGMENT
    rows = (
        Entry.objects.filter(is_public=True, agreement_id__gte=first, agreement_id__lt=first + SEGMENT)
        .order_by("agreement_id")
        .values_list(
            "agreement_id", "agreement__cooperation_kind", "agreement__form", "agreement__phase", "agreement__ended_on",
            "agreement__government_id", "year", "starts_on", "last_day", "newest_key", "ends_key",
            "agreement__urusan", "agreement__sdgs",
            "unit_ids", "partner_ids", "provinces", "countries", "partner_kinds", "agreement__initiator",
        )
    )  # fmt: skip
    today_of = {government: (today, soon) for today, soon, ids in clock.days for government in ids}
    terms: dict[Term, bytearray] = {}
    partners: list[list[int]] = []
    newest, ends = array("i", bytes(4 * SEGMENT)), array("i", bytes(4 * SEGMENT))
    for pk, kind, form, phase, ended, government, year, starts, last, *several in rows:
        newest_key, ends_key, urusan, sdgs, units, mitra, provinces, countries, kinds, initiator = cast(
            "list[Any]", several
        )
        today, soon = today_of[government]
        place = pk - first
        found: list[Term] = [("semua", None), ("jenis", kind), ("bentuk", form), ("tahun", year)]
        found.append(("keadaan", state_of(phase, ended=ended, starts=starts, last=last, today=today, soon=soon)))
        found.append(("pemrakarsa", initiator))
        if kinds:
            found.append(("jenis_mitra", kinds[0] if len(kinds) == 1 else MIXED))
        found += [("urusan", code) for code in urusan]
        found += [("sdg", goal) for goal in sdgs]
        found += [("pd", unit) for unit in units]
        found += [("provinsi", code) for code in provinces]
        found += [("negara", code) for code in countries]
        if last is not None and last >= today:
            left = (last - today).days
            found += [("sisa", days) for days in ENDING_WITHIN if left <= days]
        newest[place], ends[place] = newest_key.toordinal(), ends_key.toordinal()
        byte, bit = place >> 3, 1 << (place & 7)
        for term in found:
            bits = terms.get(term)
            if bits is None:
                bits = terms[term] = bytearray(BYTES)
            bits[byte] |= bit
        for slot, partner in enumerate(mitra):
            if slot == len(partners):
                partners.append([0] * SEGMENT)
            partners[slot][place] = partner
    return Segment({term: bytes(bits) for term, bits in terms.items()}, tuple(partners), newest, ends)


def state_of(
    phase: str, *, ended: dt.date | None, starts: dt.date | None, last: dt.date | None, today: dt.date, soon: dt.date
) -> str:
    """Keadaan of a public document from its flat row; equal to ``Agreement.validity`` (a test holds it)."""
    if phase != "ditandatangani" and ended is not None and ended < today:
        return phase
    if starts is not None and starts > today:
        return "belum_berlaku"
    if last is None or last > soon:
        return "berlaku"
    return "berakhir" if last < today else "akan_berakhir"
