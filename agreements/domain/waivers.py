"""Steps of the law that were passed over: who, when, which step by which article, why, on which document."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from accounts.domain.units import with_predecessors
from accounts.models import Government, User
from agreements.enums import Outcome
from agreements.models import Agreement, Step, Waiver

COLUMNS = (
    "waktu", "oleh", "tahapan", "dasar_hukum", "menahan", "alasan", "kemudian_dilaksanakan", "naskah",
    "nomor_register", "perangkat_daerah",
)  # fmt: skip
GATES = {"forward": "penerusan ke TKKSD", "sign": "penandatanganan"}


@dataclass(frozen=True)
class Wanted:
    """What to look for; empty means all. Days are civil days of the government, both inclusive."""

    code: str = ""
    unit: int | None = None
    by: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None


def seen_by(user: User, government: Government) -> "QuerySet[Waiver]":
    """The waivers on documents of this register that the person may see, newest first.

    ``done_after_all`` tells whether the step was recorded later nevertheless.
    """
    done = Step.objects.filter(agreement=OuterRef("agreement"), code=OuterRef("code"), waived_by=None)
    done = done.exclude(outcome__in=["", Outcome.TIDAK_BERLAKU])
    rows = Waiver.objects.filter(agreement__in=Agreement.objects.visible_to(user).filter(government=government))
    rows = rows.annotate(done_after_all=Exists(done)).select_related("agreement__lead_unit", "by")
    return rows.order_by("-at", "-pk")


def narrow(rows: "QuerySet[Waiver]", wanted: Wanted, government: Government) -> "QuerySet[Waiver]":
    """Only what is looked for."""
    zone = ZoneInfo(government.time_zone)
    found: dict[str, Any] = {}
    if wanted.code:
        found["code"] = wanted.code
    if wanted.unit:
        found["agreement__lead_unit__in"] = with_predecessors([wanted.unit])
    if wanted.by:
        found["by"] = wanted.by
    if wanted.first:
        found["at__gte"] = dt.datetime.combine(wanted.first, dt.time.min, zone)
    if wanted.last:
        found["at__lt"] = dt.datetime.combine(wanted.last + dt.timedelta(days=1), dt.time.min, zone)
    return rows.filter(**found)


def of_agreement(agreement: Agreement) -> "QuerySet[Waiver]":
    """Every waiver on one document, newest first."""
    return agreement.waivers.select_related("by").order_by("-at", "-pk")


def as_rows(rows: "QuerySet[Waiver]", government: Government) -> Iterator[tuple[str, ...]]:
    """For a table: texts in the order of COLUMNS, moments in the government's own time."""
    zone = ZoneInfo(government.time_zone)
    for one in rows.iterator(chunk_size=500):
        held_back = ", ".join(text for move, text in GATES.items() if move in one.gate.split())
        after_all: bool = one.done_after_all  # type: ignore[attr-defined]
        yield (
            f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}", str(one.by), one.label, one.article, held_back,
            one.reason, "ya" if after_all else "tidak", one.agreement.title, one.agreement.register_no or "",
            one.agreement.lead_unit.name,
        )  # fmt: skip
