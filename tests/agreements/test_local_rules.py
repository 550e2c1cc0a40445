"""A region's own rule: it changes deadlines, gates and checklists here and nowhere else."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.domain import days_off
from accounts.domain.workdays import WorkCalendar
from accounts.enums import DayUnit, HolidayKind
from accounts.models import Government, Holiday, User
from agreements.domain import gates, local_rules, steps, task_list
from agreements.domain.local_rules import StepFacts
from agreements.domain.workflow import perform
from agreements.enums import Form, Phase
from agreements.models import Agreement, LimitOverride, LocalItem, LocalStep
from agreements.procedures import PROCEDURES
from agreements.procedures.local import localised
from agreements.procedures.wording import rule_limit
from tests import factories as make
from tests.cast import Cast

DAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
OWN = StepFacts(
    form=Form.PERJANJIAN_KERJA_SAMA,
    label="Penelitian Bagian Hukum",
    actor="sek",
    basis="Perwali Nomor 12 Tahun 2023",
    after="penyusunan_pks",
    number=4,
    unit=DayUnit.HARI_KERJA,
    gates="sign",
    documents=["Nota dinas", " "],
)


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def set_limit(
    cast: Cast,
    by: User | None = None,
    number: int = 30,
    *,
    procedure: str = "ksdpk_daerah",
    step: str = "persetujuan_dprd",
) -> LimitOverride:
    return local_rules.set_limit(
        cast.government, procedure, step, number=number, unit=DayUnit.HARI, note="Perda 3/2024",
        by=by or cast.staf, now=NOW,
    )  # fmt: skip


def test_another_limit_moves_the_deadline_here_and_nowhere_else(cast: Cast) -> None:
    agreement = cast.draft(burdens_public=True)
    steps.record(agreement, "persetujuan_dprd", facts=steps.StepFacts(received_on=DAY), by=cast.staf, now=NOW)

    def due() -> dt.date | None:
        board = task_list.board(fresh(agreement), today=DAY)
        return next(item.due_on for item in board if item.rule.code == "persetujuan_dprd")

    assert due() == dt.date(2026, 4, 16)
    set_limit(cast)
    assert due() == dt.date(2026, 4, 1)
    other = localised(PROCEDURES["ksdpk_daerah"], make.GovernmentFactory())
    assert other == PROCEDURES["ksdpk_daerah"]
    rule = localised(PROCEDURES["ksdpk_daerah"], cast.government).step("persetujuan_dprd")
    words = "paling lama 30 hari sejak surat diterima (ketentuan daerah; nasional 45 hari)"
    assert rule_limit(rule) == words
    local_rules.drop_limit(cast.government, "ksdpk_daerah", "persetujuan_dprd", by=cast.staf, now=NOW)
    assert due() == dt.date(2026, 4, 16)


def test_the_laws_parts_of_a_limit_are_not_told_beside_another_limit(cast: Cast) -> None:
    rule = PROCEDURES["ksdd_wajib"].step("persetujuan_dprd")
    assert len(rule.sub_limits) == 3
    local_rules.set_limit(
        cast.government, "ksdd_wajib", "persetujuan_dprd", number=30, unit=DayUnit.HARI, note="Perda 3/2024",
        by=cast.staf, now=NOW,
    )  # fmt: skip
    assert localised(PROCEDURES["ksdd_wajib"], cast.government).step("persetujuan_dprd").sub_limits == ()


def test_a_step_without_a_limit_may_get_one(cast: Cast) -> None:
    local_rules.set_limit(
        cast.government, "ksdpk_daerah", "penawaran", number=14, unit=DayUnit.HARI, note="Perbup", by=cast.staf, now=NOW
    )
    kb = cast.draft(form=Form.KESEPAKATAN_BERSAMA)
    steps.record(kb, "penawaran", facts=steps.StepFacts(sent_on=DAY, received_on=DAY), by=cast.staf, now=NOW)
    board = task_list.board(fresh(kb), today=dt.date(2026, 3, 20))
    found = next(item for item in board if item.rule.code == "penawaran")
    assert (found.due_on, found.late_days) == (dt.date(2026, 3, 16), 4)
    assert (
        rule_limit(found.rule)
        == "paling lama 14 hari sejak surat diterima (ketentuan daerah; nasional tidak ditentukan)"
    )


def test_a_limit_of_the_region_for_the_review_runs_from_the_forwarding(cast: Cast) -> None:
    """Service standards name days for review and signature (domain digest 2.8): their clock starts by itself."""
    for step in ("penyusunan_pks", "ttd_pks"):
        set_limit(cast, number=4, step=step)
    agreement = cast.bring(cast.draft(), Phase.DITELAAH)

    def standing(code: str) -> tuple[str, int | None]:
        found = next(item for item in task_list.board(fresh(agreement), today=DAY) if item.rule.code == code)
        begun = found.row.received_on if found.row else None
        return found.state, (found.due_on - begun).days if found.due_on and begun else None

    assert standing("penyusunan_pks") == (task_list.State.BERJALAN, 4)
    assert standing("ttd_pks") == (task_list.State.BELUM, None)
    perform(agreement, "recommend", by=cast.ketua, now=timezone.now())
    assert standing("penyusunan_pks")[0] == task_list.State.SELESAI
    assert standing("ttd_pks") == (task_list.State.BERJALAN, 4)


def test_a_limit_that_comes_later_is_for_documents_that_come_later_as_its_page_says(cast: Cast, client: Client) -> None:
    agreement = cast.bring(cast.draft(), Phase.DITELAAH)
    set_limit(cast, step="penyusunan_pks")
    board = task_list.board(fresh(agreement), today=DAY)
    assert [item.state for item in board if item.rule.code == "penyusunan_pks"] == [task_list.State.BELUM]
    client.force_login(cast.staf)
    page = client.get(reverse("agreements:local_step", args=["ksdpk_daerah", "penyusunan_pks"])).content.decode()
    assert "sampai sesudah batas waktu ini disimpan" in page


def test_what_opens_by_itself_takes_no_limit(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="terbuka dengan sendirinya"):
        set_limit(cast, procedure="ksdpl", step="loi_berlaku")


def test_a_further_step_stands_in_its_place_and_gates_its_move(cast: Cast) -> None:
    agreement = cast.draft()
    step = local_rules.add_step(cast.government, "ksdpk_daerah", facts=OWN, by=cast.staf, now=NOW)
    board = task_list.board(fresh(agreement), today=DAY)
    codes = [item.rule.code for item in board]
    assert codes[:2] == ["penyusunan_pks", step.code]
    assert [item.rule.code for item in gates.closed_gates(fresh(agreement), "sign", today=DAY)] == [step.code]
    steps.record(
        fresh(agreement), step.code, facts=steps.StepFacts(outcome="selesai", done_on=DAY), by=cast.staf, now=NOW
    )
    assert gates.closed_gates(fresh(agreement), "sign", today=DAY) == []
    assert step.documents == ["Nota dinas"]
    local_rules.drop_step(cast.government, step.pk, by=cast.staf, now=NOW)
    assert step.code not in [item.rule.code for item in task_list.board(fresh(agreement), today=DAY)]
    assert fresh(agreement).steps.filter(code=step.code).exists()


def test_a_further_line_joins_the_checklist(cast: Cast) -> None:
    national = PROCEDURES["ksdpk_daerah"].step("studi_kelayakan").contents
    item = local_rules.add_item(
        cast.government, "ksdpk_daerah", "studi_kelayakan", text="analisis risiko", by=cast.staf, now=NOW
    )
    here = localised(PROCEDURES["ksdpk_daerah"], cast.government).step("studi_kelayakan").contents
    assert here == (*national, "analisis risiko")
    with pytest.raises(ValidationError, match="sudah ada"):
        local_rules.add_item(
            cast.government, "ksdpk_daerah", "studi_kelayakan", text="analisis  risiko", by=cast.staf, now=NOW
        )
    local_rules.drop_item(cast.government, item.pk, by=cast.staf, now=NOW)
    assert localised(PROCEDURES["ksdpk_daerah"], cast.government).step("studi_kelayakan").contents == national


@pytest.mark.parametrize("person", ["pengusul", "ketua", "pimpinan", "auditor", "stranger_staf"])
def test_only_staf_and_admin_change_rules(cast: Cast, person: str) -> None:
    with pytest.raises(PermissionDenied):
        set_limit(cast, by=cast.people[person])
    with pytest.raises(PermissionDenied):
        local_rules.add_step(cast.government, "ksdpk_daerah", facts=OWN, by=cast.people[person], now=NOW)
    client = as_(cast.people[person])
    for name, args in (("local_index", []), ("local_procedure", ["sinergi"]), ("days_off", [])):
        url = reverse(f"agreements:{name}", args=args)
        assert client.get(url).status_code == (200 if person == "stranger_staf" else 403)


def test_the_reason_is_asked_for_and_history_keeps_what_was_set(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Dasar dan alasan"):
        local_rules.set_limit(
            cast.government, "sinergi", "penawaran", number=20, unit=DayUnit.HARI, note=" ", by=cast.staf, now=NOW
        )
    set_limit(cast)
    set_limit(cast, number=20, by=cast.admin)
    local_rules.drop_limit(cast.government, "ksdpk_daerah", "persetujuan_dprd", by=cast.admin, now=NOW)
    events = LimitOverride.pgh_event_model.objects.order_by("pgh_id").values_list("number", "changed_by_id")  # type: ignore[attr-defined]
    assert list(events)[:2] == [(30, cast.staf.pk), (20, cast.admin.pk)]


def test_the_pages_set_show_and_take_back(cast: Cast) -> None:
    client = as_(cast.admin)
    page = reverse("agreements:local_step", args=["sinergi", "penawaran"])
    assert client.post(page, {"number": "20", "unit": "hari", "note": ""}).status_code == 422
    assert client.post(page, {"number": "20", "unit": "hari", "note": "Perda 3/2024"}).status_code == 302
    shown = client.get(reverse("agreements:local_procedure", args=["sinergi"])).content.decode()
    assert "paling lama 30 hari" in shown
    assert "paling lama 20 hari" in shown
    assert client.post(page, {"butir": "1", "text": "dukungan anggaran"}).status_code == 302
    assert "dukungan anggaran" in client.get(page).content.decode()
    assert client.post(page, {"kembali": "1"}).status_code == 302
    assert not LimitOverride.objects.exists()
    new = reverse("agreements:local_step_new", args=["sinergi"])
    assert client.post(new, {"label": "Paraf Asisten"}).status_code == 422
    typed = {"label": "Paraf Asisten", "form": "nota_kesepakatan", "actor": "ket", "basis": "Perwali 1/2024"}
    assert client.post(new, typed).status_code == 302
    drop = reverse("agreements:local_drop", args=["sinergi"])
    client.post(drop, {"tahapan": LocalStep.objects.get().pk, "butir": LocalItem.objects.get().pk})
    assert LocalStep.objects.get().dropped_at is not None
    assert not LocalItem.objects.exists()
    assert client.get(reverse("agreements:local_index")).status_code == 200
    assert client.get(reverse("agreements:local_procedure", args=["tidak-ada"])).status_code == 404


class TestDaysOff:
    def test_the_first_day_of_a_year_brings_the_national_days_with_it(self, cast: Cast) -> None:
        days_off.add_day(cast.government, day=dt.date(2026, 4, 6), name="Hari jadi", kind=HolidayKind.LIBUR_NASIONAL)
        assert Holiday.objects.filter(government=cast.government).count() == 26
        assert WorkCalendar(cast.government).add(DAY, 45, DayUnit.HARI_KERJA) == dt.date(2026, 5, 18)

    def test_a_day_taken_off_the_table_is_worked_again(self, cast: Cast) -> None:
        days_off.drop_day(cast.government, day=dt.date(2026, 3, 18))
        assert WorkCalendar(cast.government).is_workday(dt.date(2026, 3, 18)) is True
        assert WorkCalendar(cast.government).is_workday(dt.date(2026, 3, 19)) is False

    def test_the_page_edits_the_table(self, cast: Cast) -> None:
        client = as_(cast.staf)
        page = f"{reverse('agreements:days_off')}?tahun=2026"
        assert "Hari Suci Nyepi" in client.get(page).content.decode()
        assert client.post(page, {"tambah": "1", "day": "", "name": "", "kind": "libur_nasional"}).status_code == 422
        typed = {"tambah": "1", "day": "2026-04-06", "name": "Hari jadi", "kind": "libur_nasional"}
        assert client.post(page, typed).status_code == 302
        assert client.post(page, typed).status_code == 422
        client.post(page, {"hapus": "2026-04-06"})
        assert not Holiday.objects.filter(day=dt.date(2026, 4, 6)).exists()
        client.post(page, {"cuti": "kerja"})
        assert Government.objects.get(pk=cast.government.pk).cuti_bersama_is_off is False
        client.post(f"{reverse('agreements:days_off')}?tahun=2027", {"salin": "1"})
        assert Holiday.objects.filter(day__year=2027).exists()
