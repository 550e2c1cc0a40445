"""The register card: one page, every key fact, nothing internal for the public."""

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.template.loader import render_to_string

from agreements import pdf
from agreements.domain import files, verification
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement
from agreements.pdf import card
from tests.agreements.papers import NOW, kb, neighbours, pages_of, words_on
from tests.agreements.test_files import pdf_bytes, upload
from tests.cast import Cast

pytest_plugins = ["tests.cast"]


def text_of(agreement: Agreement, *, public: bool = True) -> str:
    """What the card says, without laying it out."""
    context, _pictures = card.context(agreement, now=NOW, public=public)
    return words_on(render_to_string("pdf/card.html", {**context, "density": ""}))


@pytest.fixture
def signed(cast: Cast) -> Agreement:
    return cast.signed(
        signed_on=dt.date(2026, 3, 2),
        ends_on=dt.date(2029, 3, 1),
        value_amount=1_500_000_000,
        funding_sources=["apbd"],
        sdgs=[9],
    )


def test_key_facts_stand_on_it(signed: Agreement) -> None:
    (text,) = pages_of(pdf.render_card(signed, now=NOW, public=True))
    for fact in (
        str(signed.register_no),
        signed.title,
        "Pemerintah Kota Tirtaraya",
        "PT Serat Optik Pesisir",
        "100.3.7/001/PKS/2026",
        "SPK/003/DIR/2026",
        "Penanda Tangan 2, Direktur Utama",
        "2 Maret 2026",
        "1 Maret 2029",
        "3 (tiga) tahun",
        "Rp1.500.000.000,00",
        "2.16 Komunikasi dan informatika",
        "9 Industri, Inovasi, dan Infrastruktur",
        "Berlaku",
        "2 Maret 2026 pukul 09.30 WIB",
    ):
        assert fact in text, fact


def test_the_code_leads_to_the_permanent_page(signed: Agreement, settings: Any) -> None:
    body = pdf.render_card(signed, now=NOW, public=True)
    links = [
        annotation.get_object()["/A"]["/URI"]
        for annotation in pypdf.PdfReader(io.BytesIO(body)).pages[0]["/Annots"]  # type: ignore[attr-defined]
    ]
    expected = f"{settings.PUBLIC_URL}/naskah/{signed.government.code}/{signed.register_no}/"
    assert set(links) == {expected}
    assert card.permanent_address(signed) == f"{settings.PUBLIC_URL}{signed.get_absolute_url()}"
    context, _pictures = card.context(signed, now=NOW, public=True)
    assert context["address"] == expected


def test_the_scan_is_proved_by_its_hash_and_only_named_inside(cast: Cast, signed: Agreement) -> None:
    scan = files.store(
        signed, upload(pdf_bytes("a"), "pindaian rahasia.pdf"), kind=FileKind.PINDAIAN, by=cast.staf, now=NOW
    )
    shown = " ".join(scan.sha256[start : start + 8] for start in range(0, 64, 8))
    public, internal = text_of(signed), text_of(signed, public=False)
    assert shown in public
    assert shown in internal
    assert "pindaian rahasia.pdf" in internal
    assert "pindaian rahasia.pdf" not in public
    files.withdraw(scan, reason="Salah.", by=cast.staf, now=NOW)
    assert shown not in text_of(signed)


def test_the_public_card_knows_only_public_copies(cast: Cast, signed: Agreement) -> None:
    hidden = files.store(signed, upload(pdf_bytes("b")), kind=FileKind.SALINAN_PUBLIK, by=cast.staf, now=NOW)
    assert hidden.sha256[:8] not in text_of(signed)
    files.change_visibility(hidden, visibility=Visibility.PUBLIK, reason="Dibuka.", by=cast.staf, now=NOW)
    assert hidden.sha256[:8] in text_of(signed)


def test_internal_facts_stay_inside(cast: Cast, signed: Agreement) -> None:
    Agreement.objects.filter(pk=signed.pk).update(custody="Lemari 3", needs_review=True, review_note="Cek hari.")
    signed = Agreement.objects.get(pk=signed.pk)
    internal, public = text_of(signed, public=False), text_of(signed)
    for secret in ("Lemari 3", "Cek hari.", "untuk keperluan dinas", "rangkap 2 (dua)"):
        assert secret in internal
        assert secret not in public


def test_one_page_whatever_there_is_to_say(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "TIGHTER", (card.TIGHTER[0], card.TIGHTER[-1]))
    agreement = kb(
        cast,
        parties=neighbours(cast, 11),
        title="PENYELENGGARAAN LAYANAN TERPADU DAN BERKELANJUTAN " * 9,
        object="Objek yang diuraikan panjang sekali. " * 12,
        urusan=["1.01", "1.02", "1.03", "2.11", "2.16", "2.20"],
        sdgs=list(range(1, 18)),
        funding_sources=["apbn", "apbd", "hibah"],
    )
    (page,) = pages_of(pdf.render_card(agreement, now=NOW, public=False))
    assert "Pihak Kedua Belas" in page


def test_a_draft_says_that_it_is_one(cast: Cast) -> None:
    text = text_of(cast.draft(), public=False)
    assert "belum bernomor" in text
    assert "Dalam proses" in text
    assert "/ruang/naskah/" in text
    assert "Kode verifikasi" not in text


def test_imprecise_dates_are_not_made_exact(cast: Cast) -> None:
    agreement = cast.draft()
    agreement.signed_on, agreement.signed_precision = dt.date(2015, 1, 1), "tahun"
    facts = dict(card._signing(agreement))
    assert facts["Ditandatangani"] == "tahun 2015"


def test_codes_name_their_document_and_no_other(signed: Agreement) -> None:
    code = verification.code_of(signed)
    assert verification.agreement_id_of(code) == signed.pk
    assert verification.agreement_id_of(f" {code.upper()} ") == signed.pk
    head, _dash, proof = code.partition("-")
    for wrong in (
        "",
        "-",
        head,
        f"{head}-",
        f"{head}-{'a' * 12}",
        f"0{code}",
        f"1{head}-{proof}",
        "é-x",
        "9" * 99 + "-x",
    ):
        assert verification.agreement_id_of(wrong) is None, wrong


def test_code_changes_with_the_installation(signed: Agreement, settings: Any) -> None:
    code = verification.code_of(signed)
    settings.SECRET_KEY = "lain" * 12
    assert verification.agreement_id_of(code) is None
