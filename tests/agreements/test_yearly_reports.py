"""Last January's report on foreign cooperation stands before a new plan (P25 Pasal 35–38)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from agreements.domain import gates, steps
from agreements.domain.workflow import perform
from agreements.domain.yearly_reports import covered_year, missing_reports
from agreements.enums import CooperationKind, Form, Outcome, Phase
from agreements.models import Agreement
from tests.cast import Cast

TODAY = dt.date(2026, 6, 1)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC)


@pytest.fixture
def naskah(cast: Cast) -> Agreement:
    """A foreign MoU in force since 2024."""
    return cast.signed(
        form=Form.NASKAH_KERJA_SAMA,
        cooperation_kind=CooperationKind.KSDPL,
        title="Kota Bersaudara",
        signed_on=dt.date(2024, 5, 1),
        ends_on=dt.date(2029, 4, 30),
    )


@pytest.fixture
def plan(cast: Cast, naskah: Agreement) -> Agreement:
    return cast.draft(form=Form.RENCANA_KERJA_SAMA, cooperation_kind=CooperationKind.KSDPL, title="Rencana baru")


def report(cast: Cast, naskah: Agreement, day: dt.date, *, again: bool = False) -> None:
    facts = steps.StepFacts(outcome=Outcome.SELESAI, done_on=day)
    steps.record(naskah, "pelaporan", facts=facts, by=cast.staf, now=at(day), again=again)


@pytest.mark.parametrize(
    ("today", "year"),
    [(dt.date(2026, 1, 14), 2024), (dt.date(2026, 1, 15), 2025), (dt.date(2026, 12, 31), 2025)],
)
def test_the_report_is_due_in_the_second_week_of_january(today: dt.date, year: int) -> None:
    assert covered_year(today) == year


def test_only_what_was_in_force_and_is_not_reported_is_missing(cast: Cast, naskah: Agreement) -> None:
    assert list(missing_reports(cast.government, today=TODAY)) == [naskah]
    assert list(missing_reports(cast.government, today=dt.date(2025, 1, 10))) == []  # 2023: not signed yet
    assert list(missing_reports(cast.government, today=dt.date(2031, 6, 1))) == []  # 2030: no longer in force
    report(cast, naskah, dt.date(2025, 1, 10))
    assert list(missing_reports(cast.government, today=TODAY)) == [naskah]
    report(cast, naskah, dt.date(2026, 1, 9), again=True)
    assert list(missing_reports(cast.government, today=TODAY)) == []
    assert list(missing_reports(cast.government, today=dt.date(2027, 2, 1))) == [naskah]


@pytest.mark.parametrize(
    ("kind", "form", "reports"),
    [
        (CooperationKind.KSDLL_PENERUSAN, Form.RENCANA_KEGIATAN_TAHUNAN, True),
        (CooperationKind.KSDLL_PENERUSAN, Form.RENCANA_KERJA_SAMA, True),
        (CooperationKind.KSDPL, Form.RENCANA_KEGIATAN_TAHUNAN, False),  # its Naskah reports
    ],
)
def test_a_penerusan_without_a_naskah_reports_by_its_plan(
    cast: Cast, kind: CooperationKind, form: Form, reports: bool
) -> None:
    """P25 Pasal 35 asks it of every KSDLL; a penerusan has no Naskah of the region's own (Pasal 27-30)."""
    paper = cast.registered(form=form, cooperation_kind=kind, signed_on=dt.date(2025, 2, 3))
    assert missing_reports(cast.government, today=TODAY).exists() == reports
    if reports:
        report(cast, paper, dt.date(2026, 1, 9))
        assert not missing_reports(cast.government, today=TODAY).exists()


def test_a_new_plan_waits_for_it_and_opens_by_itself(cast: Cast, naskah: Agreement, plan: Agreement) -> None:
    closed = gates.closed_gates(plan, "forward", today=TODAY)
    assert [gates.sentence(item) for item in closed] == [
        "Tahapan “Laporan tahunan yang tertunggak” belum selesai (Permendagri 25/2020 Pasal 38)."
    ]
    report(cast, naskah, dt.date(2026, 1, 9))
    assert gates.closed_gates(Agreement.objects.get(pk=plan.pk), "forward", today=TODAY) == []


def test_it_cannot_be_ticked_away_only_waived_with_a_reason(cast: Cast, plan: Agreement) -> None:
    for outcome in (Outcome.SELESAI, Outcome.TIDAK_BERLAKU):
        facts = steps.StepFacts(outcome=outcome)
        with pytest.raises(ValidationError, match="tidak dikenal"):
            steps.record(plan, "laporan_tahun_lalu", facts=facts, by=cast.staf, now=timezone.now())
    perform(plan, "submit", by=cast.pengusul, now=timezone.now())
    with pytest.raises(ValidationError, match="Laporan tahunan yang tertunggak"):
        perform(plan, "forward", by=cast.staf, now=timezone.now())
    steps.waive(plan, "laporan_tahun_lalu", reason="Dikirim lewat SIMAK.", by=cast.staf, now=timezone.now())
    perform(plan, "forward", by=cast.staf, now=timezone.now())
    assert plan.phase == Phase.DITELAAH


def test_the_page_of_a_new_plan_says_so_with_links(
    cast: Cast, naskah: Agreement, plan: Agreement, settings: Settings
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client = Client()
    client.force_login(cast.staf)
    page = client.get(reverse("agreements:detail", args=[plan.pk])).content.decode()
    assert "belum disampaikan" in page
    assert f'href="/ruang/naskah/{naskah.pk}/#kewajiban"' in page
    duties = client.get(reverse("agreements:detail", args=[naskah.pk])).content.decode()
    assert f"/ruang/naskah/{naskah.pk}/tahapan/pelaporan/" in duties
