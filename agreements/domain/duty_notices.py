"""Standing duties that no single message asks for: reports due, agreements asleep, papers missing, units left alone.

One summary per government (and, for reports, per unit) and period, never one message per document: an old register has
thousands. The period is the occasion, so each is told once; what was put right meanwhile is not told.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.domain.roles import people_with
from accounts.enums import Role
from accounts.models import Government, Membership, Unit
from agreements.domain.yearly_reports import SINERGI_STEP, STEP, missing_reports, missing_sinergi_reports
from agreements.enums import CooperationKind, FileKind, Form, Phase, Relation
from agreements.models import Agreement, File, Party, Step
from agreements.procedures import OTHER_RULES, PROCEDURES
from notices.domain.owing import owe
from notices.models import Notice

REPORT, FOREIGN_REPORT, SINERGI_REPORT = "report-due", "report-due-foreign", "report-due-sinergi"
NO_PKS, DORMANT, PAPERS, ORPHANS = "kb-without-pks", "agreement-dormant", "papers-missing", "unit-orphaned"
SHOWN = 20
LONG_SEASON, LAST_DAYS = 14, 7  # days; all seasons begin with their month
KB_MONTHS = 6  # months after which a KB without a PKS is called belum ditindaklanjuti
SEMESTER, YEAR = dt.timedelta(days=183), dt.timedelta(days=365)  # how often a report falls due, at home and abroad
SLEEPS_AFTER = 2  # such periods without a report
LOOKED_FOR = 20 * 60 * 60  # seconds for which "nothing lacks" is believed without looking again


@dataclass(frozen=True)
class Duty:
    """One row: ``find`` gives what is lacking, ``period`` the occasion and last day, or None outside its season."""

    kind: str
    find: Callable[[Government, dt.date], Any]
    period: Callable[[dt.date], tuple[str, dt.date | None] | None]
    roles: tuple[Role, ...]
    by_unit: bool = False
    is_report: bool = False


def semester(today: dt.date) -> tuple[str, dt.date | None] | None:
    """January and July: the report of the semester before, due on the last day of the month (P22 Pasal 17, 39, 60)."""
    if today.month not in {1, 7}:
        return None
    name = f"{today.year - 1}-S2" if today.month == 1 else f"{today.year}-S1"
    return name, dt.date(today.year, today.month, 31)


def january(today: dt.date) -> tuple[str, dt.date | None] | None:
    """The first two weeks of January: to the Gubernur by the first, to the Menteri by the second (P25 Pasal 35-36)."""
    if today.month != 1 or today.day > 14:
        return None
    week = 1 if today.day <= 7 else 2
    return f"{today.year}-W{week}", dt.date(today.year, 1, 7 * week)


def first_month(today: dt.date) -> tuple[str, dt.date | None] | None:
    """January: the yearly report of Sinergi; the rule gives it no day (P22 Pasal 60)."""
    return (f"{today.year - 1}", dt.date(today.year, 1, 31)) if today.month == 1 else None


def half_year(today: dt.date) -> tuple[str, dt.date | None]:
    """Twice a year, without a day."""
    return f"{today.year}-{1 if today.month < 7 else 2}", None


def quarter(today: dt.date) -> tuple[str, dt.date | None]:
    """Four times a year."""
    return f"{today.year}-Q{(today.month + 2) // 3}", None


def _in_force(government: Government, today: dt.date) -> Any:
    rows = Agreement.objects.filter(government=government, phase=Phase.DITANDATANGANI)
    return rows.filter(Q(effective_ends_on=None) | Q(effective_ends_on__gte=today)).order_by("signed_on", "pk")


def _reported_on() -> Q:
    """Documents whose procedure knows a report, so that it can be recorded on them; none that another rule leads."""
    found = Q(pk__in=[])
    for procedure in PROCEDURES.values():
        for rule in procedure.steps:
            if rule.code == STEP:
                found |= Q(cooperation_kind__in=procedure.kinds, form__in=rule.forms)
    return found & ~Q(ksdpk_kind__in=OTHER_RULES)


def unreported(government: Government, today: dt.date) -> Any:
    """Domestic documents in force since before this period, without a report recorded in it."""
    first = today.replace(day=1)
    rows = _in_force(government, today).exclude(cooperation_kind__in=CooperationKind.FOREIGN)
    done = Step.objects.filter(agreement=OuterRef("pk"), code=STEP, done_on__gte=first - dt.timedelta(days=31))
    return rows.filter(_reported_on(), ~Exists(done), signed_on__lt=first)


def unreported_foreign(government: Government, today: dt.date) -> Any:
    """Foreign documents whose report of last year is not recorded."""
    return missing_reports(government, today=dt.date(today.year, 1, 15))


def unreported_sinergi(government: Government, today: dt.date) -> Any:
    """Nota Kesepakatan with the centre whose yearly report of last year is not recorded."""
    return missing_sinergi_reports(government, year=today.year - 1)


def without_pks(government: Government, today: dt.date) -> Any:
    """KB in force for more than six months under which nothing was ever begun."""
    below = Agreement.objects.filter(parent=OuterRef("pk"), relation=Relation.TURUNAN).exclude(
        phase__in=[Phase.DITOLAK, Phase.DIBATALKAN]
    )
    rows = _in_force(government, today).filter(form=Form.KESEPAKATAN_BERSAMA)
    return rows.filter(~Exists(below), signed_on__lt=today - dt.timedelta(days=30 * KB_MONTHS))


def dormant(government: Government, today: dt.date) -> Any:
    """In force for two periods of reporting without any report recorded: two semesters at home, two years abroad."""
    last = OuterRef("pk")
    found = Q(pk__in=[])
    for period, is_foreign in ((SEMESTER, False), (YEAR, True)):
        since = today - SLEEPS_AFTER * period
        lately = Step.objects.filter(agreement=last, code__in=[STEP, SINERGI_STEP], done_on__gte=since)
        ours = Q(cooperation_kind__in=CooperationKind.FOREIGN)
        found |= (ours if is_foreign else ~ours) & Q(~Exists(lately), signed_on__lt=since)
    return _in_force(government, today).filter(_reported_on(), found)


def papers_missing(government: Government, today: dt.date) -> Any:
    """In force without a scan, or without a number of ours."""
    scan = File.objects.filter(agreement=OuterRef("pk"), kind=FileKind.PINDAIAN, withdrawn_at=None)
    unnumbered = Party.objects.filter(agreement=OuterRef("pk"), government=government, number="")
    return _in_force(government, today).filter(~Exists(scan) | Exists(unnumbered))


def orphans(government: Government, today: dt.date) -> Any:
    """Units that lead documents in force, with nobody who could act for them."""
    held = Membership.objects.filter(unit=OuterRef("pk"), role=Role.PENGUSUL, starts_on__lte=today)
    held = held.filter(Q(ends_on=None) | Q(ends_on__gte=today), user__is_active=True)
    leads = _in_force(government, today).order_by().values("lead_unit")
    units = Unit.objects.filter(government=government, pk__in=leads, successor=None)
    return units.exclude(is_secretariat=True).filter(~Exists(held)).order_by("name", "pk")


DUTIES = (
    #    kind            what lacks          season      who
    Duty(REPORT,         unreported,         semester,   (Role.STAF,), by_unit=True, is_report=True),
    Duty(FOREIGN_REPORT, unreported_foreign, january,    (Role.STAF, Role.PIMPINAN), is_report=True),
    Duty(SINERGI_REPORT, unreported_sinergi, first_month, (Role.STAF, Role.PIMPINAN), is_report=True),
    Duty(NO_PKS,         without_pks,        half_year,  (Role.STAF,)),
    Duty(DORMANT,        dormant,            half_year,  (Role.STAF,)),
    Duty(PAPERS,         papers_missing,     quarter,    (Role.STAF,)),
    Duty(ORPHANS,        orphans,            quarter,    (Role.STAF, Role.ADMIN)),
)  # fmt: skip
BY_KIND = {duty.kind: duty for duty in DUTIES}


def report_days(year: int) -> Iterator[tuple[Duty, str, dt.date]]:
    """The last days of reports that fall into a year: the row, the period's name, the day."""
    for day in (dt.date(year, 1, 7), dt.date(year, 1, 14), dt.date(year, 1, 31), dt.date(year, 7, 31)):
        for duty in DUTIES:
            period = duty.period(day) if duty.is_report else None
            if period is not None and period[1] == day:
                yield duty, period[0], day


def plan_duties(now: dt.datetime) -> int:
    """Owe the summaries of every season that is open by ``now``. Returns the number of rows written."""
    return sum(
        _plan(duty, government, government.today(now), now)
        for government in Government.objects.order_by("pk")
        for duty in DUTIES
    )


def _plan(duty: Duty, government: Government, today: dt.date, now: dt.datetime) -> int:
    period = duty.period(today)
    if period is None:
        return 0
    occasion, due = _occasion(period, today), period[1]
    written = 0
    for subject, unit in _subjects(duty, government):
        roles = (Role.PENGUSUL,) if unit else duty.roles
        people = people_with(*roles, government=government, today=today, unit_id=unit.pk if unit else None)
        told = Notice.objects.filter(subject=subject, kind=duty.kind, occasion=occasion).values("recipient_id")
        missing = [person for person in people if person.pk not in {row["recipient_id"] for row in told}]
        looked = f"duty:{duty.kind}:{subject}:{today}"
        if not missing or cache.get(looked):
            continue
        rows = duty.find(government, today)
        rows = rows.filter(lead_unit=unit) if unit else rows
        lines = [str(row) for row in rows[:SHOWN]]
        if lines:
            written += owe(
                kind=duty.kind, subject=subject, occasion=occasion, recipients=missing, government=government,
                context={"lines": lines, "more": max(rows.count() - SHOWN, 0), "due_on": due, "unit": unit},
                path=reverse("agreements:list"), due_on=due, now=now,
            )  # fmt: skip
        else:  # to find nothing the whole register is read: once a day is enough
            cache.set(looked, 1, LOOKED_FOR)
    return written


def _occasion(period: tuple[str, dt.date | None], today: dt.date) -> str:
    """Once when the season opens, and once more in the last week of one that is longer than two."""
    name, due = period
    is_last_week = due is not None and due.day > LONG_SEASON and (due - today).days < LAST_DAYS
    return f"{name}:{LAST_DAYS}" if is_last_week else name


def _subjects(duty: Duty, government: Government) -> Iterator[tuple[str, Unit | None]]:
    yield f"government:{government.pk}", None
    if duty.by_unit:
        for unit in Unit.objects.filter(government=government).order_by("pk"):
            yield f"unit:{unit.pk}", unit


def is_duty_still_owed(notice: Notice, now: dt.datetime) -> bool:
    """False when its season is over, or nothing is lacking any more."""
    duty, today = BY_KIND[notice.kind], notice.government.today(now)
    period = duty.period(today)
    if period is None or _occasion(period, today) != notice.occasion:
        return False
    rows = duty.find(notice.government, today)
    room, _colon, pk = notice.subject.partition(":")
    return bool((rows.filter(lead_unit=int(pk)) if room == "unit" else rows).exists())
