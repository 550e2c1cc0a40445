"""A web process has made its first pages before it is asked for them, and serves even where that fails."""

import logging
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kerjasama import warming


def test_tasks_and_pages_are_done_before_the_first_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def application(environ: dict[str, Any], _start: object) -> HttpResponse:
        request = RequestFactory().request(**environ)
        done.append(f"{request.method} {request.get_host()}{request.path}")
        return HttpResponse()

    monkeypatch.setattr(warming, "_tasks", [lambda: done.append("tugas")])
    monkeypatch.setattr("kerjasama.warming.connections.close_all", lambda: done.append("tutup"))
    monkeypatch.setattr("kerjasama.warming.settings.PUBLIC_URL", "http://testserver")
    warming.warm(application)
    assert done == ["tugas", "GET testserver/", "GET testserver/naskah/", "tutup"]


def test_what_fails_does_not_keep_the_process_from_serving(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("no database yet")

    done: list[int] = []
    monkeypatch.setattr(warming, "_tasks", [fail, lambda: done.append(1)])
    monkeypatch.setattr(warming, "_pages", [])
    monkeypatch.setattr("kerjasama.warming.connections.close_all", lambda: None)
    with caplog.at_level(logging.ERROR):
        warming.warm(lambda: None)
    assert done == [1]
    assert "no database yet" in caplog.text
