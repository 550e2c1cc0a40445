"""Who is asked, who is reminded, and when it stops."""

import datetime as dt

from django.utils import timezone

from notices import kinds
from notices.domain import planning, upcoming
from notices.models import Absence, Notice
from reviews.domain import round_notices, rounds
from tests.cast import Cast
from tests.reviews.table import close, opened, say


def test_the_silent_are_reminded_before_and_on_the_day_each_once(cast: Cast) -> None:
    start = timezone.now()
    review = opened(cast, days=7, now=start)
    say(cast, review, "anggota1")
    for day in range(10):
        round_notices.plan_reminders(start + dt.timedelta(days=day))
        round_notices.plan_reminders(start + dt.timedelta(days=day))
    sent = Notice.objects.filter(kind="round-reminded").order_by("pk").values_list("recipient__name", "occasion")
    due = review.due_on.isoformat()
    assert sorted(sent) == sorted((name, f"{due}:{step}") for name in ("Anggota2", "Anggota3") for step in (2, 0))


def test_after_an_outage_the_latest_step_is_owed_and_no_other(cast: Cast) -> None:
    start = timezone.now()
    opened(cast, "anggota1", days=7, now=start)
    round_notices.plan_reminders(start + dt.timedelta(days=30))
    assert [n.occasion.rpartition(":")[2] for n in Notice.objects.filter(kind="round-reminded")] == ["0"]


def test_a_late_round_is_told_to_who_concludes_it_until_nobody_is_silent(cast: Cast) -> None:
    start = timezone.now()
    review = opened(cast, "anggota1", "anggota2", days=3, now=start)
    say(cast, review, "anggota1")
    for day in (3, 4, 5, 11):
        round_notices.plan_reminders(start + dt.timedelta(days=day))
    rows = Notice.objects.filter(kind="round-overdue").order_by("pk")
    people = {cast.ketua, cast.staf} | {row.recipient for row in rows}
    due = review.due_on.isoformat()
    assert {(row.recipient, row.occasion) for row in rows} == {
        (p, f"{due}:{rung}") for p in people for rung in (-1, -8)
    }
    assert cast.anggota1 not in people
    last = rows.latest("pk")
    assert "Yang belum memberikan pendapat: Anggota2." in last.body
    now = start + dt.timedelta(days=11)
    assert round_notices.is_still_late(last, now)
    assert not round_notices.is_still_late(rows.earliest("pk"), now), "the later word has taken over"
    say(cast, review, "anggota2")
    assert not round_notices.is_still_late(last, now)


def test_no_reminder_on_the_day_the_round_was_opened(cast: Cast) -> None:
    start = timezone.now()
    opened(cast, days=0, now=start)
    assert round_notices.plan_reminders(start) == 0


def test_nobody_is_reminded_of_a_concluded_round(cast: Cast) -> None:
    start = timezone.now()
    review = opened(cast, now=start)
    close(review, cast.ketua)
    assert round_notices.plan_reminders(start + dt.timedelta(days=7)) == 0


def test_the_planner_is_registered(cast: Cast) -> None:
    start = timezone.now()
    opened(cast, "anggota1", days=7, now=start)
    planning.plan(start + dt.timedelta(days=6))
    assert Notice.objects.filter(kind="round-reminded").count() == 1


def test_a_message_is_no_longer_owed_once_answered_or_concluded(cast: Cast) -> None:
    review = opened(cast)
    asked = {n.recipient_id: n for n in Notice.objects.filter(kind="round-asked").select_related("recipient")}
    still_owed = kinds.get("round-asked").still_owed
    assert still_owed is not None
    now = timezone.now()
    assert still_owed(asked[cast.anggota1.pk], now)
    say(cast, review, "anggota1")
    assert not still_owed(asked[cast.anggota1.pk], now)
    assert still_owed(asked[cast.anggota2.pk], now)
    close(review, cast.ketua)
    assert not still_owed(asked[cast.anggota2.pk], now)


def test_answering_settles_what_asked_for_it(cast: Cast) -> None:
    review = opened(cast)
    say(cast, review, "anggota1")
    acted = Notice.objects.filter(kind="round-asked", acted_at__isnull=False)
    assert [notice.recipient for notice in acted] == [cast.anggota1]


def test_a_conclusion_settles_what_asked_anybody(cast: Cast) -> None:
    review = opened(cast)
    Notice.objects.filter(kind="round-asked").update(sent_at=timezone.now())
    close(review, cast.ketua)
    assert not Notice.objects.filter(kind="round-asked", acted_at=None).exists()


def test_who_stands_in_for_a_seat_is_told_while_it_is_silent(cast: Cast) -> None:
    """Nobody but the holder may give the opinion, but somebody has to know that it is waited for."""
    now = timezone.now()
    today = cast.government.today(now)
    Absence.objects.create(
        user=cast.anggota1, government=cast.government, deputy=cast.anggota2, starts_on=today, ends_on=today
    )
    review = opened(cast, "anggota1", now=now)
    told = {notice.recipient: notice for notice in Notice.objects.filter(kind="round-asked")}
    assert set(told) == {cast.anggota1, cast.anggota2}
    assert round_notices.is_still_asked(told[cast.anggota2], now)
    say(cast, review, "anggota1")
    assert not round_notices.is_still_asked(told[cast.anggota2], now)


def test_chair_and_secretary_learn_when_all_have_answered(cast: Cast) -> None:
    review = opened(cast, "anggota1", "anggota2")
    say(cast, review, "anggota1")
    assert not Notice.objects.filter(kind="round-ready").exists()
    say(cast, review, "anggota2")
    say(cast, review, "anggota2", "tidak_setuju", "Berubah pikiran.")
    told = Notice.objects.filter(kind="round-ready")
    assert {notice.recipient for notice in told} == {cast.ketua, cast.sekretaris}
    assert told.count() == 2
    still_owed = kinds.get("round-ready").still_owed
    assert still_owed is not None
    assert still_owed(told[0], timezone.now())
    close(review, cast.ketua)
    assert not still_owed(told[0], timezone.now())


def test_the_day_stands_in_the_persons_calendar_until_answered(cast: Cast) -> None:
    review = opened(cast, "anggota1", days=5)
    today = cast.government.today()

    def days(person: str) -> list[str]:
        found = upcoming.upcoming(cast.people[person], cast.government, first=today, last=today + dt.timedelta(days=30))
        return [entry.uid for entry in found]

    assert days("anggota1") == [f"{review.subject}:due"]
    assert days("anggota2") == []
    say(cast, review, "anggota1")
    assert days("anggota1") == []


def test_further_seats_are_told_too(cast: Cast) -> None:
    review = opened(cast, "anggota1")
    rounds.ask_more(review, seats=[cast.seats["anggota2"]], by=cast.staf, now=timezone.now())
    assert Notice.objects.filter(kind="round-asked", recipient=cast.anggota2).count() == 1
