"""The decision about an end is asked for before its day: a word seven days before it, and on it, while nobody decided.

What leads up to it, months before, is the ladder of ``expiry_notices``, which is counted from the same day.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models import Case, Exists, Func, OuterRef, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.models import Government
from agreements.domain import end_decisions
from agreements.domain.notice_people import People, facts_of, subject_of, told_of
from agreements.models import Agreement
from notices.domain.acting import mark_acted
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import Sparing
from notices.models import Notice

DECIDE = "decision-due"
ANSWERED = (DECIDE, "agreement-ends", "decision-overdue")  # what a decision ticks off
SOON, LAST = 7, 0  # days before the day to decide
LATEST = 3  # days after it; from its first working day on ``reviews.domain.escalation`` asks
CHUNK = 300


def page_of(agreement: Agreement) -> str:
    """Where the decision is written down."""
    return reverse("agreements:end_decision", args=[agreement.pk])


def rung_of(left: int) -> int | None:
    """The message with ``left`` days to decide. None before the first, and after the day: then others are told.

    What was planned on the day itself stays true for LATEST days more, while no mail server takes it.
    """
    return min((days for days in (SOON, LAST) if days >= left), default=None) if left >= -LATEST else None


def plan_decisions(now: dt.datetime) -> int:
    """Owe what is due by ``now``, each government on its own civil date. Returns the number of rows written."""
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            today = government.today(now)
            ask = partial(_owed, today=today, people=People(today))
            for pks in _chunks(unasked(government, today)):
                with transaction.atomic():
                    chunk = told_of(Agreement.objects.filter(pk__in=pks), {government.pk: government})
                    written += owe_many(sparing.each(chunk, ask), now=now, sparing=sparing)
    return written


def _chunks(rows: Any) -> Iterator[list[int]]:
    source = rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def unasked(government: Government, today: dt.date) -> Any:
    """Undecided documents whose present rung has no message yet."""
    rung = Case(
        When(decide_on__lte=today, then=Value(LAST)),
        default=Value(SOON),
        output_field=models.IntegerField(),
    )
    rows = end_decisions.undecided(government, today=today, within=SOON).annotate(rung=rung)
    rows = rows.filter(decide_on__gte=today - dt.timedelta(days=LATEST))
    occasion = Concat(
        _iso("effective_ends_on"), Value(":"), _iso("decide_on"), Value(":"), Cast(OuterRef("rung"), models.CharField())
    )
    subject = Concat(Value("agreement:"), Cast(OuterRef("pk"), models.CharField()))
    told = Notice.objects.filter(subject=subject, kind=DECIDE, occasion=occasion)
    return rows.filter(~Exists(told))


def _iso(name: str) -> Func:
    return Func(OuterRef(name), Value("YYYY-MM-DD"), function="to_char", output_field=models.CharField())


def _occasion(agreement: Agreement, day: dt.date, rung: int) -> str:
    return f"{agreement.effective_ends_on}:{day}:{rung}"


def _present(agreement: Agreement, today: dt.date) -> tuple[dt.date, int] | None:
    """The day to decide and the rung of a document as it is now; None when nothing is asked."""
    day = end_decisions.decide_by(agreement)
    if day is None or not end_decisions.may_be_decided(agreement, today=today):
        return None
    rung = rung_of((day - today).days)
    return None if rung is None else (day, rung)


def _owed(agreement: Agreement, today: dt.date, people: People) -> Owed | None:
    present = _present(agreement, today)
    if present is None:
        return None
    day, rung = present
    left = (day - today).days
    return Owed(
        kind=DECIDE,
        subject=subject_of(agreement.pk),
        occasion=_occasion(agreement, day, rung),
        recipients=people.concerned(agreement),
        government=agreement.government,
        context={
            **facts_of(agreement),
            "ends_on": agreement.effective_ends_on,
            "decide_by": day,
            "left": left,
            "notice_days": agreement.notice_days,
            "today": today,
        },
        path=page_of(agreement),
        due_on=day,
    )


def is_decision_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False once somebody decided or began what follows, the end moved, or a later rung has taken over."""
    agreement = undecided_one(notice)
    if agreement is None:
        return False
    present = _present(agreement, agreement.government.today(now))
    return present is not None and notice.occasion == _occasion(agreement, *present)


def undecided_one(notice: Notice) -> Agreement | None:
    """The document a message is about, as long as nobody has decided about its present end."""
    pk = int(notice.subject.partition(":")[2])
    rows = Agreement.objects.filter(pk=pk).select_related("government")
    return rows.filter(~Exists(end_decisions.decisions_in_force()), ~Exists(end_decisions.followers())).first()


def answered(agreement: Agreement, *, now: dt.datetime) -> None:
    """Somebody decided: every message that asked for it is done, for all who got it."""
    mark_acted(
        subject=subject_of(agreement.pk),
        kinds=ANSWERED,
        occasion_starts=str(agreement.effective_ends_on),
        now=now,
    )
