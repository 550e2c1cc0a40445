"""The merge pages: likely ones first, both side by side, a refusal in a sentence."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agreements.domain.drafting import PartyEntry
from partners.models import Partner
from tests.cast import Cast
from tests.partners.rows import CONTACT, add


def visit(user: User, partner: Partner, *, data: dict[str, str] | None = None, **query: str) -> HttpResponse:
    client = Client()
    client.force_login(user)
    address = reverse("partners:merge", args=[partner.pk])
    return client.get(address, query) if data is None else client.post(address, data)  # type: ignore[return-value]


def test_likely_duplicates_are_offered_and_others_found(cast: Cast) -> None:
    twin, other = add(cast, "PT Serat Optik Pesisir Tbk"), add(cast, "Yayasan Bunga Bangsa")
    html = visit(cast.staf, cast.partner).content.decode()
    assert f"?dengan={twin.pk}" in html
    assert f"?dengan={other.pk}" not in html
    assert f"?dengan={cast.partner.pk}" not in html
    assert f"?dengan={other.pk}" in visit(cast.staf, cast.partner, q="bunga").content.decode()
    assert "Tidak ada yang mirip" in visit(cast.staf, cast.partner, q="zzzz").content.decode()


def test_both_are_shown_side_by_side(cast: Cast) -> None:
    twin = add(cast, "PT Serat Optik Pesisir Tbk", address="Jalan Kembar", contacts=(CONTACT,))
    html = visit(cast.staf, cast.partner, dengan=str(twin.pk)).content.decode()
    for word in (cast.partner.name, cast.partner.address, twin.name, "Jalan Kembar", CONTACT.name):
        assert word in html
    assert "data-confirm" in html


@pytest.mark.parametrize("survivor", ["this", "other"])
def test_the_chosen_one_survives(cast: Cast, survivor: str) -> None:
    twin = add(cast, "PT Serat Optik Pesisir Tbk")
    agreement = cast.draft()
    kept, gone = (cast.partner, twin) if survivor == "this" else (twin, cast.partner)
    answer = visit(cast.staf, cast.partner, data={"dengan": str(twin.pk), "pertahankan": str(kept.pk)})
    assert answer["Location"] == reverse("partners:detail", args=[kept.pk])
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert agreement.parties.get(partner__isnull=False).partner == kept
    # Pressed twice: the second time there is nothing left to merge.
    again = visit(cast.staf, cast.partner, data={"dengan": str(twin.pk), "pertahankan": str(kept.pk)})
    assert again.status_code in {403, 404}


def test_one_must_be_chosen(cast: Cast) -> None:
    twin = add(cast, "PT Serat Optik Pesisir Tbk")
    for choice in ("", "0", "abc"):
        answer = visit(cast.staf, cast.partner, data={"dengan": str(twin.pk), "pertahankan": choice})
        assert answer.status_code == 422
        assert "Pilih mitra yang dipertahankan" in answer.content.decode()


def test_two_parties_of_one_agreement_are_refused_by_name(cast: Cast) -> None:
    twin = add(cast, "PT Serat Optik Pesisir Tbk")
    parties = [PartyEntry(government=cast.government), PartyEntry(partner=cast.partner), PartyEntry(partner=twin)]
    cast.draft(title="Kerja Sama Tiga Pihak", parties=parties)
    before = visit(cast.staf, cast.partner, dengan=str(twin.pk)).content.decode()
    assert "Kerja Sama Tiga Pihak" in before
    assert "data-confirm" not in before
    answer = visit(cast.staf, cast.partner, data={"dengan": str(twin.pk), "pertahankan": str(twin.pk)})
    assert answer.status_code == 409
    assert "Kerja Sama Tiga Pihak" in answer.content.decode()
    cast.partner.refresh_from_db()
    assert cast.partner.merged_into is None


@pytest.mark.parametrize("other", ["0", "abc", "9" * 30, "self", "stranger"])
def test_only_with_another_partner_of_this_register(cast: Cast, other: str) -> None:
    elsewhere = Partner.objects.create(
        government=cast.stranger_staf.memberships.get().government, kind="bumd", name="PT Seberang"
    )
    pk = {"self": str(cast.partner.pk), "stranger": str(elsewhere.pk)}.get(other, other)
    assert visit(cast.staf, cast.partner, dengan=pk).status_code == 404
    data = {"dengan": pk, "pertahankan": str(cast.partner.pk)}
    assert visit(cast.staf, cast.partner, data=data).status_code == 404
