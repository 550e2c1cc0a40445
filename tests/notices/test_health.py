"""A dead beat or worker is seen within minutes; a bad address is not mistaken for one."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Government
from notices.domain import health, planning, sweeps
from notices.domain.claims import claim_letters
from notices.domain.delivery import deliver_owed
from notices.models import Notice, Sweep
from tests.cast import Cast
from tests.notices.conftest import Server, Sink
from tests.notices.make import NOON, notice

MINUTE = dt.timedelta(minutes=1)


def test_nothing_owed_is_good(cast: Cast) -> None:
    assert health.oldest_owed_age(NOON) is None
    assert health.owed(NOON).is_good


def test_the_oldest_owed_counts(cast: Cast) -> None:
    notice(cast.staf, cast.government, send_after=NOON - 10 * MINUTE)
    notice(cast.staf, cast.government, send_after=NOON - 3 * MINUTE)
    notice(cast.staf, cast.government, send_after=NOON + MINUTE)
    assert health.oldest_owed_age(NOON) == 10 * MINUTE
    assert health.owed(NOON).is_good
    late = health.owed(NOON + 6 * MINUTE)
    assert (late.is_good, late.detail) == (False, "tertua 16 menit")


def test_what_a_dead_worker_holds_counts(cast: Cast) -> None:
    notice(cast.staf, cast.government)
    claim_letters(NOON)
    assert health.oldest_owed_age(NOON + 20 * MINUTE) == 20 * MINUTE


def test_a_mail_server_that_is_down_is_seen(cast: Cast, smtp: Server) -> None:
    notice(cast.staf, cast.government)
    smtp.stop()
    for minute in range(17):
        deliver_owed(NOON + minute * MINUTE)
    assert not health.owed(NOON + 16 * MINUTE).is_good


def test_one_bad_address_does_not_stop_the_house(cast: Cast, sink: Sink) -> None:
    notice(cast.staf, cast.government)
    sink.refuses = {cast.staf.email}
    now = NOON
    for _step in range(6 * 12):
        deliver_owed(now)
        assert health.oldest_owed_age(now) is None, "it pauses, so nothing is late"
        assert health.owed(now).is_good
        now += 5 * MINUTE


def test_given_up_messages_are_told_without_failing(cast: Cast) -> None:
    row = notice(cast.staf, cast.government)
    Notice.objects.filter(pk=row.pk).update(gave_up_at=NOON)
    finding = health.owed(NOON + dt.timedelta(days=1))
    assert (finding.is_good, finding.detail) == (True, "tidak ada antrean; 1 pesan gagal")


def test_a_silent_sweep_is_seen_although_nothing_is_owed(cast: Cast) -> None:
    Government.objects.update(created_at=NOON)
    assert health.sweeping(NOON + 15 * MINUTE).is_good, "a new house is given the time to start"
    assert health.sweeping(NOON + 61 * MINUTE).detail == "diam: deliver, plan", "neither has ever run"
    sweeps.run(sweeps.DELIVER, lambda now: 0, now=NOON)
    sweeps.run(sweeps.PLAN, lambda now: 0, now=NOON)
    assert health.sweeping(NOON + 15 * MINUTE).is_good
    assert health.sweeping(NOON + 16 * MINUTE).detail == "diam: deliver"
    assert health.sweeping(NOON + 61 * MINUTE).detail == "diam: deliver, plan"


def test_a_sweep_that_only_fails_is_seen_although_it_runs(cast: Cast) -> None:
    """What is never planned is never owed, so no message would grow old."""

    def broken(now: dt.datetime) -> int:
        raise RuntimeError("rusak")

    sweeps.run(sweeps.DELIVER, lambda now: 0, now=NOON)
    sweeps.run(sweeps.PLAN, lambda now: 0, now=NOON)
    for minutes in (15, 30, 45, 60, 75):
        sweeps.run(sweeps.DELIVER, lambda now: 0, now=NOON + minutes * MINUTE)
        with pytest.raises(RuntimeError):
            sweeps.run(sweeps.PLAN, broken, now=NOON + minutes * MINUTE)
    assert health.sweeping(NOON + 60 * MINUTE).is_good, "it may fail once or twice"
    found = health.sweeping(NOON + 75 * MINUTE)
    assert (found.is_good, found.detail) == (False, "gagal terus: plan")
    sweeps.run(sweeps.PLAN, lambda now: 0, now=NOON + 76 * MINUTE)
    assert health.sweeping(NOON + 76 * MINUTE).is_good


def test_ready_says_so(cast: Cast, client: Client) -> None:
    assert client.get("/healthz/ready").json()["checks"]["notices"]["ok"] is True
    notice(cast.staf, cast.government, now=timezone.now() - dt.timedelta(hours=1))
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["notices"]["ok"] is False


def test_ready_again_when_the_queue_is_worked_off(cast: Cast, client: Client, smtp: Server) -> None:
    smtp.stop()
    began = timezone.now() - dt.timedelta(minutes=30)
    notice(cast.staf, cast.government, now=began)
    sweeps.run(sweeps.DELIVER, lambda now: deliver_owed(now).sent, now=began)
    answer = client.get("/healthz/ready").json()["checks"]
    assert (answer["notices"]["ok"], answer["sweeps"]["ok"]) == (False, False), "server down, then beat dead"
    smtp.start()
    sweeps.run(sweeps.DELIVER, lambda now: deliver_owed(now).sent, now=timezone.now())
    answer = client.get("/healthz/ready").json()["checks"]
    assert (answer["notices"]["ok"], answer["sweeps"]["ok"]) == (True, True)


def test_a_sweep_leaves_its_error_behind(cast: Cast) -> None:
    def broken(now: dt.datetime) -> int:
        raise RuntimeError("rusak")

    with pytest.raises(RuntimeError):
        sweeps.run(sweeps.PLAN, broken, now=NOON)
    sweep = Sweep.objects.get(name="plan")
    assert (sweep.last_run_at, sweep.last_error) == (NOON, "RuntimeError: rusak")
    sweeps.run(sweeps.PLAN, lambda now: 3, now=NOON + MINUTE)
    sweep.refresh_from_db()
    assert (sweep.last_count, sweep.last_error) == (3, "")


def test_one_broken_planner_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: dt.datetime) -> int:
        raise RuntimeError("rusak")

    ran: list[dt.datetime] = []

    def fine(now: dt.datetime) -> int:
        ran.append(now)
        return 1

    monkeypatch.setattr(planning, "_planners", [broken, fine])
    with pytest.raises(ExceptionGroup):
        planning.plan(NOON)
    assert ran == [NOON]
