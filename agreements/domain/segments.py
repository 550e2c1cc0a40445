"""One segment of the public register, read from the database: what ``counting`` and ``ordering`` work on.

A segment holds only what a publication can change. What the calendar changes (keadaan, days left) is worked out from
its days by ``dated``, so that a new day needs no reading.
"""

import datetime as dt
import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from agreements.domain.listing import ENDING_WITHIN, MIXED, Clock
from agreements.enums import Phase, Validity
from agreements.models import Entry
from agreements.models.entry import SEGMENT

Term = tuple[str, Any]
Bits = dict[Term, bytes]
BYTES = SEGMENT // 8
FEW = 50_000  # documents
_KINDS = "iiiiq"  # of the lines: four days and a number
_FORM = [1, sys.byteorder]  # of a packed segment; another form is read anew
_FIELDS = (
    "agreement_id", "agreement__government_id", "newest_key", "ends_key", "starts_on", "agreement__ended_on",
    "agreement__phase", "agreement__cooperation_kind", "agreement__form", "agreement__initiator", "year",
    "partner_kinds", "agreement__urusan", "agreement__sdgs", "unit_ids", "provinces", "countries", "partner_ids",
)  # fmt: skip


class Segment(NamedTuple):
    """8,192 documents by place: bits per term; days as ordinals (0 for none) and owners; partners as numbers."""

    terms: Bits
    lines: "tuple[array[int], ...]"  # newest, ends, starts, ended; governments
    partners: "tuple[array[int], ...]"  # by slot: the first partner of each place, the second …

    @property
    def newest(self) -> "array[int]":
        """The day that lists begin with, by place."""
        return self.lines[0]

    @property
    def ends(self) -> "array[int]":
        """The last day, by place; far away for an open end."""
        return self.lines[1]


def flags(ids: Iterable[int], length: int) -> int:
    """A set of documents as bits of ``length`` segments; younger documents are left out."""
    ids = list(ids)
    if ids and max(ids) >= length * SEGMENT:
        ids = [pk for pk in ids if pk < length * SEGMENT]
    if len(ids) < FEW:
        bits = bytearray(length * BYTES)
        for pk in ids:
            bits[pk >> 3] |= 1 << (pk & 7)
        return int.from_bytes(bits, "little")
    digits = bytearray(b"0") * (length * SEGMENT)  # dearer to begin with, cheaper for each
    one = ord("1")
    for pk in ids:
        digits[pk] = one
    digits.reverse()
    return int(digits, 2)


def places(bits: int) -> Iterator[int]:
    """The numbers of the documents in a set of bits, ascending."""
    digits = bin(bits)[:1:-1]  # to look for the next "1" is one machine loop
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def load_segment(number: int) -> Segment:
    """Read one segment from the database."""
    first = number * SEGMENT
    return _with(_nothing(), number, Entry.objects.filter(agreement_id__gte=first, agreement_id__lt=first + SEGMENT))


def reread(segment: Segment, number: int, documents: Iterable[int]) -> Segment:
    """The segment with some of its documents read again; what is no longer public is no longer in it."""
    places = [pk - number * SEGMENT for pk in documents]
    return _with(_without(segment, places), number, Entry.objects.filter(agreement_id__in=list(documents)))


def _nothing() -> Segment:
    return Segment({}, tuple(array(kind, bytes(array(kind).itemsize * SEGMENT)) for kind in _KINDS), ())


def _without(segment: Segment, places: Iterable[int]) -> Segment:
    terms = dict(segment.terms)
    lines, partners = ([array(line.typecode, line) for line in some] for some in (segment.lines, segment.partners))
    for place in places:
        byte, bit = place >> 3, 1 << (place & 7)
        for term, bits in terms.items():
            if bits[byte] & bit:
                terms[term] = bits[:byte] + bytes([bits[byte] ^ bit]) + bits[byte + 1 :]
        for line in (*lines, *partners):
            line[place] = 0
    return Segment({term: bits for term, bits in terms.items() if any(bits)}, tuple(lines), tuple(partners))


def _with(segment: Segment, number: int, entries: Any) -> Segment:
    """The segment and the public documents among ``entries``, whose places in it are empty."""
    terms: dict[Term, bytearray] = {}
    newest, ends, starts, ended, owners = segment.lines
    partners = list(segment.partners)
    rows = entries.filter(is_public=True).order_by("agreement_id").values_list(*_FIELDS)
    for pk, government, newest_key, ends_key, starts_on, ended_on, phase, kind, form, initiator, year, *several in rows:
        kinds, urusan, sdgs, units, provinces, countries, mitra = cast("list[Any]", several)
        place = pk - number * SEGMENT
        found: list[Term] = [("semua", None), ("jenis", kind), ("bentuk", form), ("tahun", year)]
        found += [("pemrakarsa", initiator), ("fase", phase)]
        if kinds:
            found.append(("jenis_mitra", kinds[0] if len(kinds) == 1 else MIXED))
        found += [("urusan", code) for code in urusan]
        found += [("sdg", goal) for goal in sdgs]
        found += [("pd", unit) for unit in units]
        found += [("provinsi", code) for code in provinces]
        found += [("negara", code) for code in countries]
        newest[place], ends[place] = newest_key.toordinal(), ends_key.toordinal()
        starts[place] = starts_on.toordinal() if starts_on else 0
        ended[place] = ended_on.toordinal() if ended_on else 0
        owners[place] = government
        byte, bit = place >> 3, 1 << (place & 7)
        for term in found:
            bits = terms.get(term)
            if bits is None:
                bits = terms[term] = bytearray(segment.terms.get(term) or BYTES)
            bits[byte] |= bit
        for slot, partner in enumerate(mitra):
            if slot == len(partners):
                partners.append(array("q", bytes(8 * SEGMENT)))
            partners[slot][place] = partner
    return segment._replace(
        terms=segment.terms | {term: bytes(bits) for term, bits in terms.items()}, partners=tuple(partners)
    )


def dated(segment: Segment, clock: Clock) -> Bits:
    """What the calendar says of each document: its keadaan, and within how many days it ends."""
    terms: dict[Term, bytearray] = {}
    days_of = {owner: (today.toordinal(), soon.toordinal()) for today, soon, ids in clock.days for owner in ids}
    replaced = segment.terms.get(("fase", Phase.DIGANTIKAN.value), bytes(BYTES))
    signed = segment.terms.get(("fase", Phase.DITANDATANGANI.value), bytes(BYTES))
    for place, (newest, ends, starts, ended, owner) in enumerate(zip(*segment.lines, strict=True)):
        if not newest:
            continue
        today, soon = days_of[owner]
        byte, bit = place >> 3, 1 << (place & 7)
        if 0 < ended < today and not signed[byte] & bit:
            state = Validity.DIGANTIKAN if replaced[byte] & bit else Validity.DIAKHIRI
        elif starts > today:
            state = Validity.BELUM_BERLAKU
        elif ends > soon:
            state = Validity.BERLAKU
        else:
            state = Validity.BERAKHIR if ends < today else Validity.AKAN_BERAKHIR
        found: list[Term] = [("keadaan", state.value)]
        if today <= ends <= today + ENDING_WITHIN[-1]:
            found += [("sisa", days) for days in ENDING_WITHIN if ends <= today + days]
        for term in found:
            bits = terms.get(term)
            if bits is None:
                bits = terms[term] = bytearray(BYTES)
            bits[byte] |= bit
    return {term: bytes(bits) for term, bits in terms.items()}


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


def packed(segment: Segment) -> bytes:
    """The segment as bytes: a line of JSON that says what follows, then the bits and numbers as they are in memory."""
    head = {"form": _FORM, "terms": list(segment.terms), "slots": len(segment.partners)}
    lines = (line.tobytes() for line in (*segment.lines, *segment.partners))
    return b"".join([json.dumps(head).encode(), b"\n", *segment.terms.values(), *lines])


def unpacked(body: bytes) -> Segment | None:
    """What ``packed`` wrote; None for bytes of another form, which are to be read anew."""
    head, _newline, rest = body.partition(b"\n")
    told = json.loads(head)
    if told["form"] != _FORM:
        return None
    terms, at = {}, 0
    for name, value in told["terms"]:
        terms[name, value] = rest[at : at + BYTES]
        at += BYTES
    lines = []
    for kind in _KINDS + "q" * told["slots"]:
        line = array(kind)
        line.frombytes(rest[at : at + line.itemsize * SEGMENT])
        at += line.itemsize * SEGMENT
        lines.append(line)
    return Segment(terms, tuple(lines[: len(_KINDS)]), tuple(lines[len(_KINDS) :]))
