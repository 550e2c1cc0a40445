"""The personal calendar: secret, revocable, whole days, the same entry when the day moves."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Membership
from kerjasama import ical
from notices.domain import feeds, upcoming
from notices.domain.upcoming import Upcoming
from notices.exports import calendar
from notices.models import CalendarEntry, CalendarFeed
from tests.cast import Cast
from tests.notices.make import NOON


@pytest.fixture(autouse=True, name="days")
def one_source(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Upcoming]:
    settings.MFA_REQUIRED_ROLES = []
    days: list[Upcoming] = []
    monkeypatch.setattr(upcoming, "_sources", [lambda _u, _g, first, last: [d for d in days if first <= d.day <= last]])
    return days


def entry(day: dt.date, **values: object) -> Upcoming:
    given = {
        "title": "Air; Bersih, Kota",
        "label": "Hari terakhir",
        "path": "/ruang/naskah/7/",
        "uid": "agreement:7:end",
    }
    return Upcoming(day=day, **{**given, **values})  # type: ignore[arg-type]


def properties(ics: bytes) -> list[str]:
    return re.sub(r"\r\n ", "", ics.decode()).split("\r\n")


def test_a_whole_day_ends_on_the_next() -> None:
    known = CalendarEntry(uid="agreement:7:end", revision=4)
    lines = properties(calendar([(entry(dt.date(2026, 12, 31)), known)], now=NOON))
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "UID:agreement:7:end@testserver" in lines
    assert "SEQUENCE:4" in lines
    assert "SUMMARY:Hari terakhir: Air\\; Bersih\\, Kota" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_no_text_breaks_out_of_its_line() -> None:
    words = "é" * 300 + "\r\nBEGIN:VEVENT\nb\x07; c\u2028d"
    file = calendar([(entry(dt.date(2026, 12, 31), title=words, note=words), CalendarEntry())], now=NOON)
    assert all(len(part) <= 75 for part in file.split(b"\r\n"))
    assert properties(file).count("BEGIN:VEVENT") == 1
    assert f"DESCRIPTION:{'é' * 300}\\nBEGIN:VEVENT\\nb \\; c d" in properties(file)


def test_a_moment_travels_in_utc_and_an_invitation_names_its_people() -> None:
    noon = dt.datetime(2026, 3, 3, 12, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    meeting = ical.Entry(
        "m@kerjasama", 2, noon, "Rapat", "https://x.example/", end=noon + dt.timedelta(hours=1), status="CANCELLED",
        organizer=("Bagian; Kerja", "a@b.example"), attendees=(("Ali", "c@d.example"), ("Budi", "e@f.example")),
    )  # fmt: skip
    lines = properties(ical.calendar([meeting], product="TKKSD", stamp=noon, method="CANCEL"))
    assert "METHOD:CANCEL" in lines
    assert "DTSTART:20260303T030000Z" in lines
    assert "DTEND:20260303T040000Z" in lines
    assert 'ORGANIZER;CN="Bagian; Kerja":mailto:a@b.example' in lines
    assert [line for line in lines if line.startswith("ATTENDEE")] == [
        "ATTENDEE;CN=Ali:mailto:c@d.example", "ATTENDEE;CN=Budi:mailto:e@f.example",
    ]  # fmt: skip
    assert "TRANSP:TRANSPARENT" not in lines, "a meeting takes up time"


@pytest.mark.parametrize(
    ("zone", "utc", "today"),
    [
        ("Asia/Jakarta", "2026-03-03T16:59:00+00:00", "2026-03-03"),
        ("Asia/Jakarta", "2026-03-03T17:00:00+00:00", "2026-03-04"),
        ("Asia/Makassar", "2026-03-03T16:00:00+00:00", "2026-03-04"),
        ("Asia/Jayapura", "2026-03-03T15:00:00+00:00", "2026-03-04"),
        ("Asia/Jayapura", "2026-03-03T14:59:00+00:00", "2026-03-03"),
    ],
)
def test_the_horizon_follows_the_local_day(cast: Cast, days: list[Upcoming], zone: str, utc: str, today: str) -> None:
    cast.government.time_zone = zone
    cast.government.save(update_fields=["time_zone"])
    last = dt.date.fromisoformat(today) + upcoming.HORIZON
    days += [entry(last), entry(last + dt.timedelta(days=1), uid="b")]
    assert [d.day for d in feeds.days_of(cast.staf, now=dt.datetime.fromisoformat(utc))] == [last]


def test_from_making_to_revoking(cast: Cast, client: Client, days: list[Upcoming]) -> None:
    days.append(entry(cast.government.today()))
    client.force_login(cast.staf)
    page = client.post(reverse("notices:subscribe"), follow=True)
    address = page.context["new_address"]
    assert address in page.content.decode()
    assert address not in client.get(reverse("notices:upcoming")).content.decode(), "shown once"
    path = address.removeprefix("http://testserver")
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert b"BEGIN:VEVENT" in answer.content
    token = path.rpartition("/")[2].removesuffix(".ics")
    assert token not in CalendarFeed.objects.get().token_sha256
    client.post(reverse("notices:unsubscribe"))
    assert Client().get(path).status_code == 404


def test_a_new_address_ends_the_old_one(cast: Cast) -> None:
    first, second = feeds.open_feed(cast.staf, now=NOON), feeds.open_feed(cast.staf, now=NOON)
    assert (feeds.owner_of(first), feeds.owner_of(second)) == (None, cast.staf)


def test_every_change_is_counted_once_whatever_moved_the_day(db: None) -> None:
    first, moved = entry(dt.date(2026, 12, 31)), entry(dt.date(2027, 1, 15))
    told = [
        [known.revision for _day, known in feeds.counted([day, entry(first.day, uid="b")], now=NOON)]
        for day in (first, first, moved, moved, entry(moved.day, title="Judul baru"), first)
    ]
    assert told == [[0, 0], [0, 0], [1, 0], [1, 0], [2, 0], [3, 0]]


def test_who_has_left_sees_nothing(cast: Cast, days: list[Upcoming]) -> None:
    days.append(entry(cast.government.today()))
    token = feeds.open_feed(cast.staf, now=NOON)
    Membership.objects.filter(user=cast.staf).update(ends_on=cast.government.today() - dt.timedelta(days=1))
    assert b"BEGIN:VEVENT" not in Client().get(reverse("calendar:feed", args=[token])).content
    cast.staf.is_active = False
    cast.staf.save(update_fields=["is_active"])
    assert Client().get(reverse("calendar:feed", args=[token])).status_code == 404


def test_an_unknown_secret_opens_nothing(db: None, client: Client) -> None:
    assert client.get(reverse("calendar:feed", args=["x" * 43])).status_code == 404
