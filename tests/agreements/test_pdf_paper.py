"""What stands on the printed document, after the annex of Permendagri 22/2020."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Government
from agreements import pdf
from agreements.domain import articles, clause_writing, completeness
from agreements.domain.drafting import PartyEntry
from agreements.enums import Capacity, CooperationKind, Form, Initiator, Meterai, Phase, Relation
from agreements.models import Agreement, Party
from agreements.pdf import emblems, paper
from partners.models import Partner
from tests.agreements.papers import NOW, kb, pages_of, text_of
from tests.cast import Cast

pytest_plugins = ["tests.cast"]


def test_heading_names_every_party_and_every_number(cast: Cast) -> None:
    text = text_of(kb(cast, others=2))
    assert (
        "KESEPAKATAN BERSAMA ANTARA PEMERINTAH KOTA TIRTARAYA, PEMERINTAH KABUPATEN REKAAN 1 DAN"
        " PEMERINTAH KABUPATEN REKAAN 2 TENTANG KERJA SAMA PENGELOLAAN SAMPAH REGIONAL"
    ) in text
    for number in ("100.3.7/012/KB/BKS/2021", "0000000001/KB/2021", "0000000002/KB/2021"):
        assert f"NOMOR : {number}" in text
    assert "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA secara bersama-sama selanjutnya disebut PARA PIHAK" in text


def test_signed_paper_says_the_day_in_words(cast: Cast) -> None:
    agreement = cast.signed(signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2029, 3, 1))
    text = text_of(agreement)
    assert "Pada hari ini, Senin, tanggal dua bulan Maret tahun dua ribu dua puluh enam (02-03-2026)" in text
    assert "dalam rangkap 2 (dua) bermeterai cukup, masing-masing mempunyai kekuatan hukum yang sama." in text
    assert f"Register {agreement.register_no}" in text


def test_watermark_until_signed(cast: Cast) -> None:
    agreement = cast.draft()
    for phase in Phase:
        agreement.phase = phase
        html, _pictures = pdf.agreement_html(agreement, now=NOW)
        assert ('<body class="draft">' in html) is (phase not in Phase.SIGNED), phase


def test_watermark_initials_and_page_numbers_on_every_page(cast: Cast) -> None:
    pages = pages_of(pdf.render_agreement(kb(cast, others=2), now=NOW))
    for number, page in enumerate(pages, start=1):
        assert "RANCANGAN" in page
        assert f"Halaman {number} dari {len(pages)}" in page
        left, middle, right = (page.index(f"Paraf Pihak {which}") for which in ("Ketiga", "Kedua", "Kesatu"))
        assert left < middle < right


def test_kedua_signs_left_of_kesatu_and_the_odd_one_below(cast: Cast) -> None:
    signers = [
        paper.Signer(str(n), f"PIHAK {n}", f"Pihak {n}", f"NAMA {n}", f"O{n}", f"J{n}", f"J{n}", "")
        for n in range(1, 6)
    ]
    rows = [[signer.label for signer in row] for row in paper.signature_rows(signers)]
    assert rows == [["PIHAK 2", "PIHAK 1"], ["PIHAK 4", "PIHAK 3"], ["PIHAK 5"]]


@pytest.mark.parametrize(("parties", "rows"), [(2, [2]), (13, [13]), (16, [8, 8]), (30, [15, 15]), (0, [])])
def test_no_row_of_initials_has_more_boxes_than_fit(parties: int, rows: list[int]) -> None:
    signers: list[Any] = list(range(1, parties + 1))
    found = paper.initial_rows(signers)
    assert [len(row) for row in found] == rows
    assert [one for row in found for one in reversed(row)] == signers, "Kesatu at the right"


def party_of(cast: Cast, **values: Any) -> Party:
    party = cast.draft().ordered_parties()[0]
    for name, value in values.items():
        setattr(party, name, value)
    return party


def said(party: Party) -> str:
    return paper._signer(party).introduction


def test_power_and_capacity_stand_in_the_introduction(cast: Cast) -> None:
    kuasa = {"signatory_position": "Kepala Dinas", "capacity": Capacity.KUASA}
    party = party_of(cast, **kuasa, basis_number="100.3.7/9/2026", basis_on=dt.date(2026, 2, 3))
    assert "berdasarkan Surat Kuasa Khusus Nomor 100.3.7/9/2026 tanggal 3 Februari 2026, dalam hal ini" in said(party)
    party = party_of(cast, **kuasa, basis="Surat Kuasa Khusus Wali Kota Nomor 7/2026", basis_number="7/2026")
    assert said(party).count("7/2026") == 1
    assert "Surat Kuasa Khusus Nomor ……" in said(party_of(cast, **kuasa)), "a power without its letter shows the gap"
    party = party_of(cast, **kuasa)
    party.agreement.phase = Phase.DITANDATANGANI
    assert "Surat Kuasa" not in said(party), "what is signed has no gap left to fill"
    party = party_of(cast, signatory_position="Wali Kota Tirtaraya", capacity=Capacity.PJ)
    assert said(party).startswith("Pj. Wali Kota Tirtaraya, berkedudukan di ")
    party = party_of(cast, signatory_position="Plt. Bupati", capacity=Capacity.PLT)
    assert said(party).startswith("Plt. Bupati, ")
    assert said(party).endswith("untuk dan atas nama Pemerintah Kota Tirtaraya, selanjutnya disebut")


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        ({}, True),
        ({"basis_number": "9/2026"}, True),
        ({"basis_number": "9/2026", "basis_on": dt.date(2026, 2, 3)}, False),
        ({"basis": "Surat Kuasa Wali Kota Nomor 9 tanggal 3 Februari 2026"}, False),
        ({"basis": "Anggaran Dasar Nomor 9 tanggal 3 Februari 2015"}, True),
        ({"capacity": Capacity.KEPALA_DAERAH}, False),
    ],
)
def test_a_power_of_attorney_has_a_letter_with_number_and_day(told: dict[str, Any], lacks: bool) -> None:
    assert Party(**{"capacity": Capacity.KUASA, **told}).lacks_letter_of_power is lacks


def test_what_is_not_known_is_dotted_on_a_draft_and_left_out_when_signed() -> None:
    government = Government(name="Kabupaten Rekaan", head_title="Bupati", seat="Kota Lama", address="Jalan Alun-Alun 1")
    agreement = Agreement(pk=1, form=Form.PERJANJIAN_KERJA_SAMA)
    ours = Party(agreement=agreement, order=1, government=government)
    theirs = Party(agreement=agreement, order=2, partner=Partner(name="PT Rekaan"), signatory_name="Bagas Tirta")
    agreement._prefetched_objects_cache = {"parties": [ours, theirs]}  # type: ignore[attr-defined]
    assert "berkedudukan di Kota Lama, Jalan Alun-Alun 1, dalam hal ini" in said(ours)
    assert said(theirs).startswith(f"{paper.DOTS}, berkedudukan di {paper.DOTS}, dalam hal ini")
    assert [gap.sentence.partition(":")[0] for gap in completeness.gaps_of_draft(agreement)] == [
        "Kedudukan PIHAK KEDUA belum diketahui"
    ]
    agreement.phase = Phase.DITANDATANGANI
    theirs.name_as_signed, theirs.partner = "PT Rekaan", Partner(name="PT Rekaan", address="Jalan Baru 9")
    assert said(theirs) == "dalam hal ini bertindak untuk dan atas nama PT Rekaan, selanjutnya disebut"
    assert paper._signer(theirs).represented_by == "Bagas Tirta"
    assert completeness.gaps_of_draft(agreement) == []
    ours.address_as_signed = "Jalan di Kota Lama"
    assert "berkedudukan di Jalan di Kota Lama, " in said(ours)


def test_a_head_is_named_after_the_region_and_not_after_its_seat() -> None:
    names = ["Kabupaten Bogor", "Kota Tirtaraya", "Provinsi Jawa Barat", "Daerah Istimewa Yogyakarta", "Tirtaraya"]
    heads = [Government(name=name, head_title="Kepala", seat="Cibinong").head_position for name in names]
    called = ["Bogor", "Tirtaraya", "Jawa Barat", "Daerah Istimewa Yogyakarta", "Tirtaraya"]
    assert heads == [f"Kepala {name}" for name in called]


@pytest.mark.parametrize(
    ("form", "title", "about"),
    [
        (Form.PERPANJANGAN, "Perpanjangan Pelayanan Rujukan Jiwa", "Pelayanan Rujukan Jiwa"),
        (Form.PERPANJANGAN, "PERPANJANGAN TENTANG AIR BERSIH", "AIR BERSIH"),
        (Form.PERPANJANGAN, "Perpanjangan dan Perubahan Sewa", "Perpanjangan dan Perubahan Sewa"),
        (Form.PERNYATAAN_KEHENDAK, "Pernyataan Kehendak Kerja Sama Pertukaran Pengetahuan", "Pertukaran Pengetahuan"),
        (Form.RENCANA_KERJA, "Rencana Kerja Sama Pangan", "Rencana Kerja Sama Pangan"),
        (Form.KESEPAKATAN_BERSAMA, "Kerja Sama Pengelolaan Sampah", "Kerja Sama Pengelolaan Sampah"),
        (Form.PERPANJANGAN, "Perpanjangan Tentang Air", "Air"),
        (Form.PERPANJANGAN, "Perpanjangan Kelima Sewa", "Perpanjangan Kelima Sewa"),
        (Form.ADDENDUM, "Addendum I Perjanjian Kerja Sama", "Addendum I Perjanjian Kerja Sama"),
        (Form.ADDENDUM, "Addendum Ke-2 Perjanjian", "Addendum Ke-2 Perjanjian"),
        (Form.ADDENDUM, "Addendum (Kedua) Perjanjian", "Addendum (Kedua) Perjanjian"),
        (Form.ADDENDUM, "Addendum Ibu Kota Pelayanan", "Ibu Kota Pelayanan"),
        (Form.KONTRAK, "Kontrak Payung Pengadaan", "Kontrak Payung Pengadaan"),
        (Form.NOTA_KESEPAKATAN, "Nota Kesepakatan Bersama tentang Pangan", "Nota Kesepakatan Bersama tentang Pangan"),
        (Form.KESEPAKATAN_BERSAMA, "Kesepakatan Bersama Antara A dan B", "Kesepakatan Bersama Antara A dan B"),
    ],
)
def test_the_title_does_not_say_its_form_twice(form: Form, title: str, about: str) -> None:
    with translation.override("en"):
        assert clause_writing.about(Agreement(form=form, title=title)) == about


def test_head_of_region_is_expected_where_only_he_may_sign(cast: Cast) -> None:
    assert "Wali Kota Tirtaraya, berkedudukan" in text_of(kb(cast))
    assert "Wali Kota Tirtaraya, berkedudukan" not in text_of(cast.draft())


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        ({}, "Pada hari ini, ………"),
        ({"signed_on": dt.date(2015, 1, 2), "signed_weekday": "Senin"}, "hari ini, Senin, tanggal dua bulan Januari"),
        ({"signed_on": dt.date(2015, 3, 1), "signed_precision": "bulan"}, "bulan Maret tahun dua ribu lima belas,"),
        ({"signed_on": dt.date(2015, 1, 1), "signed_precision": "tahun"}, "bulan ……… tahun dua ribu lima belas,"),
    ],
)
def test_the_day_is_written_as_exactly_as_it_is_known(facts: dict[str, Any], written: str) -> None:
    assert written.replace("………", paper.DOTS) in paper.opening(Agreement(**facts)).replace("…" * 9, paper.DOTS)


def test_no_meterai_where_none_is_needed() -> None:
    agreement = Agreement(form=Form.KESEPAKATAN_BERSAMA, meterai_kind=Meterai.TIDAK_PERLU, copies_original=3)
    assert "rangkap 3 (tiga), masing" in paper.closing(agreement, 2)
    assert "rangkap 4 (empat) bermeterai" in paper.closing(Agreement(form=Form.KESEPAKATAN_BERSAMA), 4)


def test_a_foreign_paper_names_its_languages_and_the_one_that_prevails() -> None:
    facts: dict[str, Any] = {"form": Form.NASKAH_KERJA_SAMA, "cooperation_kind": CooperationKind.KSDPL}
    agreement = Agreement(**facts, languages=["id", "en"], prevailing_language="en", signed_place="Tirtaraya")
    with translation.override("en"):
        assert paper.closing(agreement, 2).partition("di atas ")[2] == (
            "dalam rangkap 2 (dua), ditulis dalam bahasa Indonesia dan bahasa Inggris, seluruhnya sama"
            " keasliannya. Dalam hal terdapat perbedaan penafsiran, yang diutamakan adalah naskah dalam bahasa Inggris."
        )
    at_home = Agreement(form=Form.KESEPAKATAN_BERSAMA, languages=["id", "en"])
    assert "cukup, ditulis dalam bahasa Indonesia dan bahasa Inggris, masing-masing mempu" in paper.closing(at_home, 2)
    assert "(dua) bermeterai cukup, seluruhnya" in paper.closing(Agreement(**facts, meterai_kind=Meterai.TEMPEL), 2)


def test_an_extension_prolongs_and_changes_only_what_differs() -> None:
    parent = Agreement(form=Form.NASKAH_KERJA_SAMA, title="Kota Bersaudara", scope="Pertukaran\nPelatihan")
    facts: dict[str, Any] = {"form": Form.PERPANJANGAN, "parent": parent, "duration_text": "2 (dua) tahun"}
    agreement = Agreement(**facts, scope="Pertukaran\n\nPelatihan\n", effective_from=dt.date(2031, 3, 3))
    first, kept, _last = articles.standard_articles(agreement, [])
    assert first.heading == "PERPANJANGAN JANGKA WAKTU"
    assert first.body == (
        "PARA PIHAK sepakat memperpanjang jangka waktu Naskah Kerja Sama tentang Kota Bersaudara selama 2 (dua) tahun"
        " terhitung sejak tanggal 3 Maret 2031."
    )
    assert kept.body.startswith("Ketentuan lain dalam Naskah Kerja Sama tentang Kota Bersaudara yang tidak diubah")
    agreement.scope = "Pertukaran"
    assert (
        "mengubah ruang lingkup sehingga meliputi:\na. Pertukaran." in articles.standard_articles(agreement, [])[0].body
    )


@pytest.mark.parametrize(
    ("form", "kind", "initiator", "left_to_right"),
    [
        ("kesepakatan_bersama", "ksdd_wajib", "kami", ["Tempat lambang negara"]),
        ("nota_kesepakatan", "sinergi", "kami", ["Tempat lambang negara"]),
        ("perjanjian_kerja_sama", "ksdd_wajib", "kami", ["Kabupaten Rekaan 1", "Kabupaten Rekaan 2", "Kota Tirtaraya"]),
        (
            "perjanjian_kerja_sama",
            "ksdd_wajib",
            "mitra",
            ["Kabupaten Rekaan 2", "Kota Tirtaraya", "Kabupaten Rekaan 1"],
        ),
        ("kesepakatan_bersama", "ksdpk", "mitra", ["Kabupaten Rekaan 1", "Kabupaten Rekaan 2", "Kota Tirtaraya"]),
    ],
)
def test_emblems_by_kind_and_initiator(
    cast: Cast, form: str, kind: str, initiator: str, left_to_right: list[str]
) -> None:
    agreement = kb(cast, others=2, form=form, cooperation_kind=kind, initiator=Initiator(initiator))
    shown, _pictures = emblems.emblems_of(agreement)
    assert [emblem.alt.removeprefix("Lambang ") for emblem in shown] == left_to_right


def test_the_official_emblem_comes_from_the_setting(cast: Cast, settings: Any, tmp_path: Any) -> None:
    official = tmp_path / "garuda.svg"
    official.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    settings.NATIONAL_EMBLEM = str(official)
    (emblem,), pictures = emblems.emblems_of(kb(cast))
    assert emblem.alt == "Lambang negara Garuda Pancasila"
    assert pictures[emblem.src.removeprefix("kerjasama:")] == official.read_bytes()


def test_a_signed_paper_invents_no_crest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = cast.signed()
    shown, pictures = emblems.emblems_of(signed)
    assert (shown, pictures) == ([], {})
    with monkeypatch.context() as patch:
        patch.setattr(emblems, "_picture", lambda party: b"ours" if party.government_id else b"")
        shown, _pictures = emblems.emblems_of(signed)
    assert [(emblem.src, emblem.stand_in) for emblem in shown] == [("", ""), ("kerjasama:lambang/1", "")], (
        "at the right"
    )
    draft, _pictures = emblems.emblems_of(cast.draft())
    assert [emblem.stand_in for emblem in draft] == ["Logo PT Serat Optik Pesisir", "Lambang Kota Tirtaraya"]


def test_written_articles_take_the_place_of_the_standard_ones(cast: Cast) -> None:
    agreement = cast.draft()
    articles.save_articles(agreement, [("Definisi", "Isi satu.\n\nIsi dua."), ("Penutup", "Selesai.")], by=cast.staf)
    text = text_of(agreement)
    assert "Pasal 1 DEFINISI (1) Isi satu. (2) Isi dua. Pasal 2 PENUTUP Selesai. Demikian" in text
    assert "Pasal 3" not in text


def test_an_old_paper_without_text_is_not_invented(cast: Cast) -> None:
    agreement = cast.draft()
    agreement.legacy = True
    assert not pdf.can_render(agreement)
    articles.save_articles(agreement, [("Penutup", "Selesai.")], by=cast.staf)
    assert pdf.can_render(agreement)


MARKUP = "<script>alert(1)</script><img src=file:///etc/passwd><link rel=stylesheet href=http://jahat.example/x.css>"


def test_what_people_type_is_text(cast: Cast) -> None:
    agreement = cast.draft(
        title=f"Kerja {MARKUP}", object=MARKUP, scope=f"{MARKUP}\n{MARKUP}", background=MARKUP, purpose=MARKUP
    )
    html, _pictures = pdf.agreement_html(agreement, now=NOW)
    assert "<script" not in html
    assert "<img src=file" not in html
    assert "&lt;script&gt;" in html
    assert "<script>alert(1)</script>" in text_of(agreement)


def test_a_parent_is_named_among_the_recitals(cast: Cast) -> None:
    parent = cast.signed(title="Induk Kerja Sama", signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2029, 3, 1))
    child = cast.draft(parent=parent, relation="turunan")
    assert (
        "dibuat berdasarkan Perjanjian Kerja Sama tentang Induk Kerja Sama Nomor 100.3.7/001/PKS/2026 dan"
        " SPK/003/DIR/2026"
    ) in text_of(child)
    child.relation = Relation.PENGGANTIAN
    said, last = paper._recitals(child, []), articles.standard_articles(child)[-1].body
    assert said[0].startswith("bahwa Perjanjian Kerja Sama ini menggantikan Perjanjian Kerja Sama tentang Induk")
    assert "Pada saat Perjanjian Kerja Sama ini mulai berlaku, Perjanjian Kerja Sama tentang Induk" in last
    assert "Nomor 100.3.7/001/PKS/2026 dan SPK/003/DIR/2026 dinyatakan tidak berlaku." in last


def test_names_stand_as_signed_even_if_the_partner_is_renamed(cast: Cast) -> None:
    agreement = cast.signed(signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2029, 3, 1))
    cast.partner.name = "PT Nama Baru"
    cast.partner.save()
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert "PT SERAT OPTIK PESISIR" in text_of(agreement)
    assert "NAMA BARU" not in text_of(agreement)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("kind", [CooperationKind.KSDD_WAJIB, CooperationKind.KSDPK, CooperationKind.KSDPL])
def test_every_form_has_its_paper(cast: Cast, form: str, kind: str) -> None:
    agreement = cast.draft(form=form, cooperation_kind=kind)
    html, _pictures = pdf.agreement_html(agreement, now=NOW)
    assert html.count("<h2 ") == len(articles.standard_articles(agreement)) >= 3
    assert "None" not in html


def test_twelve_parties_and_more(cast: Cast) -> None:
    from tests.agreements.papers import neighbours

    parties = [replace(party, number="") for party in neighbours(cast, 12)]
    text = text_of(kb(cast, parties=parties))
    assert "PIHAK KEDUA BELAS" in text
    assert "PIHAK KE-13," in text
    assert isinstance(parties[0], PartyEntry)
