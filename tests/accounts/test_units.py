"""Units and the government's own facts."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.domain.units import latest, replace
from accounts.models import Unit
from tests import factories as make
from tests.accounts.conftest import House

DAY = dt.date(2026, 3, 2)


def picture(kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(buffer, kind)
    return buffer.getvalue()


def test_a_replaced_unit_points_to_who_carries_on(house: House) -> None:
    new = make.UnitFactory(government=house.government, name="Dinas Kesehatan dan Sosial")
    replace(house.unit, successor=new, on=DAY)
    replace(house.other_unit, successor=new, on=DAY)
    house.unit.refresh_from_db()
    assert (house.unit.successor, house.unit.ends_on) == (new, DAY)
    newest = make.UnitFactory(government=house.government)
    replace(new, successor=newest, on=DAY)
    assert latest(Unit.objects.get(pk=house.unit.pk)) == newest


def test_successors_never_go_in_a_circle_or_abroad(house: House) -> None:
    replace(house.unit, successor=house.other_unit, on=DAY)
    with pytest.raises(ValidationError, match="kembali"):
        replace(house.other_unit, successor=Unit.objects.get(pk=house.unit.pk), on=DAY)
    with pytest.raises(ValidationError, match="kembali"):
        replace(house.other_unit, successor=house.other_unit, on=DAY)
    with pytest.raises(ValidationError, match="pemerintah daerah yang sama"):
        replace(house.other_unit, successor=house.foreign_unit, on=DAY)


def test_the_secretariat_goes_over_to_the_successor(house: House) -> None:
    Unit.objects.filter(pk=house.unit.pk).update(is_secretariat=True)
    replace(Unit.objects.get(pk=house.unit.pk), successor=house.other_unit, on=DAY)
    assert Unit.objects.get(is_secretariat=True) == house.other_unit


def test_a_unit_is_made_corrected_and_named_once(house: House, client: Client) -> None:
    client.force_login(house.admin)
    form = {"name": "Dinas Perhubungan", "short_name": "Dishub", "kind": "dinas"}
    assert client.post("/ruang/orang/perangkat-daerah/baru/", form).status_code == 302
    unit = Unit.objects.get(name="Dinas Perhubungan")
    assert unit.government == house.government
    again = client.post("/ruang/orang/perangkat-daerah/baru/", form)
    assert again.status_code == 422
    assert "sudah ada" in again.content.decode()
    address = f"/ruang/orang/perangkat-daerah/{unit.pk}/"
    assert client.post(address, {**form, "short_name": "DISHUB"}).status_code == 302
    unit.refresh_from_db()
    assert unit.short_name == "DISHUB"


def test_a_successor_is_named_through_the_page(house: House, client: Client) -> None:
    client.force_login(house.admin)
    address = f"/ruang/orang/perangkat-daerah/{house.unit.pk}/"
    assert client.get(address).status_code == 200
    assert (
        client.post(f"{address}pengganti/", {"successor": house.foreign_unit.pk, "ends_on": "2026-03-02"}).status_code
        == 422
    )
    assert (
        client.post(f"{address}pengganti/", {"successor": house.other_unit.pk, "ends_on": "2026-03-02"}).status_code
        == 302
    )
    assert "digantikan oleh" in client.get("/ruang/orang/perangkat-daerah/").content.decode()
    assert client.get(address).status_code == 200


def test_units_of_another_government_are_not_found(house: House, client: Client) -> None:
    client.force_login(house.foreign_admin)
    assert client.get(f"/ruang/orang/perangkat-daerah/{house.unit.pk}/").status_code == 404
    assert client.post(f"/ruang/orang/perangkat-daerah/{house.unit.pk}/pengganti/").status_code == 404


def government_form(**values: object) -> dict[str, object]:
    facts = {
        "name": "Kota Tirtaraya", "head_title": "Wali Kota", "seat": "Tirtaraya", "address": "", "contact_email": "",
        "time_zone": "Asia/Makassar", "ending_soon_days": "60",
        "decide_days": "45", "decide_days_foreign": "200",
    }  # fmt: skip
    return {**facts, **values}


def test_the_governments_facts_are_saved_and_its_crest_is_public(house: House, client: Client) -> None:
    assert client.get(f"/akun/lambang/{house.government.pk}/").status_code == 404
    client.force_login(house.admin)
    crest = SimpleUploadedFile("x.svg", picture())
    assert (
        client.post("/ruang/orang/pemerintah-daerah/", government_form(crest=crest, decide_days_foreign="")).status_code
        == 302
    )
    house.government.refresh_from_db()
    assert (house.government.time_zone, house.government.ending_soon_days) == ("Asia/Makassar", 60)
    assert house.government.decide_days_foreign is None, "left to the law: six months"
    assert str(house.government.crest.name).endswith(".png"), "named by its content"
    client.logout()
    response = client.get(f"/akun/lambang/{house.government.pk}/")
    assert response["Content-Type"] == "image/png"
    assert b"".join(response) == picture()


def test_a_chosen_crest_waits_until_the_form_is_right(house: House, client: Client) -> None:
    client.force_login(house.admin)
    address = "/ruang/orang/pemerintah-daerah/"
    crest = SimpleUploadedFile("lambang kota.png", picture())
    refused = client.post(address, government_form(crest=crest, ending_soon_days="0"))
    assert (refused.status_code, "lambang kota.png" in refused.content.decode()) == (422, True)
    note = refused.context["held"][0].note
    assert client.post(address, government_form(berkas_titipan=note)).status_code == 302
    assert b"".join(client.get(f"/akun/lambang/{house.government.pk}/")) == picture()


@pytest.mark.parametrize(
    "content", [b"<svg onload='alert(1)'/>", b"GIF89a", picture()[:40], picture("GIF"), b""], ids=repr
)
def test_a_crest_is_a_whole_png_or_jpeg(house: House, client: Client, content: bytes) -> None:
    client.force_login(house.admin)
    crest = SimpleUploadedFile("lambang.png", content, content_type="image/png")
    response = client.post("/ruang/orang/pemerintah-daerah/", government_form(crest=crest, seat="Diketik Baru"))
    assert response.status_code == 422
    assert "Diketik Baru" in response.content.decode()
    house.government.refresh_from_db()
    assert not house.government.crest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ending_soon_days", "0"),
        ("ending_soon_days", "9999"),
        ("decide_days", "0"),
        ("decide_days_foreign", "731"),
        ("time_zone", "Mars/Olympus"),
        ("name", ""),
        ("name", "x" * 151),
    ],
)
def test_bad_facts_are_refused(house: House, client: Client, field: str, value: str) -> None:
    client.force_login(house.admin)
    response = client.post("/ruang/orang/pemerintah-daerah/", government_form(**{field: value}))
    assert response.status_code == 422
    assert f'href="#id_{field}"' in response.content.decode()
