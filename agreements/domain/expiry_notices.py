"""Nothing ends unseen: the ladder of reminders before a document's last day, and one word after it.

The steps before the day to decide are counted from that day, the earliest on which somebody must act: where the text or
the government asks for more time than usual, they come so much earlier. The others are counted from the end.

Asked is "what is due by now": the step follows from the days left, so an outage of any length leads to one message, the
latest. The occasion holds the end date, so a new end date starts a new round by itself.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from django.db import models, transaction
from django.db.models import (
    Case,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest
from django.db.models.lookups import LessThanOrEqual

from accounts.models import Government
from agreements.domain.decision_notices import page_of
from agreements.domain.end_decisions import (
    MAX_NOTICE_DAYS,
    MOST_DAYS,
    asked_days,
    decide_by,
    decision_about,
    decisions_in_force,
    speaks_for_itself,
)
from agreements.domain.loi_notices import lapses_by_law
from agreements.domain.notice_people import People, facts_of, path_of, subject_of, told_of
from agreements.enums import CooperationKind, EndChoice, Form, Phase
from agreements.models import Agreement, EndDecision
from agreements.models.queries import AgreementQuerySet
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import Sparing
from notices.enums import Rhythm
from notices.models import Notice

ENDS, ENDED, PLAN_ENDS = "agreement-ends", "agreement-ended", "plan-ends"
DOMESTIC = (180, 90, 60, 30, 14, 7, 0)  # days before the last day; practice of the field, domain digest 4.7
FOREIGN = (365, 276, MOST_DAYS, 90, 60, 30, 7, 0)  # nine and six months, never later: Permendagri 25/2020 Pasal 33
PLANS = (90, 30, 14, 7, 0)  # of a year mostly, and made anew; a Letter of Intent has its own, see ``loi_notices``
USUAL_LEAD = {DOMESTIC: 60, FOREIGN: MOST_DAYS, PLANS: 0}  # days before the end by which they expect a decision
PIMPINAN_FROM = 30  # days left from which pimpinan are told too
TELL_ENDED_WITHIN = 30  # days; what ended before that is history, such as an imported old paper
ALONE_FROM = 7  # days left from which the message travels alone; earlier steps go into the morning's summary
CONTINUED_FROM = 30  # days left from which a decision to continue without its document is spoken of again
CHUNK = 300


def ladder_of(cooperation_kind: str, form: str = "") -> tuple[int, ...]:
    """The steps of a kind of cooperation, in days before the last day, first step first."""
    if form in Form.REDONE:
        return PLANS
    return FOREIGN if cooperation_kind in CooperationKind.FOREIGN else DOMESTIC


def _ladder(agreement: Agreement) -> tuple[int, ...]:
    return ladder_of(agreement.cooperation_kind, agreement.form)


def early_by(agreement: Agreement) -> int:
    """How many days earlier than usual somebody must act, by the notice in the text or the government's own lead."""
    if agreement.form in Form.REDONE:
        return 0
    return max(0, asked_days(agreement) - USUAL_LEAD[_ladder(agreement)])


def step_of(left: int, ladder: tuple[int, ...], early: int = 0) -> int | None:
    """The step of a document with ``left`` days: 100 days left is still the 180-day step; None before the first step
    and after the end. Steps before the day to decide come ``early`` days earlier.
    """
    reached = (step for step in ladder if step + (early if step > USUAL_LEAD[ladder] else 0) >= left)
    return min(reached, default=None) if left >= 0 else None


def is_calmed(decision: EndDecision | None, step: int) -> bool:
    """Whether a decision spares this step: of a document left to its end only the last day is told."""
    if decision is None:
        return False
    return step > (CONTINUED_FROM if decision.choice in EndChoice.FOLLOWED_BY else 0)


def occasion_of(ends_on: dt.date, step: int) -> str:
    """What makes the message of a step a new one."""
    return f"{ends_on.isoformat()}:{step}"


def plan_expiry(now: dt.datetime) -> int:
    """Owe what is due by ``now``, each government on its own civil date. Returns the number of rows written.

    Only documents whose present step has no message yet leave the database, in order of their end.
    """
    return sum(_plan_day(governments, today, now=now) for today, governments in _governments_by_day(now).items())


def _governments_by_day(now: dt.datetime) -> dict[dt.date, dict[int, Government]]:
    days: dict[dt.date, dict[int, Government]] = {}
    for government in Government.objects.order_by("pk"):
        days.setdefault(government.today(now), {})[government.pk] = government
    return days


def _plan_day(governments: dict[int, Government], today: dt.date, *, now: dt.datetime) -> int:
    people = People(today)
    written = 0
    with Sparing() as sparing:
        for find, owed in ((due_steps, _owed_step), (unannounced_ends, _owed_end)):
            ask = partial(owed, today=today, people=people)
            for pks in _chunks(find(governments, today).values_list("pk", flat=True).iterator(chunk_size=CHUNK)):
                with transaction.atomic():
                    decisions = Prefetch("end_decisions", EndDecision.objects.order_by("number"))
                    rows = Agreement.objects.filter(pk__in=pks).prefetch_related(decisions)
                    chunk = told_of(rows, governments)
                    written += owe_many(sparing.each(chunk, ask), now=now, sparing=sparing)
    return written


def _chunks(pks: Iterable[int]) -> Iterator[list[int]]:
    source = iter(pks)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def due_steps(governments: dict[int, Government], today: dt.date) -> AgreementQuerySet:
    """Documents in force on a step of their ladder for which no message was written yet."""
    leads = [
        max(g.decide_days - USUAL_LEAD[DOMESTIC], (g.decide_days_foreign or 0) - USUAL_LEAD[FOREIGN], 0)
        for g in governments.values()
    ]
    near = Q(effective_ends_on__lte=today + dt.timedelta(days=max(FOREIGN) + max(leads, default=0)))
    far = today + dt.timedelta(days=max(FOREIGN) + MAX_NOTICE_DAYS)
    ending = _ending(list(governments), today, far).filter(near | Q(notice_days__isnull=False))
    step = Cast(OuterRef("step"), models.CharField())
    told = _notices((ENDS, PLAN_ENDS), Concat(_iso_end(), Value(":"), step))
    rows = ending.exclude(lapses_by_law()).annotate(step=_step_on(today)).filter(~Exists(told), step__isnull=False)
    decided = Subquery(decisions_in_force().order_by("-number").values("choice")[:1])
    return rows.annotate(decided=Coalesce(decided, Value(""))).exclude(
        Q(decided__in=EndChoice.FOLLOWED_BY, step__gt=CONTINUED_FROM)
        | Q(decided__in=set(EndChoice.values) - set(EndChoice.FOLLOWED_BY), step__gt=0)
    )


def unannounced_ends(governments: dict[int, Government], today: dt.date) -> AgreementQuerySet:
    """Documents that ended lately while nobody was planning: not even the message of their last day was written.

    An old paper entered after its end is history, not news.
    """
    ended = _ending(list(governments), today - dt.timedelta(days=TELL_ENDED_WITHIN), today - dt.timedelta(days=1))
    entered_later = Q(legacy=True, frozen_at__date__gt=F("effective_ends_on"))
    last_day = _notices((ENDS, PLAN_ENDS), Concat(_iso_end(), Value(":0")))
    ended = ended.exclude(entered_later).exclude(lapses_by_law())
    return ended.filter(~Exists(last_day), ~Exists(_notices((ENDED,), _iso_end())))


def _notices(kinds: Iterable[str], occasion: Expression) -> models.QuerySet[Notice]:
    """The messages of the outer document about this occasion; an index scan on ``notice_once``."""
    subject = Concat(Value("agreement:"), Cast(OuterRef("pk"), models.CharField()))
    return Notice.objects.filter(subject=subject, kind__in=kinds, occasion=occasion)


def _iso_end() -> Expression:
    return Func(OuterRef("effective_ends_on"), Value("YYYY-MM-DD"), function="to_char", output_field=models.CharField())


def _ending(government_ids: list[int], first: dt.date, last: dt.date) -> AgreementQuerySet:
    """In force until a day in [first, last]; a signed extension is spoken for by the document whose end it moved."""
    rows = Agreement.objects.ending_between(first, last).filter(government_id__in=government_ids)
    return rows.filter(speaks_for_itself()).order_by("effective_ends_on", "pk")


def _step_on(today: dt.date) -> Case:
    """``step_of`` in SQL; a test holds the two equal."""

    def steps(ladder: tuple[int, ...], lead: str) -> Case:
        usual = USUAL_LEAD[ladder]
        early = Greatest(Coalesce(F(lead), 0) - usual, Coalesce(F("notice_days"), 0) - usual, Value(0))
        earlier = ExpressionWrapper(F("effective_ends_on") - early, output_field=models.DateField())
        return Case(
            *[
                When(
                    LessThanOrEqual(earlier if d > usual else F("effective_ends_on"), today + dt.timedelta(days=d)),
                    then=Value(d),
                )
                for d in sorted(ladder)
            ],
            default=None,
            output_field=models.IntegerField(),
        )

    plans = [When(effective_ends_on__lte=today + dt.timedelta(days=d), then=Value(d)) for d in sorted(PLANS)]
    return Case(
        When(form__in=Form.REDONE, then=Case(*plans, default=None, output_field=models.IntegerField())),
        When(cooperation_kind__in=CooperationKind.FOREIGN, then=steps(FOREIGN, "government__decide_days_foreign")),
        default=steps(DOMESTIC, "government__decide_days"),
    )


def _present_step(agreement: Agreement, today: dt.date) -> int | None:
    end = agreement.effective_ends_on
    if end is None:
        return None
    return step_of((end - today).days, _ladder(agreement), early_by(agreement))


def _owed_step(agreement: Agreement, today: dt.date, people: People) -> Owed | None:
    """The message of the present step, from the row as it is now: its end may have moved since it was found."""
    end = agreement.effective_ends_on
    step = _present_step(agreement, today)
    if end is None or step is None or agreement.phase != Phase.DITANDATANGANI:
        return None
    decision = decision_about(agreement)
    if is_calmed(decision, step):
        return None
    left, is_plan = (end - today).days, agreement.form in Form.REDONE
    return Owed(
        kind=PLAN_ENDS if is_plan else ENDS,
        subject=subject_of(agreement.pk),
        occasion=occasion_of(end, step),
        recipients=people.concerned(agreement, pimpinan=left <= PIMPINAN_FROM),
        government=agreement.government,
        context={
            **facts_of(agreement),
            "ends_on": end,
            "left": left,
            "today": today,
            "decision": decision,
            "decide_by": decide_by(agreement),
        },
        path=path_of(agreement) if decision or is_plan else page_of(agreement),
        due_on=end,
        rhythm=Rhythm.NOW if step <= ALONE_FROM else Rhythm.DIGEST,
    )


def _owed_end(agreement: Agreement, today: dt.date, people: People) -> Owed | None:
    """One word after the end, when an outage swallowed the last step."""
    end = agreement.effective_ends_on
    if end is None or end >= today or agreement.phase != Phase.DITANDATANGANI:
        return None
    return Owed(
        kind=ENDED,
        subject=subject_of(agreement.pk),
        occasion=end.isoformat(),
        recipients=people.concerned(agreement, pimpinan=True),
        government=agreement.government,
        context={**facts_of(agreement), "ends_on": end, "today": today, "is_redone": agreement.form in Form.REDONE},
        path=path_of(agreement),
        due_on=end,
    )


def is_step_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False when the document ended early, its end moved, or a later step has taken over while this one waited.

    The message of the last day names its date, so it stays true when a mail server comes back a day late.
    """
    end_text, _colon, step_text = notice.occasion.partition(":")
    agreement = _agreement_of(notice)
    if agreement is None or agreement.effective_ends_on is None or agreement.effective_ends_on.isoformat() != end_text:
        return False
    left = (agreement.effective_ends_on - agreement.government.today(now)).days
    if left < 0:
        return step_text == "0" and -left <= TELL_ENDED_WITHIN
    step = _present_step(agreement, agreement.government.today(now))
    if step is None or step_text != str(step):
        return False
    decision = decision_about(agreement)
    return not is_calmed(decision, step)


def is_end_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False when the document was ended by a person or prolonged after all."""
    agreement = _agreement_of(notice)
    end = agreement.effective_ends_on if agreement else None
    return end is not None and end.isoformat() == notice.occasion


def _agreement_of(notice: Notice) -> Agreement | None:
    """The document, as long as nobody ended or replaced it."""
    pk = int(notice.subject.partition(":")[2])
    return Agreement.objects.filter(pk=pk, phase=Phase.DITANDATANGANI).select_related("government").first()
