"""Paging by key: page 5,000 costs what page 1 costs, and a new row never makes another appear twice.

A cursor names the row it stands at: ``20240302-123``; with ``1.`` before it in the second stretch of an order, with
``2.`` in the third, and with ``s.`` (*sebelum*) when the page ends there instead of beginning.
"""

import datetime as dt
import re
from typing import NamedTuple

from django.db.models import Q

from agreements.domain.listing import Clock, Order, Run
from agreements.models import Agreement, AgreementQuerySet

_CURSOR = re.compile(r"(s\.)?([0-2]\.)?(\d{8})-(\d{1,18})")


class Cursor(NamedTuple):
    """A place between two rows: after the named one, or before it."""

    run: int
    day: dt.date
    pk: int
    backwards: bool = False

    def __str__(self) -> str:
        return f"{'s.' if self.backwards else ''}{f'{self.run}.' if self.run else ''}{self.day:%Y%m%d}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises ValueError for anything that this class did not write."""
        match = _CURSOR.fullmatch(text)
        if match is None:
            raise ValueError("not a cursor")
        day = match[3]
        return cls(
            int(match[2][0]) if match[2] else 0,
            dt.date(int(day[:4]), int(day[4:6]), int(day[6:])),
            int(match[4]),
            backwards=bool(match[1]),
        )


class Page(NamedTuple):
    """Rows of one page and the cursors of its neighbours, None where there is none."""

    rows: list[Agreement]
    previous: Cursor | None
    next: Cursor | None


def page_of(queryset: AgreementQuerySet, order: Order, clock: Clock, *, at: Cursor | None, size: int) -> Page:
    """The page at a cursor. Rows that vanished since do not matter: the cursor names a place, not a row."""
    runs = order.runs(clock)
    if at is not None and at.run >= len(runs):
        at = None
    if at is not None and at.backwards:
        rows, more = _read(queryset, runs, at, size)
        rows.reverse()
        if len(rows) < size:  # the first page is always whole
            return page_of(queryset, order, clock, at=None, size=size)
        return Page(
            [row for _run, row in rows],
            _cursor(rows[0], runs, backwards=True) if more else None,
            _cursor(rows[-1], runs),
        )
    rows, more = _read(queryset, runs, at, size)
    before = _cursor(rows[0], runs, backwards=True) if rows and at is not None else None
    return Page([row for _run, row in rows], before, _cursor(rows[-1], runs) if more else None)


def _read(
    queryset: AgreementQuerySet, runs: tuple[Run, ...], at: Cursor | None, size: int
) -> tuple[list[tuple[int, Agreement]], bool]:
    """Up to ``size`` rows from the cursor on, in reading direction, and whether there are more."""
    backwards = at is not None and at.backwards
    listed = list(enumerate(runs))
    if at is not None:
        listed = listed[at.run :: -1] if backwards else listed[at.run :]
    found: list[tuple[int, Agreement]] = []
    for index, run in listed:
        rows = queryset.filter(run.where)
        if at is not None and index == at.run:
            rows = rows.filter(_beyond(run, at))
        names = [f"{'-' if descending != backwards else ''}{name}" for name, descending in run.keys]
        found += [(index, row) for row in rows.order_by(*names)[: size + 1 - len(found)]]
        if len(found) > size:
            break
    return found[:size], len(found) > size


def _beyond(run: Run, at: Cursor) -> Q:
    """Rows past the cursor; the first condition alone lets the index begin at the right place."""
    (day, descending), (pk, _same) = run.keys
    sign = "lt" if descending != at.backwards else "gt"
    return Q(**{f"{day}__{sign}e": at.day}) & (Q(**{f"{day}__{sign}": at.day}) | Q(**{f"{pk}__{sign}": at.pk}))


def _cursor(place: tuple[int, Agreement], runs: tuple[Run, ...], *, backwards: bool = False) -> Cursor:
    index, row = place
    name = runs[index].keys[0][0].removeprefix("entry__")
    return Cursor(index, getattr(row.entry, name), row.pk, backwards=backwards)
