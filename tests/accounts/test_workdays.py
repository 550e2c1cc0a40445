"""Hari and hari kerja, with the dates worked out in the law digest."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.workdays import WorkCalendar, copy_national_year, national_days_off
from accounts.enums import DayUnit, HolidayKind
from accounts.models import Government, Holiday
from tests import factories as make

RECEIVED = dt.date(2026, 3, 2)


class Unsaved(WorkCalendar):
    """A calendar without a database: national holidays only."""

    def _off(self, year: int) -> frozenset[dt.date]:
        return frozenset(
            day
            for day, (_name, kind) in national_days_off(year).items()
            if kind == HolidayKind.LIBUR_NASIONAL or self.government.cuti_bersama_is_off
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "cuti_is_off", "expected"),
    [
        (DayUnit.HARI, True, dt.date(2026, 4, 16)),
        (DayUnit.HARI_KERJA, True, dt.date(2026, 5, 13)),
        (DayUnit.HARI_KERJA, False, dt.date(2026, 5, 7)),
    ],
)
def test_forty_five_days_from_the_second_of_march(unit: str, cuti_is_off: bool, expected: dt.date) -> None:
    government = make.GovernmentFactory(cuti_bersama_is_off=cuti_is_off)
    assert WorkCalendar(government).add(RECEIVED, 45, unit) == expected


@pytest.mark.django_db
def test_an_edited_year_counts_as_edited() -> None:
    government = make.GovernmentFactory()
    copied = copy_national_year(government, 2026)
    assert copied == 25
    assert copy_national_year(government, 2026) == 0
    Holiday.objects.filter(government=government, day=dt.date(2026, 5, 1)).delete()
    assert WorkCalendar(government).add(RECEIVED, 45, DayUnit.HARI_KERJA) == dt.date(2026, 5, 12)


@pytest.mark.django_db
def test_another_governments_table_changes_nothing() -> None:
    ours, theirs = make.GovernmentFactory(), make.GovernmentFactory()
    Holiday.objects.create(government=theirs, day=dt.date(2026, 3, 3), name="Hari jadi", kind="libur_nasional")
    assert WorkCalendar(ours).is_workday(dt.date(2026, 3, 3)) is True
    assert WorkCalendar(theirs).is_workday(dt.date(2026, 3, 3)) is False


@given(
    start=st.dates(dt.date(2024, 1, 1), dt.date(2031, 12, 31)),
    number=st.integers(1, 120),
    off=st.booleans(),
)
def test_the_last_day_of_a_limit_is_the_nth_working_day(start: dt.date, number: int, off: bool) -> None:
    calendar = Unsaved(Government(cuti_bersama_is_off=off))
    end = calendar.add(start, number, DayUnit.HARI_KERJA)
    assert calendar.is_workday(end)
    assert calendar.between(start, end, DayUnit.HARI_KERJA) == number
    assert end >= calendar.add(start, number, DayUnit.HARI)
    assert calendar.add(start, number + 1, DayUnit.HARI_KERJA) > end


def test_a_limit_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        Unsaved(Government()).add(RECEIVED, -1, DayUnit.HARI)
