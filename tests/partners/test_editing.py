"""The partner form: what is typed is never lost, a similar one is shown first, and the way back is safe."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from kerjasama import held_uploads
from partners.domain.partners import ContactFacts, PartnerFacts, update_partner
from partners.enums import PartnerKind
from partners.models import Partner
from tests.agreements.test_files import pdf_bytes
from tests.cast import Cast
from tests.partners.rows import CONTACT, add, typed

NEW = "partners:create"
CONTACT_ROW = {
    "kontak-TOTAL_FORMS": "1",
    "kontak-0-name": "Ratna Kusuma",
    "kontak-0-position": "Kepala Kantor",
    "kontak-0-email": "ratna@mitra.example",
    "kontak-0-phone": "0778-123456",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(user: User, data: dict[str, Any], *, pk: int | None = None, query: str = "") -> HttpResponse:
    address = reverse("partners:edit", args=[pk]) if pk else reverse(NEW)
    return signed_in(user).post(address + query, data)  # type: ignore[return-value]


def logo(name: str = "logo.png", data: bytes | None = None) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue() if data is None else data, content_type="image/png")


def hidden(page: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def opened(partner: Partner, **values: Any) -> dict[str, Any]:
    """What the edit form sends back when nothing was touched but ``values``."""
    facts = {name: getattr(partner, name) for name in PartnerFacts.__dataclass_fields__}
    return typed(**{**facts, "opened_at": partner.updated_at.isoformat(), **values})


# --- Adding -----------------------------------------------------------------------------------------------------------


def test_a_partner_is_entered_with_everything(cast: Cast) -> None:
    answer = post(
        cast.pengusul,
        typed(
            **CONTACT_ROW, short_name="AB", aliases="Anugerah\n\nBahari Jaya\n", website="bahari.example", logo=logo()
        ),
    )
    partner = Partner.objects.get(name="PT Anugerah Bahari")
    assert (answer.status_code, answer["Location"]) == (302, reverse("partners:detail", args=[partner.pk]))
    assert partner.created_by == cast.pengusul
    assert partner.website == "https://bahari.example"
    assert [alias.name for alias in partner.aliases.all()] == ["Anugerah", "Bahari Jaya"]
    assert [contact.email for contact in partner.contacts.all()] == ["ratna@mitra.example"]
    assert partner.logo.name


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Isi nama resmi mitra."),
        ({"name": "x" * 251}, "250"),
        ({"name": "PT \x00"}, "tidak terbaca"),
        ({"kind": ""}, "Pilih jenis mitranya."),
        ({"kind": "dinas"}, "dinas"),
        ({"country": "JP"}, "Jenis mitra ini berada di Indonesia."),
        ({"country": ""}, "Pilih negara dari daftar."),
        ({"country": "ZZ"}, "Pilih negara dari daftar."),
        ({"kind": "pemda_kota"}, "Pilih daerahnya"),
        ({"kind": "pemda_kota", "region_code": "99.71"}, "Kode wilayah 99.71 tidak ada"),
        ({"kind": "pemda_luar_negeri"}, "negara selain Indonesia"),
        ({"website": "javascript;alert(1)"}, "Alamat situs belum benar"),
        ({"aliases": "x" * 251}, "terlalu panjang"),
        ({"aliases": "\n".join(str(n) for n in range(51))}, "Paling banyak 50"),
        ({**CONTACT_ROW, "kontak-0-email": "bukan surel"}, "Alamat surel belum benar"),
        ({**CONTACT_ROW, "kontak-0-phone": "<b>"}, "Nomor telepon hanya berisi angka"),
        ({**CONTACT_ROW, "kontak-0-name": ""}, "Bagian ini"),
        ({"kontak-TOTAL_FORMS": "x"}, "hilang di jalan"),
        ({"logo": logo("logo.svg", b"<svg/>")}, "SVG tidak diterima"),
        ({"logo": logo("logo.png", b"MZ")}, "bukan gambar PNG atau JPEG"),
        ({"logo": logo("besar.png", b"x" * (2 * 1024 * 1024 + 1))}, "paling besar 2 MB"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    answer = post(cast.staf, typed(**{"note": "Sudah diketik panjang lebar", **values}))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in html
    assert sentence in html
    assert "Sudah diketik panjang lebar" in html
    assert list(Partner.objects.all()) == [cast.partner]


def test_a_region_without_a_name_gets_its_official_one(cast: Cast) -> None:
    post(cast.staf, typed(kind="pemda_kabupaten", name=" ", region_code="11.01"))
    assert Partner.objects.get(region_code="11.01").name == "Pemerintah Kabupaten Aceh Selatan"


def test_one_more_contact_row_without_javascript(cast: Cast) -> None:
    answer = post(cast.staf, typed(**CONTACT_ROW, name="", note="Catatan", tambah_kontak="1"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="kontak-1-name"' in html
    assert "ratna@mitra.example" in html
    assert "Catatan" in html
    assert "data-error-summary" not in html


# --- A similar one is there -------------------------------------------------------------------------------------------


def test_similar_partners_are_shown_before_saving(cast: Cast) -> None:
    answer = post(cast.staf, typed(name="PT Serat Optik Pesisir Raya", note="Catatan", logo=logo()))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Mitra serupa sudah ada" in html
    assert "Pakai “PT Serat Optik Pesisir”" in html
    assert Partner.objects.count() == 1
    assert hidden(answer, "serupa-seen") == str(cast.partner.pk)
    # Saved as new after all, without choosing the logo again.
    again = typed(
        name="PT Serat Optik Pesisir Raya",
        berkas_titipan=hidden(answer, "berkas_titipan"),
        **{"serupa-choice": "baru", "serupa-seen": hidden(answer, "serupa-seen")},
    )
    assert post(cast.staf, again).status_code == 302
    assert Partner.objects.get(name="PT Serat Optik Pesisir Raya").logo.name
    # The same once more, as by a double click: now there is one more that was not shown.
    assert post(cast.staf, again).status_code == 422
    assert Partner.objects.count() == 2


def test_the_existing_one_can_be_used(cast: Cast) -> None:
    seen = {"serupa-choice": str(cast.partner.pk), "serupa-seen": str(cast.partner.pk)}
    answer = post(cast.staf, typed(name="PT Serat Optik Pesisir Raya", **seen))
    assert answer["Location"] == reverse("partners:detail", args=[cast.partner.pk])
    back = post(cast.staf, typed(name="x", kembali="/ruang/naskah/7/?a=1&mitra=9", **seen))
    assert back["Location"] == f"/ruang/naskah/7/?a=1&mitra={cast.partner.pk}"
    assert Partner.objects.count() == 1


def test_saving_without_an_answer_asks_again(cast: Cast) -> None:
    answer = post(cast.staf, typed(name="PT Serat Optik Pesisir Raya", **{"serupa-seen": str(cast.partner.pk)}))
    assert answer.status_code == 422
    assert "Pilih salah satu" in answer.content.decode()


@pytest.mark.parametrize("choice", ["999999", "9" * 40, "abc", "-1"])
def test_a_forged_answer_uses_nothing(cast: Cast, choice: str) -> None:
    answer = post(
        cast.staf, typed(name="PT Serat Optik Pesisir Raya", **{"serupa-choice": choice, "serupa-seen": "1,x,,"})
    )
    assert answer.status_code == 422
    assert Partner.objects.count() == 1


def test_a_forged_logo_is_no_logo(cast: Cast) -> None:
    post(cast.staf, typed(berkas_titipan="../../etc/passwd"))
    assert not Partner.objects.get(name="PT Anugerah Bahari").logo


def test_a_chosen_logo_waits_by_name_whatever_button_was_pressed(cast: Cast) -> None:
    """One more contact, then a form that is refused, then saved: the logo is chosen once and always in sight."""
    sent = typed(**CONTACT_ROW, name="", logo=logo("lambang mitra.png"), tambah_kontak="1")
    for status in (200, 422):
        answer = post(cast.staf, sent)
        assert (answer.status_code, "lambang mitra.png" in answer.content.decode()) == (status, True)
        sent = {**typed(name=""), "berkas_titipan": hidden(answer, "berkas_titipan")}
    assert post(cast.staf, {**sent, "name": "PT Anugerah Bahari"}).status_code == 302
    assert Partner.objects.get(name="PT Anugerah Bahari").logo.size


def test_a_file_that_waits_for_another_form_is_no_logo(cast: Cast) -> None:
    paper = held_uploads.hold(SimpleUploadedFile("surat.pdf", pdf_bytes("surat")), kind="", owner=cast.staf.pk)
    answer = post(cast.staf, typed(berkas_titipan=paper.note))
    assert (answer.status_code, "bukan gambar PNG atau JPEG" in answer.content.decode()) == (422, True)
    assert not Partner.objects.filter(name="PT Anugerah Bahari").exists()


# --- The way back -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "ruang/", "///x"]
)
def test_nobody_is_led_away(cast: Cast, path: str) -> None:
    page = signed_in(cast.staf).get(reverse(NEW), {"kembali": path})
    assert "evil" not in page.content.decode()
    answer = post(cast.staf, typed(kembali=path))
    assert answer["Location"] == reverse("partners:detail", args=[Partner.objects.get(name="PT Anugerah Bahari").pk])


def test_back_to_the_agreement_with_the_new_partner(cast: Cast) -> None:
    page = signed_in(cast.pengusul).get(reverse(NEW), {"kembali": "/ruang/naskah/7/ubah/", "nama": "PT Baru"})
    assert hidden(page, "kembali") == "/ruang/naskah/7/ubah/"  # type: ignore[arg-type]
    assert 'value="PT Baru"' in page.content.decode()
    answer = post(cast.pengusul, typed(kembali="/ruang/naskah/7/ubah/"))
    partner = Partner.objects.get(name="PT Anugerah Bahari")
    assert answer["Location"] == f"/ruang/naskah/7/ubah/?mitra={partner.pk}"


# --- Changing ---------------------------------------------------------------------------------------------------------


def test_an_edit_keeps_what_was_not_touched(cast: Cast) -> None:
    partner = add(cast, "PT Anugerah Bahari", aliases=("Bahari",), contacts=(CONTACT,), short_name="AB")
    page = signed_in(cast.staf).get(reverse("partners:edit", args=[partner.pk])).content.decode()
    assert all(word in page for word in ("Bahari", CONTACT.email, 'value="AB"', partner.updated_at.isoformat()))
    sent = opened(partner, address="Jalan Dua", aliases="Bahari", **CONTACT_ROW, **{"kontak-INITIAL_FORMS": "1"})
    assert post(cast.staf, sent, pk=partner.pk).status_code == 302
    partner.refresh_from_db()
    assert (partner.address, partner.short_name) == ("Jalan Dua", "AB")
    assert partner.contacts.get().email == CONTACT.email


def test_a_contact_is_removed(cast: Cast) -> None:
    partner = add(cast, "PT Anugerah Bahari", contacts=(CONTACT,))
    row = {**CONTACT_ROW, "kontak-INITIAL_FORMS": "1", "kontak-0-DELETE": "on"}
    post(cast.staf, opened(partner, **row), pk=partner.pk)
    assert not partner.contacts.exists()


def test_logo_is_replaced_and_removed(cast: Cast) -> None:
    partner = add(cast, "PT Anugerah Bahari")
    post(cast.staf, opened(partner, logo=logo()), pk=partner.pk)
    partner.refresh_from_db()
    assert partner.logo.name
    post(cast.staf, opened(partner, note="Logo tetap"), pk=partner.pk)
    partner.refresh_from_db()
    assert partner.logo.name
    post(cast.staf, opened(partner, remove_logo="on"), pk=partner.pk)
    partner.refresh_from_db()
    assert not partner.logo


def test_two_who_edit_at_once_lose_nothing(cast: Cast) -> None:
    partner = add(cast, "PT Anugerah Bahari")
    stale = opened(partner, address="Jalan Kedua", logo=logo())
    update_partner(
        partner,
        by=cast.admin,
        facts=PartnerFacts(kind=partner.kind, name=partner.name, address="Jalan Pertama"),
        aliases=("Anugerah Lama",),
        contacts=(ContactFacts(name="Ibu Ratna", position="", email="ratna@uji.example", phone=""),),
        opened_at=partner.updated_at,
    )
    answer = post(cast.staf, stale, pk=partner.pk)
    html = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Jalan Pertama", "Jalan Kedua", "Anugerah Lama", "Ibu Ratna, ratna@uji.example"):
        assert words in html, "what saving again would replace"
    partner.refresh_from_db()
    assert partner.address == "Jalan Pertama"
    # Having seen both versions, the same person saves again.
    again = opened(
        partner,
        address="Jalan Kedua",
        opened_at=hidden(answer, "opened_at"),
        berkas_titipan=hidden(answer, "berkas_titipan"),
    )
    assert post(cast.staf, again, pk=partner.pk).status_code == 302
    partner.refresh_from_db()
    assert partner.address == "Jalan Kedua"
    assert partner.logo.name


@pytest.mark.parametrize("moment", ["", "kemarin", "2026-01-01"])
def test_an_edit_that_does_not_say_when_it_was_opened_is_stale(cast: Cast, moment: str) -> None:
    assert post(cast.staf, opened(cast.partner, opened_at=moment), pk=cast.partner.pk).status_code == 409


def test_a_new_name_like_another_is_asked_about(cast: Cast) -> None:
    partner = add(cast, "PT Anugerah Bahari")
    answer = post(cast.staf, opened(partner, name="PT Serat Optik Pesisir Raya"), pk=partner.pk)
    assert answer.status_code == 422
    assert "Mitra serupa sudah ada" in answer.content.decode()
    partner.refresh_from_db()
    assert partner.name == "PT Anugerah Bahari"


def test_a_pengusul_cannot_change_what_others_entered(cast: Cast) -> None:
    assert post(cast.pengusul, opened(cast.partner), pk=cast.partner.pk).status_code == 403
    mine = add(cast, "PT Anugerah Bahari", by=cast.pengusul)
    assert post(cast.pengusul, opened(mine, address="Jalan Tiga"), pk=mine.pk).status_code == 302
    assert post(cast.colleague, opened(mine, address="Jalan Empat"), pk=mine.pk).status_code == 403


def test_kinds_keep_their_names_in_the_list(cast: Cast) -> None:
    html = signed_in(cast.staf).get(reverse(NEW)).content.decode()
    for kind in PartnerKind:
        assert f'value="{kind.value}"' in html
