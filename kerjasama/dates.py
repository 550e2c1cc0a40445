"""Dates as Indonesians write them: the names of the months, and the date in a text."""

import datetime as dt
import re

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
# Spellings of old and foreign papers, beside the ones above.
_OTHER_MONTHS = {
    "pebruari": 2,
    "febuari": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "agust": 8,
    "october": 10,
    "nopember": 11,
    "nop": 11,
    "december": 12,
    "january": 1,
    "february": 2,
}


def letters_of(word: str) -> str:
    """Only the letters, small: ``Jum'at`` and ``JUM’AT`` become ``jumat``."""
    return re.sub(r"[^a-z]", "", word.casefold())


def month_of(word: str) -> int | None:
    """1–12 for a month as papers spell it: *Maret*, *Pebruari*, *Nopember*, *Agust*, *Okt.*; None for another word."""
    letters = letters_of(word)
    if letters in _OTHER_MONTHS:
        return _OTHER_MONTHS[letters]
    for number, name in enumerate(MONTHS, start=1):
        if letters == name.casefold() or (len(letters) == 3 and name.casefold().startswith(letters)):
            return number
    return None


_WRITTEN = re.compile(r"\b(\d{1,2})\s*(?:[-./]|\s)\s*([A-Za-z]+\.?)\s*(?:[-./]|\s)\s*(\d{4})\b")
_FIGURES = re.compile(r"\b(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def parse_tanggal(text: str) -> dt.date | None:
    """The first whole date in a text: ``Senin, 2 Pebruari 2015``, ``02-02-2015``, ``2015-02-02``.

    None where there is none. Raises ValueError for a date that no calendar has, such as ``31-02-2026``.
    """
    if match := _ISO.search(text):
        year, month, day = match.groups()
        return dt.date(int(year), int(month), int(day))
    if match := _FIGURES.search(text):
        day, month, year = match.groups()
        return dt.date(int(year), int(month), int(day))
    if match := _WRITTEN.search(text):
        day, name, year = match.groups()
        found = month_of(name)
        return dt.date(int(year), found, int(day)) if found else None
    return None
