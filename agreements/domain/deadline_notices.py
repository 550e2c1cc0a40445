"""Every running deadline of the law owes notices: before it, on it, and each week after it, until somebody acts.

Asked is "what is due by now": the rung follows from the days left, so an outage leads to one message, the latest. The
occasion holds the step, its repetition, its due date and the rung: a new date starts a new round by itself.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Government, User
from agreements.domain import task_list
from agreements.domain.notice_people import People, facts_of, path_of, subject_of
from agreements.domain.task_list import State, StepState
from agreements.enums import Phase
from agreements.models import Agreement, Step
from agreements.models.queries import AgreementQuerySet
from agreements.procedures import Actor
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import Sparing
from notices.models import Notice

DEADLINE = "step-deadline"
BEFORE = (7, 1, 0)  # days before the last day of the limit
WEEK = 7
CHUNK = 200
MAX_DAYS = 400  # a limit longer than this is not one of the law's


def rung_of(left: int) -> int | None:
    """The message of a deadline with ``left`` days: 7, 1, 0, then -1, -8, -15 … once a week; None before the first."""
    if left < 0:
        return -(1 + (-left - 1) // WEEK * WEEK)
    return min((days for days in BEFORE if days >= left), default=None)


def occasion_of(item: StepState, rung: int) -> str:
    """What makes the message of a rung a new one."""
    repetition = item.row.repetition if item.row else 1
    due = item.due_on.isoformat() if item.due_on else ""
    return f"{item.rule.code}:{repetition}:{due}:{rung}"


def running(agreement: Agreement, *, today: dt.date) -> list[StepState]:
    """The steps of a document whose limit runs or has passed."""
    return [item for item in task_list.board(agreement, today=today) if item.state == State.BERJALAN and item.due_on]


def with_running_steps(governments: list[int]) -> AgreementQuerySet:
    """Documents in process on which a clock may run: a letter has a date, so a limit can be counted from it."""
    started = Step.objects.filter(agreement=OuterRef("pk")).filter(
        Q(received_on__isnull=False) | Q(sent_on__isnull=False)
    )
    rows = Agreement.objects.filter(government_id__in=governments, phase__in=Phase.OPEN, legacy=False)
    return rows.filter(Exists(started)).select_related("parent").order_by("pk")  # a child waits for what it rests on


def plan_deadlines(now: dt.datetime) -> int:
    """Owe what is due by ``now``, each government on its own civil date. Returns the number of rows written."""
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            today = government.today(now)
            ask = partial(owed_by, today=today, people=People(today))
            for pks in _chunks(with_running_steps([government.pk])):
                with transaction.atomic():
                    rows = Agreement.objects.filter(pk__in=pks).select_related("lead_unit", "parent").order_by("pk")
                    found = list(rows.prefetch_related("parties__partner", "parties__government", "steps"))
                    for agreement in found:
                        agreement.government = government  # one object, so its calendar and its rules are read once
                    owed = chain.from_iterable(sparing.each(found, ask))
                    written += owe_many(owed, now=now, sparing=sparing)
    return written


def _chunks(rows: AgreementQuerySet) -> Iterator[list[int]]:
    source = rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def owed_by(agreement: Agreement, *, today: dt.date, people: People) -> list[Owed]:
    """The present message of each running deadline of one document."""
    found = []
    for item in running(agreement, today=today):
        left = (item.due_on - today).days if item.due_on else MAX_DAYS
        rung = rung_of(left)
        if rung is None:
            continue
        told = recipients(item, agreement, people, rung=rung)
        recorders = [*people.staf(agreement.government), *people.pengusul(agreement)]
        step_page = reverse("agreements:step", args=[agreement.pk, item.rule.code])
        # Who may record it is led straight to it, others to where it stands.
        for readers, path in (
            ([person for person in told if person in recorders], step_page),
            ([person for person in told if person not in recorders], f"{path_of(agreement)}#tahapan"),
        ):
            found.append(
                Owed(
                    kind=DEADLINE,
                    subject=subject_of(agreement.pk),
                    occasion=occasion_of(item, rung),
                    recipients=readers,
                    government=agreement.government,
                    context={
                        **facts_of(agreement),
                        "step": item.rule.label,
                        "article": item.rule.article,
                        "waits_for": item.waits_for,
                        "due_on": item.due_on,
                        "left": left,
                        "late": -left,
                        "silence": item.rule.silence,
                    },
                    path=path,
                    due_on=item.due_on,
                )
            )
    return found


def recipients(item: StepState, agreement: Agreement, people: People, *, rung: int) -> list[User]:
    """The secretariat always; beside it the actor, when the actor is one of us.

    The day after, ``reviews.domain.escalation`` begins with the perangkat daerah, or with the secretariat where it has
    nobody: they hear of it there, and once is enough.
    """
    staf = people.staf(agreement.government)
    found = {person.pk: person for person in staf}
    if item.rule.actor == Actor.PD:
        found |= {person.pk: person for person in people.pengusul(agreement)}
    elif item.rule.actor in {Actor.KD, Actor.KET}:
        found |= {person.pk: person for person in people.pimpinan(agreement.government)}
    if rung == -1:
        for person in people.pengusul(agreement) or staf:
            found.pop(person.pk, None)
    return list(found.values())


def is_deadline_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False once the step is done or waived, its date moved, or a later rung has taken over."""
    pk = int(notice.subject.partition(":")[2])
    rows = Agreement.objects.filter(pk=pk, phase__in=Phase.OPEN).select_related("government", "lead_unit")
    agreement = rows.prefetch_related("parties__partner", "parties__government", "steps").first()
    if agreement is None:
        return False
    today = agreement.government.today(now)
    for item in running(agreement, today=today):
        rung = rung_of((item.due_on - today).days) if item.due_on else None
        if rung is not None and notice.occasion == occasion_of(item, rung):
            return True
    return False
