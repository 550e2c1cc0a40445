"""English in a real browser, without JavaScript: the switch, there and back, on a wide and a narrow screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from portal.domain.rows import address
from tests.cast import Cast, assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(settings: Settings, live_server: LiveServer) -> Cast:
    settings.PUBLIC_URL = live_server.url
    return assemble()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_switch_works_without_javascript(
    cast: Cast, live_server: LiveServer, new_context: Callable[..., BrowserContext], width: int
) -> None:
    signed = cast.signed(title="Penyediaan ruang belajar")
    place = address(cast.government.code, signed.register_no or "")
    page = new_context(viewport={"width": width, "height": 900}, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}{place}")
    for name, expected in (("English", f"/en{place}"), ("Bahasa Indonesia", place)):
        if width < 1060:
            page.get_by_text("Menu", exact=True).first.click()
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(f"{live_server.url}{expected}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Penyediaan ruang belajar")


def test_an_english_page_passes_axe_and_fits(
    cast: Cast,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    spotless: Callable[[Page], list[str]],
) -> None:
    cast.signed(title="Penyediaan ruang belajar")
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    for path in ("/en/", "/en/naskah/"):
        page.goto(f"{live_server.url}{path}")
        assert spotless(page) == [], path
