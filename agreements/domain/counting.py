"""Exact counts for every facet, at a cost that does not grow with what a visitor asks.

Each value of each facet is a row of bits, one bit per public document (its number in the register's table): a whole
number in Python, so that "and" and "how many" are one machine loop each. The bits are put together from segments of
8,192 documents, which ``rollups`` keeps written down; after a publication only its documents are read again.
"""

import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import compress
from typing import Any, TypeVar, cast

from django.utils import timezone

from agreements.domain import matching, ordering, rollups, versions
from agreements.domain.listing import CONDITIONS, NO_YEAR, Choice, Clock, Order
from agreements.domain.paging import Cursor
from agreements.domain.segments import BYTES, Bits, Segment, Term, dated, flags, places
from agreements.models import Agreement
from agreements.models.entry import SEGMENT

TOP_PARTNERS = 10
KEPT_SEARCHES = 32
FEW = 100_000  # documents picked one by one rather than by walking along all
RANKED = 5000  # documents found by words that stand in order of relevance; what more share says too little
IN_SQL = frozenset({"mitra", "pada"})  # too many values to hold bits for each
T = TypeVar("T")
_ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")


class Counts:
    """The whole public register as bits, at one version and one civil day. Never changed once built."""

    def __init__(
        self,
        version: versions.Version,
        clock: Clock,
        segments: Mapping[int, Segment],
        old: "Counts | None" = None,
    ) -> None:
        self.version, self.clock, self.segments = version, clock, segments
        self.length = max(segments, default=-1) + 1
        before = old.segments if old is not None else {}
        fresh = [number for number in {*before, *segments} if before.get(number) is not segments.get(number)]
        self.lines: Mapping[str, array[int]] = ordering.renew(
            old.lines if old is not None else {}, before, segments, fresh
        )
        same_day = old is not None and old.clock == clock
        self.parts: dict[int, Bits] = {
            number: old.parts[number]
            if old is not None and same_day and before.get(number) is segment
            else segment.terms | dated(segment, clock)
            for number, segment in segments.items()
        }
        self.terms = self._put_together(old if same_day else None, fresh)
        self.everything = self.terms.get(("semua", None), 0)
        self.facets: dict[str, list[Any]] = {}
        for name, value in self.terms:
            self.facets.setdefault(name, []).append(value)
        self._searched: dict[str, Any] = {}
        if old is not None and "partners" in old.__dict__:
            self.partners = _renewed_tally(old, segments, fresh)

    def has(self, number: int, term: Term) -> bytes | None:
        """The documents of one segment with a term; None for none."""
        parts = self.parts.get(number)
        return parts.get(term) if parts else None

    def _put_together(self, old: "Counts | None", fresh: list[int]) -> dict[Term, int]:
        """The bits of all segments in a row; a term that is the same in the fresh segments is the same as before."""
        found: dict[Term, int] = {}
        empty = bytes(BYTES)
        for term in dict.fromkeys(term for parts in self.parts.values() for term in parts):
            if old is not None and term in old.terms and all(old.has(n, term) == self.has(n, term) for n in fresh):
                found[term] = old.terms[term]
            else:
                rows = (self.has(number, term) or empty for number in range(self.length))
                found[term] = int.from_bytes(b"".join(rows), "little")
        return found

    def bits_of(self, ids: Iterable[int]) -> int:
        """A set of public documents as bits."""
        return flags(ids, self.length) & self.everything

    def having(self, name: str, value: Any) -> int:
        """The public documents with one value of a facet, as bits."""
        return self.terms.get((name, None if value == NO_YEAR else value), 0)

    def _any(self, name: str, values: Sequence[Any]) -> int:
        if name in IN_SQL:
            return self.bits_of(self._by_sql(name, values))
        bits = 0
        for value in values:
            bits |= self.having(name, value)
        return bits

    def _by_sql(self, name: str, values: Sequence[Any]) -> list[int]:
        rows = Agreement.objects.public().filter(CONDITIONS[name](values, self.clock))
        return list(rows.order_by().values_list("pk", flat=True))

    def matching(self, tsquery: str) -> int:
        """The public documents with these words, as bits."""
        return self._remembered(
            tsquery, lambda: matching.find(tsquery, self.segments, self.length, self.news) & self.everything
        )

    def near(self, tsquery: str) -> list[int]:
        """Of these the documents with the words in title or numbers, and those with them there or in parties."""
        ids = list(places(self.matching(tsquery)))
        return self._remembered(f"near {tsquery}", lambda: matching.near(tsquery, ids, self.length))

    def _remembered(self, name: str, ask: Callable[[], T]) -> T:
        """Pages and facets of one search follow each other closely."""
        if name not in self._searched:
            self._searched[name] = ask()
            if len(self._searched) > KEPT_SEARCHES:
                self._searched.pop(next(iter(self._searched)), None)
        return cast("T", self._searched[name])

    @cached_property
    def news(self) -> dict[int, frozenset[int] | None]:
        """What the roll-ups of words have not seen yet, by segment."""
        return rollups.news()

    def select(self, choice: Choice) -> "Selection":
        """What fits the choice, ready to be counted by each facet."""
        base = self.matching(choice.tsquery) if choice.tsquery else self.everything
        return Selection(
            self, base, {name: self._any(name, values) for name, values in choice.facets.items() if values}
        )

    @cached_property
    def slots(self) -> "list[array[int]]":
        """Partners by place in the register, first partners, second partners and so on."""
        none = array("q", bytes(8 * SEGMENT))
        found = []
        for slot in range(max((len(segment.partners) for segment in self.segments.values()), default=0)):
            line = array("q")
            for number in range(self.length):
                segment = self.segments.get(number)
                line += segment.partners[slot] if segment and slot < len(segment.partners) else none
            found.append(line)
        return found

    @cached_property
    def partners(self) -> "Counter[int]":
        """How many documents each partner has."""
        return self._tally(self.everything)

    def partners_of(self, bits: int) -> "Counter[int]":
        """How many documents each partner has in a selection: of most of the register, by what is not in it."""
        if bits.bit_count() * 2 <= self.everything.bit_count():
            return self._tally(bits)
        found = self.partners.copy()
        found.subtract(self._tally(self.everything & ~bits))
        return +found

    def _tally(self, bits: int) -> "Counter[int]":
        tally: Counter[int] = Counter()
        if bits.bit_count() <= FEW:
            chosen = list(places(bits))
            for line in self.slots:
                tally.update(map(line.__getitem__, chosen))
        else:
            selected = bin(bits)[:1:-1].encode().translate(_ZERO_ONE)
            for line in self.slots:
                tally.update(compress(line, selected))
        tally.pop(0, None)
        return tally


def _renewed_tally(old: Counts, segments: Mapping[int, Segment], fresh: Iterable[int]) -> "Counter[int]":
    """The partners of everything with the fresh segments as they are now."""
    tally = old.partners.copy()
    for number in fresh:
        for sign, known in ((-1, old.segments), (1, segments)):
            for line in known[number].partners if number in known else ():
                found = Counter(line)
                tally.update({partner: sign * count for partner, count in found.items() if partner})
    return +tally


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
        return _named((value, (bits & terms[facet, value]).bit_count()) for value in self.counts.facets.get(facet, []))

    def counts_of_everything(self, facet: str) -> dict[Any, int]:
        """The unfiltered counts, kept with the version."""
        kept: dict[str, dict[Any, int]] = self.counts.__dict__.setdefault("_kept", {})
        if facet not in kept:
            terms = self.counts.terms
            kept[facet] = _named(
                (value, terms[facet, value].bit_count()) for value in self.counts.facets.get(facet, [])
            )
        return kept[facet]

    def _by_partner(self) -> dict[int, int]:
        tally = self.counts.partners_of(self._without("mitra"))
        return dict(nsmallest(TOP_PARTNERS, tally.items(), key=lambda item: (-item[1], item[0])))


def _named(found: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    """Values as addresses name them, those of no document left out."""
    return {NO_YEAR if value is None else value: count for value, count in found if count}


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
        told = _told(old, version) if old is not None else None
        if old is None or told is None:
            _latest = Counts(version, clock, rollups.read())
        else:
            _latest = Counts(version, clock, rollups.renewed(old.segments, told), old)
        return _latest


def _told(old: Counts, version: versions.Version) -> versions.News | None:
    """What was published since, None when that cannot be told."""
    if old.version.within and not set(old.version.seen) <= set(version.seen):
        return None  # counted within a transaction that was taken back
    return versions.since(old.version.seen, again=old.version.within not in {"", version.within})


def forget() -> None:
    """Drop what this process holds: for tests, whose databases come and go."""
    global _latest  # noqa: PLW0603 - see above
    with _lock:
        _latest = None


def now_counts() -> Counts:
    """The counts of this moment."""
    return current(Clock.at(timezone.now()))
