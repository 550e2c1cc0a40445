"""The cast: one government with everybody in it, one stranger from another, and documents brought to any phase.

Documents are made only through the domain, so no test starts from a state that cannot be.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Government, Membership, Unit, User
from agreements.domain import drafting, gates, signing, steps
from agreements.domain.drafting import PartyEntry
from agreements.domain.ending import EndingFacts
from agreements.domain.workflow import perform
from agreements.enums import (
    Capacity,
    CooperationKind,
    EndReason,
    FileKind,
    Form,
    Phase,
    Relation,
    SigningMethod,
)
from agreements.models import Agreement
from partners.models import Partner
from reviews.enums import SeatKind
from reviews.models import Seat, Team
from tests import factories as make

PASSWORD = "kata-sandi-uji-coba"
NOVEMBER_2026 = dt.datetime(2026, 11, 23, 3, tzinfo=dt.UTC)

# Ways from draft to each phase: the moves in order. ``person:action``.
ROUTES: dict[str, tuple[str, ...]] = {
    Phase.DRAF: (),
    Phase.DIAJUKAN: ("pengusul:submit",),
    Phase.DIKEMBALIKAN: ("pengusul:submit", "staf:return"),
    Phase.DITELAAH: ("pengusul:submit", "staf:forward"),
    Phase.DIREKOMENDASIKAN: ("pengusul:submit", "staf:forward", "ketua:recommend"),
    Phase.DITOLAK: ("pengusul:submit", "staf:forward", "ketua:decline"),
    Phase.DIBATALKAN: ("pengusul:submit", "staf:cancel"),
    Phase.DITANDATANGANI: ("pengusul:submit", "staf:forward", "ketua:recommend", "staf:sign"),
    Phase.DIAKHIRI: ("pengusul:submit", "staf:forward", "ketua:recommend", "staf:sign", "staf:end"),
}


@dataclass
class Cast:
    """Everybody a test may need. ``pengusul`` proposes for ``unit``; ``colleague`` sits in ``other_unit``."""

    government: Government
    unit: Unit
    other_unit: Unit
    secretariat: Unit
    partner: Partner
    team: Team
    people: dict[str, User]
    seats: dict[str, Seat] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        people: dict[str, User] = self.__dict__.get("people", {})
        if name not in people:
            raise AttributeError(name)
        return people[name]

    def draft(self, *, by: User | None = None, parties: list[PartyEntry] | None = None, **values: Any) -> Agreement:
        """A complete draft of ``unit``, PKS with the partner unless ``values`` say otherwise."""
        facts: dict[str, Any] = {
            "form": Form.PERJANJIAN_KERJA_SAMA,
            "cooperation_kind": CooperationKind.KSDPK,
            "title": "Penyediaan Jaringan Internet Ruang Publik",
            "object": "Penyediaan jaringan internet pada ruang publik.",
            "scope": "Penyediaan jaringan\nPemeliharaan jaringan",
            "lead_unit": self.unit,
            "urusan": ["2.16"],
            "duration_text": "3 (tiga) tahun",
            "burdens_public": False,
            "unbudgeted": False,
            "consent_reason": "Dibiayai dari anggaran yang tersedia.",
        }
        facts.update(values)
        return drafting.create_draft(
            self.government,
            values=facts,
            parties=parties if parties is not None else self.two_parties(),
            by=by or self.people["pengusul"],
            now=timezone.now(),
        )

    def two_parties(self) -> list[PartyEntry]:
        """Our government as PIHAK KESATU and the partner as PIHAK KEDUA, each with a number."""
        return [
            PartyEntry(government=self.government, number="100.3.7/001/PKS/2026"),
            PartyEntry(partner=self.partner, number="SPK/003/DIR/2026"),
        ]

    def signing(self, agreement: Agreement, *, signed_on: dt.date, **facts: Any) -> signing.SigningFacts:
        """Plausible facts of a signing on ``signed_on``."""
        parties = tuple(
            signing.PartyFacts(
                order=party.order,
                number=party.number,
                signatory_name=f"Penanda Tangan {party.order}",
                signatory_position="Wali Kota" if party.government_id else "Direktur Utama",
                capacity=Capacity.KEPALA_DAERAH if party.government_id else Capacity.PIMPINAN_PIHAK_KETIGA,
            )
            for party in agreement.ordered_parties()
        )
        given: dict[str, Any] = {
            "signed_on": signed_on,
            "signed_place": "Tirtaraya",
            "method": SigningMethod.BASAH,
            "parties": parties,
            "copies_original": 2,
        }
        return signing.SigningFacts(**{**given, **facts})

    def bring(self, agreement: Agreement, phase: str, *, signed_on: dt.date | None = None, **facts: Any) -> Agreement:
        """Bring a draft to ``phase`` by the moves of ROUTES. ``facts`` go into the signing."""
        now = timezone.now()
        today = self.government.today(now)
        for step in ROUTES[phase]:
            name, action = step.split(":")
            given: Any = None
            self.open_gates(agreement, action)
            if action == "sign":
                given = self.signing(agreement, signed_on=signed_on or today, **facts)
            elif action == "end":
                self.attach(agreement, FileKind.DOKUMEN_PENGAKHIRAN)
                given = EndingFacts(reason=EndReason.KESEPAKATAN, last_day=today, note="Disepakati.")
            perform(agreement, action, by=self.people[name], now=now, note="Catatan uji.", facts=given)
        return agreement

    def open_gates(self, agreement: Agreement, action: str) -> None:
        """Waive what the law asks before a move, as staff may; tests of the gates do without."""
        for item in gates.closed_gates(agreement, action, today=self.government.today()):
            steps.waive(agreement, item.rule.code, reason="Uji.", by=self.people["staf"], now=timezone.now())

    def signed(
        self,
        *,
        signed_on: dt.date | None = None,
        ends_on: dt.date | None = None,
        effective_from: dt.date | None = None,
        **values: Any,
    ) -> Agreement:
        """A signed document, ending a year from today unless told."""
        end = ends_on or self.government.today() + dt.timedelta(days=365)
        return self.bring(
            self.draft(**values), Phase.DITANDATANGANI, signed_on=signed_on, ends_on=end, effective_from=effective_from
        )

    def registered(
        self,
        *,
        signed_on: dt.date | None = None,
        ends_on: dt.date | None = None,
        effective_from: dt.date | None = None,
        **values: Any,
    ) -> Agreement:
        """An old paper, put into the register in one move: for tests of what is signed, not of how it came to be."""
        agreement = self.draft(legacy=True, **values)
        today = self.government.today()
        facts = self.signing(
            agreement,
            signed_on=signed_on or today,
            ends_on=ends_on or today + dt.timedelta(days=365),
            effective_from=effective_from,
        )
        perform(agreement, "register_legacy", by=self.people["staf"], now=timezone.now(), facts=facts)
        return agreement

    def addendum(self, parent: Agreement, **values: Any) -> Agreement:
        """A draft addendum of ``parent``."""
        return self.draft(parent=parent, relation=Relation.ADDENDUM, form=Form.ADDENDUM, **values)

    def attach(self, agreement: Agreement, kind: str, *, visibility: str = "terbatas", name: str = "naskah.pdf") -> Any:
        """Store a small real PDF as a file of the document."""
        import io

        import pikepdf

        from agreements.domain import files
        from kerjasama.uploads import inspect

        document = pikepdf.new()
        document.add_blank_page(page_size=(595, 842))
        buffer = io.BytesIO()
        document.save(buffer)
        buffer.seek(0)
        upload = inspect(buffer, name=name)
        return files.store(
            agreement, upload, kind=kind, visibility=visibility, by=self.people["staf"], now=timezone.now()
        )


_ROLES: dict[str, tuple[tuple[Role, str], ...]] = {
    "staf": ((Role.STAF, "secretariat"),),
    "pengusul": ((Role.PENGUSUL, "unit"),),
    "colleague": ((Role.PENGUSUL, "other"),),
    **dict.fromkeys(("ketua", "sekretaris", "anggota1", "anggota2", "anggota3"), ((Role.TKKSD, ""),)),
    "owner_reviewer": ((Role.PENGUSUL, "unit"), (Role.TKKSD, "")),
    "pimpinan": ((Role.PIMPINAN, ""),),
    "auditor": ((Role.AUDITOR, ""),),
    "admin": ((Role.ADMIN, ""),),
    "stranger_staf": ((Role.STAF, "stranger"),),
    "nobody": (),
}
_SEATS = {
    "ketua": SeatKind.KETUA,
    "sekretaris": SeatKind.SEKRETARIS,
    "anggota1": SeatKind.ANGGOTA_TETAP,
    "anggota2": SeatKind.ANGGOTA_TETAP,
    "anggota3": SeatKind.ANGGOTA_TETAP,
    "owner_reviewer": SeatKind.ANGGOTA_TIDAK_TETAP,
}


def assemble() -> Cast:
    """Build the cast in the database, with few statements: every other test begins here."""
    ours, theirs = Government.objects.bulk_create(
        [
            make.GovernmentFactory.build(name="Kota Tirtaraya", seat="Tirtaraya"),
            make.GovernmentFactory.build(name="Kota Seberang", seat="Seberang"),
        ]
    )
    units = dict(
        zip(
            ("unit", "other", "secretariat", "stranger"),
            Unit.objects.bulk_create(
                [
                    Unit(government=ours, name="Dinas Komunikasi dan Informatika"),
                    Unit(government=ours, name="Dinas Kesehatan"),
                    Unit(government=ours, name="Bagian Kerja Sama", kind="bagian", is_secretariat=True),
                    Unit(government=theirs, name="Dinas Seberang"),
                ]
            ),
            strict=True,
        )
    )
    hashed = make_password(PASSWORD)
    users = User.objects.bulk_create(
        [User(email=f"{name}@uji.example", name=name.replace("_", " ").title(), password=hashed) for name in _ROLES]
    )
    people = dict(zip(_ROLES, users, strict=True))
    Membership.objects.bulk_create(
        [
            Membership(
                user=people[name],
                government=theirs if unit == "stranger" else ours,
                role=role,
                unit=units.get(unit),
                starts_on=make.START,
            )
            for name, roles in _ROLES.items()
            for role, unit in roles
        ]
    )
    team = make.TeamFactory(government=ours)
    seats = Seat.objects.bulk_create(
        [
            Seat(team=team, kind=kind, holder=people[name], position=f"Jabatan {name}", starts_on=make.START)
            for name, kind in _SEATS.items()
        ]
    )
    return Cast(
        government=ours,
        unit=units["unit"],
        other_unit=units["other"],
        secretariat=units["secretariat"],
        partner=make.PartnerFactory(government=ours, name="PT Serat Optik Pesisir"),
        team=team,
        people=people,
        seats=dict(zip(_SEATS, seats, strict=True)),
    )


@pytest.fixture
def november_2026() -> Iterator[None]:
    """The clock goes on from a day in November 2026: for tests that name days of later years as the future."""
    with time_machine.travel(NOVEMBER_2026):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The whole cast, fresh for this test."""
    return assemble()
