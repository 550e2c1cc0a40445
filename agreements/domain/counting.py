"""Exact counts for every facet, at a cost that does not grow with what a visitor asks.

Each value of each facet is a row of bits, one bit per public document (its number in the register's table): a whole
number in Python, so that "and" and "how many" are one machine loop each. One million documents need about 34 MB. The
bits are built per segment of 8,192 documents and only for segments a publication touched; ``versions`` says which.
"""

import sys
import threading
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any

from django.db import connection
from django.utils import timezone

from agreements.domain import ordering, search_text, versions
from agreements.domain.listing import CONDITIONS, NEARNESS, Choice, Clock, Order
from agreements.domain.paging import Cursor
from agreements.domain.segments import BYTES, Segment, Term, load_segment
from agreements.models import Agreement
from agreements.models.entry import SEGMENT

TOP_PARTNERS = 10
KEPT_SEARCHES = 32
RANKED = 5000  # documents found by words that stand in order of relevance; what more share says too little
IN_SQL = frozenset({"mitra", "pada"})  # too many values to hold bits for each
# Four bytes a document instead of a row each: a million matches arrive as four megabytes in one piece.
_MATCHING = """
SELECT string_agg(int4send(agreement_id::integer), '') FROM agreements_entry
WHERE is_public AND (words @@ %(words)s::tsquery OR %(in_files)s AND all_words @@ %(words)s::tsquery)
"""
_ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")


class Counts:
    """The whole public register as bits, at one version and one civil day. Never changed once built."""

    def __init__(
        self,
        version: versions.Version,
        clock: Clock,
        segments: Mapping[int, Segment],
        lines: "Mapping[str, array[int]]",
    ) -> None:
        self.version, self.clock, self.segments, self.lines = version, clock, segments, lines
        self.length = max(segments, default=-1) + 1
        self.terms: dict[Term, int] = {}
        self._searched: dict[tuple[str, bool], int] = {}
        gathered: dict[Term, dict[int, bytes]] = {}
        for number, segment in segments.items():
            for term, bits in segment.terms.items():
                gathered.setdefault(term, {})[number] = bits
        empty = bytes(BYTES)
        for term, parts in gathered.items():
            whole = b"".join(parts.get(number, empty) for number in range(self.length))
            self.terms[term] = int.from_bytes(whole, "little")
        self.everything = self.terms.get(("semua", None), 0)
        self.facets: dict[str, list[Any]] = {}
        for name, value in self.terms:
            self.facets.setdefault(name, []).append(value)

    def bits_of(self, ids: Iterable[int]) -> int:
        """A set of documents as bits."""
        flags = bytearray(b"0") * (self.length * SEGMENT)
        one = ord("1")
        try:
            for pk in ids:
                flags[pk] = one
        except IndexError:  # younger than these counts
            for pk in ids:
                if pk < len(flags):
                    flags[pk] = one
        flags.reverse()
        return (int(flags, 2) if flags else 0) & self.everything

    def _any(self, name: str, values: Sequence[Any]) -> int:
        if name in IN_SQL:
            return self.bits_of(self._by_sql(name, values))
        bits = 0
        for value in values:
            bits |= self.terms.get((name, value), 0)
        return bits

    def _by_sql(self, name: str, values: Sequence[Any]) -> list[int]:
        rows = Agreement.objects.public().filter(CONDITIONS[name](values, self.clock))
        return list(rows.order_by().values_list("pk", flat=True))

    def matching(self, tsquery: str, *, in_files: bool = True) -> int:
        """The public documents with these words, as bits; their files' words too, unless told otherwise."""
        known = self._searched.get((tsquery, in_files))
        if known is not None:
            return known
        with connection.cursor() as cursor:
            cursor.execute(_MATCHING, {"words": tsquery, "in_files": in_files})
            packed = cursor.fetchone()[0] or b""
        ids = array("I", bytes(packed))
        if sys.byteorder == "little":
            ids.byteswap()
        bits = self._searched[tsquery, in_files] = self.bits_of(ids)
        if len(self._searched) > KEPT_SEARCHES:  # pages and facets of one search follow each other closely
            self._searched.pop(next(iter(self._searched)), None)
        return bits

    def near(self, tsquery: str) -> list[int]:
        """The documents that have these words in title or numbers, and those that have them there or in parties."""
        return [self.matching(search_text.weighted(tsquery, weights), in_files=False) for weights in NEARNESS]

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
    def bits(self) -> int:
        """The documents that fit the whole choice."""
        return self._without("")

    @cached_property
    def total(self) -> int:
        """How many documents fit the whole choice."""
        return self.bits.bit_count()

    def is_ranked(self, order: Order) -> bool:
        """Whether an order by relevance is kept: so many documents are read newest first instead."""
        return bool(order.tsquery) and self.base.bit_count() <= RANKED

    def page(self, order: Order, *, at: Cursor | None, size: int) -> ordering.Page:
        """One page of them in an order, by number."""
        counts = self.counts
        parts = ordering.stretches(order, counts.clock, counts.near(order.tsquery) if self.is_ranked(order) else ())
        return ordering.page_of(self.bits, self.total, counts.lines, counts.segments, parts, at=at, size=size)

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
        fresh = sorted(_all_segments() if changed is None else changed)
        for number in fresh:
            segment = load_segment(number, clock)
            segments.pop(number, None)
            if segment.terms:
                segments[number] = segment
        lines = ordering.renew(old.lines if old is not None and changed is not None else {}, segments, fresh)
        _latest = Counts(version, clock, segments, lines)
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
