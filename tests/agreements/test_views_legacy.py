"""An old paper is registered as it is; what is new waits for the steps of the law."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.domain import gates
from agreements.enums import Form, Phase
from agreements.models import Agreement
from tests.agreements.pages import as_, fields_of, pdf, url
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


# --- Naskah lama ----------------------------------------------------------------------------------------------------


def legacy_form(cast: Cast, client: Client, **values: Any) -> dict[str, Any]:
    fields = fields_of(client.get(reverse("agreements:create_legacy"), follow=True))
    needed = {
        "form": "perjanjian_kerja_sama", "cooperation_kind": "ksdpk", "title": "PKS LAMA",
        "lead_unit": str(cast.unit.pk),
        "pihak-1-source": f"p{cast.partner.pk}", "pihak-1-number": "12/1999",
    }  # fmt: skip
    return {**fields, **needed, **values}


def test_an_old_paper_is_registered_at_once_with_its_scan(cast: Cast) -> None:
    client = as_(cast.staf)
    data = legacy_form(
        cast, client, signed_on="2019", duration_text="35 (tiga puluh lima) tahun", needs_review="on", daftarkan="1",
        review_note="Tanggal lengkap belum ditemukan", berkas=pdf(), jenis_berkas="pindaian",
    )  # fmt: skip
    assert client.post(reverse("agreements:create_legacy"), data).status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.phase, agreement.signed_precision, agreement.ends_precision) == (
        Phase.DITANDATANGANI,
        "tahun",
        "tahun",
    )
    assert agreement.needs_review
    assert agreement.register_no == "PKS-2019-0001"
    page = client.get(url("detail", agreement)).content.decode()
    assert "Tanggal lengkap belum ditemukan" in page
    assert "1 Januari 2019" not in page.split("Waktu dan penandatanganan")[1].split("</section>")[0]


def test_an_old_paper_without_any_date_is_marked_for_review(cast: Cast) -> None:
    client = as_(cast.staf)
    data = legacy_form(cast, client, daftarkan="1")
    assert client.post(reverse("agreements:create_legacy"), data).status_code == 302
    assert Agreement.objects.get().needs_review


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"pihak-1-source": "", "pihak-1-number": ""}, "sedikitnya dua pihak"),
        ({"pihak-0-source": "", "pihak-TOTAL_FORMS": "2"}, "sedikitnya dua pihak"),
        ({"signed_on": "besok"}, "bukan tanggal"),
        ({"signed_on": "2190"}, "belum tiba"),
        ({"signed_on": "2019", "ends_on": "2018"}, "tidak boleh sebelum"),
    ],
)
def test_an_old_paper_that_cannot_be(cast: Cast, values: dict[str, str], sentence: str) -> None:
    client = as_(cast.staf)
    response = client.post(reverse("agreements:create_legacy"), legacy_form(cast, client, daftarkan="1", **values))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Agreement.objects.exists()


def test_a_refused_scan_leaves_a_draft_that_is_registered_later(cast: Cast) -> None:
    client = as_(cast.staf)
    bad = SimpleUploadedFile("jahat.pdf", b"<html><script>1</script>", content_type="application/pdf")
    response = client.post(
        reverse("agreements:create_legacy"), legacy_form(cast, client, daftarkan="1", berkas=bad), follow=True
    )
    agreement = Agreement.objects.get()
    assert agreement.phase == Phase.DRAF
    assert "jahat.pdf tidak disimpan" in response.content.decode()
    assert "belum didaftarkan" in response.content.decode()
    page = client.get(url("register_legacy", agreement))
    assert page.status_code == 200
    done = client.post(url("register_legacy", agreement), {**fields_of(page), "pindaian": pdf()})
    assert done.status_code == 302
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DITANDATANGANI
    assert client.post(url("register_legacy", agreement), {"versi": ""}).status_code == 409


def test_only_old_papers_skip_the_review(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    assert client.get(url("register_legacy", agreement)).status_code == 404
    assert url("register_legacy", agreement) not in client.get(url("detail", agreement)).content.decode()


# --- Steps of the law -----------------------------------------------------------------------------------------------


def test_a_closed_gate_is_named_and_opened_by_recording_the_step(cast: Cast) -> None:
    agreement = cast.draft(form=Form.KESEPAKATAN_BERSAMA)
    cast.bring(agreement, Phase.DIAJUKAN)
    client = as_(cast.staf)
    page = client.get(url("detail", agreement)).content.decode()
    assert "Masih ditunggu" in page
    code = next(gate.rule.code for gate in gates.closed_gates(agreement, "forward", today=cast.government.today()))
    address = reverse("agreements:step", args=[agreement.pk, code])
    assert address in page
    fields = fields_of(client.get(address), marker="class")
    today = f"{cast.government.today():%d-%m-%Y}"
    future = client.post(address, {**fields, "done_on": "1-1-2190", "outcome": "selesai"})
    assert future.status_code == 422
    assert "belum tiba" in future.content.decode()
    sent = {**fields, "done_on": today, "outcome": "selesai", "letter_number": "A/1", "bukti": pdf("bukti.pdf")}
    assert client.post(address, sent).status_code == 302
    row = agreement.steps.get(code=code)
    assert (row.letter_number, row.evidence is not None) == ("A/1", True)
    assert code not in {
        gate.rule.code for gate in gates.closed_gates(agreement, "forward", today=cast.government.today())
    }


def test_a_step_is_waived_only_by_staf_and_with_a_reason(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(form=Form.KESEPAKATAN_BERSAMA), Phase.DIAJUKAN)
    code = gates.closed_gates(agreement, "forward", today=cast.government.today())[0].rule.code
    address = reverse("agreements:step_waive", args=[agreement.pk, code])
    assert as_(cast.pengusul).post(address, {"reason": "Sudah"}).status_code == 403
    assert as_(cast.staf).post(address, {"reason": " "}).status_code == 422
    assert as_(cast.staf).post(address, {"reason": "Sudah ada kajian tahun lalu."}).status_code == 302
    assert "Sudah ada kajian tahun lalu." in as_(cast.staf).get(url("detail", agreement)).content.decode()
    assert as_(cast.staf).get(reverse("agreements:step", args=[agreement.pk, "tidak_ada"])).status_code == 404


def test_consent_of_the_dprd_is_a_reasoned_decision(cast: Cast) -> None:
    agreement = cast.draft(burdens_public=None, unbudgeted=None)
    client = as_(cast.pengusul)
    address = url("consent", agreement)
    refused = client.post(address, {"burdens_public": "", "unbudgeted": "tidak", "reason": ""})
    assert refused.status_code == 422
    assert "Pilih ya atau tidak." in refused.content.decode()
    decided = {"burdens_public": "tidak", "unbudgeted": "tidak", "reason": "Anggaran tersedia."}
    assert client.post(address, decided).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.burdens_public, agreement.consent_reason) == (False, "Anggaran tersedia.")
    assert as_(cast.auditor).get(address).status_code == 403
