"""A closed page leaves no request behind that the next test, or the emptying of the tables, would meet."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import let_requests_end

pytestmark = pytest.mark.browser
SLOW = "/naskah/"


class Slow:
    """The server works on SLOW until it is let go; its finished requests are written down."""

    def __init__(self) -> None:
        self.finished: list[str] = []
        self.begun, self.let_go = threading.Event(), threading.Event()


@pytest.fixture
def slow() -> Iterator[Slow]:
    """One slow page of the server."""
    it, asked = Slow(), threading.local()

    def hold(environ: dict[str, Any], **_: object) -> None:
        asked.path = environ["PATH_INFO"]
        if asked.path == SLOW:
            it.begun.set()
            assert it.let_go.wait(60)

    def note(**_: object) -> None:
        it.finished.append(asked.path)

    request_started.connect(hold)
    request_finished.connect(note)
    yield it
    it.let_go.set()
    request_started.disconnect(hold)
    request_finished.disconnect(note)


def test_the_answer_nobody_waits_for_is_finished_first(page: Page, live_server: LiveServer, slow: Slow) -> None:
    page.goto(f"{live_server.url}/healthz/live")
    page.evaluate("(address) => { fetch(address); }", SLOW)
    assert slow.begun.wait(60)
    page.context.close()
    assert SLOW not in slow.finished
    threading.Timer(0.2, slow.let_go.set).start()
    let_requests_end(live_server)
    assert SLOW in slow.finished
    assert not [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
