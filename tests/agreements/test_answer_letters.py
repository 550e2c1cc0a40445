"""Our answer letters: written from what came in, printed, sent once with number and date, kept with a signed copy."""

import datetime as dt
import io
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from agreements.domain import answer_letters, offers
from agreements.domain.errors import WrongPhase
from agreements.enums import FileKind
from agreements.models import AnswerLetter, Offer
from agreements.pdf import letter as paper
from agreements.pdf.emblems import Emblem
from tests.agreements.pages import fields_of, pdf
from tests.agreements.test_offers import as_, take
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def written(cast: Cast, offer: Offer, kind: str, **values: Any) -> AnswerLetter:
    points = [] if kind == "setuju" else ["Profil perusahaan", "Studi kelayakan"]
    facts = {**answer_letters.beginning(offer, kind), "points": points, **values}
    return answer_letters.draft(offer, values=facts, by=cast.staf)


def html_of(letter: AnswerLetter) -> str:
    """The letter before it is laid out."""
    return render_to_string(
        "pdf/answer_letter.html", {**paper._context(letter), "emblem": Emblem("x", "y"), "created": ""}
    )


def plain(letter: AnswerLetter) -> bytes:
    """In place of the printed letter, where the printing is not the point."""
    return f"%PDF {letter.pk} {letter.number}".encode()


def test_each_kind_says_what_it_is_about_and_to_whom(cast: Cast) -> None:
    offer = take(cast, unit=cast.unit, letter_on=dt.date(2026, 3, 2), received_on=dt.date(2026, 3, 4))
    said = {kind: html_of(written(cast, offer, kind)) for kind in AnswerLetter.Kind.values}
    for text in said.values():
        assert "Yth. Pimpinan PT Serat Optik Pesisir" in text
        assert (
            "Nomor 119/7 tanggal 2 Maret 2026 perihal Terminal tipe C, yang kami terima pada tanggal 4 Maret 2026"
            in text
        )
        assert "WALI KOTA TIRTARAYA" in text
        assert "<li>Kepala Dinas Komunikasi dan Informatika</li>" in text
        assert "Anda" not in text
    assert "menerima penawaran kerja sama tersebut untuk dibahas" in said["setuju"]
    assert "melengkapi:" in said["lengkapi"]
    assert "<li>Studi kelayakan</li>" in said["lengkapi"]
    assert "belum dapat menerima" in said["tolak"]
    assert "Pasal 8 Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020" in said["setuju"]


def test_what_a_letter_cannot_be(cast: Cast) -> None:
    offer = take(cast)
    for kind, sentence in (("lengkapi", "apa yang diminta"), ("tolak", "alasan penolakannya")):
        with pytest.raises(ValidationError, match=sentence):
            written(cast, offer, kind, points=[" "])
    for person in ("pengusul", "pimpinan", "auditor", "stranger_staf"):
        with pytest.raises(PermissionDenied):
            answer_letters.draft(offer, values=answer_letters.beginning(offer, "setuju"), by=cast.people[person])
    letter = written(cast, offer, "setuju")
    today = cast.government.today()
    for day, number, sentence in (
        (today + dt.timedelta(days=1), "1", "belum tiba"),
        (offer.received_on - dt.timedelta(days=1), "1", "sebelum suratnya diterima"),
        (today, " ", "Isi nomor"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            answer_letters.send(letter, number=number, written_on=day, render=plain, by=cast.staf, now=timezone.now())


def test_from_the_page_to_the_signed_copy(cast: Cast) -> None:
    """Written, corrected, sent as PDF/A with its number; then frozen, a file of the draft begun from the offer."""
    offer = take(cast, kind="prakarsa", unit=cast.unit)
    client = as_(cast.staf)
    today = cast.government.today()
    page = client.get(offers.path_of(offer)).content.decode()
    new = reverse("agreements:answer_letter_new", args=[offer.pk, "setuju"])
    assert new in page
    typed = fields_of(client.get(new))
    refused = client.post(new, {**typed, "subject": "", "closing": "Salam"})
    assert refused.status_code == 422
    assert "Salam" in refused.content.decode()
    assert client.post(new, typed).status_code == 302
    letter = AnswerLetter.objects.get()
    change = reverse("agreements:answer_letter_change", args=[letter.pk])
    assert (
        client.post(change, {**typed, "signatory_name": "Raka Wijaya", "copies": "Gubernur\n\nBappeda"}).status_code
        == 302
    )
    agreement = cast.draft()
    offers.became(offer, agreement)
    send = reverse("agreements:answer_letter_send", args=[letter.pk])
    assert client.post(send, {"number": "", "written_on": today.isoformat()}).status_code == 422
    assert client.post(send, {"number": "100.3/7", "written_on": today.isoformat()}).status_code == 302
    offer.refresh_from_db()
    assert (offer.answer, offer.answered_on, offer.answer_number) == ("diterima", today, "100.3/7")
    stored = client.get(reverse("agreements:answer_letter_pdf", args=[letter.pk]))
    body = b"".join(stored.streaming_content)  # type: ignore[attr-defined]
    with pikepdf.open(io.BytesIO(body)) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    text = " ".join(PdfReader(io.BytesIO(body)).pages[0].extract_text().split())
    assert "Nomor : 100.3/7" in text
    assert "Raka Wijaya" in text
    assert "Tembusan: Gubernur Bappeda" in text
    assert client.post(change, typed).status_code == 409
    assert client.post(send, {"number": "2", "written_on": today.isoformat()}).status_code == 409
    assert client.post(reverse("agreements:answer_letter_drop", args=[letter.pk])).status_code == 409
    client.post(reverse("agreements:answer_letter_attach", args=[letter.pk]), {"berkas": pdf("bertanda-tangan.pdf")})
    signed = client.get(reverse("agreements:answer_letter_signed", args=[letter.pk]))
    assert b"".join(signed.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    kept = set(agreement.files.filter(kind=FileKind.SURAT).values_list("name", flat=True))
    assert kept == {"surat-jawaban-100-3-7.pdf", "bertanda-tangan.pdf"}
    assert client.get(reverse("agreements:answer_letter", args=[letter.pk])).status_code == 200
    for name in ("answer_letter", "answer_letter_pdf", "answer_letter_signed"):
        assert as_(cast.stranger_staf).get(reverse(f"agreements:{name}", args=[letter.pk])).status_code == 404


def test_asking_for_more_does_not_stop_our_clock_and_a_refusal_tells_why(cast: Cast) -> None:
    offer = take(cast)
    now, today = timezone.now(), cast.government.today()
    asked = written(cast, offer, "lengkapi")
    answer_letters.send(asked, number="1", written_on=today, render=plain, by=cast.staf, now=now)
    assert list(Offer.objects.waiting()) == [offer]
    refusal, other = written(cast, offer, "tolak"), written(cast, offer, "setuju")
    answer_letters.send(refusal, number="2", written_on=today, render=plain, by=cast.staf, now=now)
    offer.refresh_from_db()
    assert (offer.answer, offer.answer_note) == ("ditolak", "Profil perusahaan\nStudi kelayakan")
    with pytest.raises(WrongPhase, match="sudah dijawab"):
        answer_letters.send(other, number="3", written_on=today, render=plain, by=cast.staf, now=now)
    answer_letters.drop(other, by=cast.staf)
    assert offer.letters.count() == 2
    agreement = cast.draft()
    answer_letters.hand_over(offer, agreement, by=cast.staf, now=now)
    assert agreement.files.filter(kind=FileKind.SURAT).count() == 2
