"""What each role finds on its desk today. Every desk costs a fixed number of queries, however much lies on it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, Q
from django.db.models.functions import ExtractYear

from accounts.domain.roles import units_of
from accounts.models import Government, Invitation, Membership, User
from agreements.enums import CooperationKind, Phase
from agreements.models import Agreement, Correction, Offer, Transition, Waiver
from kerjasama import health
from kerjasama.health import Finding
from notices.models import Notice
from reviews.domain.teams import TeamWarning, team_in_force, warnings_of
from reviews.enums import TeamKind
from reviews.models import Meeting, Round, Seat
from workspace.domain.deadlines import clocks
from workspace.domain.lists import Short, ending_soon, short, undecided_soon, with_last_move
from workspace.domain.missing import Missing, missing

YEARS = 5
FIGURES_SECONDS = 300
IN_PROCESS = (Phase.DIAJUKAN, Phase.DITELAAH, Phase.DIREKOMENDASIKAN)


@dataclass(frozen=True)
class ProposerDesk:
    """Pengusul: what came back, what I am writing, where the rest stands, what ends."""

    returned: Short
    drafts: Short
    running: Short
    clocks: Short
    ending: Short


def proposer_desk(user: User, government: Government, unit_ids: frozenset[int], *, today: dt.date) -> ProposerDesk:
    """Documents of the units the person acts for."""
    mine = Agreement.objects.filter(government=government, lead_unit_id__in=unit_ids).select_related("lead_unit")
    returned = with_last_move(mine.filter(phase=Phase.DIKEMBALIKAN), to=[Phase.DIKEMBALIKAN])
    running = with_last_move(mine.filter(phase__in=IN_PROCESS))
    return ProposerDesk(
        returned=short(returned.order_by("moved_at", "pk")),
        drafts=short(mine.filter(phase=Phase.DRAF).order_by("-updated_at", "-pk")),
        running=short(running.order_by("-moved_at", "-pk")),
        clocks=clocks(government, today=today, rows=mine, letters=Offer.objects.filter(unit_id__in=unit_ids)),
        ending=ending_soon(government, today=today, rows=Agreement.objects.filter(lead_unit_id__in=unit_ids)),
    )


@dataclass(frozen=True)
class TableDesk:
    """TKKSD: what waits for my opinion; for chair, wakil and secretary what can be concluded."""

    waiting: Short
    ready: Short
    running: int
    to_study: Short
    meetings: list[Meeting]


def table_desk(user: User, government: Government, *, today: dt.date, now: dt.datetime) -> TableDesk:
    """Rounds of the government: mine to answer, mine to conclude; proposals to study; meetings to come."""
    seen = Round.objects.visible_to(user).filter(agreement__government=government)
    seen = seen.select_related("agreement__lead_unit")
    waiting = short(seen.waiting_for(user, day=today).order_by("due_on", "pk"))
    concludes = Seat.objects.concluding(today).filter(holder=user, team__government=government).exists()
    opened = seen.open().with_progress(today)
    ready = opened.filter(Q(silent=0) | Q(due_on__lt=today)).order_by("due_on", "pk")
    return TableDesk(
        waiting=waiting,
        ready=short(ready) if concludes else Short([], 0),
        running=seen.open().count(),
        to_study=_to_study(user, government, today),
        meetings=list(
            Meeting.objects.filter(government=government, attendances__seat__holder=user)
            .filter(called_off_at=None, held_at=None, starts_at__gte=now)
            .order_by("starts_at", "pk")[:3]
        ),
    )


def _to_study(user: User, government: Government, today: dt.date) -> Short:
    """For a member of the Tim Teknis: proposals handed in that nobody has studied, but their own."""
    seats = Seat.objects.on(today).filter(holder=user, team__government=government, team__kind=TeamKind.TIM_TEKNIS)
    waiting = Agreement.objects.visible_to(user).filter(
        Exists(seats), government=government, phase=Phase.DIAJUKAN, studies=None
    )
    own = units_of(user, government.pk)
    waiting = waiting.exclude(lead_unit_id__in=own).exclude(created_by=user).select_related("lead_unit")
    return short(with_last_move(waiting).order_by("moved_at", "pk"))


@dataclass(frozen=True)
class OfficeDesk:
    """Staf Bagian Kerja Sama: to screen, to sign, what ends, what is missing, and whether the team is in order."""

    submitted: Short
    to_sign: Short
    clocks: Short
    ending: Short
    missing: Missing
    warnings: list[TeamWarning]


def office_desk(government: Government, *, today: dt.date) -> OfficeDesk:
    """The whole register of the government."""
    ours = Agreement.objects.filter(government=government).select_related("lead_unit")
    submitted = with_last_move(ours.filter(phase=Phase.DIAJUKAN))
    to_sign = with_last_move(ours.filter(phase=Phase.DIREKOMENDASIKAN))
    return OfficeDesk(
        submitted=short(submitted.order_by("moved_at", "pk")),
        to_sign=short(to_sign.order_by("moved_at", "pk")),
        clocks=clocks(government, today=today, rows=ours, letters=Offer.objects.all()),
        ending=ending_soon(government, today=today, rows=Agreement.objects.all()),
        missing=missing(government),
        warnings=warnings_of(team_in_force(government, day=today), government=government, today=today),
    )


@dataclass(frozen=True)
class Figures:
    """Signed documents by kind and year: ``rows`` of (label, numbers by year, total), newest year first."""

    years: list[int]
    rows: list[tuple[str, list[int], int]]
    totals: list[int]
    total: int


@dataclass(frozen=True)
class LeaderDesk:
    """Pimpinan: what ends, which of it nobody has decided about, and the figures."""

    ending: Short
    undecided: Short
    clocks: Short
    figures: Figures


def leader_desk(government: Government, *, today: dt.date) -> LeaderDesk:
    """The government's register from above."""
    ending = ending_soon(government, today=today, rows=Agreement.objects.all())
    return LeaderDesk(
        ending=ending,
        undecided=undecided_soon(government, today=today),
        clocks=clocks(government, today=today, rows=Agreement.objects.all(), letters=Offer.objects.all()),
        figures=figures(government, today=today),
    )


def figures(government: Government, *, today: dt.date) -> Figures:
    """Signed documents of the last years by kind, kept for five minutes."""
    key = f"workspace.figures.{government.pk}.{today.isoformat()}"
    known: Figures | None = cache.get(key)
    if known is None:
        known = _count(government, today)
        cache.set(key, known, FIGURES_SECONDS)
    return known


def _count(government: Government, today: dt.date) -> Figures:
    years = list(range(today.year, today.year - YEARS, -1))
    counted = (
        Agreement.objects.filter(government=government, phase__in=Phase.SIGNED, signed_on__year__gte=years[-1])
        .order_by()
        .annotate(year=ExtractYear("signed_on"))
        .values_list("cooperation_kind", "year")
        .annotate(n=Count("pk"))
    )
    table: dict[str, dict[int, int]] = {}
    for kind, year, number in counted.order_by("cooperation_kind", "year"):
        table.setdefault(kind, {})[year] = number
    rows = []
    for kind in CooperationKind:
        numbers = [table.get(kind.value, {}).get(year, 0) for year in years]
        if sum(numbers):
            rows.append((kind.short, numbers, sum(numbers)))
    totals = [sum(row[1][place] for row in rows) for place in range(len(years))]
    return Figures(years, rows, totals, sum(totals))


@dataclass(frozen=True)
class AuditDesk:
    """Auditor: the latest moves, corrections and steps that were passed over."""

    moves: list[Transition]
    corrections: list[Correction]
    waivers: list[Waiver]


def audit_desk(government: Government) -> AuditDesk:
    """Newest first."""
    moves = Transition.objects.filter(agreement__government=government).select_related("agreement", "by")
    corrections = Correction.objects.filter(agreement__government=government).select_related("agreement", "by")
    passed = Waiver.objects.filter(agreement__government=government).select_related("agreement", "by")
    return AuditDesk(
        moves=list(moves.order_by("-at", "-pk")[:8]),
        corrections=list(corrections.order_by("-at", "-pk")[:5]),
        waivers=list(passed.order_by("-at", "-pk")[:5]),
    )


@dataclass(frozen=True)
class KeeperDesk:
    """Administrator: people at work, invitations open and lapsed, and whether the machine is well."""

    people: int
    open_invitations: int
    lapsed_invitations: int
    health: dict[str, Finding]
    is_well: bool


def keeper_desk(government: Government, *, today: dt.date, now: dt.datetime) -> KeeperDesk:
    """People of the government, and the checks of /healthz/ready."""
    waiting = Invitation.objects.filter(government=government, accepted_at=None, revoked_at=None)
    counted: dict[str, Any] = waiting.aggregate(
        open=Count("pk", filter=Q(expires_at__gt=now)), lapsed=Count("pk", filter=Q(expires_at__lte=now))
    )
    people = Membership.objects.on(today).filter(government=government)
    found = health.findings(now)
    return KeeperDesk(
        people=people.aggregate(n=Count("user", distinct=True))["n"],
        open_invitations=counted["open"],
        lapsed_invitations=counted["lapsed"],
        health={health.label_of(name): finding for name, finding in found.items()},
        is_well=all(finding.is_good for finding in found.values()),
    )


def unread(user: User, government: Government) -> list[Notice]:
    """The newest messages the person has not opened."""
    rows = Notice.objects.unread().filter(recipient=user, government=government)
    return list(rows.order_by("-send_after", "-pk")[:5])
