"""The days to come as a month: every day once, nothing lost, the local today marked, in each zone around midnight."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from notices.domain.months import month_of, months_between, weeks_of
from notices.domain.upcoming import Upcoming
from tests.cast import Cast

TODAY = dt.date(2026, 11, 21)
LAST = TODAY + dt.timedelta(days=400)


@pytest.mark.parametrize(
    ("text", "month"),
    [("2026-12", (2026, 12)), ("", (2026, 11)), ("x-y", (2026, 11)), ("2026-13", (2026, 11)), ("1900-01", (2026, 11)),
     ("9999-12", (2027, 12)), ("2027-12", (2027, 12)), ("99999999999-1", (2026, 11))],
)  # fmt: skip
def test_only_the_months_ahead(text: str, month: tuple[int, int]) -> None:
    assert month_of(text, today=TODAY, last=LAST) == dt.date(*month, 1)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
def test_every_day_of_the_month_stands_in_it_once(day: dt.date) -> None:
    month = day.replace(day=1)
    entry = Upcoming(day=day, title="a", label="b", path="/", uid="u")
    cells = [cell for week in weeks_of(month, [entry], today=day) for cell in week]
    assert len(cells) % 7 == 0
    inside = [cell.day for cell in cells if cell.is_inside]
    assert len(inside) == len(set(inside)) == ((month + dt.timedelta(days=32)).replace(day=1) - month).days
    assert [cell.day for cell in cells if cell.entries] == [cell.day for cell in cells if cell.is_today] == [day]


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
def test_no_month_of_the_horizon_is_left_out(today: dt.date) -> None:
    found = months_between(today, today + dt.timedelta(days=400))
    assert len(found) in {14, 15}
    assert found[0] <= today
    assert len(set(found)) == len(found)


@pytest.mark.usefixtures("november_2026")
@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)])
def test_today_turns_at_local_midnight(cast: Cast, client: Client, settings: Settings, zone: str, hour: int) -> None:
    """``hour`` is midnight of the zone in UTC: the old month ends there and the next one begins."""
    settings.MFA_REQUIRED_ROLES = []
    cast.government.time_zone = zone
    cast.government.save(update_fields=["time_zone"])
    cast.registered(title="Berakhir di ujung bulan", ends_on=dt.date(2027, 1, 31))
    client.force_login(cast.staf)
    for minutes, month in ((-1, 1), (0, 2)):
        moment = dt.datetime(2027, 1, 31, hour, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
        with time_machine.travel(moment, tick=False):
            client.force_login(cast.staf)
            page = client.get("/ruang/pengingat/mendatang/bulan/")
        assert page.status_code == 200
        assert page.context["shown"] == dt.date(2027, month, 1)
        assert ("Berakhir di ujung bulan" in page.content.decode()) == (month == 1)
