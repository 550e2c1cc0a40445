"""Countries by ISO 3166-1 code, with the Indonesian (or active language's) names of Unicode CLDR, by ``babel``."""

import re
from functools import cache

from django.utils.translation import get_language

INDONESIA = "ID"
# CLDR also names groups, islands without a code of their own in ISO 3166-1, and placeholders.
NOT_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"),
)
_CODE = re.compile(r"[A-Z]{2}")


@cache
def _names(language: str) -> dict[str, str]:
    from babel import Locale

    names = Locale(language).territories
    real = {code: name for code, name in names.items() if _CODE.fullmatch(code) and code not in NOT_COUNTRIES}
    return dict(sorted(real.items(), key=lambda item: item[1]))


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "id"


def exists(code: str) -> bool:
    """True for the two capital letters of a country."""
    return code in _names("id")


def name_of(code: str) -> str:
    """``Jepang`` for JP; empty for an unknown code."""
    return _names(_language()).get(code, "")


def names_of(code: str) -> str:
    """Every name we know, for search: ``Jepang Japan`` for JP."""
    return " ".join(_names(language).get(code, "") for language in ("id", "en"))


def choices() -> list[tuple[str, str]]:
    """Every country by name, Indonesia first."""
    names = _names(_language())
    return [(INDONESIA, names[INDONESIA]), *[(code, name) for code, name in names.items() if code != INDONESIA]]
