"""When nobody acted, the next one up is told, by working days: OPD, Bagian Kerja Sama, asisten, Sekda.

Once per level: the occasion holds the matter, its day and the level. After an outage each group still gets its own one
message, and no level twice. The Sekda is the chair of TKKSD (Permendagri 22/2020 Pasal 47).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Case, Exists, Func, OuterRef, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.domain.workdays import WorkCalendar
from accounts.enums import DayUnit
from accounts.models import Government, User
from agreements.domain import end_decisions
from agreements.domain.deadline_notices import MAX_DAYS, running, with_running_steps
from agreements.domain.decision_notices import page_of, undecided_one
from agreements.domain.notice_people import People, facts_of, path_of, subject_of
from agreements.domain.steps import StepState
from agreements.enums import Phase
from agreements.models import Agreement
from notices.domain.owing import Owed, owe_many
from notices.models import Notice
from reviews.enums import SeatKind
from reviews.models import Seat

UNDECIDED, UNDONE = "decision-overdue", "step-overdue"
AFTER = (1, 3, 6, 10)  # working days after the last day to act, one for each level
GROUPS = (_("perangkat daerah pemrakarsa"), _("Bagian Kerja Sama"), _("asisten"), _("Sekretaris Daerah"))
CHUNK = 200


def level_of(late: int) -> int:
    """The level after ``late`` working days: 0 while the day itself has hardly passed, 4 for the Sekda."""
    return sum(late >= days for days in AFTER)


class Chain:
    """The people of each level in one government on one day."""

    def __init__(self, government: Government, today: dt.date) -> None:
        self.people = People(today)
        rows = Seat.objects.concluding(today).filter(team__government=government, kind=SeatKind.KETUA)
        self.chairs = [seat.holder for seat in rows.select_related("holder") if seat.holder is not None]

    def groups(self, agreement: Agreement) -> list[list[User]]:
        """One list for each level, as it stands; nobody is told twice, see ``readers``."""
        government = agreement.government
        chairs = [person for person in self.chairs if person.has_perm("agreements.view_agreement", agreement)]
        people = self.people
        return [people.pengusul(agreement), people.staf(government), people.pimpinan(government), chairs]

    def readers(self, groups: list[list[User]], reached: int) -> list[list[User]]:
        """Whom each level up to ``reached`` tells: an empty group hands on to the next that has somebody, else to staf.

        Who stands on several levels is told by the highest that is reached: after an outage one message, the latest.
        """
        found: list[list[User]] = []
        told: set[int] = set()
        for place in reversed(range(reached)):
            heirs = next((group for group in groups[place:] if group), groups[1])
            found.insert(0, [person for person in heirs if person.pk not in told])
            told |= {person.pk for person in heirs}
        return found


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

    def owed(self, chain: Chain) -> list[Owed]:
        """The message of every level that is reached by now."""
        groups, reached = chain.groups(self.agreement), level_of(self.days)
        named = [str(name) if group else "" for name, group in zip(GROUPS, groups, strict=True)]
        return [
            Owed(
                kind=self.kind,
                subject=subject_of(self.agreement.pk),
                occasion=occasion_of(self.matter, level),
                recipients=readers,
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
            for level, readers in enumerate(chain.readers(groups, reached), start=1)
        ]


def occasion_of(matter: str, level: int) -> str:
    """What makes the message of a level a new one."""
    return f"{matter}:L{level}"


def plan_escalation(now: dt.datetime) -> int:
    """Owe what is due by ``now``, each government on its own civil date. Returns the number of rows written."""
    written = 0
    for government in Government.objects.order_by("pk"):
        today = government.today(now)
        calendar, chain = WorkCalendar(government), Chain(government, today)
        for late in (_undecided, _undone):
            pks = late(government, today, calendar)
            for start in range(0, len(pks), CHUNK):
                rows = Agreement.objects.filter(pk__in=pks[start : start + CHUNK]).select_related("lead_unit", "parent")
                found = list(rows.prefetch_related("parties__partner", "parties__government", "steps").order_by("pk"))
                for agreement in found:
                    agreement.government = government  # one object, so its calendar is read once
                matters = [m for a in found for m in _matters(late is _undone, a, today, calendar)]
                with transaction.atomic():
                    written += owe_many([owed for matter in matters for owed in matter.owed(chain)], now=now)
    return written


def _undecided(government: Government, today: dt.date, calendar: WorkCalendar) -> list[int]:
    """Documents past their day to decide whose present level has no message yet."""
    level = Case(
        *[When(decide_on__lte=_back(calendar, today, days), then=Value(n)) for n, days in reversed(_numbered())],
        default=Value(0),
        output_field=models.IntegerField(),
    )
    rows = end_decisions.undecided(government, today=today, within=-1).annotate(level=level).exclude(level=0)
    occasion = Concat(
        _iso("effective_ends_on"),
        Value(":"),
        _iso("decide_on"),
        Value(":L"),
        Cast(OuterRef("level"), models.CharField()),
    )
    subject = Concat(Value("agreement:"), Cast(OuterRef("pk"), models.CharField()))
    told = Notice.objects.filter(subject=subject, kind=UNDECIDED, occasion=occasion)
    return list(rows.filter(~Exists(told)).values_list("pk", flat=True))


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


def _matters(are_steps: bool, agreement: Agreement, today: dt.date, calendar: WorkCalendar) -> list[Late]:
    return steps_late(agreement, today, calendar) if are_steps else decision_late(agreement, today, calendar)


def decision_late(agreement: Agreement, today: dt.date, calendar: WorkCalendar) -> list[Late]:
    """The undecided end of a document, as one matter; empty before its day.

    A paper entered after that day is late only from its entry: nobody could have decided before.
    """
    day = end_decisions.decide_by(agreement)
    if day is None or day >= today or not end_decisions.may_be_decided(agreement, today=today):
        return []
    entered = agreement.frozen_at and agreement.government.today(agreement.frozen_at)
    days = calendar.between(max(day, entered or day), today, DayUnit.HARI_KERJA)
    if days < AFTER[0]:
        return []
    end = agreement.effective_ends_on
    return [Late(UNDECIDED, agreement, f"{end}:{day}", day, days, page_of(agreement), {"ends_on": end})]


def steps_late(agreement: Agreement, today: dt.date, calendar: WorkCalendar) -> list[Late]:
    """The steps of a document whose limit has passed."""
    found = []
    for item in running(agreement, today=today):
        if item.due_on is None or not 0 < (today - item.due_on).days <= MAX_DAYS:
            continue
        days = calendar.between(item.due_on, today, DayUnit.HARI_KERJA)
        facts = {"step": item.rule.label, "article": item.rule.article, "waits_for": item.waits_for}
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
