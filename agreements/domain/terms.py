"""Jangka waktu: what the paper says, and the last day that follows from it."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from agreements.enums import DurationUnit, Precision

_ONES = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SMALL = {word: number for number, word in enumerate(_ONES, start=1)} | {"sepuluh": 10, "sebelas": 11}
_UNITS = {"tahun": DurationUnit.TAHUN, "bulan": DurationUnit.BULAN, "hari": DurationUnit.HARI}
# Not the tail of another number (3,5 tahun; 1.000 hari), and not what a calendar alone cannot count.
_PART = r"""
    (?: (?<![\d.,/-]) (?P<number>\d{1,3}) \s* (?: \( (?P<said>[^()]*) \) )? | (?P<words> [a-z][a-z ]*? ) )
    \s* \b (?P<unit>tahun|bulan|hari) \b (?! \s+ (?: kerja | anggaran ) \b )
"""
_DURATION = re.compile(_PART, re.VERBOSE)
# A second part stands right behind the first and is no moment of its own (… dan 6 bulan sebelum berakhir).
_AND_MORE = re.compile(
    rf"\s* ,? \s* (?: \b (?: dan | serta | ditambah ) \b )? \s* {_PART}"
    r" (?! \s+ (?: sebelum | sekali | pertama | terakhir ) )",
    re.VERBOSE,
)
_BEHIND = re.compile(r"\s+(setelah|sesudah)\b")  # of a second part: the term, or a moment within it
# What is no whole number of years, months or days, up to the end of the first part that is; and a half behind it.
_UNCOUNTED = re.compile(
    r"setengah|½|\d[.,/-]\d+\s*(\([^()]*\)\s*)?(tahun|bulan|hari)\b|\b(tahun|bulan|hari)\s+(kerja|anggaran)\b"
)
_AND_HALF = re.compile(r"\s*(dan\s+)?(setengah|½)")


class Duration(NamedTuple):
    """So many hari, bulan or tahun."""

    value: int
    unit: DurationUnit


def parse_duration(text: str) -> Duration | None:
    """``5 (lima) tahun``, ``24 bulan``, ``lima tahun`` or ``2 tahun 6 bulan`` (30 bulan) as a Duration.

    None when the text says none, and when it cannot be told: figures and words that differ, hari kerja, tahun anggaran,
    days beside months, halves. Then a person writes the last day.
    """
    text = " ".join(text.casefold().split())
    first = next((part for part in _DURATION.finditer(text) if _number_in(part)), None)
    if first is None or contradiction(text):
        return None
    if _UNCOUNTED.search(text, 0, first.end()) or _AND_HALF.match(text, first.end()):
        return None
    value, unit = _number_in(first), _UNITS[first["unit"]]
    more = _further(text, first.end())
    if more is None:
        return Duration(value, unit) if value else None
    in_order = (unit, _UNITS[more["unit"]]) == (DurationUnit.TAHUN, DurationUnit.BULAN)
    if not in_order or _BEHIND.match(text, more.end()) or _further(text, more.end()):
        return None
    return Duration(12 * value + _number_in(more), DurationUnit.BULAN)


def contradiction(text: str) -> str:
    """The part of a term where figures and words differ, as ``5 (enam) tahun``; empty when they agree."""
    for part in _DURATION.finditer(" ".join(text.casefold().split())):
        said = _number_of(part["said"] or "")
        if said and said != int(part["number"]):
            return part[0].strip()
    return ""


def _further(text: str, at: int) -> "re.Match[str] | None":
    """The part right behind the one that ends ``at``; words that are more than a number begin another sentence."""
    part = _AND_MORE.match(text, at)
    if part is None:
        return None
    return part if int(part["number"] or 0) or _number_of(part["words"] or "") else None


def _number_in(part: "re.Match[str]") -> int:
    return int(part["number"]) if part["number"] else _number_at_end(part["words"])


def _number_at_end(text: str) -> int:
    """The number that the last words give (``paling lama dua puluh lima``), 0 when they give none."""
    words = text.split()
    found = (_number_of(" ".join(words[start:])) for start in range(max(0, len(words) - 6), len(words)))
    return next((number for number in found if number), 0)


def _number_of(text: str) -> int:
    """A number from 1 to 999 in words, 0 for anything else."""
    total, before = 0, 0
    for word in text.split():
        if word in _SMALL and not before:
            before = _SMALL[word]
        elif word in {"belas", "puluh", "ratus"} and 0 < before < 10:
            total += {"belas": before + 10, "puluh": before * 10, "ratus": before * 100}[word]
            before = 0
        elif word == "seratus" and not total and not before:
            total = 100
        else:
            return 0
    return total + before


def last_day(start: dt.date, duration: Duration) -> dt.date:
    """The same day so many years or months later, in force until its end (docs/decisions/0002).

    29 February and the 31st fall back to the last day of the month. Raises OverflowError beyond the year 9999.
    """
    if duration.unit == DurationUnit.HARI:
        return start + dt.timedelta(days=duration.value)
    months = duration.value * (12 if duration.unit == DurationUnit.TAHUN else 1)
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        raise OverflowError("beyond the year 9999")
    return dt.date(year, month0 + 1, min(start.day, calendar.monthrange(year, month0 + 1)[1]))


def years_between(start: dt.date, end: dt.date) -> float:
    """Length of a term in years, for comparing with limits of the law; exactly n on the same day n years later."""
    whole = end.year - start.year
    anniversary = last_day(start, Duration(whole, DurationUnit.TAHUN)) if whole > 0 else start
    if anniversary > end:
        whole -= 1
        anniversary = last_day(start, Duration(whole, DurationUnit.TAHUN)) if whole > 0 else start
    return whole + (end - anniversary).days / 366


def widen(day: dt.date, precision: str, *, end: bool = False) -> dt.date:
    """The day stored for an imprecise date: the first it can mean, or the last for the end of a term."""
    if precision == Precision.YEAR:
        return dt.date(day.year, 12, 31) if end else dt.date(day.year, 1, 1)
    if precision == Precision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if end else day.replace(day=1)
    return day
