"""Pages of the public list without asking the database for their order: what ``paging`` does, on bits.

A line is every public document in ascending order of one day, as numbers that hold day and document. A page walks it
from the cursor and picks the documents whose bit is set; where few are set, it orders just those. Both give the same
page as ``paging.page_of`` (a test holds them equal), at a cost that depends neither on the filters nor on the depth.
"""

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from agreements.domain.listing import Clock, Order
from agreements.domain.paging import Cursor
from agreements.domain.segments import Segment, places
from agreements.models.entry import SEGMENT

_SHIFT = 40  # bits for the number of the document
_MASK = (1 << _SHIFT) - 1
FEW = 4000  # so many are ordered rather than looked for along the line
MANY = 1000  # changes of a line that are sorted in at once rather than put in place one by one
PATIENCE = 20_000  # documents passed by before ordering all that fit seems cheaper


class Page(NamedTuple):
    """Numbers of the documents of one page and the cursors of its neighbours, None where there is none."""

    ids: list[int]
    previous: Cursor | None
    next: Cursor | None


class Stretch(NamedTuple):
    """A part of a line, from ``low`` up to ``high``, read backwards when ``descending``."""

    line: str
    low: int
    high: int
    descending: bool
    among: int | None = None  # of the documents in these bits alone


def _key(day: dt.date, pk: int) -> int:
    return day.toordinal() << _SHIFT | pk


def stretches(order: Order, clock: Clock, near: Sequence[int] = ()) -> tuple[Stretch, ...]:
    """The orders of ``listing.ORDERS`` in terms of lines; ``near`` are the documents of ``listing.NEARNESS``."""
    top = _key(dt.date.max, _MASK) + 1
    if order.slug == "segera_berakhir":
        today = _key(clock.today, 0)
        return (Stretch("ends", today, top, descending=False), Stretch("ends", 0, today, descending=True))
    if near:
        own = [~upper & lower for upper, lower in zip([0, *near], near, strict=False)]
        return tuple(Stretch("newest", 0, top, descending=True, among=bits) for bits in [*own, ~near[-1]])
    return (Stretch("newest", 0, top, descending=True),)


def renew(
    old: "Mapping[str, array[int]]", before: Mapping[int, Segment], after: Mapping[int, Segment], fresh: Iterable[int]
) -> "dict[str, array[int]]":
    """The lines with the ``fresh`` segments as they are now: a few changes are put in place, many are sorted in."""
    fresh = list(fresh)
    return {name: _renewed(old.get(name), before, after, fresh, name) for name in ("newest", "ends")}


def _renewed(
    line: "array[int] | None", before: Mapping[int, Segment], after: Mapping[int, Segment], fresh: list[int], name: str
) -> "array[int]":
    if line is None:
        return array("q", sorted(chain.from_iterable(_keys(number, after, name) for number in fresh)))
    gone: set[int] = set()
    come: set[int] = set()
    for number in fresh:
        had, has = set(_keys(number, before, name)), set(_keys(number, after, name))
        gone |= had - has
        come |= has - had
    if len(gone) + len(come) > MANY:  # sorting two sorted runs is a merge
        return array("q", sorted(chain((key for key in line if key not in gone), sorted(come))))
    line = line[:]
    for key in gone:
        line.pop(bisect_left(line, key))
    for key in come:
        line.insert(bisect_left(line, key), key)
    return line


def _keys(number: int, segments: Mapping[int, Segment], name: str) -> Iterator[int]:
    first = number * SEGMENT
    segment = segments.get(number)
    for place, day in enumerate(getattr(segment, name)) if segment else ():
        if day:
            yield day << _SHIFT | (first + place)


class _Reader:
    """Reads documents of one selection in one order."""

    def __init__(
        self, bits: int, total: int, lines: "Mapping[str, array[int]]", segments: Mapping[int, Segment]
    ) -> None:
        self.bits, self.total, self.lines, self.segments = bits, total, lines, segments
        self.flags = bits.to_bytes((bits.bit_length() + 7) // 8 + 1, "little") if total > FEW else b""
        self._ordered: dict[str, list[int]] = {}

    def keys(self, stretch: Stretch, low: int, high: int, *, descending: bool, wanted: int) -> list[int]:
        """Up to ``wanted`` keys of the selection between two keys of a line, in reading direction."""
        found: list[int] = []
        if self.flags:
            line = self.lines[stretch.line]
            first, last = bisect_left(line, low), bisect_left(line, high)
            span = range(last - 1, first - 1, -1) if descending else range(first, last)
            for passed, index in enumerate(span):
                pk = line[index] & _MASK
                if pk >> 3 < len(self.flags) and self.flags[pk >> 3] & (1 << (pk & 7)):
                    found.append(line[index])
                    if len(found) == wanted:
                        return found
                if passed > PATIENCE:
                    break
            else:
                return found
        return self._among(stretch.line, low, high, descending=descending)[:wanted]

    def _among(self, name: str, low: int, high: int, *, descending: bool) -> list[int]:
        if name not in self._ordered:
            days = {number: getattr(segment, name) for number, segment in self.segments.items()}
            keys = (days[pk // SEGMENT][pk % SEGMENT] << _SHIFT | pk for pk in places(self.bits))
            self._ordered[name] = sorted(keys)
        ordered = self._ordered[name]
        part = ordered[bisect_left(ordered, low) : bisect_left(ordered, high)]
        return part[::-1] if descending else part


def page_of(
    bits: int,
    total: int,
    lines: "Mapping[str, array[int]]",
    segments: Mapping[int, Segment],
    parts: tuple[Stretch, ...],
    *,
    at: Cursor | None,
    size: int,
) -> Page:
    """The page at a cursor; the same rows and cursors as ``paging.page_of``."""
    readers = [_reader(bits, total, lines, segments, part) for part in parts]
    if at is not None and at.run >= len(parts):
        at = None
    rows, more = _read(readers, parts, at, size)
    if at is not None and at.backwards:
        rows.reverse()
        if len(rows) < size:  # the first page is always whole
            return page_of(bits, total, lines, segments, parts, at=None, size=size)
        before = _cursor(rows[0], backwards=True) if more else None
        return Page([key & _MASK for _run, key in rows], before, _cursor(rows[-1]))
    before = _cursor(rows[0], backwards=True) if rows and at is not None else None
    return Page([key & _MASK for _run, key in rows], before, _cursor(rows[-1]) if more else None)


def _reader(
    bits: int, total: int, lines: "Mapping[str, array[int]]", segments: Mapping[int, Segment], part: Stretch
) -> _Reader:
    if part.among is None:
        return _Reader(bits, total, lines, segments)
    own = bits & part.among
    return _Reader(own, own.bit_count(), lines, segments)


def _read(
    readers: list[_Reader], parts: tuple[Stretch, ...], at: Cursor | None, size: int
) -> tuple[list[tuple[int, int]], bool]:
    backwards = at is not None and at.backwards
    listed = list(enumerate(parts))
    if at is not None:
        listed = listed[at.run :: -1] if backwards else listed[at.run :]
    found: list[tuple[int, int]] = []
    for run, part in listed:
        low, high = part.low, part.high
        descending = part.descending != backwards
        if at is not None and run == at.run:
            here = _key(at.day, at.pk)
            low, high = (low, min(high, here)) if descending else (max(low, here + 1), high)
        wanted = size + 1 - len(found)
        found += [(run, key) for key in readers[run].keys(part, low, high, descending=descending, wanted=wanted)]
        if len(found) > size:
            break
    return found[:size], len(found) > size


def _cursor(place: tuple[int, int], *, backwards: bool = False) -> Cursor:
    run, key = place
    return Cursor(run, dt.date.fromordinal(key >> _SHIFT), key & _MASK, backwards=backwards)
