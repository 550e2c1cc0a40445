"""Mandatory contents, retyped from the articles: every item of every form with the article that asks for it."""

import pytest

from agreements.domain.clause_headings import article_of, contents_of, headings_of
from agreements.domain.standard_clauses import WRITERS
from agreements.enums import CooperationKind, Form, Initiator
from agreements.models import Agreement
from reviews.checklists import checklist_of

KSDD, KSDPK = CooperationKind.KSDD_SUKARELA, CooperationKind.KSDPK
SINERGI, KSDPL = CooperationKind.SINERGI, CooperationKind.KSDPL
P22, P25, PP28 = "Permendagri 22/2020 Pasal ", "Permendagri 25/2020 Pasal ", "PP 28/2018 Pasal 19 ayat (2)"

LAW: dict[tuple[Form, CooperationKind], tuple[str, str]] = {
    (Form.KESEPAKATAN_BERSAMA, KSDD): (
        P22 + "40",
        (
            "komparisi, para pihak, konsideran, maksud dan tujuan, objek, ruang lingkup, pelaksanaan, jangka waktu,"
            " surat-menyurat, lain-lain, penutup"
        ),
    ),
    (Form.PERJANJIAN_KERJA_SAMA, KSDD): (
        P22 + "41",
        (
            "komparisi, para pihak, konsideran, maksud dan tujuan, objek, ruang lingkup, pelaksanaan, hak dan"
            " kewajiban, pembiayaan, jangka waktu, penyelesaian perselisihan, keadaan kahar, pengakhiran kerja sama,"
            " penutup"
        ),
    ),
    (Form.NOTA_KESEPAKATAN, SINERGI): (
        P22 + "42",
        (
            "komparisi, para pihak, premis, konsideran, latar belakang, maksud dan tujuan, lokasi, objek, ruang"
            " lingkup, tugas dan tanggung jawab, pelaksanaan, pembiayaan, jangka waktu, lain-lain, penutup"
        ),
    ),
    (Form.PERNYATAAN_KEHENDAK, KSDPL): (
        P25 + "13",
        "subjek, maksud dan tujuan, ruang lingkup, masa berlaku, tempat dan tanggal penandatanganan",
    ),
    (Form.NASKAH_KERJA_SAMA, KSDPL): (
        P25 + "20",
        (
            "subjek, maksud dan tujuan, ruang lingkup, pelaksanaan, pembiayaan, kelompok kerja bersama, penyelesaian"
            " perselisihan, amandemen, masa berlaku; perpanjangan; dan pengakhiran, tempat dan tanggal penandatanganan"
        ),
    ),
    (Form.RENCANA_KERJA_SAMA, KSDPL): (
        P25 + "15",
        (
            "subjek, latar belakang, maksud; tujuan; dan sasaran, objek, ruang lingkup, sumber pembiayaan, jangka waktu"
            " pelaksanaan"
        ),
    ),
    (Form.RENCANA_KEGIATAN_TAHUNAN, KSDPL): (
        P25 + "26",
        "uraian kegiatan, peran para pihak, hasil yang diharapkan, rencana pembiayaan",
    ),
}


@pytest.mark.parametrize(("form", "kind"), list(LAW))
def test_each_form_holds_what_its_article_lists_in_order(form: Form, kind: CooperationKind) -> None:
    article, listed = LAW[form, kind]
    expected = [(item.replace(";", ",").upper(), article) for item in listed.split(", ")]
    assert contents_of(Agreement(form=form, cooperation_kind=kind)) == expected


def test_a_contract_with_a_third_party_has_sanctions_by_the_government_regulation() -> None:
    for form in (Form.PERJANJIAN_KERJA_SAMA, Form.KONTRAK):
        agreement = Agreement(form=form, cooperation_kind=KSDPK)
        asked = {name for name, article in contents_of(agreement) if PP28 in article}
        assert asked == {"HAK DAN KEWAJIBAN", "JANGKA WAKTU", "PENYELESAIAN PERSELISIHAN", "SANKSI"}
        assert article_of(agreement, "SANKSI") == PP28
        assert article_of(agreement, "OBJEK") == P22 + "41"
        assert headings_of(agreement)[-2:] == ["SANKSI", "PENUTUP"]


def test_every_heading_has_a_writer_and_every_item_one_article() -> None:
    for form in Form:
        for kind in CooperationKind:
            agreement = Agreement(form=form, cooperation_kind=kind)
            assert set(headings_of(agreement)) <= set(WRITERS)
            for name, article in contents_of(agreement):
                assert article, name
                assert "–42" not in article


@pytest.mark.parametrize(
    ("kind", "initiator", "first", "count"),
    [
        (KSDD, Initiator.KAMI, P22 + "7 ayat (4)–(5) huruf a", 5),
        (KSDPK, Initiator.KAMI, P22 + "29, segi huruf a", 5),
        (KSDPK, Initiator.MITRA, P22 + "31, segi huruf a", 8),
        (SINERGI, Initiator.KAMI, P22 + "46 ayat (2) huruf e, menurut segi Pasal 7 ayat (4)–(5) huruf a", 5),
    ],
)
def test_considerations_are_five_and_three_more_of_a_third_partys_initiative(
    kind: CooperationKind, initiator: Initiator, first: str, count: int
) -> None:
    agreement = Agreement(form=Form.KESEPAKATAN_BERSAMA, cooperation_kind=kind, initiator=initiator)
    found = [item for item in checklist_of(agreement, {"articles": []}) if item.group == "pertimbangan"]
    assert (len(found), found[0].article) == (count, first)
    assert [item.article[-1] for item in found[:5]] == list("abcde")
    assert {item.article for item in found[5:]} <= {P22 + "31"}
