"""One file that is PDF/A-3a and PDF/UA-1: tagged, described, self-contained, always the same bytes."""

import datetime as dt
import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from agreements import pdf
from agreements.domain import articles
from agreements.models import Agreement
from agreements.pdf import resources, writing
from kerjasama import uploads
from tests.agreements.papers import NOW, fonts_of, images_with_alt, kb
from tests.cast import Cast

pytest_plugins = ["tests.cast"]
PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture
def rendered(cast: Cast) -> dict[str, bytes]:
    """A draft KB of three parties, a signed PKS and its two cards."""
    signed = cast.signed(signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2029, 3, 1))
    return {
        "KB": pdf.render_agreement(kb(cast, others=2), now=NOW),
        "PKS": pdf.render_agreement(signed, now=NOW),
        "kartu": pdf.render_card(signed, now=NOW, public=False),
        "kartu publik": pdf.render_card(signed, now=NOW, public=True),
    }


def test_every_file_claims_and_keeps_both_standards(rendered: dict[str, bytes]) -> None:
    for name, body in rendered.items():
        with pikepdf.open(io.BytesIO(body)) as document:
            root: Any = document.Root
            xml = ET.fromstring(bytes(root.Metadata.read_bytes()).partition(b"?>")[2].rpartition(b"<?xpacket")[0])
            claims = {key: value for item in xml.iter() for key, value in item.attrib.items()}
            assert claims[f"{PDFA}part"] == "3", name
            assert claims[f"{PDFA}conformance"] == "A"
            assert claims[f"{PDFUA}part"] == "1"
            assert len(list(xml.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"))) == 1
            assert b"pdfaExtension:schemas" in root.Metadata.read_bytes(), "the second claim is described for PDF/A"
            assert str(root.Lang) == "id"
            assert bool(root.MarkInfo.Marked)
            assert root.StructTreeRoot.K
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert str(document.docinfo["/Title"])
            (intent,) = root.OutputIntents
            assert intent.S == "/GTS_PDFA1"
            assert bytes(intent.DestOutputProfile.read_bytes())[36:40] == b"acsp"
            assert not document.is_encrypted
            assert "/ID" in document.trailer
            assert "/JavaScript" not in str(root.get("/Names", ""))
            fonts = fonts_of(document)
            assert fonts
            assert all(fonts.values()), f"{name}: not all fonts are inside the file: {fonts}"
            assert any("Bonum" in font for font in fonts), fonts
            alts = images_with_alt(document)
            assert all(alts), f"{name}: a picture without words"
            for page in document.pages:
                width, height = (float(side) for side in page.mediabox[2:])
                assert (round(width), round(height)) == (595, 842)
                assert page.obj.Tabs == "/S"


def test_our_own_pdf_passes_our_own_upload(rendered: dict[str, bytes]) -> None:
    for body in rendered.values():
        assert uploads.inspect(io.BytesIO(body), name="cetakan.pdf").mime == "application/pdf"


def test_headings_are_tagged_in_order(cast: Cast) -> None:
    agreement = kb(cast)
    with pikepdf.open(io.BytesIO(pdf.render_agreement(agreement, now=NOW))) as document:
        tags = [str(item.S) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        outline = [str(item.title) for item in document.open_outline().root[0].children]
    assert tags.count("/H1") == 1
    assert len(outline) == len(articles.standard_articles(agreement)) <= tags.count("/H2")
    assert outline[0].split() == ["Pasal", "1", "MAKSUD", "DAN", "TUJUAN"]
    assert "/P" in tags


def test_cards_tables_have_headers_with_scope(rendered: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(rendered["kartu"])) as document:
        tags = [str(item.S) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
    assert {"/Table", "/TH", "/TD", "/Caption"} <= set(tags)


def test_same_facts_same_bytes(cast: Cast) -> None:
    agreement = kb(cast)
    once, twice = (hashlib.sha256(pdf.render_agreement(agreement, now=NOW)).hexdigest() for _ in range(2))
    assert once == twice
    later = pdf.render_agreement(agreement, now=NOW + dt.timedelta(days=1))
    assert hashlib.sha256(later).hexdigest() != once
    with pikepdf.open(io.BytesIO(later)) as document:
        assert str(document.docinfo["/CreationDate"]) == "D:20260303023000Z"


@pytest.mark.parametrize(
    "address",
    [
        "https://jahat.example/x.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "kerjasama:../../kerjasama/settings.py",
        "kerjasama:/etc/passwd",
        "ftp://jahat.example/x",
    ],
)
def test_a_rendering_reads_nothing_but_its_own(address: str) -> None:
    with pytest.raises(ValueError, match="not a resource"):
        resources.fetcher({"qr": b"<svg/>"}).fetch(address)
    html = f'<html lang="id"><head><title>x</title></head><body><img src="{address}" alt="x"><p>isi</p></body></html>'
    document = writing.layout(html, sheet="style/paper.css", pictures={})
    assert len(document.pages) == 1


def test_a_logo_that_reaches_out_reaches_nothing() -> None:
    logo = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        b'<image xlink:href="file:///etc/passwd" width="9" height="9"/><rect width="9" height="9"/></svg>'
    )
    html = '<html lang="id"><head><title>x</title></head><body><img src="kerjasama:logo" alt="x"></body></html>'
    body = writing.write(writing.layout(html, sheet="style/paper.css", pictures={"logo": logo}))
    assert b"root:" not in body


def test_weasyprint_is_imported_only_when_something_is_rendered() -> None:
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'kerjasama.settings'; django.setup();"
        "import agreements.pdf, agreements.domain.files, kerjasama.uploads;"
        "print([name for name in ('weasyprint', 'segno', 'pikepdf', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


def test_a_stored_rendering_is_used_until_a_fact_changes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = kb(cast)
    made: list[int] = []

    def render(_agreement: Agreement, *, now: dt.datetime) -> bytes:
        made.append(1)
        return f"%PDF-{len(made)} {now}".encode()

    monkeypatch.setattr(pdf, "render_agreement", render)
    first = pdf.stored_agreement(agreement, now=NOW)
    assert pdf.stored_agreement(agreement, now=NOW + dt.timedelta(days=9)) == first, "the clock alone changes nothing"
    changes: list[Any] = [
        lambda: Agreement.objects.filter(pk=agreement.pk).update(title="Judul Lain"),
        lambda: agreement.parties.filter(order=1).update(number="1/2026"),
        lambda: articles.save_articles(agreement, [("Isi", "Lain.")], by=cast.staf),
        lambda: type(cast.partner).objects.filter(parties__agreement=agreement).update(name="Pemerintah Lain"),
    ]
    keys = {first.key}
    for change in changes:
        change()
        keys.add(pdf.stored_agreement(Agreement.objects.get(pk=agreement.pk), now=NOW).key)
    assert len(keys) == len(made) == 1 + len(changes)


def test_the_printed_paper_is_kept_among_the_files(cast: Cast) -> None:
    agreement = cast.signed(signed_on=dt.date(2026, 3, 2), ends_on=dt.date(2029, 3, 1))
    kept = pdf.keep_printed(agreement, by=cast.staf, now=NOW)
    assert (kept.kind, kept.name) == ("cetakan", f"{agreement.register_no}.pdf")
    assert kept.sha256 == hashlib.sha256(pdf.render_agreement(agreement, now=NOW)).hexdigest()


def test_fonts_come_with_their_licence() -> None:
    folder = Path(resources.__file__).parent / "fonts"
    assert re.search("GUST Font License", (folder / "GUST-FONT-LICENSE.txt").read_text())
    assert len(list(folder.glob("*.otf"))) == 4
