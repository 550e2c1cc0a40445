"""What a test run forbids although production would shrug: a pytest plugin, always on.

- a template that names a variable nobody gave it,
- a list that leans on the database's accidental order,
- an inline script or style, which the Content-Security-Policy would block in a real browser,
- a test named after content: a zip or a token made at import differs from second to second, and the processes of one
  run then disagree about what there is to run.

Warnings are errors and sockets reach only loopback; both are settings in pyproject.toml.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Django's admin is the back door for operators; its templates are not ours.
FOREIGN_ADDRESSES = ("/pintu-belakang/",)
DATA_SCRIPTS = {"application/json", "application/ld+json"}


LONGEST_NAME = 32  # characters; a random UUID has 36


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes and long texts are numbered, not quoted; None leaves the name to pytest."""
    is_content = isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_NAME)
    return argname if is_content else None


class UndefinedVariableError(AssertionError):
    """A template of ours used a variable that its view did not provide."""


class _Refusal(str):
    """Django renders ``string_if_invalid % name`` for an unknown variable; this one raises instead."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        origin = str(getattr(getattr(template, "origin", None), "name", ""))
        if origin.startswith(str(ROOT)) and "/.venv/" not in origin:
            raise UndefinedVariableError(f"{Path(origin).relative_to(ROOT)}: {name}")
        return ""


# Reading a page tag by tag takes longer than making it: only one where something looks like inline code is read so.
_SUSPECT = re.compile(
    r"""<style|<script(?![^>]*(?:\ssrc=|"application/(?:ld\+)?json"))|[\s"'/]on[a-z]+\s*=|[\s"'/]style\s*=|javascript:""",
    re.IGNORECASE,
)


class _InlineFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and not given.get("src") and given.get("type") not in DATA_SCRIPTS:
            self.found.append("<script> tanpa src")
        for name, value in attrs:
            if name == "style" or (name.startswith("on") and name.isalpha()):
                self.found.append(f'<{tag} {name}="{value}">')
            if value and value.strip().lower().startswith("javascript:"):
                self.found.append(f'<{tag} {name}="{value}">')


def inline_code(html: str) -> list[str]:
    """Every inline script, style or event handler in a page; empty when the page obeys the CSP."""
    if not _SUSPECT.search(html):
        return []
    finder = _InlineFinder()
    finder.feed(html)
    return finder.found


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> None:
    from django.template import engines

    engines["django"].engine.string_if_invalid = _Refusal("%s")  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def _unordered_querysets_are_shuffled() -> Iterator[None]:
    """A queryset without ``order_by`` gives its rows in another order each time, as PostgreSQL is free to do."""
    from django.db.models.query import QuerySet

    original: Callable[[QuerySet[Any]], None] = QuerySet._fetch_all
    dice = random.Random(0)  # not the global one: factories and pytest-randomly seed that

    def fetch_all(queryset: QuerySet[Any]) -> None:
        fresh = queryset._result_cache is None
        original(queryset)
        rows = queryset._result_cache
        if fresh and rows and len(rows) > 1 and not queryset.ordered and not queryset.query.combinator:
            dice.shuffle(rows)

    patch = pytest.MonkeyPatch()
    patch.setattr(QuerySet, "_fetch_all", fetch_all)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _inline_code_fails() -> Iterator[None]:
    """Every HTML answer that a test receives through Django's client is searched for inline code."""
    from django.test import Client

    original = Client.request

    def request(client: Client, **environ: Any) -> Any:
        response = original(client, **environ)
        is_html = response.get("Content-Type", "").startswith("text/html")
        zipped = response.has_header("Content-Encoding")  # the same page was looked at when it was made
        foreign = str(environ.get("PATH_INFO", "")).startswith(FOREIGN_ADDRESSES)
        if is_html and not foreign and not response.streaming and not zipped:
            found = inline_code(response.content.decode(response.charset))
            assert not found, f"{environ.get('PATH_INFO')}: kode sebaris {found}"
        return response

    patch = pytest.MonkeyPatch()
    patch.setattr(Client, "request", request)
    yield
    patch.undo()
