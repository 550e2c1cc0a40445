"""Dates, counts and money as Indonesian papers write them in words, and what old papers write back.

A legal paper says everything twice, in words and in figures: "Senin, tanggal dua bulan Maret tahun dua ribu dua puluh
enam (02-03-2026)" (Permendagri 22/2020, Lampiran). The names of days and months stand here and not in a locale: they
are part of the form of the paper and must not change with the language of the reader.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from kerjasama.dates import MONTHS, letters_of

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_OTHER_DAYS = {"ahad": 6, "jumaat": 4, "isnin": 0, "slasa": 1}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@lru_cache(maxsize=512)
def terbilang(number: int) -> str:
    """A whole number in words: 1000 is ``seribu``, 11 ``sebelas``, 0 ``nol``, -5 ``minus lima``."""
    from num2words import num2words

    words: str = num2words(abs(number), lang="id")
    return f"minus {words}" if number < 0 else words


def angka_terbilang(number: int) -> str:
    """A count in figures and words: ``5 (lima)``, as in *5 (lima) tahun*."""
    return f"{number} ({terbilang(number)})"


def rangkap(number: int) -> str:
    """How many originals: ``2 (dua)``, as in *dibuat dalam rangkap 2 (dua)*."""
    return angka_terbilang(number)


def rupiah(amount: Decimal | int) -> str:
    """``Rp1.500.000,00``: dots for thousands, a comma before the cents (sen)."""
    cents = round(Decimal(amount).copy_abs() * 100)
    whole, rest = divmod(cents, 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{whole:,}".replace(",", ".") + f",{rest:02d}"


def rupiah_terbilang(amount: Decimal | int) -> str:
    """``Rp1.500.000,00 (satu juta lima ratus ribu rupiah)``; cents (sen) are spoken only where there are any."""
    cents = round(Decimal(amount).copy_abs() * 100)
    whole, rest = divmod(cents, 100)
    spoken = f"{terbilang(whole)} rupiah" + (f" {terbilang(rest)} sen" if rest else "")
    return f"{rupiah(amount)} ({'minus ' if amount < 0 else ''}{spoken})"


def roman(number: int) -> str:
    """Roman numeral of 1 to 399: months in letter numbers (III) and the numbering of parties (I., II.).

    Raises ValueError outside that range.
    """
    if not 1 <= number < 400:
        raise ValueError(f"no Roman numeral for {number}")
    found = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        found += letters * count
    return found


def hari(date: dt.date) -> str:
    """The weekday: ``Jumat``."""
    return DAYS[date.weekday()]


def tanggal(date: dt.date) -> str:
    """``2 Maret 2026``."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def tanggal_terbilang(date: dt.date) -> str:
    """``Senin, tanggal dua bulan Maret tahun dua ribu dua puluh enam (02-03-2026)`` (P22 Lampiran)."""
    return (
        f"{hari(date)}, tanggal {terbilang(date.day)} bulan {MONTHS[date.month - 1]} tahun {terbilang(date.year)}"
        f" ({date:%d-%m-%Y})"
    )


def weekday_of(text: str) -> int | None:
    """The weekday a text names, Monday 0; ``Jum'at`` and ``Ahad`` are known. None where it names none."""
    for word in re.findall(r"[A-Za-z]+(?:['’‘`´ʼ][A-Za-z]+)?", text):
        letters = letters_of(word)
        if letters in _OTHER_DAYS:
            return _OTHER_DAYS[letters]
        for number, name in enumerate(DAYS):
            if letters == name.casefold():
                return number
    return None


def weekday_contradicts(text: str, date: dt.date | None) -> bool:
    """True when ``text`` names a weekday and ``date`` falls on another one: kept as printed, but said."""
    named = weekday_of(text)
    return named is not None and date is not None and named != date.weekday()
