"""Exact counts for every facet, at a cost that does not grow with what a visitor asks.

Each value of each facet is a row of bits, one bit per public document (its number in the register's table): a whole
number in Python, so that "and" and "how many" are one machine loop each. One million documents need about 34 MB. The
bits are built per segment of 8,192 documents and only for segments a publication touched; ``versions`` says which.
"""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple, cast

from django.utils import timezone

from agreements.domain import versions
from agreements.domain.listing import ENDING_WITHIN, Choice, Clock
from agreements.models import Agreement, Entry
from agreements.models.entry import SEGMENT

Term = tuple[str, Any]
TOP_PARTNERS = 10
_ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")
_BYTES = SEGMENT // 8


class Segment(NamedTuple):
    """Bits of 8,192 documents: per term, and the partners of each place."""

    terms: dict[Term, bytes]
    partners: tuple[list[int], ...]  # by slot: the first partner of each place, the second …; 0 for none


def load_segment(number: int, clock: Clock) -> Segment:
    """Read one segment from the database."""
    first = number * SEGMENT
    rows = (
        Entry.objects.filter(is_public=True, agreement_id__gte=first, agreement_id__lt=first + SEGMENT)
        .order_by("agreement_id")
        .values_list(
            "agreement_id", "agreement__cooperation_kind", "agreement__form", "agreement__phase", "agreement__ended_on",
            "agreement__government_id", "year", "starts_on", "last_day", "agreement__urusan", "agreement__sdgs",
            "unit_ids", "partner_ids", "provinces", "countries",
        )
    )  # fmt: skip
    today_of = {government: (today, soon) for today, soon, ids in clock.days for government in ids}
    terms: dict[Term, bytearray] = {}
    partners: list[list[int]] = []
    for pk, kind, form, phase, ended, government, year, starts, last, *several in rows:
        urusan, sdgs, units, mitra, provinces, countries = cast("list[list[Any]]", several)
        today, soon = today_of[government]
        place = pk - first
        found: list[Term] = [("semua", None), ("jenis", kind), ("bentuk", form), ("tahun", year)]
        found.append(("keadaan", state_of(phase, ended=ended, starts=starts, last=last, today=today, soon=soon)))
        found += [("urusan", code) for code in urusan]
        found += [("sdg", goal) for goal in sdgs]
        found += [("pd", unit) for unit in units]
        found += [("provinsi", code) for code in provinces]
        found += [("negara", code) for code in countries]
        if last is not None and last >= today:
            left = (last - today).days
            found += [("sisa", days) for days in ENDING_WITHIN if left <= days]
        byte, bit = place >> 3, 1 << (place & 7)
        for term in found:
            bits = terms.get(term)
            if bits is None:
                bits = terms[term] = bytearray(_BYTES)
            bits[byte] |= bit
        for slot, partner in enumerate(mitra):
            if slot == len(partners):
                partners.append([0] * SEGMENT)
            partners[slot][place] = partner
    return Segment({term: bytes(bits) for term, bits in terms.items()}, tuple(partners))


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


class Counts:
    """The whole public register as bits, at one version and one civil day. Never changed once built."""

    def __init__(self, version: versions.Version, clock: Clock, segments: Mapping[int, Segment]) -> None:
        self.version, self.clock, self.segments = version, clock, segments
        self.length = max(segments, default=-1) + 1
        self.terms: dict[Term, int] = {}
        gathered: dict[Term, dict[int, bytes]] = {}
        for number, segment in segments.items():
            for term, bits in segment.terms.items():
                gathered.setdefault(term, {})[number] = bits
        empty = bytes(_BYTES)
        for term, parts in gathered.items():
            whole = b"".join(parts.get(number, empty) for number in range(self.length))
            self.terms[term] = int.from_bytes(whole, "little")
        self.everything = self.terms.get(("semua", None), 0)
        self.facets: dict[str, list[Any]] = {}
        for name, value in self.terms:
            self.facets.setdefault(name, []).append(value)

    def bits_of(self, ids: Iterable[int]) -> int:
        """A set of documents as bits."""
        bits = bytearray(self.length * _BYTES)
        for pk in ids:
            if pk >> 3 < len(bits):
                bits[pk >> 3] |= 1 << (pk & 7)
        return int.from_bytes(bits, "little") & self.everything

    def _any(self, name: str, values: Sequence[Any]) -> int:
        if name == "mitra":
            return self.bits_of(self._with_partners(values))
        bits = 0
        for value in values:
            bits |= self.terms.get((name, value), 0)
        return bits

    def _with_partners(self, partner_ids: Sequence[int]) -> list[int]:
        rows = Entry.objects.filter(is_public=True, partner_ids__overlap=list(partner_ids))
        return list(rows.order_by("agreement_id").values_list("agreement_id", flat=True))

    def matching(self, tsquery: str) -> int:
        """The public documents with these words, as bits."""
        rows = Entry.objects.filter(is_public=True, words__matches=tsquery).order_by()
        return self.bits_of(rows.values_list("agreement_id", flat=True).iterator(chunk_size=20_000))

    def select(self, choice: Choice) -> "Selection":
        """What fits the choice, ready to be counted by each facet."""
        base = self.matching(choice.tsquery) if choice.tsquery else self.everything
        return Selection(
            self, base, {name: self._any(name, values) for name, values in choice.facets.items() if values}
        )

    @cached_property
    def partner_slots(self) -> list[list[int]]:
        """Partners by place in the register, first partners, second partners and so on."""
        slots = max((len(segment.partners) for segment in self.segments.values()), default=0)
        none = [0] * SEGMENT
        found = []
        for slot in range(slots):
            line: list[int] = []
            for number in range(self.length):
                segment = self.segments.get(number)
                line += segment.partners[slot] if segment and slot < len(segment.partners) else none
            found.append(line)
        return found


class Selection:
    """Documents that fit a choice. A facet is counted as if nothing of that facet were chosen."""

    def __init__(self, counts: Counts, base: int, chosen: Mapping[str, int]) -> None:
        self.counts, self.base, self.chosen = counts, base, chosen

    def _without(self, facet: str) -> int:
        bits = self.base
        for name, own in self.chosen.items():
            if name != facet:
                bits &= own
        return bits

    @cached_property
    def total(self) -> int:
        """How many documents fit the whole choice."""
        return self._without("").bit_count()

    def by(self, facet: str) -> dict[Any, int]:
        """How many documents each value of a facet would give; values that give none are left out."""
        if facet == "mitra":
            return self._by_partner()
        bits, terms = self._without(facet), self.counts.terms
        if bits == self.counts.everything:
            return dict(self.counts_of_everything(facet))
        found = ((value, (bits & terms[facet, value]).bit_count()) for value in self.counts.facets.get(facet, []))
        return {value: count for value, count in found if count}

    def counts_of_everything(self, facet: str) -> dict[Any, int]:
        """The unfiltered counts, kept with the version."""
        kept: dict[str, dict[Any, int]] = self.counts.__dict__.setdefault("_kept", {})
        if facet not in kept:
            terms = self.counts.terms
            kept[facet] = {value: terms[facet, value].bit_count() for value in self.counts.facets.get(facet, [])}
        return kept[facet]

    def _by_partner(self) -> dict[int, int]:
        bits = self._without("mitra")
        kept: dict[str, dict[Any, int]] = self.counts.__dict__.setdefault("_kept", {})
        if bits == self.counts.everything and "mitra" in kept:
            return kept["mitra"]
        selected = bin(bits)[:1:-1].encode().translate(_ZERO_ONE)
        tally: Counter[int] = Counter()
        for line in self.counts.partner_slots:
            tally.update(compress(line, selected))
        tally.pop(0, None)
        found = dict(tally.most_common(TOP_PARTNERS))
        if bits == self.counts.everything:
            kept["mitra"] = found
        return found


_lock = threading.Lock()
_latest: Counts | None = None


def current(clock: Clock, *, version: versions.Version | None = None) -> Counts:
    """The counts at the present version; renews only the segments that publications since then touched."""
    global _latest  # noqa: PLW0603 - one per process, replaced whole under the lock
    version = version or versions.current()
    found = _latest
    if found is not None and found.version.name == version.name and found.clock == clock:
        return found
    with _lock:
        old = _latest
        if old is not None and old.version.name == version.name and old.clock == clock:
            return old
        changed = _changed_segments(old, version, clock)
        segments = dict(old.segments) if old is not None and changed is not None else {}
        for number in sorted(_all_segments() if changed is None else changed):
            segment = load_segment(number, clock)
            segments.pop(number, None)
            if segment.terms:
                segments[number] = segment
        _latest = Counts(version, clock, segments)
        return _latest


def _changed_segments(old: Counts | None, version: versions.Version, clock: Clock) -> set[int] | None:
    """The segments to read again, None for all of them."""
    if old is None or old.clock != clock:
        return None
    known = dict(old.version.touched)
    rows = dict(version.touched)
    if not known.keys() & rows.keys():
        return None  # so many publications since that some are out of sight
    changed: set[int] = set()
    for pk, segments in rows.items():
        if known.get(pk) != segments or version.within != old.version.within:
            changed.update(segments)
    return changed


def _all_segments() -> set[int]:
    ends = Agreement.objects.order_by("-pk").values_list("pk", flat=True).first()
    return set(range((ends or 0) // SEGMENT + 1))


def forget() -> None:
    """Drop what this process holds: for tests, whose databases come and go."""
    global _latest  # noqa: PLW0603 - see above
    with _lock:
        _latest = None


def now_counts() -> Counts:
    """The counts of this moment."""
    return current(Clock.at(timezone.now()))
