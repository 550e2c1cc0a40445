"""The overview of the week: once, on its first working day at 07.30 in each zone, with the names of who should act."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Holiday
from notices.domain.delivery import deliver_owed
from notices.models import Notice
from reviews.domain.weekly import WEEKLY, plan_weekly
from tests.cast import Cast

MONDAY = dt.date(2027, 4, 12)


def told() -> set[tuple[str, str]]:
    return set(Notice.objects.filter(kind=WEEKLY).values_list("occasion", "recipient__email"))


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_on_monday_at_half_past_seven_local_time_and_once(cast: Cast, zone: str) -> None:
    cast.government.time_zone = zone
    cast.government.save(update_fields=["time_zone"])
    cast.signed(signed_on=dt.date(2026, 1, 15), ends_on=MONDAY + dt.timedelta(days=20))
    morning = dt.datetime.combine(MONDAY, dt.time(7, 30), ZoneInfo(zone))
    plan_weekly(morning - dt.timedelta(minutes=1))
    assert told() == set()
    for hours in (0, 1, 50):
        plan_weekly(morning + dt.timedelta(hours=hours))
    assert told() == {("2027-W15", "pimpinan@uji.example")}
    body = Notice.objects.get(kind=WEEKLY).body
    assert cast.pengusul.name in body
    assert "tenggat terlewat" in body


def test_when_monday_is_off_it_comes_on_tuesday(cast: Cast) -> None:
    cast.signed(signed_on=dt.date(2026, 1, 15), ends_on=MONDAY + dt.timedelta(days=20))
    Holiday.objects.create(government=cast.government, day=MONDAY, name="Libur", kind="libur_nasional")
    noon = dt.datetime.combine(MONDAY, dt.time(12), ZoneInfo("Asia/Jakarta"))
    plan_weekly(noon)
    assert told() == set()
    plan_weekly(noon + dt.timedelta(days=5))
    assert told() == set(), "after an outage not on a Saturday either"
    plan_weekly(noon + dt.timedelta(days=1))
    assert len(told()) == 1


def test_nothing_to_tell_is_not_told(cast: Cast) -> None:
    plan_weekly(dt.datetime.combine(MONDAY, dt.time(12), ZoneInfo("Asia/Jakarta")))
    assert told() == set()


def test_last_weeks_is_not_sent(cast: Cast, mailoutbox: list[object]) -> None:
    cast.signed(signed_on=dt.date(2026, 1, 15), ends_on=MONDAY + dt.timedelta(days=20))
    noon = dt.datetime.combine(MONDAY, dt.time(12), ZoneInfo("Asia/Jakarta"))
    plan_weekly(noon)
    Notice.objects.exclude(kind=WEEKLY).delete()
    assert deliver_owed(noon + dt.timedelta(days=8)).superseded == 1
    assert mailoutbox == []
