"""Which kinds need a region, which a country abroad, and which codes exist."""

import pytest
from pytest_django import Settings

from partners import countries, regions
from partners.enums import FOREIGN_KINDS, KIND_GROUPS, SEATED_HERE, PartnerKind
from partners.validators import place_errors


def test_every_kind_is_offered_once() -> None:
    offered = [kind for _family, kinds in KIND_GROUPS for kind in kinds]
    assert sorted(offered) == sorted(PartnerKind)


def test_38_provinces_and_514_kabupaten_and_kota() -> None:
    codes = [code for _province, choices in regions.choices() for code, _name in choices]
    assert len([code for code in codes if "." not in code]) == 38
    assert len([code for code in codes if "." in code]) == 514
    assert regions.name_of("64.72") == "Kota Samarinda"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("64.72", "Pemerintah Kota Samarinda"),
        ("11.01", "Pemerintah Kabupaten Aceh Selatan"),
        ("51", "Pemerintah Provinsi Bali"),
        ("11", "Pemerintah Aceh"),
        ("34", "Pemerintah Daerah Daerah Istimewa Yogyakarta"),
        ("00.00", ""),
        ("", ""),
    ],
)
def test_official_name_follows_from_the_code(code: str, name: str) -> None:
    assert regions.official_name(code) == name


def test_invented_codes_exist_only_in_a_demonstration(settings: Settings) -> None:
    assert not regions.exists("99.71")
    assert "99.71" not in str(regions.choices())
    settings.DEMO = True
    assert regions.name_of("99.71") == "Kota Tirtaraya"
    assert "99.71" in str(regions.choices())
    invented = regions.find("99.45")
    assert invented is not None
    assert invented.kind == PartnerKind.PEMDA_KABUPATEN
    assert not regions.exists("99.7")
    assert not regions.exists("99.71.01")


def test_countries_are_countries() -> None:
    codes = [code for code, _name in countries.choices()]
    assert codes[0] == "ID"
    assert len(codes) == len(set(codes))
    assert {"JP", "NO", "TL"} <= set(codes)
    assert not {"ZZ", "EU", "UN", "XA", "001", "EZ"} & set(codes)
    assert countries.name_of("JP") == "Jepang"
    assert countries.name_of("ZZ") == ""


@pytest.mark.parametrize("kind", [kind for kind in PartnerKind if kind.is_region])
def test_a_region_needs_its_code(kind: PartnerKind) -> None:
    assert set(place_errors(kind=kind, region_code="", country="ID")) == {"region_code"}
    assert set(place_errors(kind=kind, region_code="64.99", country="ID")) == {"region_code"}


def test_the_code_is_of_the_kind() -> None:
    assert place_errors(kind=PartnerKind.PEMDA_KOTA, region_code="64.72", country="ID") == {}
    wrong = place_errors(kind=PartnerKind.PEMDA_KABUPATEN, region_code="64.72", country="ID")
    assert wrong == {"region_code": "Kota Samarinda bukan kabupaten. Sesuaikan daerah atau jenis mitranya."}


@pytest.mark.parametrize("kind", [kind for kind in PartnerKind if not kind.is_region])
def test_country_by_kind(kind: PartnerKind) -> None:
    at_home = place_errors(kind=kind, region_code="", country="ID")
    abroad = place_errors(kind=kind, region_code="", country="JP")
    assert bool(at_home) == (kind in FOREIGN_KINDS - SEATED_HERE)
    assert bool(abroad) == (kind not in FOREIGN_KINDS)
    assert set(place_errors(kind=kind, region_code="", country="ZZ")) == {"country"}


def test_no_region_code_abroad() -> None:
    errors = place_errors(kind=PartnerKind.PEMDA_LUAR_NEGERI, region_code="64.72", country="JP")
    assert set(errors) == {"region_code"}
