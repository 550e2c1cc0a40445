"""Messages owed about a round: asked, reminded, all answered, or late with some still silent."""

import datetime as dt
from collections.abc import Collection
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Government, User
from agreements.domain.deadline_notices import rung_of
from agreements.domain.notice_people import People, facts_of
from notices.domain.acting import mark_acted
from notices.domain.owing import Owed, owe, owe_many
from notices.domain.sparing import Sparing
from notices.models import Absence, Notice
from reviews.models import Opinion, Round, Seat

ASKED, REMINDED, READY, LATE = "round-asked", "round-reminded", "round-ready", "round-overdue"
REMIND_DAYS = (2, 0)  # before the due day, and on it (from then on, until answered, it is the same message)


def path_of(review: Round) -> str:
    """The page of the round."""
    return reverse("reviews:round", args=[review.pk])


def _context(review: Round, **more: Any) -> dict[str, Any]:
    agreement = review.agreement
    return {
        **facts_of(agreement),
        "number": review.number,
        "due_on": review.due_on,
        "note": review.opening_note,
        **more,
    }


def owe_opening(review: Round, seats: Collection[Seat], *, now: dt.datetime) -> None:
    """Each person asked is told once, with the day by which the opinion is wanted."""
    owe(
        kind=ASKED,
        subject=review.subject,
        occasion=review.due_on.isoformat(),
        recipients=[seat.holder for seat in seats if seat.holder is not None],
        government=review.agreement.government,
        context=_context(review),
        path=path_of(review),
        now=now,
        due_on=review.due_on,
    )


def owe_ready(review: Round, *, now: dt.datetime) -> None:
    """Chair, wakil and secretary learn that everybody asked has answered."""
    government = review.agreement.government
    owe(
        kind=READY,
        subject=review.subject,
        occasion="all",
        recipients=_concluding(government, government.today(now)),
        government=government,
        context=_context(review, answers=review.opinions.count()),
        path=path_of(review),
        now=now,
    )


def _concluding(government: Government, today: dt.date) -> list[User]:
    seats = Seat.objects.concluding(today).filter(team__government=government, holder__isnull=False)
    return [seat.holder for seat in seats.select_related("holder") if seat.holder is not None]


def settle(review: Round, *, by: Any, now: dt.datetime) -> None:
    """The person has answered: what asked and reminded them is done."""
    Notice.objects.filter(
        subject=review.subject, kind__in=[ASKED, REMINDED], recipient=by, acted_at=None, superseded_at=None
    ).update(acted_at=now)


def close(review: Round, *, now: dt.datetime) -> None:
    """The round is concluded: nobody is asked for anything any more, whoever had answered."""
    mark_acted(subject=review.subject, kinds=[ASKED, REMINDED, READY, LATE], now=now)


def step_of(left: int) -> int | None:
    """The reminder a round is on with ``left`` days to its due day: 2 before, the day itself; None when early."""
    steps = [days for days in REMIND_DAYS if days >= max(left, 0)]
    return min(steps) if steps else None


def plan_reminders(now: dt.datetime) -> int:
    """Owe each silent seat the reminder its round is on, and who may conclude it the word that it is late.

    Safe to run twice, at once, or after missed days.
    """
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            today = government.today(now)
            near = today + dt.timedelta(days=max(REMIND_DAYS))
            rounds = Round.objects.open().filter(agreement__government=government, due_on__lte=near)
            rounds = rounds.select_related("agreement__government", "agreement__lead_unit").order_by("pk")
            found = rounds.prefetch_related("agreement__parties__partner", "agreement__parties__government")
            late = partial(_late, today=today, people=People(today))
            owed = [*sparing.each(found, partial(_reminder, today=today)), *sparing.each(found, late)]
            written += owe_many(owed, now=now, sparing=sparing)
    return written


def _silent(review: Round, today: dt.date) -> list[Seat]:
    answered = Opinion.objects.filter(round=review, seat=OuterRef("pk"))
    seats = Seat.objects.on(today).filter(rounds=review, holder__isnull=False).exclude(Exists(answered))
    return list(seats.select_related("holder").order_by("pk"))


def _reminder(review: Round, today: dt.date) -> Owed | None:
    step = step_of((review.due_on - today).days)
    if step is None or review.agreement.government.today(review.opened_at) >= today:
        return None  # the message of the opening is from today
    silent = _silent(review, today)
    if not silent:
        return None
    return Owed(
        kind=REMINDED,
        subject=review.subject,
        occasion=f"{review.due_on.isoformat()}:{step}",
        recipients=[seat.holder for seat in silent if seat.holder is not None],
        government=review.agreement.government,
        context=_context(review, left=(review.due_on - today).days),
        path=path_of(review),
        due_on=review.due_on,
    )


def _late(review: Round, today: dt.date, people: People) -> Owed | None:
    """The day after, and each week from then on: who concludes need not wait for the silent, but has to know."""
    rung = rung_of((review.due_on - today).days)
    silent = _silent(review, today) if rung is not None and rung < 0 else []
    if not silent:
        return None
    government = review.agreement.government
    told = [*_concluding(government, today), *people.staf(government)]
    return Owed(
        kind=LATE,
        subject=review.subject,
        occasion=f"{review.due_on.isoformat()}:{rung}",
        recipients=list({person.pk: person for person in told}.values()),
        government=government,
        context=_context(
            review,
            late=(today - review.due_on).days,
            names=[seat.holder.name for seat in silent if seat.holder is not None],
            answers=review.opinions.count(),
        ),
        path=path_of(review),
        due_on=review.due_on,
    )


def _round_of(notice: Notice) -> Round | None:
    pk = int(notice.subject.partition(":")[2])
    return Round.objects.select_related("agreement__government").filter(pk=pk).first()


def is_still_asked(notice: Notice, now: dt.datetime) -> bool:
    """Whether the recipient, or whom they stand in for, still holds a seat asked in the open round and is silent."""
    review = _round_of(notice)
    if review is None:
        return False
    today = review.agreement.government.today(now)
    away = Absence.objects.on(today).filter(deputy=notice.recipient_id, government=notice.government_id)
    people = [notice.recipient_id, *away.values_list("user_id", flat=True)]
    waiting = Round.objects.filter(pk=review.pk)
    return any(waiting.waiting_for(person, day=today).exists() for person in people)


def is_still_open(notice: Notice, now: dt.datetime) -> bool:
    """Whether the round still waits for its conclusion."""
    review = _round_of(notice)
    return review is not None and review.is_open


def is_still_late(notice: Notice, now: dt.datetime) -> bool:
    """Whether the round still waits for somebody silent, and no later word has taken over."""
    review = _round_of(notice)
    if review is None or not review.is_open:
        return False
    today = review.agreement.government.today(now)
    rung = rung_of((review.due_on - today).days)
    return notice.occasion == f"{review.due_on.isoformat()}:{rung}" and bool(_silent(review, today))
