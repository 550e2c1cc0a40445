"""Invented papers as a scanner would give them: a grey picture of one page in a PDF, without any text layer."""

import io
import textwrap
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from agreements.models import Agreement
from agreements.pdf.resources import HERE
from agreements.words import tanggal

DPI = 110
PAGE = (int(8.27 * DPI), int(11.69 * DPI))  # A4
MARGIN, MIDDLE = int(0.95 * DPI), PAGE[0] // 2
INK = 40


def scan(agreement: Agreement) -> bytes:
    """The paper of ``agreement``, one page that names its parties, numbers and date, and says that it is invented."""
    page = Image.new("L", PAGE, 250)
    draw = ImageDraw.Draw(page)
    draw.ellipse((MIDDLE - 40, 50, MIDDLE + 40, 130), outline=INK, width=3)
    height = _lines(draw, 165, _heading(agreement), size=19, bold=True)
    height = _lines(draw, height + 14, [f"NOMOR : {party.number}" for party in agreement.ordered_parties()], size=16)
    height = _paragraph(draw, height + 24, _opening(agreement))
    for party in agreement.ordered_parties():
        named = f"{party.order}. {party.display_name}, selanjutnya disebut {party.label}."
        height = _paragraph(draw, height + 10, named)
    height = _paragraph(
        draw, height + 10,
        "PARA PIHAK sepakat mengikatkan diri dengan ketentuan sebagaimana tercantum dalam halaman-halaman berikut.",
    )  # fmt: skip
    _lines(draw, height + 30, ["Pasal 1", "MAKSUD DAN TUJUAN"], size=17, bold=True)
    _paragraph(draw, height + 90, agreement.purpose)
    _lines(draw, PAGE[1] - 70, ["Contoh pindaian: naskah, para pihak, dan isinya rekaan."], size=13)
    out = io.BytesIO()
    page.rotate(0.6, fillcolor=235, resample=Image.Resampling.BILINEAR).save(out, "PDF", resolution=DPI, quality=45)
    return out.getvalue()


def _heading(agreement: Agreement) -> list[str]:
    names = [party.display_name.upper() for party in agreement.ordered_parties()]
    joined = [line for name in names for line in ("DAN", name)][1:]
    parts = [agreement.name_of_document.upper(), "ANTARA", *joined, "TENTANG", agreement.title.upper()]
    return [line for part in parts for line in textwrap.wrap(part, 52)]


def _opening(agreement: Agreement) -> str:
    day = f"tanggal {tanggal(agreement.signed_on)}" if agreement.signed_on else "tanggal tersebut di bawah"
    place = agreement.signed_place or agreement.government.seat
    return f"Pada hari ini, {day}, bertempat di {place}, kami yang bertanda tangan di bawah ini:"


def _lines(draw: Any, top: int, lines: list[str], *, size: int, bold: bool = False) -> int:
    for line in lines:
        draw.text((MIDDLE, top), line, anchor="ma", fill=INK, font=_font(size, bold=bold))
        top += int(size * 1.5)
    return top


def _paragraph(draw: Any, top: int, text: str) -> int:
    for line in textwrap.wrap(text, 78):
        draw.text((MARGIN, top), line, fill=INK, font=_font(16))
        top += 25
    return top


@cache
def _font(size: int, *, bold: bool = False) -> Any:
    return ImageFont.truetype(str(HERE / "fonts" / f"texgyrebonum-{'bold' if bold else 'regular'}.otf"), size)
