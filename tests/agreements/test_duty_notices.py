"""Standing duties: one summary per period and person, silent when nothing lacks or the season is over."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.domain import duty_notices as duties
from agreements.domain import steps
from agreements.domain.duty_notices import plan_duties
from agreements.domain.steps import StepFacts
from agreements.enums import CooperationKind, Form, KsdpkKind, Outcome
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
    cast.registered(signed_on=SIGNED, ends_on=END)
    for day in (dt.date(2027, 1, 2), dt.date(2027, 1, 24), dt.date(2027, 3, 1)):
        plan_duties(at(day))
    people = ("pengusul", "owner_reviewer", "staf")
    assert told(duties.REPORT) == {("2026-S2", name) for name in people}
    notice = Notice.objects.filter(kind=duties.REPORT).earliest("pk")
    for day in (dt.date(2027, 1, 25), dt.date(2027, 1, 31)):
        plan_duties(at(day))
    assert told(duties.REPORT) == {(name, who) for name in ("2026-S2", "2026-S2:7") for who in people}, "once more"
    assert not duties.is_duty_still_owed(notice, at(dt.date(2027, 1, 25))), "the later has taken over"
    notice = Notice.objects.filter(kind=duties.REPORT).latest("pk")
    assert duties.is_duty_still_owed(notice, at(dt.date(2027, 1, 31)))
    assert not duties.is_duty_still_owed(notice, at(dt.date(2027, 2, 1)))


def test_sinergi_is_reported_each_semester_and_each_year(cast: Cast) -> None:
    agreement = cast.registered(
        signed_on=SIGNED, ends_on=END, form=Form.NOTA_KESEPAKATAN, cooperation_kind=CooperationKind.SINERGI
    )
    plan_duties(at(dt.date(2027, 1, 2)))
    assert {who for _occasion, who in told(duties.REPORT)} == {"pengusul", "owner_reviewer", "staf"}
    assert told(duties.SINERGI_REPORT) == {("2026", "staf"), ("2026", "pimpinan")}
    notice = Notice.objects.filter(kind=duties.SINERGI_REPORT).earliest("pk")
    assert notice.title == "Laporan tahunan Sinergi ditunggu sampai 31 Januari 2027"
    report = StepFacts(done_on=dt.date(2027, 1, 5), outcome=Outcome.SELESAI)
    steps.record(agreement, "pelaporan", facts=report, by=cast.staf, now=at(dt.date(2027, 1, 5)))
    assert duties.is_duty_still_owed(notice, at(dt.date(2027, 1, 6))), "that of the semester is another one"
    steps.record(agreement, "pelaporan_tahunan", facts=report, by=cast.staf, now=at(dt.date(2027, 1, 5)))
    assert not duties.is_duty_still_owed(notice, at(dt.date(2027, 1, 6)))


def test_no_report_is_asked_for_that_nobody_could_record(cast: Cast) -> None:
    cast.registered(signed_on=SIGNED, ends_on=END, ksdpk_kind=KsdpkKind.BLUD)
    cast.registered(signed_on=SIGNED, ends_on=END, form=Form.ADDENDUM)
    assert list(duties.unreported(cast.government, dt.date(2027, 1, 2))) == []
    assert list(duties.dormant(cast.government, dt.date(2028, 1, 2))) == []


@pytest.mark.parametrize(
    ("kind", "form", "awake", "asleep"),
    [(CooperationKind.KSDPK, Form.PERJANJIAN_KERJA_SAMA, 366, 367),
     (CooperationKind.KSDPL, Form.NASKAH_KERJA_SAMA, 730, 731)],
)  # fmt: skip
def test_two_periods_without_a_report_are_sleep(cast: Cast, kind: str, form: str, awake: int, asleep: int) -> None:
    agreement = cast.registered(signed_on=SIGNED, ends_on=END, cooperation_kind=kind, form=form)
    days = [SIGNED + dt.timedelta(days=number) for number in (awake, asleep)]
    assert [list(duties.dormant(cast.government, day)) for day in days] == [[], [agreement]]
    other = StepFacts(done_on=days[1], outcome=Outcome.SELESAI)
    if kind == CooperationKind.KSDPK:
        steps.record(agreement, "penatausahaan", facts=other, by=cast.staf, now=at(days[1]))
        assert list(duties.dormant(cast.government, days[1])) == [agreement], "a paper put away is no report"
    steps.record(agreement, "pelaporan", facts=other, by=cast.staf, now=at(days[1]))
    assert list(duties.dormant(cast.government, days[1])) == []


def test_where_nothing_lacks_the_register_is_read_once_a_day(
    cast: Cast,
) -> None:
    morning = at(dt.date(2027, 1, 2))
    plan_duties(morning)
    with CaptureQueriesContext(connection) as again:
        plan_duties(morning + dt.timedelta(minutes=15))
    assert not [query for query in again if "agreements_agreement" in query["sql"]]
    cast.registered(signed_on=SIGNED, ends_on=END)
    plan_duties(morning + dt.timedelta(days=1))
    assert told(duties.REPORT)


def test_a_kb_without_pks_after_six_months(cast: Cast) -> None:
    cast.registered(
        signed_on=SIGNED, ends_on=END, form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDPK
    )
    plan_duties(at(SIGNED + dt.timedelta(days=170)))
    assert told(duties.NO_PKS) == set()
    plan_duties(at(SIGNED + dt.timedelta(days=190)))
    assert told(duties.NO_PKS) == {("2026-2", "staf")}


def test_a_unit_without_people_is_told_to_who_can_invite(cast: Cast) -> None:
    cast.registered(signed_on=SIGNED, ends_on=END)
    plan_duties(at(dt.date(2026, 5, 4)))
    assert told(duties.ORPHANS) == set()
    cast.unit.memberships.update(ends_on=dt.date(2026, 6, 30))
    plan_duties(at(dt.date(2026, 7, 6)))
    assert told(duties.ORPHANS) == {("2026-Q3", "staf"), ("2026-Q3", "admin")}
