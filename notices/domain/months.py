"""The days to come as a month: weeks from Monday to Sunday, each day with what falls on it."""

import calendar
import datetime as dt
from dataclasses import dataclass

from notices.domain.upcoming import Upcoming


@dataclass(frozen=True)
class Day:
    """One cell: ``is_inside`` tells the days of the month from those that fill its first and last week."""

    day: dt.date
    entries: list[Upcoming]
    is_inside: bool
    is_today: bool


def month_of(text: str, *, today: dt.date, last: dt.date) -> dt.date:
    """The first day of the month asked for (``2026-12``), from today's to the last; nonsense is today's."""
    year, _dash, number = text.partition("-")
    try:
        asked = dt.date(int(year), int(number), 1)
    except (ValueError, OverflowError):
        asked = today.replace(day=1)
    return min(max(asked, today.replace(day=1)), last.replace(day=1))


def weeks_of(month: dt.date, entries: list[Upcoming], *, today: dt.date) -> list[list[Day]]:
    """The weeks of a month with its entries; those of other months are left out."""
    by_day: dict[dt.date, list[Upcoming]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [
        [Day(day, by_day.get(day, []) if day.month == month.month else [], day.month == month.month, day == today)
         for day in week]
        for week in weeks
    ]  # fmt: skip


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day of every month from ``first`` to ``last``."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return found
