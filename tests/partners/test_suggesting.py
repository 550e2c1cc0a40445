"""What other forms ask: suggestions, look-alikes while typing, a partner added on the spot."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from partners.domain.merging import merge_partners
from partners.enums import PartnerKind
from partners.models import Partner
from tests.cast import Cast
from tests.partners.rows import add


def ask(user: User, page: str, /, **query: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"partners:{page}"), query)


def quick(user: User, **values: str) -> Any:
    client = Client()
    client.force_login(user)
    given = {
        "kind": "badan_usaha_swasta",
        "name": "PT Anugerah Bahari",
        "region_code": "",
        "country": "ID",
        "address": "",
    }
    lanjut = values.pop("lanjut", "")
    data = {f"mitra-baru-{key}": value for key, value in {**given, **values}.items()}
    return client.post(reverse("partners:quick_create"), {**data, "lanjut": lanjut})


def test_suggestions_by_name_and_other_name(cast: Cast) -> None:
    bank = add(cast, "Bank Pembangunan Daerah Segara", kind=PartnerKind.BUMD, aliases=("Bank Segara",))
    assert ask(cast.pengusul, "suggest", q="bank segara").json()["results"][0] == {
        "id": bank.pk,
        "name": "Bank Pembangunan Daerah Segara",
        "kind": "bumd",
        "kind_label": "Badan usaha milik daerah",
        "alias": "Bank Segara",
    }
    everything = ask(cast.pengusul, "suggest").json()["results"]
    assert [row["name"] for row in everything] == ["Bank Pembangunan Daerah Segara", "PT Serat Optik Pesisir"]


def test_at_most_twenty_and_none_merged(cast: Cast) -> None:
    rows = [add(cast, f"Koperasi {n:02d}", kind=PartnerKind.KOPERASI) for n in range(23)]
    merge_partners(rows[0], rows[1], by=cast.staf)
    names = [row["name"] for row in ask(cast.staf, "suggest", q="koperasi").json()["results"]]
    assert len(names) == 20
    assert "Koperasi 01" not in names


@pytest.mark.parametrize("text", ["\x00", "%", "x" * 3000, "'; drop table"])
def test_odd_questions_get_an_empty_answer(cast: Cast, text: str) -> None:
    assert ask(cast.staf, "suggest", q=text).json()["results"] == []
    assert ask(cast.staf, "similar", name=text).content.decode().strip() == ""


def test_look_alikes_while_typing(cast: Cast) -> None:
    html = ask(cast.pengusul, "similar", name="PT Serat Optic Pesisir").content.decode()
    assert reverse("partners:detail", args=[cast.partner.pk]) in html
    assert "<html" not in html
    assert "data-use-partner" not in html
    quiet = ask(cast.pengusul, "similar", name=cast.partner.name, kecuali=str(cast.partner.pk))
    assert quiet.content.decode().strip() == ""
    dialog = {"mitra-baru-name": "PT Serat Optik"}
    html = ask(cast.pengusul, "similar", **dialog).content.decode()
    assert f'data-use-partner="{cast.partner.pk}"' in html, "there it can be taken at once"


def test_the_official_name_of_a_region(cast: Cast) -> None:
    assert "Pemerintah Kota Samarinda" in ask(cast.staf, "official_name", region_code="64.72").content.decode()
    assert ask(cast.staf, "official_name", region_code="<b>").content.decode().strip() == ""


@pytest.mark.parametrize("before", ["", "mitra-baru-"])
@pytest.mark.parametrize(
    ("kind", "name", "fills"),
    [
        ("pemda_kota", "", True),
        ("pemda_kota", "Pemerintah Kota Balikpapan", True),  # suggested for the region picked before
        ("pemda_kota", "Pemkot Samarinda", False),
        ("yayasan", "", False),
        ("", "", False),
    ],
)
def test_an_empty_name_is_filled_from_the_region(cast: Cast, before: str, kind: str, name: str, fills: bool) -> None:
    query = {f"{before}kind": kind, f"{before}name": name, f"{before}region_code": "64.72"}
    html = ask(cast.staf, "official_name", **query).content.decode()
    assert (f'name="{before}name" value="Pemerintah Kota Samarinda"' in html) == fills
    assert ("hx-swap-oob" in html) == fills


def test_a_partner_added_on_the_spot(cast: Cast) -> None:
    form = ask(cast.pengusul, "quick_create", nama="PT Baru").content.decode()
    assert 'value="PT Baru"' in form
    assert "<html" not in form
    answer = quick(cast.pengusul)
    partner = Partner.objects.get(name="PT Anugerah Bahari")
    assert answer.status_code == 201
    assert answer.json() == {
        "id": partner.pk,
        "name": "PT Anugerah Bahari",
        "kind": "badan_usaha_swasta",
        "kind_label": "Badan usaha swasta berbadan hukum",
    }
    assert (partner.government, partner.created_by) == (cast.government, cast.pengusul)


def test_errors_come_back_as_the_form(cast: Cast) -> None:
    answer = quick(cast.pengusul, name="", address="Jalan Sudah Diketik")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi nama resmi mitra." in html
    assert "Jalan Sudah Diketik" in html
    assert "mitra-baru-name" in html


def test_look_alikes_are_shown_before_the_quick_one_is_saved(cast: Cast) -> None:
    answer = quick(cast.pengusul, name="PT Serat Optik Pesisir Raya")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'data-use-partner="{cast.partner.pk}"' in html
    assert f'name="lanjut" value="{cast.partner.pk}"' in html
    assert Partner.objects.count() == 1
    assert quick(cast.pengusul, name="PT Serat Optik Pesisir Raya", lanjut=str(cast.partner.pk)).status_code == 201
    assert quick(cast.pengusul, name="PT Serat Optik Pesisir Raya", lanjut=str(cast.partner.pk)).status_code == 422


def test_the_quick_form_is_for_those_who_may_add(cast: Cast) -> None:
    assert quick(cast.pimpinan).status_code == 403
    assert quick(cast.nobody).status_code == 403
    assert Partner.objects.count() == 1
    assert Client().post(reverse("partners:quick_create")).status_code == 403


def test_a_quick_region_gets_its_official_name(cast: Cast) -> None:
    assert (
        quick(cast.staf, kind="pemda_kota", name="", region_code="64.72").json()["name"] == "Pemerintah Kota Samarinda"
    )
