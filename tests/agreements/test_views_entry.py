"""Entering and changing a draft through its form: everything typed stays, and every mistake is told where it is."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.domain import drafting
from agreements.enums import CooperationKind, Form, Phase, Relation
from agreements.models import Agreement
from partners.enums import PartnerKind
from tests import factories as make
from tests.agreements.pages import as_, fields_of
from tests.cast import Cast

LONG_TITLE = "Penyediaan dan Pemeliharaan " + "Jaringan Internet Ruang Publik " * 12


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


def new_form(client: Client, *, legacy: bool = False, **query: str) -> dict[str, list[str]]:
    """The fields of a fresh form."""
    address = reverse("agreements:create_legacy" if legacy else "agreements:create")
    response = client.get(address, query, follow=True)
    assert response.status_code == 200
    return fields_of(response)


def complete(cast: Cast, fields: dict[str, list[str]], **values: Any) -> dict[str, Any]:
    """A form with what a draft needs, and ``values`` over it."""
    needed = {
        "form": Form.KESEPAKATAN_BERSAMA.value,
        "cooperation_kind": CooperationKind.KSDD_SUKARELA.value,
        "title": "Kerja Sama Pembangunan Daerah",
        "lead_unit": str(cast.unit.pk),
        "simpan": "1",
    }
    return {**fields, **needed, **values}


def save(client: Client, data: dict[str, Any]) -> Any:
    return client.post(reverse("agreements:create"), data)


def test_three_parties_with_three_numbers(cast: Cast) -> None:
    second = make.PartnerFactory(government=cast.government, name="Pemerintah Kota Bandar Seroja")
    client = as_(cast.staf)
    data = complete(cast, new_form(client), **{
        "pihak-TOTAL_FORMS": "3",
        "pihak-0-source": "g", "pihak-0-number": "100.3.7/012/KB/BKS/2026",
        "pihak-1-source": f"p{cast.partner.pk}", "pihak-1-number": "SPK/003/DIR/2026",
        "pihak-2-source": f"p{second.pk}", "pihak-2-number": "015/KB-SKM/VIII/2026",
        "urusan": ["2.16", "1.02"], "sdgs": ["9", "17"], "funding_sources": ["apbd"],
        "value_amount": "1.500.000,00", "duration_text": "5 (lima) tahun", "effective_from": "2 Maret 2026",
        "units": [str(cast.other_unit.pk)], "location_codes": ["64.72", "64"],
    })  # fmt: skip
    response = save(client, data)
    agreement = Agreement.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("agreements:detail", args=[agreement.pk])
    assert [p.number for p in agreement.ordered_parties()] == [
        "100.3.7/012/KB/BKS/2026", "SPK/003/DIR/2026", "015/KB-SKM/VIII/2026",
    ]  # fmt: skip
    assert str(agreement.value_amount) == "1500000.00"
    assert str(agreement.ends_on) == "2031-03-02"
    assert sorted(agreement.urusan) == ["1.02", "2.16"]
    assert list(agreement.initiating_units.all()) == [cast.other_unit]
    assert sorted(agreement.location_codes) == ["64", "64.72"]
    page = client.get(response["Location"]).content.decode()
    assert "Kota Samarinda" in page
    assert "Kalimantan Timur" in page
    assert agreement.phase == Phase.DRAF


def test_what_was_sent_wrong_comes_back_with_every_error(cast: Cast) -> None:
    client = as_(cast.staf)
    script = "<script>alert(1)</script>"
    data = complete(cast, new_form(client), title=script + "x" * 500, form="", effective_from="31-02-2026",
                    value_amount="sejuta", object=script, lead_unit="999999", cooperation_kind="lain")  # fmt: skip
    response = save(client, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert not Agreement.objects.exists()
    assert script not in page
    for sentence in (
        "Pilih bentuk naskahnya.",
        "Judul paling banyak 500 karakter",
        "Tanggal 31-02-2026 tidak ada dalam kalender.",
        "titik sebagai pemisah ribuan",
    ):
        assert page.count(sentence) == 2, sentence  # in the summary and beside the field
    assert 'href="#id_title"' in page
    back = fields_of(response)
    assert back["object"] == [script]
    assert back["effective_from"] == ["31-02-2026"]
    assert back["value_amount"] == ["sejuta"]
    assert len(back["title"][0]) > 500


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"effective_from": "1-1-2026", "ends_on": "31-12-2025"}, "tidak boleh sebelum naskah mulai berlaku"),
        ({"effective_from": "1-1-26"}, "Tulis tahunnya lengkap"),
        ({"ends_on": "besok"}, "bukan tanggal"),
        ({"effective_from": "1-1-0001"}, "tidak wajar"),
        ({"effective_from": "1-1-2026", "duration_text": "999 tahun"}, ""),
        ({"relation": "addendum"}, "Pilih naskah induknya"),
        ({"visibility": "rahasia"}, "Tulis alasan mengapa"),
        ({"value_amount": "9" * 30}, "terlalu besar"),
        ({"title": "   "}, "Isi judul naskahnya."),
        ({"pihak-1-number": "12/X"}, "Pilih pihaknya, atau hapus baris ini."),
        ({"pihak-1-source": "g"}, "Pihak ini sudah tercantum di baris lain."),
        ({"pihak-1-source": "p999999"}, "tidak ada dalam register"),
        ({"pihak-1-source": "p" + "9" * 40}, "tidak ada dalam register"),
        ({"urusan": ["0.00"]}, "0.00"),
        ({"location_codes": ["64.72", "12.99"]}, "Kode wilayah 12.99 tidak ada"),
    ],
)
def test_bad_input(cast: Cast, values: dict[str, Any], sentence: str) -> None:
    client = as_(cast.staf)
    response = save(client, complete(cast, new_form(client), **values))
    assert response.status_code == (422 if sentence else 302)
    assert sentence in response.content.decode()


def test_partner_of_another_register_is_not_found(cast: Cast) -> None:
    foreign = make.PartnerFactory(name="PT Seberang")
    client = as_(cast.staf)
    response = save(client, complete(cast, new_form(client), **{"pihak-1-source": f"p{foreign.pk}"}))
    assert response.status_code == 422
    assert "PT Seberang" not in response.content.decode()


def test_rows_are_added_moved_and_removed_without_javascript(cast: Cast) -> None:
    client = as_(cast.staf)
    fields = new_form(client)
    typed = {**fields, "title": "Belum selesai", "effective_from": "31-02-2026",
             "pihak-1-source": f"p{cast.partner.pk}", "pihak-1-number": "12/X"}  # fmt: skip
    grown = client.post(reverse("agreements:create"), {**typed, "tambah": "1"})
    back = fields_of(grown)
    assert grown.status_code == 200
    assert back["pihak-TOTAL_FORMS"] == ["3"]
    assert back["title"] == ["Belum selesai"]
    assert "tidak ada dalam kalender" not in grown.content.decode()  # nobody judges what is still being typed
    moved = fields_of(client.post(reverse("agreements:create"), {**back, "naik": "1"}))
    assert (moved["pihak-0-source"], moved["pihak-0-number"]) == ([f"p{cast.partner.pk}"], ["12/X"])
    assert moved["pihak-1-source"] == ["g"]
    less = fields_of(client.post(reverse("agreements:create"), {**moved, "hapus": "1"}))
    assert less["pihak-TOTAL_FORMS"] == ["2"]
    assert less["pihak-0-number"] == ["12/X"]


def test_partner_kind_suggests_and_never_decides(cast: Cast) -> None:
    client = as_(cast.staf)
    address = reverse("agreements:suggest_kind")
    source = {"pihak-0-source": "g", "pihak-1-source": f"p{cast.partner.pk}"}
    assert "KSDPK" in client.get(address, {**source, "cooperation_kind": "sinergi"}).content.decode()
    assert "KSDPK" not in client.get(address, {**source, "cooperation_kind": "ksdpk"}).content.decode()
    school = make.PartnerFactory(government=cast.government, kind=PartnerKind.PTN, name="Universitas Negeri")
    mixed = client.get(address, {**source, "pihak-2-source": f"p{school.pk}"}).content.decode()
    assert "Disarankan" not in mixed
    data = complete(cast, new_form(client), cooperation_kind="sinergi", **{"pihak-1-source": f"p{cast.partner.pk}"})
    save(client, data)
    assert Agreement.objects.get().cooperation_kind == CooperationKind.SINERGI
    taken = client.post(reverse("agreements:create"), {**data, "kunci": str(uuid.uuid4()), "pakai_jenis": "ksdpk"})
    assert fields_of(taken)["cooperation_kind"] == ["ksdpk"]


def test_the_same_form_sent_twice_makes_one_draft(cast: Cast) -> None:
    client = as_(cast.staf)
    data = complete(cast, new_form(client))
    first = save(client, data)
    again = save(client, data)
    assert Agreement.objects.count() == 1
    assert again["Location"] == first["Location"]


def test_key_of_another_person_is_refused(cast: Cast) -> None:
    data = complete(cast, new_form(as_(cast.staf)))
    save(as_(cast.staf), data)
    response = as_(cast.pengusul).post(reverse("agreements:create"), data)
    assert response.status_code == 422
    assert "oleh orang lain" in response.content.decode()


def test_pengusul_proposes_only_for_the_own_unit(cast: Cast) -> None:
    client = as_(cast.pengusul)
    fields = new_form(client)
    assert fields["lead_unit"] == [str(cast.unit.pk)]
    response = save(client, complete(cast, fields, lead_unit=str(cast.other_unit.pk)))
    assert response.status_code == 422
    assert save(client, complete(cast, fields)).status_code == 302


@pytest.mark.parametrize(
    ("who", "new", "legacy"),
    [("staf", 302, 302), ("pengusul", 302, 403), ("ketua", 403, 403), ("auditor", 403, 403), ("pimpinan", 403, 403)],
)
def test_who_may_begin(cast: Cast, who: str, new: int, legacy: int) -> None:
    client = as_(getattr(cast, who))
    assert client.get(reverse("agreements:create")).status_code == new
    assert client.get(reverse("agreements:create_legacy")).status_code == legacy


@pytest.mark.parametrize(
    ("who", "status"),
    [("staf", 200), ("pengusul", 200), ("colleague", 404), ("ketua", 404), ("auditor", 403), ("stranger_staf", 404)],
)
def test_who_may_edit_a_draft(cast: Cast, who: str, status: int) -> None:
    agreement = cast.draft()
    assert as_(getattr(cast, who)).get(reverse("agreements:edit", args=[agreement.pk])).status_code == status


def test_edit_after_the_document_moved_on_is_409(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.pengusul)
    fields = fields_of(client.get(reverse("agreements:edit", args=[agreement.pk])))
    cast.bring(agreement, Phase.DIAJUKAN)
    response = client.post(reverse("agreements:edit", args=[agreement.pk]), {**fields, "title": "Lain", "simpan": "1"})
    assert response.status_code == 409
    assert "Diajukan" in response.content.decode()
    assert Agreement.objects.get().title != "Lain"


def test_two_people_saving_see_both_versions_and_lose_nothing(cast: Cast) -> None:
    agreement = cast.draft()
    address = reverse("agreements:edit", args=[agreement.pk])
    first, second = as_(cast.staf), as_(cast.pengusul)
    mine, theirs = fields_of(second.get(address)), fields_of(first.get(address))
    assert (
        first.post(address, {**theirs, "title": "Judul Staf", "object": "Objek staf", "simpan": "1"}).status_code == 302
    )
    sent = {**mine, "title": "Judul Pengusul", "scope": "Lingkup pengusul", "pihak-1-number": "BARU/1", "simpan": "1"}
    conflict = second.post(address, sent)
    page = conflict.content.decode()
    assert conflict.status_code == 409
    for words in ("Judul Staf", "Judul Pengusul", "Objek staf", "Lingkup pengusul", "BARU/1", "Staf"):
        assert words in page
    chosen = fields_of(conflict)
    differing = {name.removeprefix("pilih-") for name in chosen if name.startswith("pilih-")}
    assert differing == {"title", "object", "scope", "para_pihak"}
    answer = {**chosen, "pilih-title": "tersimpan", "pilih-object": "tersimpan", "selesaikan": "pilihan"}
    assert second.post(address, answer).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.title, agreement.object, agreement.scope) == ("Judul Staf", "Objek staf", "Lingkup pengusul")
    assert agreement.ordered_parties()[1].number == "BARU/1"


def test_conflict_may_be_answered_with_all_of_mine(cast: Cast) -> None:
    agreement = cast.draft()
    address = reverse("agreements:edit", args=[agreement.pk])
    client = as_(cast.pengusul)
    mine = fields_of(client.get(address))
    other = fields_of(as_(cast.staf).get(address))
    as_(cast.staf).post(address, {**other, "title": "Judul Staf", "simpan": "1"})
    conflict = client.post(address, {**mine, "title": "Judul Pengusul", "simpan": "1"})
    assert client.post(address, {**fields_of(conflict), "selesaikan_semua": "1"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == "Judul Pengusul"


def test_opening_and_saving_changes_nothing(cast: Cast) -> None:
    """The form shows all of a draft: what was stored comes back unchanged."""
    agreement = cast.draft(
        sdgs=[9, 17], funding_sources=["apbd", "hibah"], value_amount="2500000.50", languages=["id", "en"],
        location_codes=["64.02", "64.72"], location_text="Kecamatan Sanca",
        burdens_public=True, unbudgeted=False, effective_from="2026-03-02", ends_on="2029-03-02", scope="a\nb",
    )  # fmt: skip
    address = reverse("agreements:edit", args=[agreement.pk])
    client = as_(cast.staf)
    before = Agreement.objects.filter(pk=agreement.pk).values().get()
    assert client.post(address, {**fields_of(client.get(address)), "simpan": "1"}).status_code == 302
    after = Agreement.objects.filter(pk=agreement.pk).values().get()
    moving = {"version", "updated_at", "updated_by_id"}
    assert {k: v for k, v in before.items() if k not in moving} == {k: v for k, v in after.items() if k not in moving}


def test_circle_of_parents_is_refused_at_the_field(cast: Cast) -> None:
    top = cast.draft()
    below = cast.draft(parent=top, relation=Relation.TURUNAN)
    address = reverse("agreements:edit", args=[top.pk])
    client = as_(cast.staf)
    response = client.post(
        address, {**fields_of(client.get(address)), "parent": str(below.pk), "relation": "turunan", "simpan": "1"}
    )
    assert response.status_code == 422
    assert "melingkar" in response.content.decode()


def test_child_is_filled_from_its_parent(cast: Cast) -> None:
    parent = cast.signed()
    fields = new_form(as_(cast.staf), induk=str(parent.pk), hubungan="perpanjangan")
    assert fields["parent"] == [str(parent.pk)]
    assert fields["form"] == [Form.PERPANJANGAN.value]
    assert fields["pihak-1-source"] == [f"p{cast.partner.pk}"]
    assert fields["pihak-1-number"] == [""]
    assert parent.ends_on is not None
    start = parent.ends_on.toordinal() + 1
    day, month, year = (int(part) for part in fields["effective_from"][0].split("-"))
    assert type(parent.ends_on)(year, month, day).toordinal() == start
    hidden = cast.draft()
    refused = as_(cast.colleague).get(
        reverse("agreements:create"), {"induk": str(hidden.pk), "hubungan": "addendum"}, follow=True
    )
    assert refused.status_code == 404


# --- Small answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2 Maret 2026", "5 (lima) tahun", "02-03-2031"), ("29-2-2024", "1 tahun", "28-02-2025"),
        ("31-02-2026", "1 tahun", ""),
        ("2-3-2026", "selamanya", ""), ("", "1 tahun", ""), ("1-1-2199", "999 tahun", "01-01-3198"),
    ],
)  # fmt: skip
def test_term_fills_the_end(cast: Cast, start: str, length: str, end: str) -> None:
    answer = as_(cast.staf).get(reverse("agreements:term"), {"mulai": start, "jangka": length}).json()
    assert answer["ends_on"] == end


def test_parents_are_found_only_among_what_one_sees(cast: Cast) -> None:
    cast.draft(title="Rahasia Rancangan Air")
    signed = cast.signed(title="Penyediaan Air Bersih")
    address = reverse("agreements:suggest_parent")
    found = as_(cast.colleague).get(address, {"q": "air"}).json()["results"]
    assert [row["id"] for row in found] == [signed.pk]
    by_partner = as_(cast.staf).get(address, {"q": "serat pesisir"}).json()["results"]
    assert len(by_partner) == 2


def test_long_title_fits_the_page_and_the_database(cast: Cast) -> None:
    client = as_(cast.staf)
    assert save(client, complete(cast, new_form(client), title=LONG_TITLE[:500])).status_code == 302


def test_draft_with_one_party_is_saved_and_refused_only_when_submitted(cast: Cast) -> None:
    client = as_(cast.staf)
    save(client, complete(cast, new_form(client)))
    agreement = Agreement.objects.get()
    assert len(agreement.ordered_parties()) == 1
    response = client.post(reverse("agreements:move", args=[agreement.pk]), {"aksi": "submit"})
    assert response.status_code == 422
    assert "sedikitnya dua pihak" in response.content.decode()
    assert drafting.FIELDS  # the form offers what the domain takes


def test_only_the_long_form_loads_its_script() -> None:
    """A page with just a date field loads dates.js."""
    pages = {page.name: page.read_text() for page in (Path(settings.BASE_DIR) / "templates").rglob("*.html")}
    assert [name for name, text in pages.items() if "js/entry.js" in text] == ["entry.html"]
    assert all("js/dates.js" in text for text in pages.values() if "data-entry" in text or "data-term-form" in text)
