"""Rows for tests. Documents go through the domain (``tests.cast``); here are only the people and things around them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from accounts.enums import Level, Role, UnitKind
from accounts.models import Government, Membership, Unit, User
from partners.enums import PartnerKind
from partners.models import Partner
from reviews.enums import SeatKind
from reviews.models import Seat, Team

START = dt.date(2020, 1, 1)


class GovernmentFactory(DjangoModelFactory[Government]):
    class Meta:
        model = Government

    code = factory.Sequence(lambda n: f"99.{n + 10:02d}")
    name = factory.Sequence(lambda n: f"Kota Contoh {n}")
    level = Level.KOTA
    head_title = "Wali Kota"
    seat = "Contoh"
    address = "Jalan Alun-Alun Nomor 1"


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    government = factory.SubFactory(GovernmentFactory)
    name = factory.Sequence(lambda n: f"Dinas Contoh {n}")
    kind = UnitKind.DINAS


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@contoh.example")
    name = factory.Sequence(lambda n: f"Orang {n}")
    password = factory.django.Password("kata-sandi-uji-coba")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    government = factory.SubFactory(GovernmentFactory)
    role = Role.STAF
    starts_on = START


class PartnerFactory(DjangoModelFactory[Partner]):
    class Meta:
        model = Partner

    government = factory.SubFactory(GovernmentFactory)
    kind = PartnerKind.BADAN_USAHA_SWASTA
    name = factory.Sequence(lambda n: f"PT Mitra Contoh {n}")
    address = "Jalan Pelabuhan Nomor 2"


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    government = factory.SubFactory(GovernmentFactory)
    decree_number = factory.Sequence(lambda n: f"100.3.7/{n}/2020")
    decree_on = START
    starts_on = START


class SeatFactory(DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    team = factory.SubFactory(TeamFactory)
    kind = SeatKind.ANGGOTA_TETAP
    position = factory.Sequence(lambda n: f"Kepala Bagian {n}")
    starts_on = START
