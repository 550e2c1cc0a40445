"""The inbox in a real browser: on a desk, on a phone, and without JavaScript."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from agreements.domain.expiry_notices import plan_expiry
from notices.domain.inbox import unread_count
from notices.models import Notice
from tests.browser.doors import open_as, sign_in
from tests.cast import Cast, assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/ruang/pengingat/", "/ruang/pengingat/kiriman/"]


@pytest.fixture
def cast(settings: Settings, live_server: LiveServer) -> Cast:
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    cast = assemble()
    today = cast.government.today()
    signed_on = today - dt.timedelta(days=700)
    for days, title in ((0, "Pengelolaan Air Bersih"), (29, "Pertukaran Data Kependudukan"), (170, "Pelatihan Kerja")):
        cast.signed(title=title, signed_on=signed_on, ends_on=today + dt.timedelta(days=days))
    plan_expiry(timezone.now())
    waiting = Notice.objects.filter(recipient=cast.staf, superseded_at=None)
    mine = waiting.exclude(title__contains="hari ini").order_by("pk")
    read, sent = mine[0], mine[1]
    Notice.objects.filter(pk=read.pk).update(read_at=timezone.now(), sent_at=timezone.now())
    Notice.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    Notice.objects.filter(recipient=cast.pimpinan, superseded_at=None).update(
        gave_up_at=timezone.now(), attempts=8, last_error="550 5.1.1 Kotak surat tidak ada"
    )
    return cast


def test_pages_pass_axe_and_fit(
    cast: Cast,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    spotless: Callable[[Page], list[str]],
) -> None:
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    sign_in(page.context, live_server, cast.staf)
    for number, address in enumerate(PAGES):
        page.goto(live_server.url + address)
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"notices-{number}.png", full_page=True)
        assert spotless(page) == [], address


def test_read_open_and_resend_without_javascript(
    cast: Cast, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    open_as(page, live_server, cast.staf, PAGES[0])
    unread = unread_count(cast.staf)
    page.get_by_role("button", name="Tandai dibaca: Berakhir hari ini").click()
    expect(page.get_by_text(f"{unread - 1} pesan belum dibaca.")).to_be_visible()
    page.get_by_role("link", name="Kiriman").click()
    page.get_by_role("link", name="Gagal").click()
    page.get_by_role("button", name="Kirim ulang kepada Pimpinan").first.click()
    expect(page.get_by_text("Pesan akan dikirim ulang dalam beberapa menit.")).to_be_visible()
