"""Jangka waktu: what the paper says, and the last day that follows from it."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from agreements.enums import DurationUnit, Precision

_WORDS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "dua belas": 12, "lima belas": 15, "dua puluh": 20, "dua puluh lima": 25,
    "tiga puluh": 30, "tiga puluh lima": 35, "lima puluh": 50,
}  # fmt: skip
_UNITS = {"tahun": DurationUnit.TAHUN, "bulan": DurationUnit.BULAN, "hari": DurationUnit.HARI}
_DURATION = re.compile(r"(?P<number>\d{1,3})\s*(?:\([^)]*\))?\s*(?P<unit>tahun|bulan|hari)\b", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?P<words>[a-z ]+?)\s+(?P<unit>tahun|bulan|hari)\b", re.IGNORECASE)


class Duration(NamedTuple):
    """So many hari, bulan or tahun."""

    value: int
    unit: DurationUnit


def parse_duration(text: str) -> Duration | None:
    """``5 (lima) tahun``, ``24 bulan`` or ``lima tahun`` as a Duration; None when the text says none."""
    if match := _DURATION.search(text):
        value = int(match["number"])
    elif (match := _IN_WORDS.search(" ".join(text.lower().split()))) and match["words"].strip() in _WORDS:
        value = _WORDS[match["words"].strip()]
    else:
        return None
    return Duration(value, _UNITS[match["unit"].lower()]) if value else None


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
