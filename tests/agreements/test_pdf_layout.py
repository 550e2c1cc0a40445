"""The signatures never stand alone: at every length of text their page also carries text of the last clause."""

import pytest

from agreements import pdf
from agreements.domain import articles
from tests.agreements.papers import NOW, kb, laid_out, pages_of
from tests.cast import Cast

pytest_plugins = ["tests.cast"]
FILL = "Para pihak melaksanakan kegiatan ini dengan sebaik-baiknya sesuai dengan ketentuan yang berlaku. "
LAST = "Ketentuan penutup ini berlaku sejak ditandatangani dan terakhirkali mengikat kedua belah pihak bersama. "


def signature_page(pages: list[str]) -> str:
    (page,) = [page for page in pages if "PIHAK KESATU," in page and "PIHAK KEDUA," in page and "Demikian" in page]
    return page


@pytest.mark.parametrize("others", [1, 2, 4])
def test_signatures_keep_company_at_every_length(cast: Cast, others: int) -> None:
    agreement = kb(cast, others=others)
    seen = set()
    for lines in range(0, 40, 5):
        filling = FILL * (lines + 1)
        articles.save_articles(agreement, [("Isi", filling), ("Penutup", LAST * 4)], by=cast.staf)
        pages = laid_out(agreement)
        last = signature_page(pages)
        assert "mengikat kedua belah pihak bersama" in last, f"{lines} lines: the signatures stand alone"
        assert last == pages[-1]
        seen.add(len(pages))
    assert len(seen) > 1, "the lengths tried must cross a page"


@pytest.mark.parametrize("ayats", [1, 2, 6])
def test_short_last_clauses_too(cast: Cast, ayats: int) -> None:
    agreement = kb(cast, others=2)
    for lines in range(0, 36, 5):
        last = "\n\n".join([f"Ayat ke-{number} penutup." for number in range(1, ayats + 1)])
        articles.save_articles(agreement, [("Isi", FILL * (lines + 1)), ("Penutup", last)], by=cast.staf)
        assert f"Ayat ke-{ayats} penutup." in signature_page(laid_out(agreement))


def test_what_was_laid_out_is_what_is_written(cast: Cast) -> None:
    agreement = kb(cast, others=2)
    articles.save_articles(agreement, [("Isi", FILL * 21), ("Penutup", LAST * 4)], by=cast.staf)
    written = pages_of(pdf.render_agreement(agreement, now=NOW))
    assert len(written) == len(laid_out(agreement))
    assert "mengikat kedua belah pihak bersama" in signature_page(written)


def test_a_party_stands_on_one_page(cast: Cast) -> None:
    agreement = kb(cast, others=3, title="Pengelolaan Sampah Regional " * 5)  # the third would begin on the last line
    pages = laid_out(agreement)
    for roman, word in zip(("I", "II", "III", "IV"), ("kesatu", "kedua", "ketiga", "keempat"), strict=True):
        (page,) = [page for page in pages if f" {roman}. …" in f" {page}"]
        assert f"selanjutnya disebut PIHAK {word.upper()}" in page


def test_headings_and_marks_stay_with_their_text(cast: Cast) -> None:
    agreement = kb(cast)
    body = "\n\n".join(f"Ayat {{0}}.{number} berbunyi. {FILL * 2}" for number in range(1, 4))
    for lines in range(0, 24, 4):
        items = [("Isi", FILL * (lines + 1)), *[(f"Judul {n}", body.format(n)) for n in range(2, 6)]]
        articles.save_articles(agreement, items, by=cast.staf)
        for page in laid_out(agreement):
            for number in range(2, 6):
                if f"JUDUL {number}" in page:
                    assert f"Ayat {number}.1 berbunyi." in page
            for mark in ("(1)", "(2)", "(3)"):
                assert page.count(f"{mark} Ayat") == page.count(mark)
