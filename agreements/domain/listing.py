"""What a list of documents may be narrowed by, and in which order it is read.

One table of conditions for the public list, the workspace list, exports and the API; ``counting`` holds the same facets
as bitmaps, and a test keeps the two equal.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Government
from agreements.domain import search_text
from agreements.enums import Phase, Validity
from agreements.models import AgreementQuerySet
from partners.models import Partner

RELEVANCE = "relevansi"
NEARNESS = ("A", "AB")  # the weights of ``search_text.vector``: title and numbers; these and parties
ENDING_WITHIN = (90, 180, 365)  # days
NO_YEAR = 0  # stands in addresses for a day of signing that nobody knows


def _governments() -> list[Government]:
    return list(Government.objects.order_by("pk").only("time_zone", "ending_soon_days"))


class Clock(NamedTuple):
    """One moment as every government's civil date; ``days`` maps each date to the governments where it is that date."""

    days: tuple[tuple[dt.date, dt.date, tuple[int, ...]], ...]

    @classmethod
    def at(cls, now: dt.datetime, governments: Sequence[Government] | None = None) -> "Clock":
        """Civil date and the last day that counts as ending soon, per group of governments that agree on both."""
        groups: dict[tuple[dt.date, dt.date], list[int]] = {}
        for government in _governments() if governments is None else governments:
            today = government.today(now)
            soon = today + dt.timedelta(days=government.ending_soon_days)
            groups.setdefault((today, soon), []).append(government.pk)
        return cls(tuple((today, soon, tuple(ids)) for (today, soon), ids in sorted(groups.items())))

    def where(self, condition: Callable[[dt.date, dt.date], Q]) -> Q:
        """``condition(today, soon)`` for each government by its own date; one plain condition where all agree."""
        if len(self.days) == 1:
            today, soon, _ids = self.days[0]
            return condition(today, soon)
        found = Q(pk__in=[])
        for today, soon, ids in self.days:
            found |= condition(today, soon) & Q(government_id__in=ids)
        return found

    @property
    def today(self) -> dt.date:
        """The earliest civil date among the governments: where it is still this day, nothing has ended early."""
        return self.days[0][0] if self.days else dt.date.min


class Choice(NamedTuple):
    """The values chosen per facet; several of one facet widen, several facets narrow."""

    facets: Mapping[str, Sequence[Any]]
    tsquery: str = ""


def _overlap(name: str) -> Callable[[Sequence[Any], Clock], Q]:
    return lambda values, _clock: Q(**{f"{name}__overlap": list(values)})


def _one_of(name: str) -> Callable[[Sequence[Any], Clock], Q]:
    return lambda values, _clock: Q(**{f"{name}__in": list(values)})


def _years(values: Sequence[int], _clock: Clock) -> Q:
    found = Q(entry__year__in=[year for year in values if year != NO_YEAR])
    return found | Q(entry__year=None) if NO_YEAR in values else found


def _in_state(state: str, today: dt.date, soon: dt.date) -> Q:
    """The documents in one keadaan, by ranges that an index can serve; equal to ``with_validity`` (a test holds it)."""
    ended = Q(phase__in=[Phase.DIAKHIRI, Phase.DIGANTIKAN], ended_on__lt=today)
    started = Q(entry__starts_on=None) | Q(entry__starts_on__lte=today)
    signed = Q(phase__in=Phase.SIGNED) & ~ended
    return {
        Validity.DALAM_PROSES: ~Q(phase__in=Phase.SIGNED),
        Validity.DIGANTIKAN: Q(phase=Phase.DIGANTIKAN, ended_on__lt=today),
        Validity.DIAKHIRI: Q(phase=Phase.DIAKHIRI, ended_on__lt=today),
        Validity.BELUM_BERLAKU: signed & Q(entry__starts_on__gt=today),
        Validity.BERAKHIR: signed & started & Q(entry__last_day__lt=today),
        Validity.AKAN_BERAKHIR: signed & started & Q(entry__last_day__gte=today, entry__last_day__lte=soon),
        Validity.BERLAKU: signed & started & Q(entry__ends_key__gt=soon),
    }[Validity(state)]


def _state(values: Sequence[str], clock: Clock) -> Q:
    found = Q(pk__in=[])
    for state in values:
        found |= clock.where(lambda today, soon, state=state: _in_state(state, today, soon))  # type: ignore[misc]
    return found


def _ending(values: Sequence[int], clock: Clock) -> Q:
    days = dt.timedelta(days=max(values))
    return Q(phase__in=Phase.SIGNED) & clock.where(lambda today, _soon: Q(entry__last_day__range=(today, today + days)))


MIXED = "beragam"


def _partner_kinds(values: Sequence[str], _clock: Clock) -> Q:
    """All partners of one kind, or ``beragam``: so that each document counts once."""
    found = Q(pk__in=[])
    for value in values:
        found |= Q(entry__partner_kinds__len__gt=1) if value == MIXED else Q(entry__partner_kinds=[value])
    return found


def _on_day(values: Sequence[dt.date], _clock: Clock) -> Q:
    """In force on one of these days, by the dates alone; an unknown first day counts as never begun."""
    found = Q(pk__in=[])
    for day in values:
        found |= Q(phase__in=Phase.SIGNED, entry__starts_on__lte=day, entry__ends_key__gte=day)
    return found


CONDITIONS: dict[str, Callable[[Sequence[Any], Clock], Q]] = {
    "jenis": _one_of("cooperation_kind"),
    "bentuk": _one_of("form"),
    "keadaan": _state,
    "tahun": _years,
    "urusan": _overlap("urusan"),
    "mitra": _overlap("entry__partner_ids"),
    "pd": _overlap("entry__unit_ids"),
    "sdg": _overlap("sdgs"),
    "provinsi": _overlap("entry__provinces"),
    "negara": _overlap("entry__countries"),
    "sisa": _ending,
    "jenis_mitra": _partner_kinds,
    "pemrakarsa": _one_of("initiator"),
    "pada": _on_day,
}


def narrow(queryset: AgreementQuerySet, choice: Choice, clock: Clock) -> AgreementQuerySet:
    """The documents of ``queryset`` that fit the choice."""
    for name, values in choice.facets.items():
        if values:
            queryset = queryset.filter(CONDITIONS[name](values, clock))
    if choice.tsquery:
        own, with_files = Q(entry__words__matches=choice.tsquery), Q(entry__all_words__matches=choice.tsquery)
        queryset = queryset.filter(own | with_files)
    return queryset


def surviving(partner_ids: Sequence[int]) -> list[int]:
    """The partners that these were merged into, so that an old address still finds its documents."""
    current = dict(Partner.objects.filter(pk__in=partner_ids).order_by("pk").values_list("pk", "merged_into_id"))
    found = [current.get(pk) or pk for pk in partner_ids]
    return surviving(found) if found != list(partner_ids) else found


def understand(text: str) -> search_text.Query:
    """A visitor's words as a query; see ``search_text.parse``."""
    return search_text.parse(text)


class Run(NamedTuple):
    """A stretch of a list in one order: rows that fit ``where``, by ``keys`` (name, descending) in turn."""

    where: Q
    keys: tuple[tuple[str, bool], ...]


class Order(NamedTuple):
    """An order people may choose: its stretches follow each other."""

    slug: str
    label: Any
    runs: Callable[[Clock], tuple[Run, ...]]
    tsquery: str = ""


def _newest(_clock: Clock) -> tuple[Run, ...]:
    return (Run(Q(), (("entry__newest_key", True), ("pk", True))),)


def _ending_soonest(clock: Clock) -> tuple[Run, ...]:
    """First what still runs, nearest end first; then what has ended, latest end first."""
    return (
        Run(Q(entry__ends_key__gte=clock.today), (("entry__ends_key", False), ("pk", False))),
        Run(Q(entry__ends_key__lt=clock.today), (("entry__ends_key", True), ("pk", True))),
    )


def by_relevance(tsquery: str) -> "Order":
    """Title and numbers first, then parties, then the rest; the newest first in each. Newest first without words."""

    def runs(clock: Clock) -> tuple[Run, ...]:
        if not tsquery:
            return _newest(clock)
        keys = _newest(clock)[0].keys
        near = [Q(entry__words__matches=search_text.weighted(tsquery, weights)) for weights in NEARNESS]
        return (
            *(Run(~upper & own, keys) for upper, own in zip([Q(pk__in=[]), *near], near, strict=False)),
            Run(~near[-1], keys),
        )

    return Order(RELEVANCE, ORDERS[RELEVANCE].label, runs, tsquery)


ORDERS = {
    order.slug: order
    for order in (
        Order("terbaru", _("Terbaru ditandatangani"), _newest),
        Order("segera_berakhir", _("Paling segera berakhir"), _ending_soonest),
        Order(RELEVANCE, _("Paling sesuai"), _newest),
    )
}
NEWEST = ORDERS["terbaru"]
NEWEST_FIRST = (F("entry__newest_key").desc(), F("pk").desc())
