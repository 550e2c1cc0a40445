"""The page of a document, its moves, signing, ending, replacing, correcting, its pasal, its list and its history."""

import datetime as dt
import hashlib
import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from agreements import pdf as printing
from agreements.domain import gates, value_history
from agreements.domain.workflow import MOVES, moves_for
from agreements.enums import Capacity, FileKind, Form, Phase, Relation
from agreements.models import Agreement, Correction, File, Party, Transition
from agreements.views.lists import SIZE
from tests.agreements.pages import fields_of
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, agreement: Agreement) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk])


def pdf(name: str = "pindaian.pdf") -> SimpleUploadedFile:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="application/pdf")


PHASES = [Phase.DRAF, Phase.DIAJUKAN, Phase.DITELAAH, Phase.DIKEMBALIKAN, Phase.DIREKOMENDASIKAN, Phase.DITANDATANGANI,
          Phase.DITOLAK, Phase.DIBATALKAN, Phase.DIAKHIRI]  # fmt: skip


@pytest.mark.parametrize("phase", PHASES)
def test_page_offers_exactly_the_moves_of_the_table(cast: Cast, phase: str) -> None:
    agreement = cast.bring(cast.draft(), phase)
    for who in ("staf", "pengusul", "ketua", "auditor"):
        person = getattr(cast, who)
        response = as_(person).get(url("detail", agreement))
        if not person.has_perm("agreements.view_agreement", agreement):
            assert response.status_code == 404
            continue
        page = response.content.decode()
        offered = {move.action for move in moves_for(person, agreement)}
        posted = {action for action in MOVES if f'name="aksi" value="{action}"' in page}
        assert posted == {action for action in offered if not MOVES[action].page}
        for action in offered & {"sign", "end"}:
            assert f'href="{url(action, agreement)}"' in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("staf", 200), ("pengusul", 200), ("colleague", 404), ("ketua", 404), ("auditor", 200), ("stranger_staf", 404)],
)
def test_who_sees_a_draft(cast: Cast, who: str, status: int) -> None:
    agreement = cast.draft()
    assert as_(getattr(cast, who)).get(url("detail", agreement)).status_code == status


def test_html_in_facts_is_shown_as_text(cast: Cast) -> None:
    script = "<script>alert(1)</script>"
    agreement = cast.draft(title=script, object=script, scope=script)
    assert script not in as_(cast.staf).get(url("detail", agreement)).content.decode()


# --- Moves ----------------------------------------------------------------------------------------------------------


def test_a_move_and_its_double_click(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.pengusul)
    sent = {"aksi": "submit", "versi": "1"}
    assert client.post(url("move", agreement), sent).status_code == 302
    again = client.post(url("move", agreement), {"aksi": "submit"})
    assert again.status_code == 409
    assert "sudah berada pada tahap “Diajukan”" in again.content.decode()
    assert client.post(url("move", agreement), sent).status_code == 409
    assert Transition.objects.count() == 1


def test_a_move_over_a_version_one_has_not_seen_is_409(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    edit = url("edit", agreement)
    client.post(edit, {**fields_of(client.get(edit)), "title": "Berubah", "simpan": "1"})
    response = as_(cast.pengusul).post(url("move", agreement), {"aksi": "submit", "versi": "1"})
    assert response.status_code == 409
    assert "mengubah naskah ini" in response.content.decode()
    assert not Transition.objects.exists()


def test_a_return_needs_its_reason(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    response = as_(cast.staf).post(url("move", agreement), {"aksi": "return", "catatan": "  "})
    assert response.status_code == 422
    assert "Alasan wajib diisi." in response.content.decode()


@pytest.mark.parametrize(
    ("who", "action", "status"),
    [("pengusul", "return", 403), ("staf", "terbang", 404), ("staf", "sign", 404), ("colleague", "submit", 404)],
)
def test_moves_that_are_refused(cast: Cast, who: str, action: str, status: int) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    assert as_(getattr(cast, who)).post(url("move", agreement), {"aksi": action}).status_code == status
    assert as_(getattr(cast, who)).get(url("move", agreement)).status_code == 405


def test_what_is_missing_links_to_where_it_is_mended(cast: Cast) -> None:
    agreement = cast.draft(object="", parties=[])
    page = as_(cast.pengusul).post(url("move", agreement), {"aksi": "submit"}).content.decode()
    assert f"{url('edit', agreement)}#isi" in page
    assert f"{url('edit', agreement)}#para-pihak" in page


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
    again = {**fields_of(told, marker="data-term-form"), "dibaca": "kb_term,not_signed_by_head"}
    assert client.post(url("sign", agreement), {**again, "dibaca": "kb_term"}).status_code == 422
    assert client.post(url("sign", agreement), again).status_code == 302
    assert {c.code for c in agreement.cautions.all()} >= {"kb_term", "not_signed_by_head"}


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


def test_correction_shows_old_and_new_before_it_is_kept(cast: Cast) -> None:
    agreement = cast.signed()
    client = as_(cast.staf)
    fields = fields_of(client.get(url("correct", agreement)), marker="class")
    data = {**fields, "reason": "Salah ketik", "title": "Judul yang benar", "pihak-1-number": "B/2"}
    preview = client.post(url("correct", agreement), data)
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "Judul yang benar" in page
    assert "SPK/003/DIR/2026" in page
    assert not Correction.objects.exists()
    assert client.post(url("correct", agreement), {**data, "simpan": "1"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == "Judul yang benar"
    story = client.get(url("detail", agreement)).content.decode()
    assert "Salah ketik" in story
    assert "SPK/003/DIR/2026" in story


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


# --- Pasal ----------------------------------------------------------------------------------------------------------


def test_pasal_are_written_moved_and_filled(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.pengusul)
    address = url("articles", agreement)
    fields = fields_of(client.get(address))
    standard = client.post(address, {**fields, "baku": "1"})
    assert "Belum disimpan" in standard.content.decode()
    assert not agreement.articles.exists()
    filled = fields_of(standard)
    assert int(filled["pasal-TOTAL_FORMS"][0]) > 5
    first, second = filled["pasal-0-heading"], filled["pasal-1-heading"]
    moved = fields_of(client.post(address, {**filled, "turun": "0"}))
    assert (moved["pasal-0-heading"], moved["pasal-1-heading"]) == (second, first)
    assert client.post(address, {**moved, "simpan": "1"}).status_code == 302
    assert [a.heading for a in agreement.articles.order_by("order")][:2] == [second[0], first[0]]


def test_pasal_without_heading_come_back(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    address = url("articles", agreement)
    data = {**fields_of(client.get(address)), "pasal-0-body": "Isi tanpa judul", "simpan": "1"}
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Beri judul pasal ini." in response.content.decode()
    assert fields_of(response)["pasal-0-body"] == ["Isi tanpa judul"]


def test_pasal_saved_by_two_people_show_both(cast: Cast) -> None:
    agreement = cast.draft()
    address = url("articles", agreement)
    staf, pengusul = as_(cast.staf), as_(cast.pengusul)
    mine = {**fields_of(pengusul.get(address)), "pasal-0-heading": "Punya saya", "pasal-0-body": "a", "simpan": "1"}
    theirs = {**fields_of(staf.get(address)), "pasal-0-heading": "Punya staf", "pasal-0-body": "b", "simpan": "1"}
    staf.post(address, theirs)
    conflict = pengusul.post(address, mine)
    assert conflict.status_code == 409
    assert "Punya staf" in conflict.content.decode()
    assert fields_of(conflict)["pasal-0-heading"] == ["Punya saya"]
    assert pengusul.post(address, {**fields_of(conflict), "simpan": "1"}).status_code == 302
    assert [a.heading for a in agreement.articles.all()] == ["Punya saya"]


def test_pasal_of_what_moved_on_are_409(cast: Cast) -> None:
    agreement = cast.bring(cast.draft(), Phase.DIAJUKAN)
    assert as_(cast.pengusul).get(url("articles", agreement)).status_code == 409


# --- List and history -----------------------------------------------------------------------------------------------


def titles(response: Any) -> list[str]:
    return [str(one) for one, _validity in response.context["rows"]]


def test_list_shows_what_one_may_see(cast: Cast) -> None:
    cast.draft(title="Draf unit")
    cast.bring(cast.draft(title="Sedang ditelaah"), Phase.DITELAAH)
    cast.signed(title="Sudah berlaku")
    seen = {
        who: set(titles(as_(getattr(cast, who)).get(reverse("agreements:list"))))
        for who in ("staf", "colleague", "ketua")
    }
    assert seen["staf"] == {"Draf unit", "Sedang ditelaah", "Sudah berlaku"}
    assert seen["colleague"] == {"Sudah berlaku"}
    assert seen["ketua"] == {"Sedang ditelaah", "Sudah berlaku"}


def test_list_is_narrowed(cast: Cast) -> None:
    cast.draft(title="Draf air")
    cast.signed(title="Air bersih")
    client = as_(cast.staf)
    address = reverse("agreements:list")
    assert titles(client.get(address, {"tahap": "draf"})) == ["Draf air"]
    assert titles(client.get(address, {"keadaan": "berlaku"})) == ["Air bersih"]
    assert titles(client.get(address, {"bentuk": "kontrak"})) == []
    assert "Tidak ada naskah yang cocok" in client.get(address, {"bentuk": "kontrak"}).content.decode()
    wrong = client.get(address, {"tahun": "abc"})
    assert wrong.status_code == 200
    assert "Saringan ini tidak dapat dipakai" in wrong.content.decode()


def test_list_is_paged_by_key(cast: Cast) -> None:
    for number in range(SIZE + 3):
        cast.draft(title=f"Draf {number:02d}")
    client = as_(cast.staf)
    first = client.get(reverse("agreements:list"))
    second = client.get(reverse("agreements:list") + first.context["next"])
    assert len(titles(first)) == SIZE
    assert titles(second) == ["Draf 02", "Draf 01", "Draf 00"]
    assert not first.context["previous"]
    back = client.get(reverse("agreements:list") + second.context["previous"])
    assert titles(back) == titles(first)
    assert client.get(reverse("agreements:list"), {"sesudah": "99999999T999999.999999-1"}).status_code == 200


def test_empty_list_says_how_to_begin(cast: Cast) -> None:
    assert "Belum ada naskah" in as_(cast.staf).get(reverse("agreements:list")).content.decode()


def test_list_costs_the_same_for_one_and_for_three(cast: Cast) -> None:

    client = as_(cast.staf)
    cast.signed(title="Satu")
    client.get(reverse("agreements:list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("agreements:list"))
    cast.signed(title="Dua")
    cast.signed(title="Tiga")
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("agreements:list"))
    assert len(three) == len(one)


def test_history_is_for_those_who_oversee(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    address = url("edit", agreement)
    client.post(address, {**fields_of(client.get(address)), "title": "Judul kedua", "simpan": "1"})
    page = as_(cast.auditor).get(url("history", agreement)).content.decode()
    assert "Penyediaan Jaringan Internet Ruang Publik" in page
    assert "Judul kedua" in page
    assert "Staf" in page
    assert as_(cast.pengusul).get(url("history", agreement)).status_code == 403


def test_history_names_every_fact_in_words() -> None:
    """A field without a name of its own would be told as ``Frozen at``."""
    same_in_both = {"sdgs", "object", "urusan"}
    for model in (Agreement, Party, File):
        for field in model._meta.concrete_fields:
            if field.attname in value_history.MECHANICAL or field.name in same_in_both:
                continue
            told = value_history.label_of(model, field.name)
            assert told.lower() != field.name.replace("_", " "), f"{model.__name__}.{field.name}: {told}"


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
