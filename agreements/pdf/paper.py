"""What stands on the paper before and after its pasal: heading, parties, recitals, closing and signatures.

Layout and wording: Permendagri 22/2020, Lampiran A–C (domain digest 4.2). The language is the paper's own.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from agreements import words
from agreements.domain.articles import Clause, articles_of
from agreements.domain.clause_writing import about, inline, joined, name_on_paper, named
from agreements.enums import Capacity, CooperationKind, Form, Meterai, Phase, Precision, Relation
from agreements.models import Agreement, Party
from agreements.pdf import body, emblems
from agreements.pdf.writing import w3c
from agreements.reference import LANGUAGES
from kerjasama.dates import MONTHS

DOTS = "…" * 8
INITIALS = 15  # boxes for initials in one row at the foot of a page
NAMED_INITIALS = 6  # so many boxes have room for "Paraf Pihak Kedua", more for "Paraf II"
LONGEST_WORD = 12  # capitals that fit the usual column of names
_PREFIXES = {Capacity.PJ: "Pj.", Capacity.PLT: "Plt.", Capacity.PLH: "Plh."}
# What a document does to the one it stands under.
_DOES: dict[str, str] = {
    Relation.ADDENDUM: "mengubah",
    Relation.PERPANJANGAN: "memperpanjang jangka waktu",
    Relation.PENGGANTIAN: "menggantikan",
}
_UU23 = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah, terakhir"
    " dengan Undang-Undang Nomor 6 Tahun 2023"
)
_PP28 = "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah"
_DOMESTIC = (
    "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah dengan Daerah Lain dan"
    " Kerja Sama Daerah dengan Pihak Ketiga"
)
_FOREIGN = (
    "Peraturan Menteri Dalam Negeri Nomor 25 Tahun 2020 tentang Tata Cara Kerja Sama Daerah dengan Pemerintah Daerah di"
    " Luar Negeri dan Kerja Sama Daerah dengan Lembaga di Luar Negeri"
)


@dataclass(frozen=True)
class Signer:
    """One party where it is introduced and where it signs."""

    roman: str
    label: str
    spoken_label: str
    name: str
    organisation: str
    represented_by: str
    below_label: str
    introduction: str


def position_of(party: Party) -> str:
    """``Pj. Wali Kota Tirtaraya``: Plt., Plh. and Pj. are capacities and stand before the position.

    Dotted while it is open; empty on a signed paper that names none, as of a person who signs for himself.
    """
    position = inline(party.signatory_position) or _expected_position(party)
    if not position:
        return DOTS if _is_open(party) else ""
    prefix = _PREFIXES.get(Capacity(party.capacity)) if party.capacity else None
    return f"{prefix} {position}" if prefix and not position.casefold().startswith(prefix.casefold()) else position


def _is_open(party: Party) -> bool:
    """What is signed has no gap left to fill: it says nothing where a draft shows a dotted line."""
    return party.agreement.phase not in Phase.SIGNED


def _expected_position(party: Party) -> str:
    """The Kepala Daerah where only he or she may sign (P22 Pasal 9, 32, 57), as ``Wali Kota Tirtaraya``."""
    government = party.government
    if government is None or party.capacity or party.agreement.form not in Form.HEAD_ONLY:
        return ""
    return government.head_position


def _basis_of(party: Party) -> str:
    basis = inline(party.basis)
    letter = ""
    if party.basis_number and party.basis_number not in basis:
        name = "" if basis else "Surat Kuasa Khusus "
        letter = f"{name}Nomor {inline(party.basis_number)}"
        letter += f" tanggal {words.tanggal(party.basis_on)}" if party.basis_on else ""
    whole = " ".join(part for part in (basis, letter) if part)
    if not whole and _is_open(party) and party.capacity in Capacity.BY_POWER:
        whole = f"Surat Kuasa Khusus Nomor {DOTS} tanggal {DOTS}"
    if not whole:
        return ""
    return whole if whole.casefold().startswith("berdasarkan") else f"berdasarkan {whole}"


def _signer(party: Party) -> Signer:
    position, seat = position_of(party), inline(party.seat_on_paper) or (DOTS if _is_open(party) else "")
    parts = [position, f"berkedudukan di {seat}" if seat else "", _basis_of(party), "dalam hal ini bertindak untuk"]
    introduction = f"{', '.join(filter(None, parts))} dan atas nama {party.display_name}, selanjutnya disebut"
    name = inline(party.signatory_name)
    return Signer(
        roman=words.roman(party.order),
        label=party.label,
        spoken_label=party.label.title().replace("Ke-", "ke-"),
        name=(name or DOTS).upper(),
        organisation=party.display_name,
        represented_by=position or name or DOTS,
        below_label=party.display_name if position in {"", DOTS} else position,
        introduction=introduction,
    )


def opening(agreement: Agreement) -> str:
    """``Pada hari ini, Senin, tanggal dua …``: dotted where the day is not known yet; the weekday as printed."""
    day: dt.date | None = agreement.signed_on
    weekday = inline(agreement.signed_weekday)
    if day is None:
        date = f"{DOTS}, tanggal {DOTS} bulan {DOTS} tahun {DOTS} (…-…-……)"
    elif agreement.signed_precision == Precision.DAY:
        date = words.tanggal_terbilang(day)
        date = f"{weekday}{date[date.index(',') :]}" if weekday else date
    else:
        month = MONTHS[day.month - 1] if agreement.signed_precision == Precision.MONTH else DOTS
        date = f"{weekday or DOTS}, tanggal {DOTS} bulan {month} tahun {words.terbilang(day.year)}"
    place = f", bertempat di {inline(agreement.signed_place)}" if agreement.signed_place else ""
    return f"Pada hari ini, {date}{place}, kami yang bertanda tangan di bawah ini:"


def _recitals(agreement: Agreement, signers: list[Signer]) -> list[str]:
    found = [f"bahwa {s.label} adalah {s.organisation} yang diwakili oleh {s.represented_by};" for s in signers]
    for line in agreement.background.splitlines():
        if text := inline(line):
            said = text if text.casefold().startswith("bahwa ") else f"bahwa {text[:1].lower()}{text[1:]}"
            found.append(f"{said};")
    parent = agreement.parent
    if parent is not None:
        does = _DOES.get(agreement.relation, "dibuat berdasarkan")
        found.append(f"bahwa {name_on_paper(agreement)} ini {does} {named(parent)};")
    kind = agreement.cooperation_kind
    laws = [_UU23, _PP28, _FOREIGN if kind in CooperationKind.FOREIGN else _DOMESTIC]
    found.append(f"bahwa kerja sama ini dilaksanakan dengan memperhatikan {joined(laws)}.")
    return found


def closing(agreement: Agreement, parties: int) -> str:
    """``Demikian … dalam rangkap 3 (tiga) bermeterai cukup …``: one original each (P22 Pasal 10 ayat 3).

    A foreign paper carries no meterai unless one is recorded and claims no force of law (a LoI has none, P25 Pasal 1):
    its texts are equally authentic, in the languages of UU 24/2009 Pasal 31, one of which may prevail.
    """
    is_foreign = agreement.cooperation_kind in CooperationKind.FOREIGN
    place = inline(agreement.signed_place) or (DOTS if agreement.signed_on is None else "")
    where = f" di {place}" if place else ""
    has_stamp = agreement.meterai_kind != Meterai.TIDAK_PERLU and bool(agreement.meterai_kind or not is_foreign)
    stamp = " bermeterai cukup" if has_stamp else ""
    copies = words.rangkap(agreement.copies_original or parties)
    tongues = joined([f"bahasa {_tongue(code)}" for code in agreement.languages])
    written = f", ditulis dalam {tongues}" if tongues else ""
    worth = "seluruhnya sama keasliannya" if is_foreign else "masing-masing mempunyai kekuatan hukum yang sama"
    said = (
        f"Demikian {name_on_paper(agreement)} ini dibuat dan ditandatangani{where} pada hari dan tanggal tersebut"
        f" di atas dalam rangkap {copies}{stamp}{written}, {worth}."
    )
    if len(agreement.languages) > 1 and agreement.prevailing_language:
        chosen = _tongue(agreement.prevailing_language)
        said += f" Dalam hal terdapat perbedaan penafsiran, yang diutamakan adalah naskah dalam bahasa {chosen}."
    return said


def _tongue(code: str) -> str:
    """``Inggris``, in Indonesian whatever the reader's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(dict(LANGUAGES).get(code, code))


def signature_rows(signers: list[Signer]) -> list[list[Signer]]:
    """Kedua left and Kesatu right; then Keempat left, Ketiga right, and so on; the odd last one in the middle."""
    return [list(reversed(signers[start : start + 2])) for start in range(0, len(signers), 2)]


def initial_rows(signers: list[Signer]) -> list[list[Signer]]:
    """The boxes at the foot of each page from right to left, in even rows of at most INITIALS."""
    count = -(-len(signers) // INITIALS)
    size = -(-len(signers) // count) if count else 1
    return [list(reversed(signers[start : start + size])) for start in range(0, len(signers), size)]


def _heading_names(signers: list[Signer]) -> list[str]:
    """The names between ANTARA and TENTANG, the last one after DAN."""
    names = [s.organisation.upper() for s in signers]
    return [f"{name}," if number < len(names) - 2 else name for number, name in enumerate(names)]


def context(agreement: Agreement, *, now: dt.datetime) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Everything the template ``pdf/agreement.html`` names, and the pictures it shows."""
    shown, pictures = emblems.emblems_of(agreement)
    said = words_of(agreement, agreement.ordered_parties(), articles_of(agreement))
    more = {"is_draft": agreement.phase not in Phase.SIGNED, "emblems": shown, "created": w3c(now)}
    return {**said, **more}, pictures


def words_of(agreement: Agreement, parties: list[Party], clauses: list[Clause]) -> dict[str, Any]:
    """Everything the paper says, in order."""
    signers = [_signer(party) for party in parties]
    paper = name_on_paper(agreement)
    names = _heading_names(signers)
    articles = [
        {"number": number, "heading": clause.heading, "ayats": body.parse(clause.body)}
        for number, clause in enumerate(clauses, start=1)
    ]
    return {
        "agreement": agreement,
        "paper": paper,
        "about": about(agreement),
        "names": names[:-1],
        "last_name": names[-1] if names else "",
        "numbers": [inline(party.number) or DOTS for party in parties],
        "opening": opening(agreement),
        "signers": signers,
        "together": joined([s.label for s in signers]),
        "recitals": _recitals(agreement, signers),
        "sets_terms": agreement.form != Form.PERNYATAAN_KEHENDAK,
        "articles": articles,
        "closing": closing(agreement, len(parties)),
        "signature_rows": signature_rows(signers),
        "initials": initial_rows(signers),
        "are_initials_named": len(signers) <= NAMED_INITIALS,
        "has_long_names": any(len(word) > LONGEST_WORD for s in signers for word in s.name.split()),
    }
