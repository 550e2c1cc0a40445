"""Every address of the application, visited by every kind of person. A new address fails here until somebody decided.

One letter per visitor, in the order of VISITORS: ``o`` shown, ``l`` sent to sign in, ``r`` sent elsewhere, ``n`` not
found, ``x`` refused, ``c`` too late (409), ``e`` asked to correct (422), ``m`` only by POST. What may not be seen is
not found; ``x`` is for an act on something the person may see.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from tests import world
from tests.address_book import GET, LATER, NO_PAGES, OUTSIDE, POST
from tests.cast import Cast

VISITORS = ("anonymous", "colleague", "pengusul", "anggota1", "ketua", "staf", "pimpinan", "auditor", "admin",
            "stranger_staf")  # fmt: skip
LETTERS = {200: "o", 401: "u", 404: "n", 403: "x", 409: "c", 422: "e", 405: "m", 400: "e", 204: "o", 201: "o"}


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Names of all addresses, with their namespaces."""
    entries: list[URLPattern | URLResolver] = (resolver or get_resolver()).url_patterns
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif entry.name:
            yield f"{prefix}{entry.name}"


def test_every_address_is_in_the_book() -> None:
    told = {line.split()[0] for line in (*GET, *POST)} | set(LATER)
    missing = {name for name in addresses() if name not in told and not name.startswith(OUTSIDE)}
    assert missing == set()
    assert told - set(addresses()) == set(), "no longer exist"


def letter(response: HttpResponse) -> str:
    if response.status_code in {301, 302, 303}:
        return "l" if "/akun/login/" in response.headers["Location"] else "r"
    # Files opened to be sent; response.close() would close the test's own connection too.
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()
    return LETTERS.get(response.status_code, str(response.status_code))


# Three processes may share the work; the papers are printed in one of them only.
PARTS = {
    "read in the workspace": [line for line in GET if not line.startswith(("portal:", "api:"))],
    "read by the public": [line for line in GET if line.startswith(("portal:", "api:"))],
    "sent": list(POST),
}


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_everybody_gets_what_they_may_and_nothing_else(cast: Cast, settings: Settings, part: str) -> None:
    settings.MFA_REQUIRED_ROLES = []
    # Writes down on which machine somebody sits, at every request.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "usersessions" not in name]
    things = world.build(cast)
    visitors: list[Client] = []
    for name in VISITORS:
        client = Client(raise_request_exception=False)
        if name != "anonymous":
            client.force_login(cast.people[name])
        visitors.append(client)
    wrong = []
    for line in PARTS[part]:
        name, *arguments, expected = line.split()
        url = reverse(name, kwargs=things.kwargs(" ".join(arguments)))
        answers: list[Any] = [client.post(url) if part == "sent" else client.get(url) for client in visitors]
        found = "".join(letter(answer) for answer in answers)
        if found != expected:
            wrong.append(f"{' '.join([name, *arguments])} {found}  (decided: {expected})")
        shown = {
            answer.headers.get("Content-Type", "").split(";")[0] for answer in answers if answer.status_code == 200
        }
        if shown and (name in NO_PAGES) == ("text/html" in shown):
            wrong.append(f"{name} is {shown}: NO_PAGES")
    assert wrong == [], "\n" + "\n".join(wrong)
