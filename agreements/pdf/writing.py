"""HTML to PDF: one file that is PDF/A-3a for the archive and PDF/UA-1 for every reader, always the same bytes."""

import atexit
import datetime as dt
import io
import logging
import shutil
import threading
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from weakref import WeakSet

from agreements.pdf import resources

VARIANT = "pdf/a-3a"
COLOURS = "register-srgb"
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # a line per page says nothing to an operator
_local = threading.local()
_fonts_of_all_threads: WeakSet[Any] = WeakSet()


@atexit.register
def _forget_fonts() -> None:
    """WeasyPrint removes its temporary fonts when the object goes, but at the end of a process that is too late."""
    for fonts in list(_fonts_of_all_threads):
        folder, fonts._folder = fonts._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


# PDF/A allows only schemas it knows or finds described: pdfuaid is described, then used (ISO 19005-3, 6.6.2.3).
_CLAIMS_UA = b"""<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
</rdf:RDF>"""


def _prepared(sheet: str) -> tuple[Any, Any]:
    """Fonts and parsed style sheet, once per thread: loading four fonts anew costs as much as the layout."""
    prepared: dict[str, tuple[Any, Any]] | None = getattr(_local, "prepared", None)
    if prepared is None:
        prepared = _local.prepared = {}
    if sheet not in prepared:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        _fonts_of_all_threads.add(fonts)
        css = CSS(string=resources.text(sheet), font_config=fonts, url_fetcher=resources.fetcher({}))
        prepared[sheet] = (fonts, css)
    return prepared[sheet]


def _claim_accessibility(_document: Any, pdf: Any) -> None:
    """WeasyPrint writes one claim per file; the structure serves both, so the second is added to the metadata."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.stream = [
        (part if isinstance(part, bytes) else part.data).replace(b"</rdf:RDF>", _CLAIMS_UA) for part in stream.stream
    ]


@cache
def _srgb() -> bytes:
    """The colour profile every PDF/A carries; read here, because WeasyPrint leaves its own copy open."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def layout(html: str, *, sheet: str, pictures: Mapping[str, bytes]) -> Any:
    """The laid-out document (``.pages``), before it is written."""
    from weasyprint import HTML
    from weasyprint.css import ColorProfile

    fonts, css = _prepared(sheet)
    page = HTML(string=html, url_fetcher=resources.fetcher(pictures))
    colours = {
        COLOURS: ColorProfile(io.BytesIO(_srgb()), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    }
    return page.render(
        font_config=fonts, stylesheets=[css], color_profiles=colours, output_intent=COLOURS, pdf_variant=VARIANT
    )


def write(document: Any) -> bytes:
    """The bytes of a laid-out document."""
    written: bytes = document.write_pdf(pdf_variant=VARIANT, output_intent=COLOURS, finisher=_claim_accessibility)
    return written


def w3c(moment: dt.datetime) -> str:
    """A moment as metadata carries it: ``2026-03-02T02:30:00Z``."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
