"""The minimum contents of each form, and pasal that are saved without a gap."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from agreements.domain import articles
from agreements.domain.clause_writing import soften
from agreements.enums import CooperationKind, Form, Phase
from agreements.models import Agreement, Article
from agreements.pdf.body import parse
from tests.cast import Cast

pytest_plugins = ["tests.cast"]


def headings(agreement: Agreement) -> list[str]:
    return [clause.heading for clause in articles.standard_articles(agreement)]


def body_of(agreement: Agreement, heading: str) -> str:
    return dict(articles.standard_articles(agreement))[heading]


@pytest.mark.parametrize(
    ("form", "must"),
    [
        (Form.KESEPAKATAN_BERSAMA, {"MAKSUD DAN TUJUAN", "OBJEK", "RUANG LINGKUP", "PELAKSANAAN", "JANGKA WAKTU"}),
        (Form.KESEPAKATAN_BERSAMA, {"SURAT-MENYURAT", "LAIN-LAIN", "PENUTUP"}),
        (Form.PERJANJIAN_KERJA_SAMA, {"HAK DAN KEWAJIBAN", "PEMBIAYAAN", "PENYELESAIAN PERSELISIHAN", "KEADAAN KAHAR"}),
        (Form.PERJANJIAN_KERJA_SAMA, {"PENGAKHIRAN KERJA SAMA", "SANKSI"}),
        (Form.NOTA_KESEPAKATAN, {"LATAR BELAKANG", "LOKASI", "TUGAS DAN TANGGUNG JAWAB", "PEMBIAYAAN", "LAIN-LAIN"}),
        (Form.PERNYATAAN_KEHENDAK, {"MAKSUD DAN TUJUAN", "RUANG LINGKUP", "MASA BERLAKU"}),
        (Form.NASKAH_KERJA_SAMA, {"KELOMPOK KERJA BERSAMA", "AMANDEMEN", "PEMBIAYAAN", "PENYELESAIAN PERSELISIHAN"}),
    ],
)
def test_each_form_has_its_minimum_contents(cast: Cast, form: str, must: set[str]) -> None:
    assert must <= set(headings(cast.draft(form=form, cooperation_kind=CooperationKind.KSDPK)))


def test_sanctions_only_with_third_parties(cast: Cast) -> None:
    assert "SANKSI" not in headings(cast.draft(cooperation_kind=CooperationKind.KSDD_WAJIB))


def test_facts_of_the_register_are_in_the_text(cast: Cast) -> None:
    agreement = cast.draft(
        title="Kerja Sama Angkutan Perkotaan",
        purpose="Mengurangi kemacetan.\nMenambah rute.",
        scope="Penyediaan armada\nPengaturan rute\nEvaluasi",
        duration_text="5 (lima) tahun",
        funding_sources=["apbd", "hibah"],
        value_amount=2_000_000,
    )
    assert "melaksanakan Kerja Sama Angkutan Perkotaan." in body_of(agreement, "MAKSUD DAN TUJUAN")
    assert "a. mengurangi kemacetan; dan\nb. menambah rute." in body_of(agreement, "MAKSUD DAN TUJUAN")
    assert body_of(agreement, "RUANG LINGKUP").endswith("a. penyediaan armada;\nb. pengaturan rute; dan\nc. Evaluasi.")
    assert "berlaku untuk jangka waktu 5 (lima) tahun terhitung sejak" in body_of(agreement, "JANGKA WAKTU")
    assert "a. Anggaran Pendapatan dan Belanja Daerah; dan" in body_of(agreement, "PEMBIAYAAN")
    assert "Rp2.000.000,00 (dua juta rupiah)" in body_of(agreement, "PEMBIAYAAN")
    assert body_of(agreement, "HAK DAN KEWAJIBAN").count("PIHAK KEDUA ber") == 2


def test_a_pasal_refers_to_the_pasal_that_is_there(cast: Cast) -> None:
    for form in Form:
        agreement = cast.draft(form=form, cooperation_kind=CooperationKind.KSDPK)
        clauses = articles.standard_articles(agreement)
        for clause in clauses:
            for number, other in enumerate(clauses, start=1):
                if f"dalam Pasal {number} " in clause.body:
                    assert other.heading in {"RUANG LINGKUP", "HAK DAN KEWAJIBAN"}


def test_leadership_is_never_a_reason_to_end(cast: Cast) -> None:
    for kind in (CooperationKind.KSDD_WAJIB, CooperationKind.KSDPK):
        text = body_of(cast.draft(cooperation_kind=kind), "PENGAKHIRAN KERJA SAMA")
        assert "tidak berakhir karena pergantian pimpinan" in text


def test_saved_pasal_are_numbered_without_a_gap(cast: Cast) -> None:
    agreement = cast.draft()
    items = [("  Judul   satu ", "Isi\r\nbaris"), ("", "   "), ("Judul dua", "Isi dua")]
    articles.save_articles(agreement, items, by=cast.staf)
    rows = Article.objects.filter(agreement=agreement).order_by("order")
    assert list(rows.values_list("order", "heading", "body")) == [
        (1, "Judul satu", "Isi\nbaris"),
        (2, "Judul dua", "Isi dua"),
    ]
    articles.save_articles(agreement, [("Lain", "Isi")], by=cast.staf)
    assert list(rows.values_list("order", "heading")) == [(1, "Lain")]
    agreement.refresh_from_db()
    assert agreement.updated_by == cast.staf


@pytest.mark.parametrize("item", [("", "isi tanpa judul"), ("judul tanpa isi", " "), ("x" * 161, "isi")])
def test_half_a_pasal_is_refused_and_nothing_is_lost(cast: Cast, item: tuple[str, str]) -> None:
    agreement = cast.draft()
    articles.save_articles(agreement, [("Ada", "Isi")], by=cast.staf)
    with pytest.raises(ValidationError, match="Pasal 2"):
        articles.save_articles(agreement, [("Ada", "Isi"), item], by=cast.staf)
    assert Article.objects.get(agreement=agreement).heading == "Ada"


def test_a_signed_text_stays(cast: Cast) -> None:
    agreement = cast.signed(signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2029, 3, 1))
    assert agreement.phase == Phase.DITANDATANGANI
    with pytest.raises(ValidationError, match="sudah ditandatangani"):
        articles.save_articles(agreement, [("Lain", "Isi")], by=cast.staf)


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("Penambahan 12 (dua belas) titik", "penambahan 12 (dua belas) titik"),
        ("Pertukaran data", "pertukaran data"),
        ("APBD 2026", "APBD 2026"),
        ("Kota Tirtaraya", "Kota Tirtaraya"),
        ("Pasal 5 Perjanjian", "Pasal 5 Perjanjian"),
        ("Permendagri 22/2020 berlaku", "Permendagri 22/2020 berlaku"),
        ("Permendagri tentang kerja sama", "Permendagri tentang kerja sama"),
        ("Peraturan 12 Tahun 2020", "Peraturan 12 Tahun 2020"),
        ("Bandung 2 kali", "Bandung 2 kali"),
        ("Menyediakan 3 ruang", "menyediakan 3 ruang"),
    ],
)
def test_a_line_begins_small_inside_a_sentence(line: str, inside: str) -> None:
    assert soften(line) == inside


def test_body_is_read_as_drafters_write_it() -> None:
    ayats = parse(
        "(1) Ruang lingkup meliputi:\na. satu;\nb. dua\n   berlanjut:\n1. dua satu;\n2) dua dua; dan\nc. tiga.\n"
        "(2) Sebagaimana dimaksud pada ayat (1) dan Pasal 3."
    )
    assert [ayat.mark for ayat in ayats] == ["(1)", "(2)"]
    first = ayats[0]
    assert first.text == "Ruang lingkup meliputi:"
    assert [(item.mark, item.text) for item in first.items] == [
        ("a.", "satu;"),
        ("b.", "dua berlanjut:"),
        ("c.", "tiga."),
    ] or [(item.mark, len(item.children)) for item in first.items] == [("a.", 0), ("b.", 2), ("c.", 0)]
    assert ayats[1].text == "Sebagaimana dimaksud pada ayat\u00a0(1) dan Pasal\u00a03."
    assert [ayat.mark for ayat in parse("Satu.\n\nDua.")] == ["(1)", "(2)"]
    assert [ayat.mark for ayat in parse("Hanya satu.")] == [""]
    assert parse("") == []
