"""Papers for the PDF tests: documents of every layout, and what a PDF says and contains."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pikepdf
import pypdf

from agreements import pdf
from agreements.domain.drafting import PartyEntry
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement
from partners.enums import PartnerKind
from tests import factories as make
from tests.cast import Cast

NOW = dt.datetime(2026, 3, 2, 2, 30, tzinfo=dt.UTC)


def pages_of(body: bytes) -> list[str]:
    """The text of each page, spaces evened out."""
    return [
        " ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pypdf.PdfReader(io.BytesIO(body)).pages
    ]


def laid_out(agreement: Agreement) -> list[str]:
    """The text of each page as laid out, without writing and reading back a PDF: for tests of many lengths."""
    from agreements.pdf import writing

    html, pictures = pdf.agreement_html(agreement, now=NOW)
    pages = writing.layout(html, sheet="style/paper.css", pictures=pictures).pages
    return [" ".join(" ".join(_texts(page._page_box)).replace("\u00a0", " ").split()) for page in pages]


def _texts(box: Any) -> Iterator[str]:
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def words_on(html: str) -> str:
    """What a page says, spaces evened out."""
    body = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", html)
    return " ".join(unescape(body).replace("\u00a0", " ").split())


def text_of(agreement: Agreement) -> str:
    """What the paper says, without laying it out: for tests of words."""
    return words_on(pdf.agreement_html(agreement, now=NOW)[0])


def neighbours(cast: Cast, count: int) -> list[PartyEntry]:
    """Our government and ``count`` regions, each with a number of its own style."""
    parties = [PartyEntry(government=cast.government, number="100.3.7/012/KB/BKS/2021")]
    for number in range(1, count + 1):
        region = make.PartnerFactory(
            government=cast.government,
            kind=PartnerKind.PEMDA_KABUPATEN,
            name=f"Pemerintah Kabupaten Rekaan {number}",
            region_code=f"99.{number:02d}",
        )
        parties.append(PartyEntry(partner=region, number=f"{number:010d}/KB/2021"))
    return parties


def kb(cast: Cast, *, others: int = 1, **values: Any) -> Agreement:
    """A Kesepakatan Bersama between regions."""
    facts: dict[str, Any] = {
        "form": Form.KESEPAKATAN_BERSAMA,
        "cooperation_kind": CooperationKind.KSDD_WAJIB,
        "title": "Kerja Sama Pengelolaan Sampah Regional",
        "parties": neighbours(cast, others),
    }
    return cast.draft(**{**facts, **values})


def images_with_alt(document: pikepdf.Pdf) -> list[str]:
    """The alternative text of every figure in the structure tree."""
    return [
        str(item.get("/Alt", ""))
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
    ]


def fonts_of(document: pikepdf.Pdf) -> dict[str, bool]:
    """Each font descriptor by name, and whether its glyphs are inside the file."""
    return {
        re.sub(r"^/[A-Z]{6}\+", "", str(item.FontName)): any(f"/FontFile{kind}" in item for kind in ("", "2", "3"))
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    }
