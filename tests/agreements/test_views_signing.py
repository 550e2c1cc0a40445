"""What is recorded of a finished text: its signing, its end, its replacement, a correction."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from agreements import pdf as printing
from agreements.enums import Capacity, FileKind, Form, Phase, Relation
from agreements.models import Agreement, Correction
from tests.agreements.pages import as_, fields_of, pdf, url
from tests.agreements.test_files import pdf_bytes
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


# --- Signing --------------------------------------------------------------------------------------------------------


def signing_of(cast: Cast, client: Client, agreement: Agreement, **values: Any) -> dict[str, Any]:
    fields = fields_of(client.get(url("sign", agreement)), marker="data-term-form")
    today = cast.government.today()
    filled = {
        "signed_on": f"{today:%d-%m-%Y}",
        "pihak-0-signatory_name": "Sri Wahyuni",
        "pihak-1-signatory_name": "Budi Hartono",
        "pihak-1-capacity": Capacity.PIMPINAN_PIHAK_KETIGA.value,
    }
    return {**fields, **filled, **values}


def test_a_signing_freezes_and_numbers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    client = as_(cast.staf)
    data = signing_of(cast, client, agreement, pindaian=pdf(), salinan=pdf("salinan.pdf"))
    assert data["pihak-0-capacity"] == [Capacity.KEPALA_DAERAH.value]
    assert data["copies_original"] == ["2"]
    response = client.post(url("sign", agreement), data)
    agreement.refresh_from_db()
    assert response.status_code == 302
    assert agreement.phase == Phase.DITANDATANGANI
    assert agreement.register_no
    assert agreement.ends_on is not None  # from "3 (tiga) tahun"
    assert {(f.kind, f.visibility) for f in agreement.files.all()} == {
        (FileKind.PINDAIAN, "terbatas"),
        (FileKind.SALINAN_PUBLIK, "publik"),
        (FileKind.CETAKAN, "terbatas"),  # the text as it was signed, whatever the layout becomes
    }
    assert [p.signatory_name for p in agreement.ordered_parties()] == ["Sri Wahyuni", "Budi Hartono"]
    assert client.post(url("sign", agreement), data).status_code == 409
    kept = agreement.files.get(kind=FileKind.CETAKAN)
    monkeypatch.setattr(printing, "render_agreement", lambda *_args, **_more: b"%PDF a new layout")
    served = client.get(url("pdf", agreement))
    assert hashlib.sha256(b"".join(served)).hexdigest() == kept.sha256, "as signed, not as laid out now"


def test_a_signing_stands_when_its_print_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a font is gone")

    monkeypatch.setattr("agreements.pdf.render_agreement", broken)
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    client = as_(cast.staf)
    answer = client.post(url("sign", agreement), signing_of(cast, client, agreement), follow=True)
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DITANDATANGANI
    assert "Cetakan naskah belum tersimpan" in answer.content.decode()


def test_warnings_are_read_first_and_do_not_block(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(form=Form.KESEPAKATAN_BERSAMA, duration_text=""), Phase.DIREKOMENDASIKAN)
    cast.open_gates(agreement, "sign")
    client = as_(cast.staf)
    data = signing_of(cast, client, agreement, ends_on="1-1-2090", pindaian=pdf(), **{"pihak-0-capacity": "kuasa"})
    told = client.post(url("sign", agreement), data)
    page = told.content.decode()
    agreement.refresh_from_db()
    assert told.status_code == 422
    assert agreement.phase == Phase.DIREKOMENDASIKAN
    assert "paling lama 5 tahun" in page
    assert "lazimnya ditandatangani oleh Kepala Daerah" in page
    assert "pindaian.pdf" in page  # kept, not lost
    assert fields_of(told, marker="data-term-form")["ends_on"] == ["1-1-2090"]
    assert "PIHAK KESATU ditandatangani penerima kuasa, tetapi nomor dan tanggal surat kuasanya belum tercatat" in page
    assert page.count('<details class="more" open>') == 1, "the letter of power is asked for where it is missing"
    again = {**fields_of(told, marker="data-term-form"), "dibaca": "kb_term,not_signed_by_head"}
    assert client.post(url("sign", agreement), again).status_code == 422, "not all that warns was read"
    letter = {"pihak-0-basis_number": "100.3.7/44/SK/2026", "pihak-0-basis_on": "3-2-2026"}
    assert client.post(url("sign", agreement), {**again, **letter}).status_code == 302
    assert {c.code for c in agreement.cautions.all()} == {"kb_term", "not_signed_by_head"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"signed_on": ""}, "Isi tanggal penandatanganannya."),
        ({"signed_on": "31-02-2026"}, "tidak ada dalam kalender"),
        ({"signed_on": "1-1-2190"}, "belum tiba"),
        ({"ends_on": "1-1-2001"}, "tidak boleh sebelum"),
        ({"pihak-1-signatory_name": ""}, "Isi nama penanda tangannya."),
        ({"pihak-1-capacity": ""}, "Pilih dalam kapasitas apa"),
        ({"copies_original": "banyak"}, "angka"),
        ({"pihak-TOTAL_FORMS": "1"}, "PIHAK KEDUA"),
        ({"signed_place": "x" * 200}, "120"),
    ],
)
def test_signing_refuses_what_cannot_be(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    client = as_(cast.staf)
    response = client.post(url("sign", agreement), signing_of(cast, client, agreement, **values))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DIREKOMENDASIKAN


def test_a_signing_tells_every_fault_at_once(cast: Cast) -> None:
    """Nobody mends one field only to be told about the next."""
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    client = as_(cast.staf)
    wrong = {"signed_on": "1-1-2190", "ends_on": "1-1-2001", "pihak-0-capacity": "", "copies_original": "banyak"}
    page = client.post(url("sign", agreement), signing_of(cast, client, agreement, **wrong)).content.decode()
    for sentence in ("belum tiba", "tidak boleh sebelum", "Pilih dalam kapasitas apa", "angka"):
        assert sentence in page, sentence


def test_a_scan_that_is_no_document_is_refused_with_a_sentence(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIREKOMENDASIKAN)
    client = as_(cast.staf)
    fake = SimpleUploadedFile("pindaian.pdf", b"%PDF-1.7 terpotong", content_type="application/pdf")
    response = client.post(url("sign", agreement), signing_of(cast, client, agreement, pindaian=fake))
    assert response.status_code == 422
    assert "pindaian.pdf tidak disimpan" in response.content.decode()


@pytest.mark.parametrize("page", ["sign", "end", "replace", "correct", "register_legacy"])
@pytest.mark.parametrize(("who", "status"), [("pengusul", 403), ("auditor", 403), ("stranger_staf", 404)])
def test_only_staf_records(cast: Cast, page: str, who: str, status: int) -> None:
    agreement = cast.draft(legacy=True)
    assert as_(getattr(cast, who)).get(url(page, agreement)).status_code == status


# --- Ending and replacing -------------------------------------------------------------------------------------------


def test_ending_with_its_document(cast: Cast) -> None:
    agreement = cast.signed()
    client = as_(cast.staf)
    data = {**fields_of(client.get(url("end", agreement))), "reason": "kesepakatan", "note": "Disepakati para pihak."}
    missing = client.post(url("end", agreement), data)
    assert missing.status_code == 422
    assert "Lampirkan dokumen pengakhiran." in missing.content.decode()
    too_early = client.post(url("end", agreement), {**data, "reason": "jangka_waktu"})
    assert too_early.status_code == 422, "the end of the term is no way round a reason and its document"
    assert "Untuk mengakhirinya lebih awal, pilih alasan lain." in too_early.content.decode()
    assert client.post(url("end", agreement), {**data, "document": pdf("akhir.pdf")}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.phase, agreement.ended_on) == (Phase.DIAKHIRI, cast.government.today())


def test_change_of_leadership_is_no_reason(cast: Cast) -> None:
    agreement = cast.signed()
    client = as_(cast.staf)
    data = {"reason": "pergantian_kepala_daerah", "last_day": "1-1-2026", "note": "x", "document": pdf()}
    assert client.post(url("end", agreement), data).status_code == 422


def test_replacement_is_chosen_among_signed_ones(cast: Cast) -> None:
    agreement = cast.signed()
    client = as_(cast.staf)
    assert "Belum ada naskah pengganti" in client.get(url("replace", agreement)).content.decode()
    other = cast.signed(title="Naskah lain")
    response = client.post(url("replace", agreement), {"replacement": other.pk, "note": "x"})
    assert response.status_code == 422
    replacement = cast.draft(title="Pengganti", parent=agreement, relation=Relation.PENGGANTIAN)
    cast.bring(replacement, Phase.DITANDATANGANI, ends_on=cast.government.today() + dt.timedelta(days=500))
    agreement.refresh_from_db()
    assert agreement.phase == Phase.DIGANTIKAN


# --- Correcting -----------------------------------------------------------------------------------------------------


def test_correction_shows_old_and_new_before_it_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = cast.signed()
    client = as_(cast.staf)
    prints = []
    for text in ("as signed", "as laid out later"):
        monkeypatch.setattr(printing, "render_agreement", lambda *_a, _text=text, **_more: pdf_bytes(_text))
        monkeypatch.setattr(printing, "_layout_version", lambda _text=text: _text)
        prints.append(printing.keep_printed(agreement, by=cast.staf, now=timezone.now()))
    monkeypatch.setattr(printing, "render_agreement", lambda *_a, **_more: pdf_bytes("as corrected"))
    fields = fields_of(client.get(url("correct", agreement)), marker="class")
    data = {**fields, "reason": "Salah ketik", "title": "Judul yang benar", "pihak-1-number": "B/2"}
    data |= {"value_amount": "1.500.000", "funding_sources": ["apbd", "hibah"], "languages": ["id", "en"]}
    data["lead_unit"] = [str(cast.other_unit.pk)]
    preview = client.post(url("correct", agreement), data)
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "Judul yang benar" in page
    assert "SPK/003/DIR/2026" in page
    assert all(
        words in page for words in ("Rp1.500.000,00", "APBD, Hibah", "Indonesia, Inggris", f">{cast.other_unit}</td>")
    )
    assert not Correction.objects.exists()
    assert client.post(url("correct", agreement), {**data, "simpan": "1"}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.title, agreement.value_amount) == ("Judul yang benar", Decimal(1_500_000))
    assert agreement.lead_unit == cast.other_unit
    story = client.get(url("detail", agreement)).content.decode()
    assert "Salah ketik" in story
    assert "SPK/003/DIR/2026" in story
    kept = agreement.files.filter(kind=FileKind.CETAKAN).order_by("version")
    assert list(kept) == prints, "a correction prints nothing: what was signed is what was signed"
    assert printing.kept_print(agreement) == prints[0]
    agreement.legacy = True
    assert printing.kept_print(agreement) is None, "an old paper was signed elsewhere: our reading of it, as corrected"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Tidak ada yang berubah."),
        ({"title": "Lain", "reason": ""}, "Alasan koreksi wajib diisi."),
        ({"signed_on": ""}, "Isi tanggal penandatanganannya."),
        ({"ends_on": "1-1-2001"}, "tidak boleh sebelum"),
        ({"pihak-0-name_as_signed": ""}, "Nama pihak tidak boleh kosong."),
    ],
)
def test_corrections_that_are_refused(cast: Cast, values: dict[str, str], sentence: str) -> None:
    agreement = cast.signed()
    client = as_(cast.staf)
    fields = fields_of(client.get(url("correct", agreement)), marker="class")
    response = client.post(url("correct", agreement), {**fields, "reason": "Alasan", **values, "simpan": "1"})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Correction.objects.exists()


def test_a_draft_is_not_corrected_but_edited(cast: Cast) -> None:
    agreement = cast.draft()
    assert as_(cast.staf).get(url("correct", agreement))["Location"] == url("edit", agreement)
