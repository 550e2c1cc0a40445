"""Pages of partners, units, urusan, SDGs, countries and provinces."""

import re
from typing import Any

import html5lib
import pytest
from django.test import Client

from agreements.domain.drafting import PartyEntry
from agreements.models import Agreement
from partners.domain.merging import merge_partners
from partners.enums import PartnerKind
from partners.models import Partner, PartnerContact
from portal.domain import maps, subjects
from tests import factories as make
from tests.cast import Cast

SECRET = "Rahasiaxyz"


def _hide(agreement: Agreement) -> None:
    agreement.visibility, agreement.visibility_reason = "terbatas", "Uji."
    agreement.save(update_fields=["visibility", "visibility_reason"])


def _with(cast: Cast, partner: Partner, **values: Any) -> Agreement:
    parties = [PartyEntry(government=cast.government, number="A/1"), PartyEntry(partner=partner, number="B/1")]
    return cast.registered(parties=parties, **values)


@pytest.fixture
def abroad(cast: Cast) -> Partner:
    return make.PartnerFactory(
        government=cast.government, name="Kota Hoshimura", kind=PartnerKind.PEMDA_LUAR_NEGERI, country="JP"
    )


@pytest.fixture
def addresses(cast: Cast, abroad: Partner) -> list[str]:
    cast.registered(sdgs=[9])
    _with(cast, abroad)
    return [
        "/mitra/", "/mitra/?q=serat", "/mitra/?q=%00%F0%9F%98%80", "/pd/", "/urusan/", "/sdg/", "/sdg/9/", "/sdg/1/",
        "/urusan/2.16/", "/negara/JP/", "/negara/SG/", "/provinsi/64/",
        subjects.address("mitra", cast.partner.pk, cast.partner.name),
        subjects.address("pd", cast.unit.pk, cast.unit.name),
    ]  # fmt: skip


def test_pages_are_valid_html_with_one_h1_and_unique_ids(client: Client, addresses: list[str]) -> None:
    for url in addresses:
        response = client.get(url)
        assert response.status_code == 200, url
        html = response.content.decode()
        html5lib.HTMLParser(strict=True).parse(html)
        assert len(re.findall(r"<h1[\s>]", html)) == 1, url
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), url
        assert "style=" not in html, url


@pytest.mark.parametrize(
    "url",
    ["/mitra/999999999999999999/", "/pd/0/", "/urusan/9.98/", "/sdg/18/", "/sdg/0/", "/negara/ID/", "/negara/XX/",
     "/negara/ZZ/", "/provinsi/00/", "/mitra/9999999999999999999/"],
)  # fmt: skip
def test_what_does_not_exist_is_404(client: Client, db: None, url: str) -> None:
    assert client.get(url).status_code == 404


def test_every_number_is_the_number_behind_its_link(client: Client, cast: Cast, abroad: Partner) -> None:
    cast.registered(sdgs=[9, 11])
    cast.registered(title="Kedua")
    _with(cast, abroad, sdgs=[9])
    pages = [
        subjects.address("mitra", cast.partner.pk, cast.partner.name), "/sdg/9/", "/urusan/2.16/", "/negara/JP/",
        subjects.address("pd", cast.unit.pk, cast.unit.name),
    ]  # fmt: skip
    for page in pages:
        html = client.get(page).content.decode()
        links = re.findall(r'<a rel="nofollow" href="(/naskah/\?[^"]+)">(\d+)<', html)
        assert links, page
        for link, number in links:
            listed = client.get(link.replace("&amp;", "&")).content.decode()
            assert re.search(rf"<strong>{number}</strong> naskah", listed), (page, link, number)


def test_a_partner_of_hidden_documents_only_does_not_exist(client: Client, cast: Cast) -> None:
    hidden = make.PartnerFactory(government=cast.government, name=f"PT {SECRET}")
    _hide(_with(cast, hidden))
    cast.registered()
    assert client.get(subjects.address("mitra", hidden.pk, hidden.name)).status_code == 404
    assert client.get(f"/mitra/{hidden.pk}/").status_code == 404
    for url in ("/mitra/", f"/mitra/?q={SECRET}", f"/mitra/?setelah={hidden.pk}"):
        page = client.get(url)
        assert page.status_code == 200
        assert f"PT {SECRET}" not in page.content.decode()
    # Nor does the cursor tell where its name would stand.
    assert cast.partner.name in client.get(f"/mitra/?setelah={hidden.pk}").content.decode()


def test_nothing_internal_shows(client: Client, cast: Cast) -> None:
    PartnerContact.objects.create(partner=cast.partner, name=f"{SECRET} Narahubung", phone="0811", email="x@x.id")
    cast.partner.note, cast.partner.address, cast.partner.legal_basis = f"{SECRET} a", f"{SECRET} b", f"{SECRET} c"
    cast.partner.save()
    cast.registered(background=SECRET, funding_note=SECRET)
    cast.draft(title=f"{SECRET} draf")
    for url in (
        subjects.address("mitra", cast.partner.pk, cast.partner.name),
        subjects.address("pd", cast.unit.pk, cast.unit.name),
        "/mitra/",
        "/pd/",
    ):
        assert SECRET not in client.get(url).content.decode(), url


def test_a_person_gives_no_more_than_a_name(client: Client, cast: Cast) -> None:
    person = make.PartnerFactory(
        government=cast.government, name="Siti Rekaan", kind=PartnerKind.PERSEORANGAN, region_code="64.72",
        website="https://pribadi.example/",
    )  # fmt: skip
    _with(cast, person)
    html = client.get(subjects.address("mitra", person.pk, person.name)).content.decode()
    assert "pribadi.example" not in html
    assert "Samarinda" not in html
    assert '<meta name="robots" content="noindex">' in html


def test_old_names_and_merged_partners_lead_to_the_one_address(client: Client, cast: Cast) -> None:
    twin = make.PartnerFactory(government=cast.government, name="PT Serat Optik")
    _with(cast, twin)
    cast.registered()
    merge_partners(cast.partner, twin, by=cast.staf)
    target = subjects.address("mitra", cast.partner.pk, cast.partner.name)
    for url in (f"/mitra/{twin.pk}-pt-serat-optik/", f"/mitra/{cast.partner.pk}/", f"/mitra/{cast.partner.pk}-lama/"):
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (301, target)


def test_a_merged_partner_without_public_documents_tells_nothing(client: Client, cast: Cast) -> None:
    twin = make.PartnerFactory(government=cast.government, name="PT Serat Optik")
    _hide(cast.registered())
    merge_partners(cast.partner, twin, by=cast.staf)
    assert client.get(f"/mitra/{twin.pk}-pt-serat-optik/").status_code == 404


def test_documents_of_a_replaced_unit_stand_on_its_successors_page(client: Client, cast: Cast) -> None:
    agreement = cast.registered(title="Naskah dinas lama")
    cast.unit.successor = cast.other_unit
    cast.unit.save()
    html = client.get(subjects.address("pd", cast.other_unit.pk, cast.other_unit.name)).content.decode()
    assert agreement.title in html
    assert cast.unit.name in html


def test_maps_hold_every_province_and_country_once() -> None:
    shapes = maps.provinces({"64": 3, "99": 1})["shapes"]
    assert len({shape.code for shape in shapes}) == len(shapes) == 39
    assert len({(shape.x, shape.y) for shape in shapes}) == 39
    assert {shape.code: shape.number for shape in shapes if shape.number} == {"64": 3, "99": 1}
    assert [shape.code for shape in shapes if shape.is_outside] == ["99"]
    world = maps.world({"JP": 2, "SG": 1, "NL": 9})
    assert {shape.code for shape in world["shapes"]} == {"JP", "SG", "NL"}
    assert {shape.code for shape in world["shapes"] if not shape.path} == {"SG"}


def test_every_real_province_has_its_outline() -> None:
    from partners import regions

    codes = {code for _name, group in regions.choices() for code, _label in group if len(code) == 2}
    assert {shape.code for shape in maps.provinces({})["shapes"] if shape.path} == codes - {"99"}
    assert set(maps.ASIDE) <= codes


def test_a_province_and_a_country_of_a_map_open_their_page(client: Client, cast: Cast, abroad: Partner) -> None:
    _with(cast, make.PartnerFactory(government=cast.government, region_code="64.72", kind=PartnerKind.PEMDA_KOTA))
    _with(cast, abroad)
    html = client.get("/en/mitra/").content.decode()
    for place in ("/en/provinsi/64/", "/en/negara/JP/"):
        assert html.count(f'href="{place}"') == 2, "once on the map, once in the table"
        assert client.get(place).status_code == 200
    assert 'aria-label="Kalimantan Timur: 1 document"' in html
    assert "estimate" in html
    assert "GeoNames" in html


@pytest.mark.parametrize("largest", [1, 2, 3, 4, 5, 17, 100, 12_345])
def test_steps_cover_every_number_once(largest: int) -> None:
    steps = maps.steps_of({"a": largest})
    covered = [number for step in steps for number in range(step.least, step.most + 1)]
    assert covered == list(range(1, largest + 1))
    assert steps[-1].level == maps.LEVELS


def test_pages_stay_small(client: Client, addresses: list[str]) -> None:
    import zlib

    for url in addresses:
        assert len(zlib.compress(client.get(url).content)) <= 30_000, url
