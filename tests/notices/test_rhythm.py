"""One summary per person on working mornings, and never too much mail on one day."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connection

from accounts.enums import HolidayKind
from accounts.models import Holiday
from notices.domain import claims
from notices.domain.delivery import deliver_owed
from notices.domain.mornings import next_morning
from notices.enums import Rhythm
from notices.models import Notice
from tests.cast import Cast, assemble
from tests.notices.conftest import Server, Sink
from tests.notices.make import NOON, notice

DIGEST = Rhythm.DIGEST
WEDNESDAY = dt.datetime(2026, 3, 4, 0, 30, tzinfo=dt.UTC)  # 07.30 WIB, the morning after NOON
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Asia/Jakarta", "2026-03-03T07:30:00+07:00", "2026-03-03T07:30:00+07:00"),
        ("Asia/Jakarta", "2026-03-03T07:31:00+07:00", "2026-03-04T07:30:00+07:00"),
        ("Asia/Jayapura", "2026-03-03T06:00:00+07:00", "2026-03-04T07:30:00+09:00"),
        ("Asia/Makassar", "2026-03-02T23:30:00+07:00", "2026-03-03T07:30:00+08:00"),
        ("Asia/Jakarta", "2026-03-06T12:00:00+07:00", "2026-03-09T07:30:00+07:00"),  # Friday noon: Monday
        ("Asia/Jakarta", "2026-12-31T12:00:00+07:00", "2027-01-04T07:30:00+07:00"),  # New Year is a Friday
    ],
)
def test_the_next_working_morning(cast: Cast, zone: str, now: str, expected: str) -> None:
    cast.government.time_zone = zone
    found = next_morning(cast.government, dt.datetime.fromisoformat(now))
    assert found == dt.datetime.fromisoformat(expected)


def test_a_local_holiday_has_no_summary(cast: Cast) -> None:
    Holiday.objects.create(
        government=cast.government, day=dt.date(2026, 3, 4), name="Hari Jadi Kota", kind=HolidayKind.LIBUR_NASIONAL
    )
    assert next_morning(cast.government, NOON).date() == dt.date(2026, 3, 5)


def test_a_summary_collects_what_one_person_is_owed(cast: Cast, sink: Sink) -> None:
    rows = [notice(cast.staf, cast.government, rhythm=DIGEST, title=f"Hal <{n}>") for n in range(3)]
    notice(cast.pimpinan, cast.government, rhythm=DIGEST, title="Milik pimpinan")
    assert {row.send_after for row in rows} == {WEDNESDAY}
    assert deliver_owed(NOON).sent == 0
    assert deliver_owed(WEDNESDAY).sent == 4
    by_person = {str(mail["To"]): mail for mail in sink.mails}
    assert len(sink.mails) == 2
    summary = by_person["Staf <staf@uji.example>"]
    assert summary["Subject"] == "Ringkasan pengingat: 3 hal"
    assert summary["Message-ID"] == f"<summary-{rows[0].pk}@tirtaraya.example>"
    text = summary.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = summary.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for number, row in enumerate(rows, start=1):
        assert f"{number}. Hal <{number - 1}>" in text
        assert f"/ruang/pengingat/{row.pk}/buka/" in text
        assert f"Hal &lt;{number - 1}&gt;</a>" in html
    assert by_person["Pimpinan <pimpinan@uji.example>"]["Subject"] == "Milik pimpinan", "one thing needs no summary"
    assert deliver_owed(WEDNESDAY + MINUTE).sent == 0


def test_a_summary_begins_with_what_presses_most(cast: Cast, sink: Sink) -> None:
    for title, due in (("Tanpa hari", None), ("Nanti", dt.date(2026, 9, 1)), ("Besok", dt.date(2026, 3, 5))):
        notice(cast.staf, cast.government, rhythm=DIGEST, title=title, due_on=due)
    deliver_owed(WEDNESDAY)
    text = sink.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert [text.index(title) for title in ("1. Besok", "2. Nanti", "3. Tanpa hari")]


def test_what_is_due_now_does_not_wait_for_the_summary(cast: Cast, sink: Sink) -> None:
    notice(cast.staf, cast.government, rhythm=DIGEST)
    notice(cast.staf, cast.government, title="Segera")
    assert deliver_owed(NOON).sent == 1
    assert sink.mails[0]["Subject"] == "Segera"


def test_a_long_summary_names_the_first_and_counts_the_rest(cast: Cast, sink: Sink) -> None:
    for _number in range(53):
        notice(cast.staf, cast.government, rhythm=DIGEST)
    assert deliver_owed(WEDNESDAY).sent == 53
    (mail,) = sink.mails
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert text.count("/buka/") == 50
    assert "Masih ada 3 pesan lain" in text


def test_a_summary_that_fails_is_tried_again_as_one(cast: Cast, smtp: Server) -> None:
    for _number in range(3):
        notice(cast.staf, cast.government, rhythm=DIGEST)
    smtp.sink.mood = "reject"
    assert deliver_owed(WEDNESDAY).failed == 3
    assert deliver_owed(WEDNESDAY + MINUTE).failed == 0
    smtp.sink.mood = "accept"
    assert deliver_owed(WEDNESDAY + 10 * MINUTE).sent == 3
    assert len(smtp.sink.envelopes) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_senders_at_once_do_not_split_a_summary(sink: Sink) -> None:
    cast = assemble()
    people = [cast.people[name] for name in ("staf", "pimpinan", "pengusul", "admin")]
    for person in people:
        for _number in range(6):
            notice(person, cast.government, rhythm=DIGEST)
    barrier, errors = threading.Barrier(8), list[BaseException]()

    def send() -> None:
        try:
            barrier.wait()
            deliver_owed(WEDNESDAY)
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    while deliver_owed(WEDNESDAY).sent:
        pass
    assert Counter(str(mail["To"].addresses[0].addr_spec) for mail in sink.mails) == Counter(p.email for p in people)
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_never_more_than_the_cap_on_one_day_and_nothing_lost(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "DAILY_CAP", 10)
    for _number in range(35):
        notice(cast.staf, cast.government)
    notice(cast.pimpinan, cast.government)
    tally = deliver_owed(NOON)
    assert (tally.sent, tally.postponed) == (11, 25)
    assert deliver_owed(NOON + MINUTE).sent == 0
    assert set(Notice.objects.filter(sent_at=None).values_list("attempts", "rhythm", "send_after")) == {
        (0, DIGEST, WEDNESDAY)
    }
    assert deliver_owed(WEDNESDAY).sent == 25
    assert [mail["Subject"] for mail in sink.mails][-1] == "Ringkasan pengingat: 25 hal"
    assert len(sink.mails) == 12
    notice(cast.staf, cast.government, now=WEDNESDAY)
    assert deliver_owed(WEDNESDAY).sent == 1, "a new day has a new cap"


def test_the_cap_counts_the_local_day(cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "DAILY_CAP", 1)
    before_midnight = dt.datetime(2026, 3, 3, 16, 59, tzinfo=dt.UTC)  # 23.59 WIB
    notice(cast.staf, cast.government, now=before_midnight)
    assert deliver_owed(before_midnight).sent == 1
    notice(cast.staf, cast.government, now=before_midnight)
    assert deliver_owed(before_midnight + 2 * MINUTE).sent == 1, "00.01 WIB is another day"


@pytest.mark.django_db(transaction=True)
def test_eight_senders_at_once_keep_the_cap(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "DAILY_CAP", 10)
    cast = assemble()
    for _number in range(200):
        notice(cast.staf, cast.government)
    barrier = threading.Barrier(8)

    def send() -> None:
        barrier.wait()
        deliver_owed(NOON)
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sink.mails) <= 10
    assert Notice.objects.filter(sent_at=None, rhythm=DIGEST).count() == 200 - len(sink.mails)
