"""Names that look alike are found, different regions are not."""

from typing import Any

import pytest

from partners.domain.likeness import search, similar_to
from partners.domain.merging import merge_partners
from partners.enums import PartnerKind
from partners.models import Partner
from tests.cast import Cast
from tests.partners.rows import add


def names_like(cast: Cast, name: str, **facts: Any) -> list[str]:
    return [one.partner.name for one in similar_to(name, government=cast.government, **facts)]


@pytest.mark.parametrize(
    "name",
    [
        "Universitas Cendekia Segara",
        "Universitas Swasta Cendekia Segara",
        "UNIV. SWASTA CENDEKIA SEGARA",
        "Universitas Swasta Cendikia Segara",
        "Cendekia Segara",
        "STIE Cendekia Segara",
        "ucs",
    ],
)
def test_spellings_parts_and_other_names_are_recognised(cast: Cast, name: str) -> None:
    add(cast, "Universitas Swasta Cendekia Segara", kind=PartnerKind.PTS, short_name="UCS", aliases=("STIE Cendekia",))
    assert names_like(cast, name) == ["Universitas Swasta Cendekia Segara"]


@pytest.mark.parametrize("name", ["", "ab", "\x00", "Yayasan Bunga Bangsa", "PT", "x" * 5000])
def test_others_are_not(cast: Cast, name: str) -> None:
    add(cast, "Universitas Swasta Cendekia Segara", kind=PartnerKind.PTS)
    assert names_like(cast, name) == []


def test_the_other_name_that_matched_is_told(cast: Cast) -> None:
    add(cast, "Bank Pembangunan Daerah Segara", kind=PartnerKind.BUMD, aliases=("Bank Segara", "BPD"))
    found = similar_to("Bank Segara", government=cast.government)
    assert [(one.partner.name, one.alias) for one in found] == [("Bank Pembangunan Daerah Segara", "Bank Segara")]


def test_the_likest_comes_first(cast: Cast) -> None:
    add(cast, "Koperasi Ruang Kreatif Tirtaraya Utara", kind=PartnerKind.KOPERASI)
    add(cast, "Koperasi Ruang Kreatif Tirtaraya", kind=PartnerKind.KOPERASI)
    assert names_like(cast, "Koperasi Ruang Kreatif Tirtaraya")[0] == "Koperasi Ruang Kreatif Tirtaraya"


def test_regions_are_the_same_by_code_only(cast: Cast) -> None:
    region: dict[str, Any] = {"kind": PartnerKind.PEMDA_KABUPATEN}
    add(cast, "Pemerintah Kabupaten Bandung", region_code="32.04", **region)
    assert names_like(cast, "Pemerintah Kabupaten Bandung Barat", region_code="32.17", **region) == []
    assert names_like(cast, "Pemda Lain Sama Sekali", region_code="32.04", **region) == ["Pemerintah Kabupaten Bandung"]


def test_other_registers_and_merged_ones_stay_out(cast: Cast) -> None:
    gone = add(cast, "PT Karya Rimba Segara")
    kept = add(cast, "Perusahaan Hutan")
    merge_partners(kept, gone, by=cast.staf)
    elsewhere = Partner.objects.create(
        government=cast.stranger_staf.memberships.get().government, kind=PartnerKind.BUMD, name="PT Karya Rimba Segara"
    )
    found = similar_to("PT Karya Rimba Segara", government=cast.government)
    assert [(one.partner, one.alias) for one in found] == [(kept, "PT Karya Rimba Segara")]
    assert elsewhere not in [one.partner for one in found]


def test_an_excluded_one_is_not_its_own_likeness(cast: Cast) -> None:
    partner = add(cast, "PT Karya Rimba Segara")
    assert similar_to(partner.name, government=cast.government, exclude=[partner.pk]) == []


@pytest.mark.parametrize("text", ["rimba", "KARYA RIMBA", "rimbah", "krs", "hutan lestari", "segara karya"])
def test_search_reads_names_short_names_aliases_and_typing_errors(cast: Cast, text: str) -> None:
    partner = add(cast, "PT Karya Rimba Segara", short_name="KRS", aliases=("CV Hutan Lestari",))
    assert partner in search(Partner.objects.all(), text)


def test_search_puts_exact_parts_before_guesses(cast: Cast) -> None:
    add(cast, "PT Serut Optima")
    found = list(search(Partner.objects.all(), "serat optik"))
    assert found[0] == cast.partner


@pytest.mark.parametrize("text", ["", "%", "'", "\x00", "---"])
def test_search_for_nothing_finds_nothing(cast: Cast, text: str) -> None:
    assert list(search(Partner.objects.all(), text)) == []
