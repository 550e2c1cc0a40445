"""A round on the table, for tests of TKKSD's room."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from agreements.domain.workflow import perform
from agreements.enums import Phase
from agreements.models import Agreement
from reviews.domain import rounds
from reviews.models import Round
from tests.cast import Cast

ASKED = ("anggota1", "anggota2", "anggota3")


def submitted(cast: Cast, **values: Any) -> Agreement:
    """A proposal of ``cast.unit`` that staff may forward."""
    return cast.bring(cast.draft(**values), Phase.DIAJUKAN)


def opened(
    cast: Cast,
    *names: str,
    agreement: Agreement | None = None,
    days: int = 7,
    now: dt.datetime | None = None,
) -> Round:
    """A round opened by staf that asks the seats of ``names``."""
    now = now or timezone.now()
    return rounds.open_round(
        agreement or submitted(cast),
        seats=[cast.seats[name] for name in names or ASKED],
        due_on=cast.government.today(now) + dt.timedelta(days=days),
        by=cast.staf,
        now=now,
    )


def say(cast: Cast, review: Round, name: str, stance: str = "setuju", note: str = "") -> Any:
    """The person of ``name`` gives an opinion from their seat."""
    return rounds.give_opinion(
        review, seat=cast.seats[name], stance=stance, note=note, by=cast.people[name], now=timezone.now()
    )


def close(review: Round, by: User, conclusion: str = "rekomendasi", *, note: str = "", replacing: str = "") -> Round:
    """Conclude now."""
    return rounds.conclude(review, conclusion=conclusion, note=note, replacing=replacing, by=by, now=timezone.now())


def resubmit(cast: Cast, agreement: Agreement) -> Agreement:
    """The proposer hands a returned document in again."""
    perform(agreement, "submit", by=cast.pengusul, now=timezone.now())
    return agreement
