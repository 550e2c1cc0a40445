"""Whom messages about a document concern, and the facts they name."""

import datetime as dt
from collections.abc import Mapping
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from accounts.domain.roles import people_with
from accounts.enums import Role
from accounts.models import Government, Membership, Unit, User
from agreements.enums import CooperationKind
from agreements.models import Agreement, Party
from agreements.models.queries import AgreementQuerySet

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
MAX_SUCCESSIONS = 10
_TOLD = (
    "government_id", "lead_unit", "title", "short_title", "title_as_printed", "form", "cooperation_kind", "register_no",
    "phase", "visibility", "frozen_at", "effective_ends_on", "notice_days",
)  # fmt: skip


class People:
    """The people of one day, looked up once per unit and role: bounded by the number of units, not of documents."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.staf = cache(self._staf)
        self.pimpinan = cache(self._pimpinan)
        self._of_unit = cache(self._pengusul)

    def pengusul(self, agreement: Agreement) -> list[User]:
        """Pengusul of the lead unit and of the units that took over from it."""
        return self._of_unit(agreement.lead_unit, agreement.government)

    def concerned(self, agreement: Agreement, *, pimpinan: bool = False) -> list[User]:
        """Lead unit, Bagian Kerja Sama and, when asked, pimpinan: each person once."""
        found = [*self.pengusul(agreement), *self.staf(agreement.government)]
        if pimpinan:
            found += self.pimpinan(agreement.government)
        return list({person.pk: person for person in found}.values())

    def creator(self, agreement: Agreement) -> list[User]:
        """Who entered it, as long as they still work here."""
        here = Membership.objects.on(self.today).filter(
            user_id=agreement.created_by_id, government_id=agreement.government_id
        )
        return [agreement.created_by] if here.exists() else []

    def proposers(self, agreement: Agreement) -> list[User]:
        """Pengusul of its unit, and who entered it if that is another person."""
        found = self.pengusul(agreement)
        if agreement.created_by_id in {person.pk for person in found}:
            return found
        return [*self.creator(agreement), *found]

    def _staf(self, government: Government) -> list[User]:
        return people_with(Role.STAF, government=government, today=self.today)

    def _pimpinan(self, government: Government) -> list[User]:
        return people_with(Role.PIMPINAN, government=government, today=self.today)

    def _pengusul(self, unit: Unit, government: Government) -> list[User]:
        found: list[User] = []
        step: Unit | None = unit
        for _number in range(MAX_SUCCESSIONS):
            if step is None:
                break
            found += people_with(Role.PENGUSUL, government=government, today=self.today, unit_id=step.pk)
            step = step.successor
        return found


def told_of(rows: AgreementQuerySet, governments: Mapping[int, Government]) -> list[Agreement]:
    """The documents with what messages about their end read of them, and no more: there may be thousands of a day.

    Each government is one object, so that its calendar is read once.
    """
    others = Party.objects.filter(~Q(government=OuterRef("government")), agreement=OuterRef("pk")).order_by("order")
    named = Coalesce(NullIf("name_as_signed", Value("")), "partner__name", Value(""))
    read = rows.select_related("lead_unit").only(*_TOLD).order_by("pk")
    found = list(read.annotate(partners_named=ArraySubquery(others.values_list(named))))
    for agreement in found:
        agreement.government = governments[agreement.government_id]
    return found


def subject_of(agreement_id: int) -> str:
    """How notices name a document."""
    return f"agreement:{agreement_id}"


def path_of(agreement: Agreement) -> str:
    """The page of the document in the workspace."""
    return reverse("agreements:detail", args=[agreement.pk])


def facts_of(agreement: Agreement) -> dict[str, object]:
    """What every message about a document names."""
    others = getattr(agreement, "partners_named", None)  # see ``told_of``
    if others is None:
        others = [
            party.name_as_signed or (party.partner.name if party.partner else "")
            for party in agreement.ordered_parties()
            if party.government_id != agreement.government_id
        ]
    return {
        "title": agreement.title,
        "document": agreement.name_of_document,
        "register_no": agreement.register_no or "",
        "partners": "; ".join(name for name in others if name),
        "unit": agreement.lead_unit.name,
        "zone": ZONES[agreement.government.time_zone],
        "is_foreign": agreement.cooperation_kind in CooperationKind.FOREIGN,
    }
