"""What is coming, as far as each person may see it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from agreements.domain import end_decisions
from agreements.domain.upcoming_ends import upcoming_reports
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement
from notices.domain import feeds
from tests.cast import Cast

PAGE = "/ruang/pengingat/mendatang/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def shown(client: Client, label: str = "Hari terakhir berlaku") -> list[tuple[str, int]]:
    months = client.get(PAGE).context["months"]
    rows = [row for month in months for row in month["rows"] if row["entry"].label == label]
    return [(row["entry"].title, row["left"]) for row in rows]


def ending(cast: Cast, title: str, days: int, **later: object) -> None:
    today = cast.government.today()
    agreement = cast.registered(
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


def test_the_days_to_decide_stand_there_until_somebody_decides(cast: Cast, client: Client) -> None:
    for title, days in (("Jauh", 300), ("Lewat", 10), ("Terlalu jauh", 461)):
        ending(cast, title, days)
    client.force_login(cast.staf)
    label = "Putuskan kelanjutannya"
    assert shown(client, label) == [("Jauh", 240)]
    entries = feeds.days_of(cast.pengusul, now=timezone.now())
    assert [(e.title, e.day) for e in entries if e.label == label] == [
        ("Jauh", cast.government.today() + dt.timedelta(days=240))
    ], "fifty days late is no day to come, and is asked for elsewhere"
    agreement = Agreement.objects.get(title="Jauh")
    end_decisions.decide(
        agreement, choice="biarkan_berakhir", reason="a", evaluation="b", by=cast.staf, now=timezone.now()
    )
    assert shown(client, label) == []


@pytest.mark.parametrize(
    ("kind", "form", "days"),
    [
        (CooperationKind.KSDPK, Form.PERJANJIAN_KERJA_SAMA, ["2027-01-31", "2027-07-31"]),
        (CooperationKind.KSDPK, Form.ADDENDUM, []),
        (CooperationKind.KSDPL, Form.NASKAH_KERJA_SAMA, ["2027-01-07", "2027-01-14"]),
        (CooperationKind.SINERGI, Form.NOTA_KESEPAKATAN, ["2027-01-31", "2027-01-31", "2027-07-31"]),
    ],
)
def test_days_of_reports(cast: Cast, kind: str, form: str, days: list[str]) -> None:
    cast.registered(
        signed_on=dt.date(2026, 1, 15), ends_on=dt.date(2029, 1, 15), effective_from=dt.date(2026, 1, 15),
        cooperation_kind=kind, form=form,
    )  # fmt: skip
    found = upcoming_reports(cast.pengusul, cast.government, dt.date(2026, 8, 1), dt.date(2027, 8, 31))
    assert [str(entry.day) for entry in found] == days
    assert not list(upcoming_reports(cast.colleague, cast.government, dt.date(2026, 8, 1), dt.date(2027, 8, 31)))
