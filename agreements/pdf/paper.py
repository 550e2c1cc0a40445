"""What stands on the paper before and after its pasal: heading, parties, recitals, closing and signatures.

Layout and wording: Permendagri 22/2020, Lampiran A–C (domain digest 4.2). The language is the paper's own.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from agreements import words
from agreements.domain.articles import Clause, articles_of, name_on_paper
from agreements.domain.clause_writing import about, inline
from agreements.enums import Capacity, CooperationKind, Form, Meterai, Phase, Precision
from agreements.models import Agreement, Party
from agreements.pdf import body, emblems
from agreements.pdf.writing import w3c
from kerjasama.dates import MONTHS

DOTS = "…" * 8
_PREFIXES = {Capacity.PJ: "Pj.", Capacity.PLT: "Plt.", Capacity.PLH: "Plh."}
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
    position: str
    below_label: str
    introduction: str


def position_of(party: Party) -> str:
    """``Pj. Wali Kota Tirtaraya``: Plt., Plh. and Pj. are capacities and stand before the position."""
    position = inline(party.signatory_position) or _expected_position(party) or DOTS
    prefix = _PREFIXES.get(Capacity(party.capacity)) if party.capacity else None
    return f"{prefix} {position}" if prefix and not position.casefold().startswith(prefix.casefold()) else position


def _expected_position(party: Party) -> str:
    """The Kepala Daerah where only he or she may sign (P22 Pasal 9, 32, 57), as ``Wali Kota Tirtaraya``."""
    government = party.government
    if government is None or party.capacity or party.agreement.form not in Form.HEAD_ONLY:
        return ""
    return f"{government.head_title} {government.name.partition(' ')[2] or government.name}"


def _seat_of(party: Party) -> str:
    """Where the party sits, as frozen at signature, else as the register knows it today."""
    if party.address_as_signed:
        return inline(party.address_as_signed)
    if party.government is not None:
        return inline(", ".join(part for part in (party.government.seat, party.government.address) if part))
    return inline(party.partner.address) if party.partner is not None else ""


def _basis_of(party: Party) -> str:
    basis = inline(party.basis)
    letter = ""
    if party.basis_number and party.basis_number not in basis:
        name = "" if basis else "Surat Kuasa Khusus "
        letter = f"{name}Nomor {inline(party.basis_number)}"
        letter += f" tanggal {words.tanggal(party.basis_on)}" if party.basis_on else ""
    whole = " ".join(part for part in (basis, letter) if part)
    is_open = party.agreement.phase not in Phase.SIGNED  # what is signed has no gaps left to fill
    if not whole and is_open and party.capacity in {Capacity.KUASA, Capacity.KUASA_KL}:
        whole = f"Surat Kuasa Khusus Nomor {DOTS} tanggal {DOTS}"
    if not whole:
        return ""
    return whole if whole.casefold().startswith("berdasarkan") else f"berdasarkan {whole}"


def _signer(party: Party) -> Signer:
    seat, basis = _seat_of(party), _basis_of(party)
    middle = f"berkedudukan di {seat or DOTS}" + (f", {basis}" if basis else "")
    introduction = (
        f"{position_of(party)}, {middle}, dalam hal ini bertindak untuk dan atas nama {party.display_name},"
        " selanjutnya disebut"
    )
    return Signer(
        roman=words.roman(party.order),
        label=party.label,
        spoken_label=party.label.title().replace("Ke-", "ke-"),
        name=(inline(party.signatory_name) or DOTS).upper(),
        organisation=party.display_name,
        position=position_of(party),
        below_label=party.display_name if position_of(party) == DOTS else position_of(party),
        introduction=introduction,
    )


def joined(names: list[str]) -> str:
    """``A dan B``; ``A, B, dan C``."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


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
    found = [f"bahwa {s.label} adalah {s.organisation} yang diwakili oleh {s.position};" for s in signers]
    for line in agreement.background.splitlines():
        if text := inline(line):
            said = text if text.casefold().startswith("bahwa ") else f"bahwa {text[:1].lower()}{text[1:]}"
            found.append(f"{said};")
    parent = agreement.parent
    if parent is not None:
        numbers = joined([p.number for p in parent.ordered_parties() if p.number])
        number = f" Nomor {numbers}" if numbers else ""
        found.append(
            f"bahwa {name_on_paper(agreement)} ini dibuat berdasarkan {name_on_paper(parent)} tentang"
            f" {about(parent)}{number};"
        )
    kind = agreement.cooperation_kind
    laws = [_UU23, _PP28, _FOREIGN if kind in CooperationKind.FOREIGN else _DOMESTIC]
    found.append(f"bahwa kerja sama ini dilaksanakan dengan memperhatikan {joined(laws)}.")
    return found


def closing(agreement: Agreement, parties: int) -> str:
    """``Demikian … dalam rangkap 3 (tiga) bermeterai cukup …``: one original each (P22 Pasal 10 ayat 3)."""
    place = inline(agreement.signed_place) or (DOTS if agreement.signed_on is None else "")
    where = f" di {place}" if place else ""
    stamp = "" if agreement.meterai_kind == Meterai.TIDAK_PERLU else " bermeterai cukup"
    copies = words.rangkap(agreement.copies_original or parties)
    return (
        f"Demikian {name_on_paper(agreement)} ini dibuat dan ditandatangani{where} pada hari dan tanggal tersebut"
        f" di atas dalam rangkap {copies}{stamp}, masing-masing mempunyai kekuatan hukum yang sama."
    )


def signature_rows(signers: list[Signer]) -> list[list[Signer]]:
    """Kedua left and Kesatu right; then Keempat left, Ketiga right, and so on; the odd last one in the middle."""
    return [list(reversed(signers[start : start + 2])) for start in range(0, len(signers), 2)]


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
        "initials": list(reversed(signers)),
    }
