"""Delivery against a real SMTP server: each message once, none lost, whatever the server or the worker does."""

import datetime as dt

import pytest
from django.db import OperationalError
from pytest_django import Settings

from accounts.models import Membership
from notices import kinds
from notices.domain import delivery
from notices.domain.claims import STALE_CLAIM, claim_letters
from notices.domain.delivery import MAX_MISHAPS, deliver_owed, pause_after_mishap, pause_after_refusal
from notices.models import MAX_REFUSALS, Notice
from tests.cast import Cast, assemble
from tests.notices.conftest import Server, Sink
from tests.notices.make import NOON, PLAIN, notice

MINUTE = dt.timedelta(minutes=1)


def test_what_is_owed_arrives_once_and_is_marked(cast: Cast, sink: Sink) -> None:
    row = notice(cast.staf, cast.government)
    assert deliver_owed(NOON).sent == 1
    assert deliver_owed(NOON + MINUTE).sent == 0
    row.refresh_from_db()
    assert (row.sent_at, row.claimed_at, row.attempts, row.last_error) == (NOON, None, 1, "")
    assert sink.ids() == [f"<notice-{row.pk}@tirtaraya.example>"]


def test_what_is_due_later_waits(cast: Cast, sink: Sink) -> None:
    notice(cast.staf, cast.government, send_after=NOON + MINUTE)
    assert deliver_owed(NOON).sent == 0
    assert deliver_owed(NOON + MINUTE).sent == 1


def test_one_connection_serves_many_messages(cast: Cast, sink: Sink) -> None:
    for _number in range(40):
        notice(cast.staf, cast.government)
    assert deliver_owed(NOON).sent == 40
    assert sink.connections == 1
    assert len(set(sink.ids())) == 40


def test_a_connection_is_renewed_before_servers_tire_of_it(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notices.domain.mail.MESSAGES_PER_CONNECTION", 10)
    for _number in range(25):
        notice(cast.staf, cast.government)
    assert deliver_owed(NOON).sent == 25
    assert sink.connections == 3


def test_server_down_costs_no_attempt_and_nothing_is_lost(cast: Cast, smtp: Server) -> None:
    rows = [notice(cast.staf, cast.government) for _number in range(30)]
    smtp.stop()
    for minute in range(MAX_REFUSALS + 12):
        assert deliver_owed(NOON + minute * MINUTE).sent == 0
    waiting = Notice.objects.filter(pk__in=[row.pk for row in rows])
    assert set(waiting.values_list("attempts", "claimed_at", "retry_at", "gave_up_at")) == {(0, None, None, None)}
    assert waiting.exclude(last_error="").exists()
    smtp.start()
    assert deliver_owed(NOON + 2 * STALE_CLAIM).sent == 30
    assert len(set(smtp.sink.ids())) == 30


@pytest.mark.parametrize("mood", ["later", "hang", "drop", "busy"])
def test_a_server_in_trouble_only_delays(cast: Cast, sink: Sink, settings: Settings, mood: str) -> None:
    rows = [notice(cast.staf, cast.government) for _number in range(5)]
    sink.mood, settings.EMAIL_TIMEOUT = mood, 1
    assert deliver_owed(NOON).sent == 0
    assert Notice.objects.filter(gave_up_at__isnull=False).count() == 0
    assert Notice.objects.exclude(claimed_at=None).count() == 0
    sink.mood, settings.EMAIL_TIMEOUT = "accept", 20
    assert deliver_owed(NOON + 5 * MINUTE).sent == 5
    assert sorted(sink.ids()) == sorted(f"<notice-{row.pk}@tirtaraya.example>" for row in rows)


@pytest.mark.parametrize("mood", ["hang", "drop"])
def test_a_server_that_breaks_off_is_left_alone_after_three_tries(
    cast: Cast, sink: Sink, settings: Settings, mood: str
) -> None:
    for _number in range(10):
        notice(cast.staf, cast.government)
    sink.mood, settings.EMAIL_TIMEOUT = mood, 1
    assert deliver_owed(NOON).failed == 3
    assert Notice.objects.filter(attempts=0).count() == 7


@pytest.mark.parametrize("mood", ["refuse", "reject"])
def test_a_refused_message_backs_off_then_is_given_up_and_shown(cast: Cast, sink: Sink, mood: str) -> None:
    row = notice(cast.staf, cast.government)
    sink.mood = mood
    now, tries = NOON, 0
    for _minute in range(20_000):
        tally = deliver_owed(now)
        tries += tally.failed
        row.refresh_from_db()
        if row.gave_up_at:
            break
        assert row.retry_at is not None
        assert deliver_owed(row.retry_at - dt.timedelta(seconds=1)).failed == 0, "tried during its pause"
        now = row.retry_at
    assert tries == MAX_REFUSALS
    assert dt.timedelta(days=2) < now - NOON < dt.timedelta(days=4)
    assert row.last_error.startswith("55")
    sink.mood = "accept"
    assert deliver_owed(now + dt.timedelta(days=30)).sent == 0
    assert [n.pk for n in Notice.objects.given_up()] == [row.pk]


def test_one_bad_address_holds_nobody_up(cast: Cast, sink: Sink) -> None:
    bad = notice(cast.staf, cast.government)
    good = [notice(cast.pimpinan, cast.government) for _number in range(5)]
    sink.refuses = {cast.staf.email}
    tally = deliver_owed(NOON)
    assert (tally.sent, tally.failed) == (5, 1)
    assert {n.pk for n in Notice.objects.exclude(sent_at=None)} == {row.pk for row in good}
    bad.refresh_from_db()
    assert bad.last_error == "550 5.1.1 Kotak surat tidak ada"


def test_a_message_that_cannot_be_written_holds_nobody_up(cast: Cast, sink: Sink) -> None:
    cast.staf.email = "bukan alamat\r\nBcc: x@y.example"
    cast.staf.save(update_fields=["email"])
    bad, good = notice(cast.staf, cast.government), notice(cast.pimpinan, cast.government)
    tally = deliver_owed(NOON)
    assert (tally.sent, tally.failed) == (1, 1)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.sent_at == NOON
    assert "alamat" in bad.last_error
    assert all("Bcc" not in mail for mail in sink.mails)


def test_trouble_never_holds_up_what_was_not_tried_yet(cast: Cast, sink: Sink) -> None:
    """Three broken messages end a sweep; at the next one they stand behind the others."""
    broken = [notice(cast.staf, cast.government) for _number in range(6)]
    Notice.objects.update(attempts=2, last_error="putus")
    fresh = [notice(cast.pimpinan, cast.government, now=NOON + MINUTE) for _number in range(3)]
    claimed = [row.pk for (row,) in claim_letters(NOON + MINUTE, size=4)]
    assert set(claimed) == {*(row.pk for row in fresh), broken[0].pk}


def test_a_fault_of_ours_does_not_burn_through_the_queue(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(10):
        notice(cast.staf, cast.government)

    def broken(letter: list[Notice]) -> None:
        raise ImportError("rilis setengah jadi")

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "message_for", broken)
        assert deliver_owed(NOON).failed == 3
    assert Notice.objects.filter(attempts=0, claimed_at=None).count() == 7
    assert deliver_owed(NOON + 3 * MINUTE).sent == 10


def test_pauses_grow_up_to_a_limit() -> None:
    mishaps = [pause_after_mishap(n) for n in range(1, MAX_MISHAPS + 1)]
    assert mishaps == sorted(mishaps)
    assert (mishaps[0], mishaps[-1]) == (2 * MINUTE, 60 * MINUTE)
    assert dt.timedelta(days=9) < sum(mishaps, dt.timedelta()) < dt.timedelta(days=11)
    refusals = [pause_after_refusal(n) for n in range(1, 20)]
    assert refusals == sorted(refusals)
    assert (refusals[0], refusals[-1]) == (5 * MINUTE, dt.timedelta(days=1))


def test_a_dead_workers_claim_goes_stale(cast: Cast, sink: Sink) -> None:
    row = notice(cast.staf, cast.government)
    assert [n.pk for (n,) in claim_letters(NOON)] == [row.pk]  # and the worker dies here
    assert deliver_owed(NOON + STALE_CLAIM).sent == 0
    tally = deliver_owed(NOON + STALE_CLAIM + MINUTE)
    assert (tally.released, tally.sent) == (1, 1)


def test_a_worker_that_dies_after_acceptance_sends_again_under_the_same_id(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one documented window: the mail system sees one Message-ID twice."""
    row = notice(cast.staf, cast.government)

    def dies(letter: list[Notice], *, now: dt.datetime) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_record_sent", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver_owed(NOON)
    assert deliver_owed(NOON + MINUTE).sent == 0
    deliver_owed(NOON + STALE_CLAIM + MINUTE)
    assert sink.ids() == [f"<notice-{row.pk}@tirtaraya.example>"] * 2


@pytest.mark.django_db(transaction=True)
def test_a_database_that_restarts_at_the_wrong_moment_is_waited_for(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = assemble()
    row = notice(cast.staf, cast.government)
    original, failures = delivery._mark_sent, [OperationalError("terminating connection")] * 2

    def restarts(letter: list[Notice], *, now: dt.datetime) -> None:
        if failures:
            raise failures.pop()
        original(letter, now=now)

    monkeypatch.setattr(delivery, "_mark_sent", restarts)
    assert deliver_owed(NOON).sent == 1
    row.refresh_from_db()
    assert (row.sent_at, len(sink.envelopes)) == (NOON, 1)


def test_a_sweep_out_of_time_gives_back_what_it_did_not_reach(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(3):
        notice(cast.staf, cast.government)
    monkeypatch.setattr(delivery, "SWEEP_SECONDS", -1)
    assert deliver_owed(NOON).sent == 0
    assert set(Notice.objects.values_list("attempts", "claimed_at", "last_error")) == {(0, None, "")}


def _kind(still_owed: kinds.StillOwed) -> kinds.NoticeKind:
    return kinds.NoticeKind(PLAIN.code, PLAIN.label, PLAIN.template, still_owed=still_owed)


def test_no_longer_owed_at_the_moment_of_sending(cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    row = notice(cast.staf, cast.government)
    asked: list[tuple[int, dt.datetime]] = []

    def lapsed(notice: Notice, now: dt.datetime) -> bool:
        asked.append((notice.pk, now))
        return False

    monkeypatch.setitem(kinds._kinds, PLAIN.code, _kind(lapsed))
    tally = deliver_owed(NOON)
    row.refresh_from_db()
    assert (tally.superseded, tally.sent, sink.envelopes) == (1, 0, [])
    assert asked == [(row.pk, NOON)]
    assert (row.superseded_at, row.sent_at) == (NOON, None)
    assert deliver_owed(NOON + MINUTE).superseded == 0


def test_a_check_that_fails_delays_one_message_only(cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _second = notice(cast.staf, cast.government), notice(cast.pimpinan, cast.government)

    def fragile(notice: Notice, now: dt.datetime) -> bool:
        if notice.pk == first.pk:
            raise RuntimeError("rusak")
        return True

    monkeypatch.setitem(kinds._kinds, PLAIN.code, _kind(fragile))
    tally = deliver_owed(NOON)
    first.refresh_from_db()
    assert (tally.sent, tally.failed, first.last_error) == (1, 1, "rusak")


@pytest.mark.parametrize("leave", ["membership_over", "account_closed"])
def test_who_has_left_gets_no_mail(cast: Cast, sink: Sink, leave: str) -> None:
    row = notice(cast.staf, cast.government)
    if leave == "membership_over":
        Membership.objects.filter(user=cast.staf).update(ends_on=dt.date(2026, 3, 2))
    else:
        cast.staf.is_active = False
        cast.staf.save(update_fields=["is_active"])
    assert deliver_owed(NOON).superseded == 1
    row.refresh_from_db()
    assert (row.superseded_at, sink.envelopes) == (NOON, [])


def test_who_works_on_the_last_day_still_gets_mail(cast: Cast, sink: Sink) -> None:
    notice(cast.staf, cast.government)
    Membership.objects.filter(user=cast.staf).update(ends_on=dt.date(2026, 3, 3))
    assert deliver_owed(NOON).sent == 1


def test_a_kind_that_a_release_dropped_is_still_delivered(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice(cast.staf, cast.government)
    monkeypatch.delitem(kinds._kinds, PLAIN.code)
    assert deliver_owed(NOON).sent == 1
