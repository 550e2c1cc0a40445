"""Figures of the public register. One rule for all of them: a document counts once, in the year it was signed.

A day of signing that nobody knows has a row of its own. An addendum or extension is a document of its own form and
stands in its own column, never among the agreements it changes. A document with partners of several kinds stands under
"Beragam". Every number carries the address of its rows.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.domain.counting import Counts
from agreements.domain.listing import ENDING_WITHIN, MIXED, NEWEST, Choice
from agreements.enums import Form, Initiator, Phase
from agreements.models import Entry
from agreements.reference import SDGS, URUSAN, sdg_name, urusan_name
from partners.enums import PartnerKind
from portal.domain import names
from portal.domain.memory import Memory
from portal.domain.register import Register

FIRST_KNOWN = 1900
MONTHS_SHOWN = 120


class Cell(NamedTuple):
    """A number and the address of the rows behind it (empty where there are none)."""

    number: int
    query: str


class Table(NamedTuple):
    """Numbers by row and column, with sums that agree."""

    columns: list[str]
    rows: list[tuple[str, list[Cell], Cell]]
    totals: list[Cell]
    total: Cell


class Coverage(NamedTuple):
    """One field of work and how many documents touch it; nought is shown, because it is the finding."""

    label: str
    group: str
    cell: Cell


class Duration(NamedTuple):
    """Days from handing in to signature of the documents signed in one year."""

    year: int
    documents: int
    median_days: int


class Figures(NamedTuple):
    """Everything on the page."""

    total: int
    by_form: Table
    by_partner: Table
    by_initiator: Table
    in_force: list[tuple[dt.date, int]]
    year_ends: list[tuple[dt.date, Cell]]
    without_start: int
    ending: list[tuple[int, Cell]]
    urusan: list[Coverage]
    sdgs: list[Coverage]
    durations: list[Duration]


_made: Memory[tuple[Any, ...], Figures] = Memory(most=4)


def figures_of(register: Register) -> Figures:
    """The figures of this version of the register on this day; made once."""
    key = (register.version.name, register.clock.days, get_language())
    found = _made.get(key)
    if found is None:
        found = _figures(register)
        _made.put(key, found)
    return found


def _figures(register: Register) -> Figures:
    counts = register.counts
    everything = counts.select(Choice({}))
    years = sorted(everything.by("tahun"), reverse=True)
    ending = everything.by("sisa")
    urusan, sdgs = everything.by("urusan"), everything.by("sdg")
    series = _in_force(register.clock.today)
    return Figures(
        total=everything.total,
        by_form=_table(counts, years, "bentuk", _used(everything.by("bentuk"), Form.values), _form_label),
        by_partner=_table(
            counts, years, "jenis_mitra", _used(everything.by("jenis_mitra"), [*PartnerKind.values, MIXED]), _kind_label
        ),
        by_initiator=_table(
            counts, years, "pemrakarsa", _used(everything.by("pemrakarsa"), Initiator.values),
            lambda value: str(Initiator(value).label),
        ),
        in_force=series,
        year_ends=_year_ends(series, register.clock.today),
        without_start=Entry.objects.filter(is_public=True, starts_on=None).count(),
        ending=[(days, _cell(ending.get(days, 0), sisa=days)) for days in ENDING_WITHIN],
        urusan=[
            Coverage(urusan_name(item.code), _(item.group), _cell(urusan.get(item.code, 0), urusan=item.code))
            for item in URUSAN
        ],
        sdgs=[Coverage(f"{goal}. {sdg_name(goal)}", "", _cell(sdgs.get(goal, 0), sdg=goal)) for goal in SDGS],
        durations=_durations(),
    )  # fmt: skip


def _form_label(value: str) -> str:
    return str(Form(value).label)


def _kind_label(value: str) -> str:
    return _("Beragam") if value == MIXED else str(PartnerKind(value).label)


def _used(found: dict[str, int], order: Sequence[str]) -> list[str]:
    return [value for value in order if found.get(value)]


def _cell(number: int, **query: Any) -> Cell:
    return Cell(number, urlencode(query) if number else "")


def _sum(bits: int, of_list: int, **query: Any) -> Cell:
    """A sum with its address, where the list there has just these documents."""
    return _cell(bits.bit_count(), **query) if bits == of_list else Cell(bits.bit_count(), "")


def _table(counts: Counts, years: list[int], facet: str, values: list[str], label: Any) -> Table:
    """Years by the values of one facet; what has no value is in no cell, what has no year in a row of its own."""
    columns = [counts.having(facet, value) for value in values]
    of_years = [counts.having("tahun", year) for year in years]
    any_column, any_year = (reduce(or_, parts, 0) for parts in (columns, of_years))
    rows = []
    for year, of_year in zip(years, of_years, strict=True):
        cells = [
            _cell((of_year & bits).bit_count(), **{"tahun": year, facet: value})
            for value, bits in zip(values, columns, strict=True)
        ]
        rows.append((names.year(year), cells, _sum(of_year & any_column, of_year, tahun=year)))
    totals = [_sum(any_year & bits, bits, **{facet: value}) for value, bits in zip(values, columns, strict=True)]
    total = _sum(any_year & any_column, counts.everything, urut=NEWEST.slug)
    return Table([label(value) for value in values], rows, totals, total)


def _in_force(today: dt.date) -> list[tuple[dt.date, int]]:
    """Documents in force on the first of each month up to today, by their dates; an unknown first day is left out."""
    starts: Counter[dt.date] = Counter()
    ends: Counter[dt.date] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT starts_on, ends_key, count(*) FROM agreements_entry WHERE is_public AND starts_on IS NOT NULL "
            "AND ends_key >= starts_on GROUP BY 1, 2"
        )
        for start, end, number in cursor.fetchall():
            starts[start] += number
            ends[end] += number
    if not starts:
        return []
    first = max(min(starts), _months_before(today, MONTHS_SHOWN))
    days = [*_months(first, today), today]
    return list(zip(days, _running(starts, ends, days), strict=True))


def _running(starts: Counter[dt.date], ends: Counter[dt.date], days: list[dt.date]) -> list[int]:
    """How many have begun by each day and not yet ended the day before."""
    began, ended = sorted(starts.items()), sorted(ends.items())
    begun = list(accumulate((number for _day, number in began), initial=0))
    over = list(accumulate((number for _day, number in ended), initial=0))
    found, i, j = [], 0, 0
    for day in days:
        while i < len(began) and began[i][0] <= day:
            i += 1
        while j < len(ended) and ended[j][0] < day:
            j += 1
        found.append(begun[i] - over[j])
    return found


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    day, found = first.replace(day=1), []
    while day < last:
        found.append(day)
        day = _months_before(day, -1)
    return found


def _year_ends(series: list[tuple[dt.date, int]], today: dt.date) -> list[tuple[dt.date, Cell]]:
    """The first of January of each year shown and today, newest first, with their rows."""
    found = [(day, _cell(number, pada=day)) for day, number in series if (day.month, day.day) == (1, 1) or day == today]
    return found[::-1]


class Reviewed(NamedTuple):
    """One public document that was reviewed here: when it was signed, and how many days after it was handed in."""

    code: str
    number: str
    title: str
    signed_on: dt.date
    days: int


def reviewed(year: int | None = None) -> Iterator[Reviewed]:
    """From the first handing in to the signature, the latest signed first; of one year of signing or of all.

    A signing that was recorded afterwards says nothing about how long it took: it is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.code, a.register_no, a.title, a.signed_on, "
            "a.signed_on - min(t.at AT TIME ZONE g.time_zone)::date "
            "FROM agreements_agreement a JOIN agreements_entry e ON e.agreement_id = a.id AND e.is_public "
            "JOIN accounts_government g ON g.id = a.government_id "
            "JOIN agreements_transition t ON t.agreement_id = a.id AND t.action = 'submit' "
            "WHERE a.signed_on IS NOT NULL AND a.phase = ANY(%(phases)s) "
            "AND (%(year)s::integer IS NULL OR e.year = %(year)s) "
            "GROUP BY a.id, g.code HAVING min(t.at AT TIME ZONE g.time_zone)::date <= a.signed_on "
            "ORDER BY a.signed_on DESC, a.id",
            {"phases": sorted(Phase.SIGNED), "year": year},
        )
        yield from map(Reviewed._make, cursor)


def _durations() -> list[Duration]:
    days: dict[int, list[int]] = {}
    for one in reviewed():
        days.setdefault(one.signed_on.year, []).append(one.days)
    return [Duration(year, len(taken), round(median(taken))) for year, taken in days.items()]
