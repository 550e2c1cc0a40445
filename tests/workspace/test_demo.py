"""Pieces of the demonstration town; that it is built whole is tested where `up` starts (tests/setup/test_up.py)."""

import datetime as dt
import io

import pikepdf

from agreements.domain.terms import last_day, parse_duration
from kerjasama.uploads import inspect
from tests.cast import Cast
from workspace.demo import papers, partners, scans


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


def test_every_partner_has_a_signatory_of_its_own_in_its_own_office() -> None:
    names = [row.signatory for row in partners.PARTNERS]
    assert len(set(names)) == len(names)
    assert all(row.position and len(row.signatory.split()) > 1 for row in partners.PARTNERS)


def test_the_extension_is_signed_while_its_parent_is_in_force() -> None:
    """As the register asks of everybody: what is signed later revives nothing (domain digest 9, 22)."""
    known = {paper.key: paper for paper in (*papers.SAMPLE, *papers.WORK)}
    for paper in (one for one in known.values() if one.relation == "perpanjangan"):
        parent = known[paper.parent]
        duration = parse_duration(parent.duration)
        assert duration is not None
        end = last_day(dt.date.fromisoformat(parent.signed), duration)
        assert dt.date.fromisoformat(paper.signed) <= end
        assert dt.date.fromisoformat(paper.signed).weekday() < 5
