"""Real durations: from the letter, or the step before, to the end; waived steps and old papers tell nothing."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.domain import durations, steps
from agreements.domain.durations import Taken
from agreements.domain.steps import StepFacts
from agreements.enums import CooperationKind, Form, Outcome, Visibility
from agreements.models import Agreement
from agreements.procedures import procedure_of
from tests.cast import Cast

DAY = dt.date(2026, 3, 2)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC)


def kb(cast: Cast, answered_after: int, **values: Any) -> Agreement:
    agreement = cast.draft(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=CooperationKind.KSDD_SUKARELA, **values)
    end = DAY + dt.timedelta(days=answered_after)
    offered = StepFacts(sent_on=DAY, received_on=DAY, outcome=Outcome.SELESAI)
    steps.record(agreement, "penawaran_disiapkan", facts=offered, by=cast.staf, now=at(end))
    answered = StepFacts(outcome=Outcome.DISETUJUI, done_on=end)
    steps.record(agreement, "menunggu_tanggapan", facts=answered, by=cast.staf, now=at(end))
    return agreement


def test_median_and_longest_by_procedure_and_by_unit(cast: Cast) -> None:
    for days in (10, 20, 60):
        kb(cast, days)
    kb(cast, 30, lead_unit=cast.other_unit, by=cast.staf)
    waived = kb(cast, 300)
    steps.waive(waived, "menunggu_tanggapan", reason="Uji.", by=cast.staf, now=at(DAY))
    found = durations.of_procedures(cast.government)
    assert found["ksdd_sukarela"]["menunggu_tanggapan"] == Taken(4, 25.0, 60)
    assert found["ksdd_wajib"] == {}
    units = durations.of_units(cast.government)
    assert units[cast.unit.pk]["menunggu_tanggapan"] == Taken(3, 20.0, 60)
    assert units[cast.other_unit.pk]["menunggu_tanggapan"] == Taken(1, 30.0, 30)


def test_the_public_sees_only_what_is_public(cast: Cast) -> None:
    kb(cast, 10)
    assert durations.of_procedures(cast.government, public=True)["ksdd_sukarela"] == {}
    signed = kb(cast, 20)
    hidden = kb(cast, 90, visibility=Visibility.TERBATAS, visibility_reason="Uji.")
    for agreement in (signed, hidden):
        cast.bring(agreement, "ditandatangani", ends_on=dt.date(2030, 1, 1))
    found = durations.of_procedures(cast.government, public=True)
    assert found["ksdd_sukarela"]["menunggu_tanggapan"] == Taken(1, 20.0, 20)


@pytest.mark.parametrize("initiator", ["kami", "mitra"])
@pytest.mark.parametrize("kind", CooperationKind.values)
def test_sql_and_python_agree_on_the_procedure(cast: Cast, kind: str, initiator: str) -> None:
    agreement = cast.draft(form=Form.PERJANJIAN_KERJA_SAMA, cooperation_kind=kind, initiator=initiator)
    agreement.steps.create(code="uji", label="Uji", order=1, sent_on=DAY, done_on=DAY, outcome=Outcome.SELESAI)
    procedure = procedure_of(agreement)
    found = [code for code, taken in durations.of_procedures(cast.government).items() if taken]
    assert found == ([procedure.code] if procedure else [])


def test_who_reads_the_page(cast: Cast, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    kb(cast, 10)
    for person, status in (("pimpinan", 200), ("staf", 200), ("auditor", 200), ("pengusul", 403), ("ketua", 403)):
        client = Client()
        client.force_login(cast.people[person])
        answer = client.get(reverse("agreements:durations"))
        assert answer.status_code == status, person
    client.force_login(cast.pimpinan)
    page = client.get(reverse("agreements:durations")).content.decode()
    assert "Tanggapan mitra" in page
    assert cast.unit.name in page
