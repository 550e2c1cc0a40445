"""Debian's Chromium for browser tests: fixtures ``chromium`` (one per process), ``page`` and ``axe``.

A page that writes an error to the console, breaks the CSP or asks for anything beyond this machine fails its test.
"""

import http.client
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NARROWEST, DESK = 320, 1280  # CSS pixels
PATIENCE = 60_000  # milliseconds; costs nothing where the machine is quick
# Debian builds Chromium twice: with windows, and without, which shows the same pages for half the work.
BUILDS = ("chromium-headless-shell", "chromium")
# Without the last flags Chromium calls its maker's hosts at every start.
FLAGS = [
    "--no-sandbox",  # refuses to start as root with it; the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--num-raster-threads=1",
    "--js-flags=--no-opt,--no-maglev",  # no page lives long enough to earn back what compiling it twice costs
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once per process."""
    found = (shutil.which(name) for name in BUILDS)
    executable = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if not executable:
        pytest.fail(f"Chromium tidak ditemukan: apt-get install {BUILDS[0]}")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _requests_end_first(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a closed page had still asked for is answered before the tables are emptied, else the two block each other.

    Set up after the database and before every page, so it looks between the closing of the one and of the other.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    let_requests_end(request.getfixturevalue("live_server"))


def let_requests_end(server: LiveServer) -> None:
    """Wait until ``server`` works on nothing any more; its pages are closed, so each connection ends with its answer.

    The server takes connections in their order: once it has answered ours, it has a thread for every earlier one.
    """
    last = http.client.HTTPConnection(server.thread.host, server.thread.port, timeout=60)
    last.request("GET", "/healthz/live", headers={"Connection": "close"})
    last.getresponse().read()
    last.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=60)
            assert not thread.is_alive(), "Peladen uji masih mengerjakan sebuah permintaan."


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a fresh visitor with own cookies; keywords are Playwright's: ``viewport``, ``java_script_enabled`` …"""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta", **options)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda message: _note(errors, message.type, message.text))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not errors, f"Konsol peramban: {errors}"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """One tab of a fresh visitor at 1280 × 900."""
    return new_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture(scope="session")
def axe_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where every page finds axe-core: a static file, so that the browser reads and compiles it once, not per page."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    folder = tmp_path_factory.mktemp("axe")
    (folder / AXE.name).symlink_to(AXE)
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, ("axe", folder)]
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
    return f"{settings.STATIC_URL}axe/{AXE.name}"


@pytest.fixture
def axe(axe_address: str) -> Callable[[Page], list[str]]:
    """Checks the shown page with axe-core; returns one line per violation, empty when there is none."""

    def check(page: Page) -> list[str]:
        page.add_script_tag(url=axe_address)  # from the page's own house: its CSP stays in force
        result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return check


@pytest.fixture
def spotless(axe: Callable[[Page], list[str]]) -> Callable[[Page], list[str]]:
    """``axe`` on the narrowest phone, and no scrolling sideways there and at a desk.

    No style sheet changes anything between 320 and 360 pixels: what fits the narrowest phone fits the others.
    """

    def check(page: Page) -> list[str]:
        found: list[str] = []
        for width in (NARROWEST, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            found += axe(page) if width == NARROWEST else []
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                found.append(f"needs {needed} of {width} px")
        return found

    return check


def _note(errors: list[str], kind: str, text: str) -> None:
    # A refused form is answered with 422, a vanished page with 404: the browser reports both as errors of its own.
    if kind == "error" and "Failed to load resource" not in text:
        errors.append(text)
