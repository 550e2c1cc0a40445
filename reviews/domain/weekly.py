"""The week for pimpinan: on its first working day at 07.30 local time, what ends, is undecided, is late."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.urls import reverse

from accounts.domain.roles import people_with
from accounts.domain.workdays import WorkCalendar
from accounts.enums import Role
from accounts.models import Government
from agreements.domain import end_decisions
from agreements.domain.deadline_notices import running, with_running_steps
from agreements.domain.notice_people import People
from agreements.models import Agreement
from notices.domain.mornings import MORNING
from notices.domain.owing import owe
from notices.models import Notice

WEEKLY = "weekly-overview"
ENDING_DAYS, DECIDE_DAYS = 90, 30
SHOWN = 15  # lines of each part; the rest is a number


def first_morning(government: Government, day: dt.date) -> dt.datetime | None:
    """07.30 of the first working day of the week of ``day``; None when nobody works that week."""
    monday = day - dt.timedelta(days=day.weekday())
    calendar = WorkCalendar(government)
    for number in range(5):
        if calendar.is_workday(monday + dt.timedelta(days=number)):
            zone = ZoneInfo(government.time_zone)
            return dt.datetime.combine(monday + dt.timedelta(days=number), MORNING, zone)
    return None


def occasion_of(day: dt.date) -> str:
    """The ISO week, such as ``2026-W10``."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def plan_weekly(now: dt.datetime) -> int:
    """Owe each pimpinan the week's overview once its morning has come; after an outage on a later working day of it."""
    written = 0
    for government in Government.objects.order_by("pk"):
        today = government.today(now)
        morning = first_morning(government, today)
        leaders = people_with(Role.PIMPINAN, government=government, today=today)
        subject, occasion = f"government:{government.pk}", occasion_of(today)
        known = Notice.objects.filter(subject=subject, kind=WEEKLY, occasion=occasion)
        told = set(known.values_list("recipient_id", flat=True))
        missing = [person for person in leaders if person.pk not in told]
        if morning is None or now < morning or not missing or not WorkCalendar(government).is_workday(today):
            continue
        facts = overview(government, today)
        if any(facts.values()):
            written += owe(
                kind=WEEKLY, subject=subject, occasion=occasion, recipients=missing, government=government,
                context={**facts, "today": today}, path=reverse("workspace:home"), now=now,
            )  # fmt: skip
    return written


def overview(government: Government, today: dt.date) -> dict[str, object]:
    """Lines of each part and how many more there are."""
    people = People(today)
    undecided_rows = end_decisions.undecided(government, today=today, within=DECIDE_DAYS).select_related(
        "lead_unit", "government"
    )
    undecided = [
        {"agreement": a, "decide_by": a.decide_on, "late": a.decide_on < today, "names": _names(people, a)}
        for a in undecided_rows[:SHOWN]
    ]
    ending = Agreement.objects.ending_between(today, today + dt.timedelta(days=ENDING_DAYS)).filter(
        government=government
    )
    late = []
    for agreement in (
        with_running_steps([government.pk])
        .select_related("lead_unit")
        .prefetch_related("steps", "parties__partner", "parties__government")[:200]
    ):
        agreement.government = government
        late += [
            {"agreement": agreement, "step": item.rule.label, "days": item.late_days}
            for item in running(agreement, today=today)
            if item.late_days
        ]
    return {
        "undecided": undecided,
        "more_undecided": max(undecided_rows.count() - SHOWN, 0),
        "ending": list(ending.order_by("effective_ends_on", "pk")[:SHOWN]),
        "more_ending": max(ending.count() - SHOWN, 0),
        "late": late[:SHOWN],
        "more_late": max(len(late) - SHOWN, 0),
    }


def _names(people: People, agreement: Agreement) -> str:
    return ", ".join(person.name for person in people.pengusul(agreement))


def is_this_week(notice: Notice, now: dt.datetime) -> bool:
    """Last week's overview is no longer worth sending."""
    return notice.occasion == occasion_of(notice.government.today(now))
