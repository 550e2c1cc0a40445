"""The ends of documents, the days to decide about them and the lapse of a LoI as days to come, for the calendar."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as say

from accounts.domain.roles import memberships_of, units_of
from accounts.enums import Role
from accounts.models import Government, User
from agreements.domain import duty_notices, end_decisions, loi_notices
from agreements.domain.decision_notices import page_of
from agreements.domain.notice_people import path_of, subject_of
from agreements.models import Agreement
from agreements.models.queries import SEES_ALL, AgreementQuerySet
from notices import kinds
from notices.domain.upcoming import Upcoming


def oversees(user: User, government: Government) -> bool:
    """Whether the person looks after the whole government, not only after units of their own."""
    mine = [m for m in memberships_of(user) if m.government_id == government.pk]
    return any(m.role in SEES_ALL or m.role == Role.TKKSD for m in mine)


def watched(user: User, government: Government) -> AgreementQuerySet:
    """Documents of one government whose days concern this person: of their own units, or all they may see."""
    rows = Agreement.objects.visible_to(user).filter(government=government)
    if not oversees(user, government):
        rows = rows.filter(lead_unit__in=units_of(user, government.pk))
    return rows.select_related("lead_unit")


def upcoming_ends(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """What ends between two days; a Letter of Intent lapses, see ``upcoming_lapses``."""
    rows = watched(user, government).ending_between(first, last).exclude(loi_notices.lapses_by_law())
    for agreement in rows.order_by("effective_ends_on", "pk"):
        if agreement.effective_ends_on is not None:
            yield Upcoming(
                day=agreement.effective_ends_on,
                title=str(agreement),
                label=say("Hari terakhir berlaku"),
                path=path_of(agreement),
                uid=f"{subject_of(agreement.pk)}:end",
                note=str(agreement.lead_unit),
            )


def upcoming_decisions(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Days by which somebody must decide about an end, while nobody has."""
    today = government.today()
    rows = end_decisions.undecided(government, today=today, within=(last - today).days)
    rows = rows.filter(decide_on__gte=first, pk__in=watched(user, government).values("pk"))
    for agreement in rows.select_related("lead_unit"):
        yield Upcoming(
            day=agreement.decide_on,
            title=str(agreement),
            label=say("Putuskan kelanjutannya"),
            path=page_of(agreement),
            uid=f"{subject_of(agreement.pk)}:decide",
            note=str(agreement.lead_unit),
        )


def upcoming_lapses(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Days after which a Letter of Intent is no longer good, while its Naskah is not signed."""
    rows = loi_notices.waiting_intents(government).filter(pk__in=watched(user, government).values("pk"))
    rows = rows.filter(signed_on__gte=first - dt.timedelta(days=400)).select_related("lead_unit")
    for agreement in rows:
        day = loi_notices.lapse_told(agreement)
        if day is not None and first <= day <= last:
            yield Upcoming(
                day=day,
                title=str(agreement),
                label=say("Pernyataan Kehendak gugur"),
                path=path_of(agreement),
                uid=f"{subject_of(agreement.pk)}:lapse",
                note=str(agreement.lead_unit),
            )


def upcoming_reports(user: User, government: Government, first: dt.date, last: dt.date) -> Iterator[Upcoming]:
    """Last days of reports, where the person has documents in force that are reported on."""
    mine = watched(user, government).values("pk")
    for year in range(first.year, last.year + 1):
        for duty, period, day in duty_notices.report_days(year):
            if first <= day <= last and _is_reported(duty, government, day, mine):
                yield Upcoming(
                    day=day,
                    title=kinds.label_of(duty.kind),
                    label=say("Laporan ditunggu"),
                    path=reverse("agreements:list"),
                    uid=f"government:{government.pk}:{duty.kind}:{period}",
                    note=government.name,
                )


def _is_reported(duty: Any, government: Government, day: dt.date, mine: Any) -> bool:
    return bool(duty.find(government, day).filter(pk__in=mine).exists())
