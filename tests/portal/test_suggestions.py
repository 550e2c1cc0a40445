"""Suggestions help to find what is public, and never tell that anything else exists."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from agreements.domain import indexing, word_list
from agreements.domain.drafting import PartyEntry
from agreements.enums import Phase, Visibility
from agreements.models import Agreement
from portal.domain import suggestions
from portal.domain.register import register_at
from tests import factories as make
from tests.cast import Cast, assemble

SECRET = "Rahasiaxyz"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no reason to suggest nothing."""
    monkeypatch.setattr(suggestions, "PATIENCE", 30_000)


def _asked(client: Client, text: str) -> list[dict[str, str]]:
    indexing.refresh_words()
    word_list.recount()
    response = client.get("/naskah/saran/", {"q": text})
    assert response.status_code == 200
    found: list[dict[str, str]] = response.json()["saran"]
    assert len(found) <= 8
    return found


def _names(client: Client, text: str, kind: str = "naskah") -> list[str]:
    return [one["teks"] for one in _asked(client, text) if one["jenis"] == kind]


@pytest.mark.parametrize("text", ["peng", "pengelol", "kelola", "pengelolaan samp", "SAMPAH", "  sampah  "])
def test_an_unfinished_word_finds_the_title(client: Client, cast: Cast, text: str) -> None:
    agreement = cast.registered(title="Pengelolaan Sampah Regional")
    cast.registered(title="Pendidikan Vokasi")
    found = [one for one in _asked(client, text) if one["jenis"] == "naskah"]
    assert [one["teks"] for one in found] == ["Pengelolaan Sampah Regional"]
    assert found[0]["alamat"].endswith(f"/{agreement.register_no}/")
    assert client.get(found[0]["alamat"]).status_code == 200


def test_numbers_of_every_party_are_found_from_their_beginning(client: Client, cast: Cast) -> None:
    parties = [
        PartyEntry(government=cast.government, number="100.3.7/012/KB/2024"),
        PartyEntry(partner=cast.partner, number="77/PIHAK.DUA/2024"),
    ]
    cast.registered(title="Air Minum", parties=parties)
    for text in ("100.3.7/01", "10037 012", "77/PIHAK"):
        assert _names(client, text) == ["Air Minum"], text
    assert _names(client, "99/PIHAK") == []


def test_partners_by_any_name_and_urusan_lead_to_their_pages(client: Client, cast: Cast) -> None:
    partner = make.PartnerFactory(government=cast.government, name="Universitas Bukit Awan")
    partner.aliases.create(name="UNBUKA", name_folded="unbuka")
    cast.registered(
        title="Penelitian",
        urusan=["1.01"],
        parties=[PartyEntry(government=cast.government, number="1"), PartyEntry(partner=partner, number="2")],
    )
    for text in ("bukit aw", "unbuk"):
        found = [one for one in _asked(client, text) if one["jenis"] == "mitra"]
        assert [one["teks"] for one in found] == ["Universitas Bukit Awan"], text
        assert client.get(found[0]["alamat"]).status_code == 200
    field = [one for one in _asked(client, "pendid") if one["jenis"] == "urusan"]
    assert [one["teks"] for one in field] == ["Pendidikan"]
    assert client.get(field[0]["alamat"]).status_code == 200
    assert _names(client, "keseha", "urusan") == []  # no public document


def test_nothing_that_is_not_public_is_suggested(client: Client, cast: Cast) -> None:
    hidden = make.PartnerFactory(government=cast.government, name=f"PT {SECRET} Mitra")
    parties = [PartyEntry(government=cast.government, number="1"), PartyEntry(partner=hidden, number=f"{SECRET}/9")]
    cast.draft(title=f"{SECRET} draf", parties=parties, urusan=["1.02"])
    for phase in (Phase.DIAJUKAN, Phase.DITELAAH, Phase.DITOLAK):
        cast.bring(cast.draft(title=f"{SECRET} {phase}", parties=parties), phase)
    for visibility in (Visibility.TERBATAS, Visibility.RAHASIA):
        agreement = cast.registered(title=f"{SECRET} {visibility}", parties=parties, urusan=["1.02"])
        Agreement.objects.filter(pk=agreement.pk).update(visibility=visibility, visibility_reason="x")
    for user in (None, cast.staf):
        if user:
            client.force_login(user)
        for text in ("rahasia", SECRET, f"PT {SECRET}", f"{SECRET}/9", "keseha"):
            assert _asked(client, text) == [], text


def test_what_is_withdrawn_is_not_suggested_any_more(client: Client, cast: Cast) -> None:
    agreement = cast.registered(title=f"{SECRET} terbit")
    assert _names(client, SECRET) == [f"{SECRET} terbit"]
    agreement.visibility, agreement.visibility_reason = Visibility.RAHASIA, "Pemeriksaan"
    agreement.save(update_fields=["visibility", "visibility_reason"])
    assert client.get("/naskah/saran/", {"q": SECRET}).json() == {"saran": []}


@pytest.mark.parametrize(
    "text",
    ["", "a", "\0", "'", "' & !(", "%%", "\\", "-", '"', "😀😀", "x" * 100_000, "& | !", "1" * 300, "'a':* | 'b'"],
)
def test_anything_may_be_typed(client: Client, cast: Cast, text: str) -> None:
    cast.registered(title="Air")
    assert _asked(client, text) == []


def test_a_slow_database_means_no_suggestions_and_no_error(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_given: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")
        return []

    monkeypatch.setattr(suggestions, "_partners", slow)
    monkeypatch.setattr(suggestions, "PATIENCE", 20)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()
        assert suggestions.suggest("air", register_at(timezone.now())) == []
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == before


def test_eight_at_most(client: Client, cast: Cast) -> None:
    for n in range(10):
        cast.registered(title=f"Penerangan jalan {n}")
    assert len(_asked(client, "penerangan")) == 8


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_by_keyboard_and_for_a_screen_reader(
    live_server: LiveServer, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    cast = assemble()
    agreement = cast.registered(title="Penerangan Jalan Utara")
    cast.registered(title="Penerangan Jalan Selatan")
    indexing.refresh_words()
    word_list.recount()
    page.goto(f"{live_server.url}/naskah/")
    box = page.get_by_role("combobox", name="Cari naskah")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("penera")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("2 saran. Pilih dengan panah bawah.")).to_be_attached()
    assert axe(page) == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "?")
    expect(box).to_have_value("penera")
    box.press("ArrowDown")  # past the last: the text again
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url(f"**/{agreement.register_no}/")
