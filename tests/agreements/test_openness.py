"""Withholding what was public, and opening it again: a reasoned act of staf that the public address survives."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.domain.openness import change_openness
from tests.cast import Cast, assemble


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.mark.django_db(transaction=True)  # what was made and withheld at one moment was never seen by anybody
def test_withheld_leaves_a_page_and_opened_again_shows_all(client: Client) -> None:
    cast = assemble()
    agreement = cast.registered()
    address = agreement.get_absolute_url()
    assert client.get(address).status_code == 200
    change_openness(agreement, visibility="terbatas", reason="Uji konsekuensi Nomor 4/2026.", by=cast.staf)
    gone = client.get(address)
    assert gone.status_code == 410
    assert b"Uji konsekuensi Nomor 4/2026" not in gone.content
    change_openness(agreement, visibility="publik", reason="Masa pengecualian berakhir.", by=cast.staf)
    agreement.refresh_from_db()
    assert (agreement.visibility, agreement.visibility_reason) == ("publik", "")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("person", ["pengusul", "anggota1", "pimpinan", "auditor", "admin", "stranger_staf"])
def test_only_staf_decide(cast: Cast, person: str) -> None:
    agreement = cast.registered()
    with pytest.raises(PermissionDenied):
        change_openness(agreement, visibility="rahasia", reason="Alasan.", by=cast.people[person])


def test_a_reason_and_a_change_are_needed(cast: Cast) -> None:
    agreement = cast.registered()
    with pytest.raises(ValidationError, match="Alasan wajib diisi"):
        change_openness(agreement, visibility="rahasia", reason=" ", by=cast.staf)
    with pytest.raises(ValidationError, match="sudah demikian"):
        change_openness(agreement, visibility="publik", reason="Alasan.", by=cast.staf)
    with pytest.raises(ValidationError):
        change_openness(agreement, visibility="tertutup", reason="Alasan.", by=cast.staf)


def test_the_page_keeps_what_was_typed_and_then_saves(cast: Cast, client: Client) -> None:
    agreement = cast.registered()
    client.force_login(cast.staf)
    address = reverse("agreements:openness", args=[agreement.pk])
    refused = client.post(address, {"visibility": "publik", "reason": "Sudah <b>terbuka</b>."})
    assert refused.status_code == 422
    assert "Sudah &lt;b&gt;terbuka&lt;/b&gt;." in refused.content.decode()
    saved = client.post(address, {"visibility": "rahasia", "reason": "Uji konsekuensi Nomor 4/2026."})
    assert saved.status_code == 302
    agreement.refresh_from_db()
    assert agreement.visibility == "rahasia"
    late = client.post(address, {"visibility": "publik", "reason": "x", "versi": "1"})
    assert late.status_code == 409


def test_a_draft_is_opened_in_its_own_form(cast: Cast, client: Client) -> None:
    client.force_login(cast.staf)
    draft = cast.draft()
    answer = client.get(reverse("agreements:openness", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("agreements:edit", args=[draft.pk])
