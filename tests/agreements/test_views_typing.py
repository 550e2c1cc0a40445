"""What is typed is kept: while typing, through a lost connection, and after the session ended."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agreements.models import Agreement, WorkingCopy
from tests.agreements.pages import as_, fields_of
from tests.agreements.test_views_entry import complete, new_form
from tests.cast import Cast

LONG_TITLE = "Penyediaan dan Pemeliharaan " + "Jaringan Internet Ruang Publik " * 12


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []


# --- Kept while typing ----------------------------------------------------------------------------------------------


def keep(client: Client, **sent: Any) -> Any:
    body = {"key": None, "agreement": None, "base_version": None, "data": {}, **sent}
    return client.post(reverse("agreements:keep"), json.dumps(body), content_type="application/json")


def test_typing_of_a_new_document_is_kept_and_comes_back(cast: Cast) -> None:
    client, key = as_(cast.staf), str(uuid.uuid4())
    response = keep(client, key=key, data={"title": ["Sedang diketik\x00"], "effective_from": ["31-02-2026"]})
    assert response.status_code == 200
    assert set(response.json()) == {"at"}
    page = client.get(reverse("agreements:create"), {"kunci": key})
    assert fields_of(page)["title"] == ["Sedang diketik"]
    assert fields_of(page)["effective_from"] == ["31-02-2026"]
    assert "Ketikan dipulihkan" in page.content.decode()
    assert "Sedang diketik" in client.get(reverse("agreements:list")).content.decode()
    assert "Sedang diketik" not in as_(cast.pengusul).get(reverse("agreements:create"), {"kunci": key}).content.decode()
    client.post(reverse("agreements:discard"), {"kunci": key})
    assert not WorkingCopy.objects.exists()


def test_typing_over_a_draft_is_offered_beside_the_saved_version(cast: Cast) -> None:
    agreement = cast.draft()
    client = as_(cast.staf)
    address = reverse("agreements:edit", args=[agreement.pk])
    fields = fields_of(client.get(address))
    keep(client, agreement=agreement.pk, base_version=1, data={**fields, "title": ["Judul ketikan"]})
    offered = client.get(address)
    assert "Ada ketikan yang belum disimpan" in offered.content.decode()
    assert fields_of(offered)["title"] == [agreement.title]
    used = client.get(address, {"pakai": "ketikan"})
    assert fields_of(used)["title"] == ["Judul ketikan"]
    client.post(address, {**fields_of(used), "simpan": "1"})
    assert Agreement.objects.get().title == "Judul ketikan"
    assert "Ada ketikan" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"data": "x"}, {"data": {"title": "x"}}, {"data": {"title": ["x" * 600_000]}}, {"key": "bukan"}, {"key": None},
        {"data": {f"n{i}": ["x"] for i in range(700)}}, {"agreement": {"a": 1}}, {"agreement": "9" * 30},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said(cast: Cast, sent: dict[str, Any]) -> None:
    response = keep(as_(cast.staf), **{"key": str(uuid.uuid4()), **sent})
    assert response.status_code == 422
    assert response.json()["error"]
    assert not WorkingCopy.objects.exists()


def test_lone_surrogates_do_not_break_the_database(cast: Cast) -> None:
    body = json.dumps({"key": str(uuid.uuid4()), "data": {"title": ["\ud800x"]}})
    response = as_(cast.staf).post(reverse("agreements:keep"), body, content_type="application/json")
    assert response.status_code == 200


def test_typing_is_kept_only_for_those_who_may_write(cast: Cast) -> None:
    agreement = cast.draft()
    assert keep(as_(cast.auditor), agreement=agreement.pk).status_code == 403
    assert keep(as_(cast.colleague), agreement=agreement.pk).status_code == 404
    assert keep(as_(cast.auditor), key=str(uuid.uuid4())).status_code == 403
    outside = Client().post(
        reverse("agreements:keep"), "{}", content_type="application/json", headers={"HX-Request": "true"}
    )
    assert outside.status_code == 401


def test_form_sent_after_the_session_ended_is_held(cast: Cast) -> None:
    client = as_(cast.staf)
    data = complete(cast, new_form(client), title="Tidak hilang")
    client.logout()
    response = client.post(reverse("agreements:create"), data, headers={"Origin": "http://testserver"})
    assert response.status_code == 403
    assert "Tidak hilang" in response.content.decode()
