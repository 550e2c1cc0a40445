"""The paper as Word, for offices that draft there: of a document in the register, or the bare skeleton of a form.

Same words as the PDF; each pasal carries a comment with the article that asks for it. python-docx is imported only when
something is written.
"""

import io
from typing import Any

from accounts.models import Government
from agreements.domain.articles import articles_of, standard_articles
from agreements.domain.clause_headings import article_of, contents_of, headings_of
from agreements.enums import CooperationKind
from agreements.models import Agreement, Party
from agreements.pdf import emblems, paper
from agreements.pdf.body import Ayat, Item
from partners.models import Partner

DOTS = paper.DOTS
LONGEST_PROPERTY = 255  # characters Word gives a property of a document; a title of ours has up to 500
FONT, POINTS = "Bookman Old Style", 12  # what offices write with; a reader without it takes its own
_ASKED_BY = "Muatan wajib menurut {}. Hapus komentar ini sebelum ditandatangani."


def skeleton(form: str, kind: str, *, ksdpk_kind: str, initiator: str, government: Government | None) -> bytes:
    """The skeleton of a form: title, parties, recitals, every mandatory pasal with standard words, and signatures."""
    agreement = Agreement(
        form=form,
        cooperation_kind=kind,
        ksdpk_kind=ksdpk_kind,
        initiator=initiator,
        title=DOTS,
        duration_text=f"{DOTS} ({DOTS}) tahun",
        government=government or Government(name=f"Daerah {DOTS}", head_title="Kepala Daerah", seat=DOTS),
    )
    ours = Party(agreement=agreement, government=agreement.government)
    theirs = Party(agreement=agreement, partner=Partner(name=DOTS, address=DOTS))
    # The annex puts the ministry or agency first (P22 Lampiran C).
    parties = [theirs, ours] if kind == CooperationKind.SINERGI else [ours, theirs]
    for order, party in enumerate(parties, start=1):
        party.order = order
    said = paper.words_of(agreement, parties, standard_articles(agreement, parties))
    return _write(agreement, said)


def draft(agreement: Agreement) -> bytes:
    """A document of the register as it is drafted now."""
    return _write(agreement, paper.words_of(agreement, agreement.ordered_parties(), articles_of(agreement)))


def _write(agreement: Agreement, said: dict[str, Any]) -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    document.core_properties.title = f"{said['paper']} tentang {said['about']}"[:LONGEST_PROPERTY]
    document.core_properties.author = agreement.government.official_name
    document.core_properties.language = "id-ID"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(POINTS)
    style.paragraph_format.space_after = Pt(6)

    def centred(text: str, *, bold: bool = True, heading: int = 0) -> Any:
        found = document.add_heading(level=heading) if heading else document.add_paragraph()
        found.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = found.add_run(text)
        run.bold, run.font.name, run.font.size = bold, FONT, Pt(POINTS)
        return run

    def plain(text: str, *, indent: float = 0) -> Any:
        found = document.add_paragraph()
        found.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        found.paragraph_format.left_indent = Cm(indent)
        return found.add_run(text)

    centred(_emblems(agreement), bold=False)
    title = centred(said["paper"].upper(), heading=1)
    for line in ("ANTARA", *said["names"], "DAN", said["last_name"], "TENTANG", said["about"].upper()):
        centred(line)
    for number in said["numbers"]:
        centred(f"NOMOR : {number}", bold=False)
    _comment(document, title, agreement, "KOMPARISI")
    plain(said["opening"])
    for signer in said["signers"]:
        plain(f"{signer.roman}.  {signer.name} : {signer.introduction} {signer.label}.", indent=0.6)
    plain(
        f"{said['together']} secara bersama-sama selanjutnya disebut PARA PIHAK, dan secara sendiri-sendiri"
        " disebut PIHAK."
    )
    plain("PARA PIHAK terlebih dahulu menerangkan hal-hal sebagai berikut:")
    for number, recital in enumerate(said["recitals"], start=1):
        plain(f"{number}.  {recital}", indent=0.6)
    plain(_bridge(agreement, said))
    for article in said["articles"]:
        centred(f"Pasal {article['number']}")
        _comment(document, centred(article["heading"].upper(), heading=2), agreement, article["heading"])
        for ayat in article["ayats"]:
            _ayat(plain, ayat)
    plain(said["closing"])
    _signatures(document, said["signature_rows"], centred=WD_ALIGN_PARAGRAPH.CENTER)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _bridge(agreement: Agreement, said: dict[str, Any]) -> str:
    opening = "Berdasarkan hal-hal tersebut di atas, PARA PIHAK"
    if said["sets_terms"]:
        return (
            f"{opening} setuju dan sepakat untuk membuat {said['paper']} tentang {said['about']}, dengan ketentuan"
            " dan syarat-syarat sebagai berikut:"
        )
    return f"{opening} menyatakan kehendak untuk bekerja sama tentang {said['about']}, sebagai berikut:"


def _emblems(agreement: Agreement) -> str:
    """What stands on top, in words: the pictures are put in by the office (P22 Pasal 43–44)."""
    if emblems.uses_national_emblem(agreement):
        return "[Lambang negara]"
    if agreement.cooperation_kind in CooperationKind.KSDD:
        return "[Lambang daerah mitra] [Lambang daerah pemrakarsa]"
    if agreement.cooperation_kind in CooperationKind.FOREIGN:
        return "[Lambang mitra] [Lambang daerah]"
    return "[Logo pihak ketiga] [Lambang daerah]"


def _comment(document: Any, run: Any, agreement: Agreement, heading: str) -> None:
    if heading in headings_of(agreement) or heading in dict(contents_of(agreement)):
        text = _ASKED_BY.format(article_of(agreement, heading))
        document.add_comment(run, text=text, author="Register Kerja Sama", initials="RKS")


def _ayat(plain: Any, ayat: Ayat) -> None:
    if ayat.text:
        plain(f"{ayat.mark} {ayat.text}".strip())
    for item in ayat.items:
        _item(plain, item, 0.8)


def _item(plain: Any, item: Item, indent: float) -> None:
    plain(f"{item.mark} {item.text}", indent=indent)
    for child in item.children:
        _item(plain, child, indent + 0.8)


def _signatures(document: Any, rows: list[list[Any]], *, centred: Any) -> None:
    """Kedua left, Kesatu right (P22 Lampiran)."""
    for row in rows:
        table = document.add_table(rows=1, cols=len(row))
        for cell, signer in zip(table.rows[0].cells, row, strict=True):
            cell.paragraphs[0].add_run(f"{signer.label},").bold = True
            for text in (signer.below_label.upper(), "", "", "", signer.name):
                cell.add_paragraph(text)
            for paragraph in cell.paragraphs:
                paragraph.alignment = centred
