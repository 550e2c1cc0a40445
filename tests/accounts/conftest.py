"""Two governments and the people these tests need; ``tests.cast`` brings far more than that."""

from dataclasses import dataclass

import pytest
from pytest_django import Settings

from accounts.enums import Role
from accounts.models import Government, Unit, User
from tests import factories as make


@dataclass
class House:
    government: Government
    foreign: Government
    unit: Unit
    other_unit: Unit
    foreign_unit: Unit
    admin: User
    staf: User
    pengusul: User
    foreign_admin: User
    outsider: User


@pytest.fixture
def house(db: None, settings: Settings) -> House:
    """Second factor not required unless a test says so."""
    settings.MFA_REQUIRED_ROLES = []
    ours = make.GovernmentFactory(name="Kota Tirtaraya")
    foreign = make.GovernmentFactory(name="Kota Seberang")
    unit = make.UnitFactory(government=ours, name="Dinas Kesehatan")

    def person(name: str, role: Role | None, government: Government = ours, of: Unit | None = None) -> User:
        user: User = make.UserFactory(name=name.title(), email=f"{name}@uji.example")
        if role:
            make.MembershipFactory(user=user, government=government, role=role, unit=of)
        return user

    return House(
        government=ours,
        foreign=foreign,
        unit=unit,
        other_unit=make.UnitFactory(government=ours, name="Dinas Sosial"),
        foreign_unit=make.UnitFactory(government=foreign, name="Dinas Seberang"),
        admin=person("admin", Role.ADMIN),
        staf=person("staf", Role.STAF),
        pengusul=person("pengusul", Role.PENGUSUL, of=unit),
        foreign_admin=person("admin-seberang", Role.ADMIN, foreign),
        outsider=person("tamu", None),
    )
