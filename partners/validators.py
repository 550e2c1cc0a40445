"""Where a partner can be: which kinds need a region, which a country abroad."""

from django.utils.translation import gettext as _

from partners import countries, regions
from partners.enums import SEATED_HERE, PartnerKind


def place_errors(*, kind: str, region_code: str, country: str) -> dict[str, str]:
    """What is wrong with the place of a partner, by field; empty when all is well.

    A local government carries the code of its own region (Kepmendagri on codes of regions); a body abroad a country
    other than Indonesia, save for an international organisation or foreign non-profit with its office here; all others
    are Indonesian. A region code on any other partner says where its office is.
    """
    if kind not in PartnerKind.values:
        return {}
    errors = {"country": _country_error(PartnerKind(kind), country), "region_code": ""}
    errors["region_code"] = _region_error(PartnerKind(kind), region_code, country)
    return {field: error for field, error in errors.items() if error}


def _country_error(kind: PartnerKind, country: str) -> str:
    if not countries.exists(country):
        return _("Pilih negara dari daftar.")
    at_home = country == countries.INDONESIA
    if kind.is_foreign and at_home and kind not in SEATED_HERE:
        return _("Mitra luar negeri berkedudukan di negara selain Indonesia. Pilih negaranya, atau ganti jenis mitra.")
    if not kind.is_foreign and not at_home:
        return _("Jenis mitra ini berada di Indonesia. Pilih Indonesia, atau ganti jenis mitra.")
    return ""


def _region_error(kind: PartnerKind, code: str, country: str) -> str:
    if not code:
        return _("Pilih daerahnya, supaya kode wilayah Kemendagri tercatat.") if kind.is_region else ""
    if country != countries.INDONESIA:
        return _("Kode wilayah hanya untuk mitra di Indonesia. Kosongkan isian ini.")
    region = regions.find(code)
    if region is None:
        return _("Kode wilayah %(code)s tidak ada dalam daftar Kemendagri.") % {"code": code}
    if kind.is_region and region.kind != kind:
        return _("%(name)s bukan %(kind)s. Sesuaikan daerah atau jenis mitranya.") % {
            "name": region.name,
            "kind": str(kind.label).lower().replace("pemerintah ", ""),
        }
    return ""
