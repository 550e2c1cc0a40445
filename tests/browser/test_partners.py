"""Partners in a real browser: look-alikes while typing, names from regions, a phone, and no JavaScript."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from partners.models import Partner
from tests.browser.doors import open_as, sign_in
from tests.cast import Cast, assemble
from tests.partners.rows import CONTACT, add

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/ruang/mitra/"
NEW = "/ruang/mitra/baru/"


@pytest.fixture
def cast(settings: Settings, live_server: LiveServer) -> Cast:
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    cast = assemble()
    add(cast, "PT Serat Optik Pesisir Tbk", aliases=("SOP",), contacts=(CONTACT,), address="Jalan Pelabuhan 2")
    return cast


def test_pages_pass_axe_and_fit(
    cast: Cast,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    spotless: Callable[[Page], list[str]],
) -> None:
    """With much to say; the others are in the book of addresses."""
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    sign_in(page.context, live_server, cast.staf)
    one, twin = cast.partner, Partner.objects.get(name__endswith="Tbk")
    addresses = [f"{LIST}?q=tidakada", f"{LIST}{twin.pk}/", f"{LIST}{one.pk}/gabung/?dengan={twin.pk}"]
    for number, address in enumerate(addresses):
        page.goto(live_server.url + address)
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"partners-{number}.png", full_page=True)
        assert spotless(page) == [], address


def test_typing_shows_look_alikes_and_saving_asks(
    cast: Cast, live_server: LiveServer, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    open_as(page, live_server, cast.pengusul, NEW)
    page.wait_for_function("document.querySelector('#id_kind').tomselect")
    page.evaluate("document.querySelector('#id_kind').tomselect.setValue('badan_usaha_swasta')")
    page.get_by_label("Nama resmi").press_sequentially("PT Serat Optik Pesisir Jaya", delay=5)
    expect(page.locator("#mitra-serupa")).to_contain_text("Mirip dengan mitra yang sudah ada")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_text("Mitra serupa sudah ada")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Bukan salah satunya").check()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("PT Serat Optik Pesisir Jaya")


def test_picking_a_region_fills_in_the_name(cast: Cast, live_server: LiveServer, page: Page) -> None:
    open_as(page, live_server, cast.staf, NEW)
    page.wait_for_function("document.querySelector('#id_region_code').tomselect")
    page.evaluate("document.querySelector('#id_kind').tomselect.setValue('pemda_kota')")
    page.evaluate("document.querySelector('#id_region_code').tomselect.setValue('64.72')")
    expect(page.get_by_label("Nama resmi")).to_have_value("Pemerintah Kota Samarinda")
    page.get_by_label("Nama resmi").press_sequentially(" ", delay=5)  # still listened to after the swap
    page.evaluate("document.querySelector('#id_region_code').tomselect.setValue('64.71')")
    expect(page.get_by_label("Nama resmi")).to_have_value("Pemerintah Kota Balikpapan")


def test_two_become_one_without_javascript(
    cast: Cast, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    open_as(page, live_server, cast.staf, f"{LIST}{cast.partner.pk}/")
    page.get_by_role("link", name="Gabungkan").click()
    page.get_by_role("link", name="Bandingkan PT Serat Optik Pesisir Tbk").click()
    page.get_by_label("B – PT Serat Optik Pesisir Tbk").check()
    page.get_by_role("button", name="Gabungkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("PT Serat Optik Pesisir Tbk")
    expect(page.get_by_role("status")).to_contain_text("digabung ke PT Serat Optik Pesisir Tbk")
    cast.partner.refresh_from_db()
    assert cast.partner.merged_into is not None
