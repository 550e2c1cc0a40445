"""A short list and how many there are in all, in one query."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, Window

from accounts.models import Government
from agreements.domain import end_decisions
from agreements.domain.notice_people import People
from agreements.enums import Phase, Relation
from agreements.models import Agreement, AgreementQuerySet, Transition

SHOWN = 5
DECIDE_DAYS = 30
ENDING_DAYS = 90

M = TypeVar("M", bound=Model)


class Short(NamedTuple):
    """The first few rows, and how many there are."""

    rows: list[Any]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


def short(rows: "QuerySet[M]", *, shown: int = SHOWN) -> Short:
    """The first ``shown`` of an ordered queryset with the exact total."""
    found: list[Any] = list(rows.annotate(_total=Window(Count("*")))[:shown])
    return Short(found, found[0]._total if found else 0)


def with_last_move(rows: AgreementQuerySet, to: Iterable[Phase] | None = None) -> Any:
    """Annotate ``moved_at``, ``moved_note`` and ``moved_by`` of the last move (into one of ``to``)."""
    moves = Transition.objects.filter(agreement=OuterRef("pk")).order_by("-at", "-pk")
    if to is not None:
        moves = moves.filter(to_phase__in=list(to))
    return rows.annotate(
        moved_at=Subquery(moves.values("at")[:1]),
        moved_note=Subquery(moves.values("note")[:1]),
        moved_by=Subquery(moves.values("by__name")[:1]),
    )


class Ending(NamedTuple):
    """A document that ends soon."""

    agreement: Agreement
    days_left: int
    is_followed_up: bool


def ending_soon(government: Government, *, today: dt.date, rows: AgreementQuerySet) -> Short:
    """What ends within 90 days, soonest first; whether an extension or replacement is on its way."""
    last = today + dt.timedelta(days=ENDING_DAYS)
    followers = Agreement.objects.filter(
        parent=OuterRef("pk"), relation__in=[Relation.PERPANJANGAN, Relation.PENGGANTIAN, Relation.ADDENDUM]
    ).exclude(phase__in=[Phase.DITOLAK, Phase.DIBATALKAN])
    found = short(
        rows.filter(government=government)
        .ending_between(today, last)
        .annotate(follower=Subquery(followers.order_by("-pk").values("pk")[:1]))
        .select_related("lead_unit")
        .order_by("effective_ends_on", "pk")
    )
    entries = [Ending(a, (a.effective_ends_on - today).days, a.follower is not None) for a in found.rows]
    return Short(entries, found.total)


class Undecided(NamedTuple):
    """A document whose end nobody has decided about: until when, how many days are left, and who should."""

    agreement: Agreement
    decide_on: dt.date
    days_left: int
    names: list[str]


def undecided_soon(government: Government, *, today: dt.date) -> Short:
    """What is to be decided within 30 days or should have been, the most pressing first, with the proposers' names."""
    rows = end_decisions.undecided(government, today=today, within=DECIDE_DAYS)
    found = short(rows.select_related("lead_unit", "government"))
    people = People(today)
    entries = [
        Undecided(a, a.decide_on, (a.decide_on - today).days, [person.name for person in people.pengusul(a)])
        for a in found.rows
    ]
    return Short(entries, found.total)
