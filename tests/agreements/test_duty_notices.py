"""Standing duties: one summary per period and person, silent when nothing lacks or the season is over."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from agreements.domain import duty_notices as duties
from agreements.domain.duty_notices import plan_duties
from agreements.enums import CooperationKind, Form
from notices.models import Notice
from tests.cast import Cast

SIGNED = dt.date(2026, 1, 15)
END = dt.date(2029, 6, 30)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), ZoneInfo("Asia/Jakarta"))


def told(kind: str) -> set[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).values_list("occasion", "recipient__email")
    return {(occasion, email.partition("@")[0]) for occasion, email in rows}


@pytest.mark.parametrize(
    ("day", "period"),
    [((2027, 1, 1), ("2026-S2", (2027, 1, 31))), ((2027, 7, 31), ("2027-S1", (2027, 7, 31))), ((2027, 2, 1), None),
     ((2026, 12, 31), None)],
)  # fmt: skip
def test_semesters(day: tuple[int, int, int], period: tuple[str, tuple[int, int, int]] | None) -> None:
    expected = period and (period[0], dt.date(*period[1]))
    assert duties.semester(dt.date(*day)) == expected


def test_the_two_weeks_of_january() -> None:
    found = [duties.january(dt.date(2027, 1, day)) for day in (1, 7, 8, 14, 15)]
    assert [one and one[0] for one in found] == ["2027-W1", "2027-W1", "2027-W2", "2027-W2", None]


def test_reports_are_asked_for_once_a_semester_of_unit_and_staf(cast: Cast) -> None:
    cast.signed(signed_on=SIGNED, ends_on=END)
    for day in (dt.date(2027, 1, 2), dt.date(2027, 1, 20), dt.date(2027, 3, 1)):
        plan_duties(at(day))
    assert told(duties.REPORT) == {("2026-S2", name) for name in ("pengusul", "owner_reviewer", "staf")}
    notice = Notice.objects.filter(kind=duties.REPORT).earliest("pk")
    assert not duties.is_duty_still_owed(notice, at(dt.date(2027, 2, 1)))


def test_a_kb_without_pks_after_six_months(cast: Cast) -> None:
    cast.signed(signed_on=SIGNED, ends_on=END, form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDPK)
    plan_duties(at(SIGNED + dt.timedelta(days=170)))
    assert told(duties.NO_PKS) == set()
    plan_duties(at(SIGNED + dt.timedelta(days=190)))
    assert told(duties.NO_PKS) == {("2026-2", "staf")}


def test_a_unit_without_people_is_told_to_who_can_invite(cast: Cast) -> None:
    cast.signed(signed_on=SIGNED, ends_on=END)
    plan_duties(at(dt.date(2026, 5, 4)))
    assert told(duties.ORPHANS) == set()
    cast.unit.memberships.update(ends_on=dt.date(2026, 6, 30))
    plan_duties(at(dt.date(2026, 7, 6)))
    assert told(duties.ORPHANS) == {("2026-Q3", "staf"), ("2026-Q3", "admin")}
