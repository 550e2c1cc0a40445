"""The chooser: at most five questions, every way ends, and the draft it opens is what was answered."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.domain.choosing import advise
from agreements.domain.clause_headings import headings_of
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement
from agreements.pdf import word
from agreements.procedures import OTHER_RULES, PROCEDURES, chooser, procedure_of
from tests.agreements.pages import fields_of
from tests.cast import Cast

Answers = dict[str, str]


def ways(answers: Answers | None = None) -> Iterator[Answers]:
    """Every way through the questions."""
    given = answers or {}
    question = chooser.open_question(given)
    if question is None:
        yield given
        return
    for option in question.options:
        yield from ways({**given, question.name: option.value})


WAYS = list(ways())


def test_no_way_asks_more_than_five_questions() -> None:
    assert max(len(way) for way in WAYS) <= chooser.MOST_QUESTIONS == 5


def test_every_kind_and_every_procedure_is_reached() -> None:
    found = [chooser.find(way) for way in WAYS]
    assert {one.kind for one in found if one} == set(CooperationKind)
    assert {one.procedure.code for one in found if one and one.procedure} == set(PROCEDURES)
    assert {one.other_rule for one in found if one and not one.procedure} == set(OTHER_RULES.values())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            "mitra=daerah sifat=wajib payung=belum beban=tidak",
            "ksdd_wajib kesepakatan_bersama ksdd_wajib",
        ),
        (
            "mitra=daerah sifat=sukarela payung=sudah beban=ya",
            "ksdd_sukarela perjanjian_kerja_sama ksdd_sukarela",
        ),
        (
            "mitra=pihak_ketiga jenis=pelayanan_publik prakarsa=mitra payung=belum beban=belum",
            "ksdpk kesepakatan_bersama ksdpk_pihak_ketiga",
        ),
        (
            "mitra=pihak_ketiga jenis=lainnya_pengadaan",
            "ksdpk kontrak -",
        ),
        (
            "mitra=pusat beban=tidak",
            "sinergi nota_kesepakatan sinergi",
        ),
        (
            "mitra=daerah_asing tahap=loi",
            "ksdpl rencana_kerja_sama ksdpl",
        ),
        (
            "mitra=lembaga_asing penerusan=tidak tahap=awal",
            "ksdll_lainnya pernyataan_kehendak ksdpl",
        ),
        (
            "mitra=lembaga_asing penerusan=ya lembaga=nonprofit",
            "ksdll_penerusan rencana_kegiatan_tahunan ksdll_penerusan",
        ),
    ],
)
def test_where_answers_lead(answers: str, expected: str) -> None:
    found = chooser.find(dict(answer.split("=") for answer in answers.split()))
    assert found is not None
    assert [found.kind, found.form, found.procedure.code if found.procedure else "-"] == expected.split()


def test_unknown_answers_are_asked_again() -> None:
    assert chooser.open_question({"mitra": "bulan"}) is chooser.MITRA
    assert chooser.find({"mitra": "daerah", "sifat": "x", "payung": "belum", "beban": "ya"}) is None


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way.values()))
def test_every_way_is_a_page_that_names_rule_and_steps(way: Answers, client: Client) -> None:
    page = client.get(reverse("portal:chooser"), way).content.decode()
    found = chooser.find(way)
    assert found is not None
    assert str(found.kind.label) in page
    advice = advise(found, None)
    assert all(rule.label in page for rule in advice.rules)
    assert bool(advice.rules) == (found.procedure is not None)


def test_expected_days_leave_out_consent_that_is_not_needed() -> None:
    base = {"mitra": "daerah", "sifat": "wajib", "payung": "sudah"}
    with_consent, without = (chooser.find({**base, "beban": answer}) for answer in ("ya", "tidak"))
    assert with_consent is not None
    assert without is not None
    assert (advise(with_consent, None).limits, advise(without, None).limits) == ("45 hari", "")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("mitra=daerah sifat=wajib payung=belum beban=ya", ("Perjanjian Kerja Sama", "45 hari")),
        ("mitra=daerah_asing tahap=awal", ("Rencana Kerja Sama", "45 hari kerja")),
        ("mitra=daerah_asing tahap=loi", ("", "")),
        ("mitra=daerah sifat=wajib payung=sudah beban=ya", ("", "")),
        ("mitra=pusat beban=ya", ("", "")),
    ],
)
def test_it_says_on_which_later_document_the_dprd_is_waited_for(answers: str, told: tuple[str, str]) -> None:
    """A Kesepakatan Bersama carries no consent: the PKS below it does (P22 Pasal 11, 34)."""
    found = chooser.find(dict(answer.split("=") for answer in answers.split()))
    assert found is not None
    advice = advise(found, None)
    assert (advice.consent_on, advice.consent_days) == told


def test_the_draft_it_opens_carries_the_answers(cast: Cast, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client = Client()
    client.force_login(cast.staf)
    answers = {"mitra": "pihak_ketiga", "jenis": "pelayanan_publik", "prakarsa": "mitra"}
    answers |= {"payung": "belum", "beban": "ya"}
    page = client.get(reverse("agreements:chooser"), answers).content.decode()
    found = chooser.find(answers)
    assert found is not None
    query = advise(found, cast.government).query
    assert f"{reverse('agreements:create')}?{query.replace('&', '&amp;')}" in page
    start = client.get(f"{reverse('agreements:create')}?{query}")
    fields = fields_of(client.get(start["Location"]))
    assert fields["form"] == [Form.KESEPAKATAN_BERSAMA]
    assert fields["cooperation_kind"] == [CooperationKind.KSDPK]
    assert fields["ksdpk_kind"] == ["pelayanan_publik"]
    assert fields["initiator"] == ["mitra"]
    agreement = cast.draft(form=found.form, cooperation_kind=found.kind, initiator=found.initiator)
    assert procedure_of(agreement) is PROCEDURES["ksdpk_pihak_ketiga"]


def _read(body: bytes) -> Any:
    from docx import Document

    return Document(io.BytesIO(body))


def test_the_skeleton_holds_every_mandatory_item_with_its_article(cast: Cast) -> None:
    """Title, parties, recitals, every pasal of the form, signatures Kedua left: each with its article."""
    document = _read(
        word.skeleton(
            Form.PERJANJIAN_KERJA_SAMA, CooperationKind.KSDPK, ksdpk_kind="", initiator="kami",
            government=cast.government,
        )
    )  # fmt: skip
    lines = [paragraph.text for paragraph in document.paragraphs]
    agreement = Agreement(form=Form.PERJANJIAN_KERJA_SAMA, cooperation_kind=CooperationKind.KSDPK)
    headings = headings_of(agreement)
    assert [line for line in lines if line in headings] == headings
    assert [line for line in lines if line.startswith("Pasal ") and len(line) < 9] == [
        f"Pasal {number}" for number in range(1, len(headings) + 1)
    ]
    assert "PEMERINTAH KOTA TIRTARAYA" in lines
    assert lines[0] == "[Logo pihak ketiga] [Lambang daerah]"
    assert lines.count(f"NOMOR : {word.DOTS}") == 2
    said = [comment.text for comment in document.comments]
    assert len(said) == len(headings) + 1
    assert any("PP 28/2018 Pasal 19 ayat (2)" in text for text in said)
    assert [cell.text.splitlines()[0] for cell in document.tables[0].rows[0].cells] == ["PIHAK KEDUA,", "PIHAK KESATU,"]


def test_every_way_ends_in_a_skeleton_of_its_form(cast: Cast) -> None:
    client = Client()
    seen = set()
    for way in WAYS:
        found = chooser.find(way)
        assert found is not None
        if found.procedure is None or found.form in seen:
            continue
        seen.add(found.form)
        address = f"{reverse('portal:skeleton')}?{advise(found, None).skeleton}"
        assert address.replace("&", "&amp;") in client.get(reverse("portal:chooser"), way).content.decode()
        response = client.get(address)
        assert _read(response.content).paragraphs[1].text == str(found.form.label).split(" (")[0].upper()
    assert len(seen) == 7
    for wrong in ({}, {"bentuk": "novel", "jenis": "ksdpl"}, {"bentuk": "kontrak", "jenis": "ksdpk", "wilayah": "11"}):
        assert client.get(reverse("portal:skeleton"), wrong).status_code == 404


def test_a_draft_is_taken_along_in_word_until_it_is_signed(cast: Cast, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client = Client()
    client.force_login(cast.pengusul)
    agreement = cast.draft()
    address = reverse("agreements:docx", args=[agreement.pk])
    assert address in client.get(reverse("agreements:detail", args=[agreement.pk])).content.decode()
    document = _read(client.get(address).content)
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "PENYEDIAAN JARINGAN INTERNET RUANG PUBLIK" in lines
    assert "NOMOR : SPK/003/DIR/2026" in lines
    client.force_login(cast.stranger_staf)
    assert client.get(address).status_code == 404
    cast.bring(agreement, "ditandatangani")
    client.force_login(cast.pengusul)
    assert client.get(address).status_code == 404
