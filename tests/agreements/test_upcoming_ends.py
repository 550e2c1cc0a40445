"""What is coming, as far as each person may see it."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import Settings

from agreements.models import Agreement
from tests.cast import Cast

PAGE = "/ruang/pengingat/mendatang/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def shown(client: Client) -> list[tuple[str, int]]:
    months = client.get(PAGE).context["months"]
    return [(row["entry"].title, row["left"]) for month in months for row in month["rows"]]


def ending(cast: Cast, title: str, days: int, **later: object) -> None:
    today = cast.government.today()
    agreement = cast.signed(
        title=title, signed_on=today - dt.timedelta(days=30), ends_on=today + dt.timedelta(days=days)
    )
    Agreement.objects.filter(pk=agreement.pk).update(**{"lead_unit": cast.unit, **later})


def test_the_next_four_hundred_days_in_order(cast: Cast, client: Client) -> None:
    for title, days in (("Lusa", 2), ("Hari ini", 0), ("Batas", 400), ("Terlalu jauh", 401)):
        ending(cast, title, days)
    client.force_login(cast.staf)
    assert shown(client) == [("Hari ini", 0), ("Lusa", 2), ("Batas", 400)]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("pengusul", {"Milik unit"}),
        ("colleague", {"Milik unit lain"}),
        ("staf", {"Milik unit", "Milik unit lain", "Rahasia"}),
        ("pimpinan", {"Milik unit", "Milik unit lain", "Rahasia"}),
        ("anggota1", {"Milik unit", "Milik unit lain"}),
        ("stranger_staf", set()),
    ],
)
def test_who_sees_what(cast: Cast, client: Client, name: str, titles: set[str]) -> None:
    ending(cast, "Milik unit", 10)
    ending(cast, "Milik unit lain", 20, lead_unit=cast.other_unit)
    ending(cast, "Rahasia", 30, lead_unit=cast.secretariat, visibility="rahasia", visibility_reason="Uji.")
    client.force_login(cast.people[name])
    assert {title for title, _left in shown(client)} == titles
