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


@pytest.fixture
def slow_answers() -> Iterator[list[str]]:
    """The server takes a moment over SLOW; its finished requests are written down."""
    finished: list[str] = []
    asked = threading.local()

    def hold(environ: dict[str, Any], **_: object) -> None:
        asked.path = environ["PATH_INFO"]
        if asked.path == SLOW:
            threading.Event().wait(0.5)

    def note(**_: object) -> None:
        finished.append(asked.path)

    request_started.connect(hold)
    request_finished.connect(note)
    yield finished
    request_started.disconnect(hold)
    request_finished.disconnect(note)


def test_the_answer_nobody_waits_for_is_finished_first(
    page: Page, live_server: LiveServer, slow_answers: list[str]
) -> None:
    page.goto(f"{live_server.url}/healthz/live")
    page.evaluate("(address) => { fetch(address); }", SLOW)
    page.wait_for_timeout(100)  # the request is on its way
    page.context.close()
    assert SLOW not in slow_answers
    let_requests_end(live_server)
    assert SLOW in slow_answers
    assert not [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
