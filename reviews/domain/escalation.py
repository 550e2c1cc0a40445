"""When nobody acted, the next one up is told, by working days: OPD, Bagian Kerja Sama, asisten, Sekda.

Once per level: the occasion holds the matter, its day and the level. One level at a time: the next one up is told so
many working days after the one before it was really told, so that an outage or the first planning starts with the OPD
and never tells all four at once. Nobody is told on a day off. The Sekda is the chair of TKKSD (Permendagri 22/2020
Pasal 47).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain as joined
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Case, Exists, Func, Min, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from accounts.domain.workdays import WorkCalendar
from accounts.enums import DayUnit
from accounts.models import Government, User
from agreements.domain import end_decisions
from agreements.domain.deadline_notices import MAX_DAYS, running, with_running_steps
from agreements.domain.decision_notices import page_of, undecided_one
from agreements.domain.notice_people import People, facts_of, path_of, subject_of, told_of
from agreements.domain.task_list import StepState
from agreements.enums import Phase
from agreements.models import Agreement
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import Sparing
from notices.models import Notice
from reviews.enums import SeatKind
from reviews.models import Seat

UNDECIDED, UNDONE = "decision-overdue", "step-overdue"
AFTER = (1, 3, 6, 10)  # working days after the last day to act, one for each level
UNHEARD = 5  # working days that a level may wait for its mail to go out; then its inbox counts
GROUPS = (_("perangkat daerah pemrakarsa"), _("Bagian Kerja Sama"), _("asisten"), _("Sekretaris Daerah"))
# When a message first reached somebody; None before.
HEARD = Coalesce("past_sendings__sent_at", "sent_at", "read_at", "muted_at", "gave_up_at")
CHUNK = 200
ToldDays = dict[tuple[int, str], dict[int, dt.date]]
"""By document and matter: the day on which each level so far was told."""


class Chain:
    """The people of each level in one government on one day."""

    def __init__(self, government: Government, today: dt.date) -> None:
        self.people = People(today)
        rows = Seat.objects.concluding(today).filter(team__government=government, kind=SeatKind.KETUA)
        self.chairs = [seat.holder for seat in rows.select_related("holder") if seat.holder is not None]

    def groups(self, agreement: Agreement) -> list[list[User]]:
        """One list for each level, as it stands; see ``readers``."""
        government = agreement.government
        chairs = [person for person in self.chairs if person.has_perm("agreements.view_agreement", agreement)]
        people = self.people
        return [people.pengusul(agreement), people.staf(government), people.pimpinan(government), chairs]

    def readers(self, groups: list[list[User]], level: int) -> list[User]:
        """Whom a level tells: an empty group hands on to the next that has somebody, else to staf."""
        return next((group for group in groups[level - 1 :] if group), groups[1])


@dataclass(frozen=True)
class Late:
    """One matter that nobody acted upon. ``matter`` and ``day`` make the occasion; ``days`` are hari kerja."""

    kind: str
    agreement: Agreement
    matter: str
    day: dt.date
    days: int
    path: str
    facts: dict[str, Any]

    @property
    def subject(self) -> str:
        """What its messages are about."""
        return subject_of(self.agreement.pk)

    def next_level(self, told: Mapping[int, dt.date], today: dt.date, calendar: WorkCalendar) -> int | None:
        """Whose turn it is; ``told`` holds the day on which each level so far was told. None while it is nobody's."""
        done = max(told, default=0)
        if done >= len(AFTER) or self.days < AFTER[done]:
            return None
        if done and calendar.between(told[done], today, DayUnit.HARI_KERJA) < AFTER[done] - AFTER[done - 1]:
            return None
        return done + 1

    def owed(self, chain: Chain, level: int) -> Owed:
        """The message of a level."""
        groups = chain.groups(self.agreement)
        named = [str(name) if group else "" for name, group in zip(GROUPS, groups, strict=True)]
        return Owed(
            kind=self.kind,
            subject=self.subject,
            occasion=occasion_of(self.matter, level),
            recipients=chain.readers(groups, level),
            government=self.agreement.government,
            context={
                **facts_of(self.agreement),
                **self.facts,
                "day": self.day,
                "late": self.days,
                "level": level,
                "before": [name for name in named[: level - 1] if name],
                "next": next((name for name in named[level:] if name), ""),
            },
            path=self.path,
            due_on=self.day,
        )


def occasion_of(matter: str, level: int) -> str:
    """What makes the message of a level a new one."""
    return f"{matter}:L{level}"


def plan_escalation(now: dt.datetime) -> int:
    """Owe what is due by ``now``, each government on its own civil date. Returns the number of rows written."""
    written = 0
    with Sparing() as sparing:
        for government in Government.objects.order_by("pk"):
            today, calendar = government.today(now), WorkCalendar(government)
            if not calendar.is_workday(today):
                continue
            chain = Chain(government, today)
            for find, read, late in ((_undecided, _read, decision_late), (_undone, _read_with_steps, steps_late)):
                pks = find(government, today, calendar)
                for start in range(0, len(pks), CHUNK):
                    found = read(pks[start : start + CHUNK], government)
                    each = sparing.each(found, partial(late, today=today, calendar=calendar))
                    matters = list(joined.from_iterable(each))
                    turn = partial(_turn, told=told_days(matters, calendar), chain=chain, calendar=calendar)
                    with transaction.atomic():
                        written += owe_many(sparing.each(matters, turn), now=now, sparing=sparing)
    return written


def _read(pks: list[int], government: Government) -> list[Agreement]:
    return told_of(Agreement.objects.filter(pk__in=pks), {government.pk: government})


def _read_with_steps(pks: list[int], government: Government) -> list[Agreement]:
    rows = Agreement.objects.filter(pk__in=pks).select_related("lead_unit", "parent").order_by("pk")
    found = list(rows.prefetch_related("parties__partner", "parties__government", "steps"))
    for agreement in found:
        agreement.government = government  # one object, so its calendar is read once
    return found


def _turn(matter: Late, *, told: ToldDays, chain: Chain, calendar: WorkCalendar) -> Owed | None:
    """The message of the level whose turn it is; None while it is nobody's."""
    days = told.get((matter.agreement.pk, matter.matter), {})
    level = matter.next_level(days, chain.people.today, calendar)
    return None if level is None else matter.owed(chain, level)


def told_days(matters: Sequence[Late], calendar: WorkCalendar) -> ToldDays:
    """The day on which each level of each matter was told: its first mail went out, or somebody read it in the inbox.

    What no mail server takes counts UNHEARD working days after it was planned: it stands in the inbox, and the others
    are not to wait for ever.
    """
    known = {(m.subject, m.kind, m.matter): (m.agreement.pk, m.matter) for m in matters}
    rows = Notice.objects.filter(subject__in={key[0] for key in known}, kind__in={key[1] for key in known})
    found: ToldDays = {}
    for subject, kind, occasion, first, planned in (
        rows.values("subject", "kind", "occasion")
        .annotate(heard=Min(HEARD), planned=Min("send_after"))
        .values_list("subject", "kind", "occasion", "heard", "planned")
    ):
        matter, _mark, level = occasion.rpartition(":L")
        if (key := known.get((subject, kind, matter))) is not None:
            today = calendar.government.today
            day = today(first) if first else calendar.add(today(planned), UNHEARD, DayUnit.HARI_KERJA)
            found.setdefault(key, {})[int(level)] = day
    return found


def _undecided(government: Government, today: dt.date, calendar: WorkCalendar) -> list[int]:
    """Documents past their day to decide of which the next level may be told; ``next_level`` has the last word.

    Most of what is late waits for its next level, so that is asked here: nothing of it leaves the database.
    """
    level = Case(
        *[When(decide_on__lte=_back(calendar, today, days), then=Value(n)) for n, days in reversed(_numbered())],
        default=Value(0),
        output_field=models.IntegerField(),
    )
    rows = end_decisions.undecided(government, today=today, within=-1).annotate(level=level).exclude(level=0)
    matter = Concat(_iso("effective_ends_on"), Value(":"), _iso("decide_on"), Value(":L"))
    subject = Concat(Value("agreement:"), Cast(OuterRef("pk"), models.CharField()))
    told = Notice.objects.filter(subject=subject, kind=UNDECIDED)

    def at(level: models.Value | Cast) -> models.QuerySet[Notice]:
        return told.filter(occasion=Concat(matter, level))

    def before(number: int) -> dt.datetime:
        day = _back(calendar, today, number) + dt.timedelta(days=1)
        return dt.datetime.combine(day, dt.time(), ZoneInfo(government.time_zone))

    turn = Q(~Exists(told.filter(occasion__startswith=matter)))
    for done, (this, following) in enumerate(pairwise(AFTER), start=1):
        gap = following - this
        unheard = Q(heard=None, send_after__lt=before(gap + UNHEARD))
        ready = at(Value(str(done))).annotate(heard=HEARD).filter(Q(heard__lt=before(gap)) | unheard)
        turn |= Q(level__gt=done) & ~Q(Exists(at(Value(str(done + 1))))) & Q(Exists(ready))
    present = at(Cast(OuterRef("level"), models.CharField()))
    return list(rows.filter(~Exists(present)).filter(turn).values_list("pk", flat=True))


def _numbered() -> list[tuple[int, int]]:
    return list(enumerate(AFTER, start=1))


def _back(calendar: WorkCalendar, today: dt.date, number: int) -> dt.date:
    """The latest day after which ``number`` working days have begun by ``today``."""
    day = today
    while number:
        number -= calendar.is_workday(day)
        day -= dt.timedelta(days=1)
    return day


def _iso(name: str) -> Func:
    return Func(OuterRef(name), Value("YYYY-MM-DD"), function="to_char", output_field=models.CharField())


def _undone(government: Government, _today: dt.date, _calendar: WorkCalendar) -> list[int]:
    return list(with_running_steps([government.pk]).values_list("pk", flat=True))


def decision_late(agreement: Agreement, today: dt.date, calendar: WorkCalendar) -> list[Late]:
    """The undecided end of a document, as one matter; empty before its day.

    A paper entered after that day is late only from its entry: nobody could have decided before.
    """
    day = end_decisions.decide_by(agreement)
    if day is None or day >= today or not end_decisions.may_be_decided(agreement, today=today):
        return []
    entered = agreement.government.today(agreement.frozen_at) if agreement.frozen_at else day
    days = calendar.between(max(day, entered), today, DayUnit.HARI_KERJA)
    if days < AFTER[0]:
        return []
    end = agreement.effective_ends_on
    facts = {"ends_on": end, "entered_late": entered if entered > day else None}
    return [Late(UNDECIDED, agreement, f"{end}:{day}", day, days, page_of(agreement), facts)]


def steps_late(agreement: Agreement, today: dt.date, calendar: WorkCalendar) -> list[Late]:
    """The steps of a document whose limit has passed."""
    found = []
    for item in running(agreement, today=today):
        if item.due_on is None or not 0 < (today - item.due_on).days <= MAX_DAYS:
            continue
        days = calendar.between(item.due_on, today, DayUnit.HARI_KERJA)
        rule = item.rule
        facts = {"step": rule.label, "article": rule.article, "waits_for": item.waits_for, "silence": rule.silence}
        path = f"{path_of(agreement)}#tahapan"
        found.append(Late(UNDONE, agreement, _matter_of(item), item.due_on, days, path, facts))
    return found


def _matter_of(item: StepState) -> str:
    return f"{item.rule.code}:{item.row.repetition if item.row else 1}:{item.due_on}"


def is_still_undecided(notice: Notice, now: dt.datetime) -> bool:
    """False once somebody decided or began what follows, or the day moved."""
    agreement = undecided_one(notice)
    if agreement is None:
        return False
    calendar = WorkCalendar(agreement.government)
    return _is_among(notice, decision_late(agreement, agreement.government.today(now), calendar))


def is_still_undone(notice: Notice, now: dt.datetime) -> bool:
    """False once the step is done or waived, or its date moved."""
    pk = int(notice.subject.partition(":")[2])
    rows = Agreement.objects.filter(pk=pk, phase__in=Phase.OPEN).select_related("government", "lead_unit")
    agreement = rows.prefetch_related("parties__partner", "parties__government", "steps").first()
    if agreement is None:
        return False
    calendar = WorkCalendar(agreement.government)
    return _is_among(notice, steps_late(agreement, agreement.government.today(now), calendar))


def _is_among(notice: Notice, late: list[Late]) -> bool:
    return any(notice.occasion.startswith(f"{one.matter}:L") for one in late)
