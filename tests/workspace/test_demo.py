"""Pieces of the demonstration town; that it is built whole is tested where `up` starts (tests/setup/test_up.py)."""

import io

import pikepdf

from kerjasama.uploads import inspect
from tests.cast import Cast
from workspace.demo import papers, scans


def test_a_sample_scan_is_a_sound_page_without_a_text_layer(cast: Cast) -> None:
    """As a scanner gives it: small, taken by our own checks, and nothing to select or to search."""
    page = scans.scan(cast.signed(title="Pengangkutan Sampah Pasar Tradisional pada Akhir Pekan " * 4))
    found = inspect(io.BytesIO(page), name="pindaian.pdf")
    assert (found.extension, found.name) == ("pdf", "pindaian.pdf")
    assert found.size < 100_000
    with pikepdf.open(io.BytesIO(page)) as document:
        assert len(document.pages) == 1
        assert "/Font" not in document.pages[0].Resources


def test_some_papers_wait_for_their_scan() -> None:
    """So that the reminder of missing scans has something to ask for, and no more than that."""
    signed = {paper.key for paper in (*papers.SAMPLE, *papers.DIRTY, *papers.WORK) if paper.signed}
    assert signed >= papers.UNSCANNED
    assert len(papers.UNSCANNED) < len(signed) / 5
