"""How a pasal is written: its facts, and the sentence, the list and the term in the manner of legal drafting."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from agreements import words
from agreements.enums import DurationUnit, Form, TermRule
from agreements.models import Agreement, Party

# A title that goes on so needs its first word: Rencana Kerja *Sama*, Perpanjangan *dan* Perubahan, Addendum *II*.
_GO_ON = re.compile(
    r"(sama|bersama|dan|atas|terhadap|untuk|antara|payung|induk|nomor|no\.?|pertama|ke-?\s?\d+|[ivx]+|\(.*|\d.*"
    r"|ke(satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh))\b",
    re.IGNORECASE,
)
_TENTANG = re.compile(r"tentang\s+", re.IGNORECASE)
# Before a figure only what is plainly a common word becomes small: law writes Pasal 5 and Pihak 2 large, and a place
# may stand there as well.
_COMMON = re.compile(
    r"(?!peraturan|perjanjian|pelalawan|pekalongan)pe[kmnlr][a-z]{3,}an|me[mnlr][a-z]{3,}kan"
    r"|se(banyak|lama|tiap|jumlah|kitar)|(bantu|kegiat|tambah|bangun)an|paling|minimal|maksimal|tahun|jumlah|hibah",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"(Permen|Kepmen)[a-z]+|Perda|Perpres|Perp?pu|Perwali?|Perbup|Pergub|Kepp?res|Inpres")


@dataclass(frozen=True)
class Draft:
    """What the sentences are made of: the document, its parties, what it calls itself and the number of each pasal."""

    agreement: Agreement
    parties: list[Party]
    paper: str
    numbers: dict[str, int]

    def pasal(self, heading: str) -> str:
        """``Pasal 3``, or the matter itself where the form has no such pasal."""
        return f"Pasal {self.numbers[heading]}" if heading in self.numbers else f"ketentuan mengenai {heading.lower()}"


def sentence(text: str) -> str:
    """One sentence with exactly one full stop at its end."""
    return f"{text.strip().rstrip('.;, ')}."


def inline(text: str) -> str:
    """A phrase to stand inside a sentence: no full stop, spaces evened out."""
    return " ".join(text.split()).rstrip(".;, ")


def about(agreement: Agreement) -> str:
    """What stands after ``tentang``: the title without the name of the document, which stands before it already.

    A Perpanjangan *Perpanjangan Pelayanan Rujukan* is about *Pelayanan Rujukan*; *Perpanjangan dan Perubahan …* stays.
    """
    title = inline(agreement.title)
    with translation.override(settings.LANGUAGE_CODE):
        form = str(Form(agreement.form).label).split(" (")[0]
    for name in (agreement.title_as_printed, form):
        if name and title.casefold().startswith(f"{name} ".casefold()):
            rest = title[len(name) + 1 :]
            opening = _TENTANG.match(rest)
            rest = rest[opening.end() :] if opening else rest
            if rest and (opening or not _GO_ON.match(rest)):
                return rest[:1].upper() + rest[1:]
    return title


def name_on_paper(agreement: Agreement) -> str:
    """What the document calls itself in its own text: ``Kesepakatan Bersama``, without the abbreviation in brackets."""
    return agreement.title_as_printed or str(Form(agreement.form).label).split(" (")[0]


def named(agreement: Agreement) -> str:
    """Another document as this one names it: what it calls itself, its title and the numbers of its parties."""
    numbers = joined([party.number for party in agreement.ordered_parties() if party.number])
    number = f" Nomor {numbers}" if numbers else ""
    return f"{name_on_paper(agreement)} tentang {about(agreement)}{number}"


def joined(names: list[str]) -> str:
    """``A dan B``; ``A, B, dan C``."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def items(lines: list[str]) -> str:
    """Lines as ``a. …;`` ``b. …; dan`` ``c. ….`` in the manner of legal drafting."""
    kept = [soften(inline(line).removeprefix("- ").removeprefix("• ")) for line in lines if line.strip()]
    out = []
    for number, text in enumerate(kept):
        end = "." if number == len(kept) - 1 else "; dan" if number == len(kept) - 2 else ";"
        out.append(f"{_letter(number)}. {text}{end}")
    return "\n".join(out)


def soften(text: str) -> str:
    """A sentence's first word small, to stand inside another sentence; names and abbreviations are left alone."""
    first, _space, rest = text.partition(" ")
    if not (first[:1].isupper() and first[1:].islower()) or _SHORT_NAME.fullmatch(first):
        return text
    is_common = rest[:1].islower() or (rest[:1].isdigit() and _COMMON.fullmatch(first))
    return f"{first.lower()} {rest}" if is_common else text


def _letter(number: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + number % 26) * (number // 26 + 1)


def term_of(agreement: Agreement) -> str:
    """``5 (lima) tahun terhitung sejak …``; as printed where the paper says it in words of its own."""
    if agreement.term_rule == TermRule.SAMPAI_SELESAI:
        return "terhitung sejak tanggal ditandatangani sampai dengan seluruh pekerjaan selesai dilaksanakan"
    start = "terhitung sejak tanggal ditandatangani"
    if agreement.effective_from and agreement.effective_from != agreement.signed_on:
        start = f"terhitung sejak tanggal {words.tanggal(agreement.effective_from)}"
    until = f" sampai dengan tanggal {words.tanggal(agreement.ends_on)}" if agreement.ends_on else ""
    if agreement.duration_text:
        return f"untuk jangka waktu {inline(agreement.duration_text)} {start}{until}"
    if agreement.duration_value and agreement.duration_unit:
        unit = str(DurationUnit(agreement.duration_unit).label)
        return f"untuk jangka waktu {words.angka_terbilang(agreement.duration_value)} {unit} {start}{until}"
    return f"{start}{until}" if until else f"{start} sampai dengan diakhiri oleh PARA PIHAK"
