"""Counting hari and hari kerja in a government's own calendar.

The table of holidays is edited by people, because the SKB 3 Menteri changes each year. A year without rows there is
read from the ``holidays`` package, whose later years are estimates.
"""

import datetime as dt
from functools import cache

from accounts.enums import DayUnit, HolidayKind
from accounts.models import Government, Holiday

LAST_YEAR = 2100  # no deadline of the law reaches further; guards against a mistyped century


@cache
def national_days_off(year: int) -> dict[dt.date, tuple[str, HolidayKind]]:
    """The year's public holidays and cuti bersama as the ``holidays`` package knows them."""
    import holidays

    public = holidays.country_holidays("ID", language="id", categories=("public",), years=year)
    both = holidays.country_holidays("ID", language="id", categories=("public", "government"), years=year)
    return {
        day: (name, HolidayKind.LIBUR_NASIONAL if day in public else HolidayKind.CUTI_BERSAMA)
        for day, name in sorted(both.items())
    }


class WorkCalendar:
    """The working days of one government. Reads each year once, so keep one for a whole list of deadlines."""

    def __init__(self, government: Government) -> None:
        self.government = government
        self._years: dict[int, frozenset[dt.date]] = {}
        self._counted: dict[tuple[dt.date, dt.date], int] = {}

    def is_workday(self, day: dt.date) -> bool:
        """Monday to Friday, not a holiday, and not cuti bersama where that counts as off."""
        return day.weekday() < 5 and day not in self._off(day.year)

    def add(self, start: dt.date, number: int, unit: str) -> dt.date:
        """The last day of a limit of ``number`` days that runs from ``start``; the day of receipt is not counted.

        45 hari from 2 March 2026 end on 16 April; 45 hari kerja on 13 May, or 7 May when cuti bersama is worked.
        Raises ValueError for a negative number or a start beyond LAST_YEAR.
        """
        if number < 0 or start.year > LAST_YEAR:
            raise ValueError("a limit runs forward, within this century")
        if unit == DayUnit.HARI:
            return start + dt.timedelta(days=number)
        day = start
        while number:
            day += dt.timedelta(days=1)
            number -= self.is_workday(day)
        return day

    def between(self, start: dt.date, end: dt.date, unit: str) -> int:
        """How many days lie after ``start`` up to and with ``end``; negative when ``end`` comes first."""
        if end < start:
            return -self.between(end, start, unit)
        if unit == DayUnit.HARI:
            return (end - start).days
        if (start, end) not in self._counted:
            days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
            self._counted[start, end] = sum(self.is_workday(day) for day in days)
        return self._counted[start, end]

    def next_workday(self, day: dt.date) -> dt.date:
        """``day`` itself when people work on it, else the first working day after it."""
        while not self.is_workday(day):
            day += dt.timedelta(days=1)
        return day

    def _off(self, year: int) -> frozenset[dt.date]:
        if year not in self._years:
            rows = list(
                Holiday.objects.filter(government=self.government, day__year=year).values_list("day", "kind")
            ) or [(day, kind) for day, (_name, kind) in national_days_off(year).items()]
            self._years[year] = frozenset(
                day for day, kind in rows if kind == HolidayKind.LIBUR_NASIONAL or self.government.cuti_bersama_is_off
            )
        return self._years[year]


def copy_national_year(government: Government, year: int) -> int:
    """Put the package's holidays of a year into the table, to be edited; days already there stay. Returns how many."""
    rows = [
        Holiday(government=government, day=day, name=name, kind=kind)
        for day, (name, kind) in national_days_off(year).items()
    ]
    there = set(Holiday.objects.filter(government=government, day__year=year).values_list("day", flat=True))
    return len(Holiday.objects.bulk_create([row for row in rows if row.day not in there]))
