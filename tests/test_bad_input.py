"""Every form of the application, sent empty and sent full of nonsense: it answers in words and believes nothing.

What each form says about a mistake is tested where the form lives. Here stands what holds for all of them: no fault of
ours (500), and no text of a visitor that turns into markup, neither in the answer nor on any page afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import resolve, reverse
from pytest_django import Settings

from tests import world
from tests.address_book import GET
from tests.cast import Cast
from tests.test_every_address import VISITORS

SCRIPT = "<script>alert(1)</script>"
NONSENSE = {"date": "31-02-2026", "number": "banyak", "email": "bukan surel", "url": "ftp://tidak ada",
            "time": "25:61"}  # fmt: skip
WITHOUT_FORMS = (
    "portal:",
    "api:",
    "health",
    "agreements:file pk",
    "agreements:pdf",
    "agreements:card",
    "reviews:recom",
)
KEPT = {"csrfmiddlewaretoken", "versi", "kunci", "next"}
# Who sends them, and where they have forms that those before them have not.
SENDERS = {"staf": ("",), "ketua": ("reviews:",), "admin": ("people:", "api_keys:", "workspace:")}


@dataclass
class Form:
    """A form as a browser would send it: where to, and its fields with their types."""

    action: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)

    def nonsense(self) -> dict[str, str]:
        """Markup that is too long, days and numbers that do not exist, choices nobody offered."""
        sent = {}
        for name, (kind, value) in self.fields.items():
            if name in KEPT or name.endswith("_FORMS"):
                sent[name] = value
            else:
                sent[name] = NONSENSE.get(kind, "9" * 40 if kind in {"select", "radio", "hidden"} else self._long())
        return sent

    @staticmethod
    def _long() -> str:
        return f"\"'>{SCRIPT}\x00{'panjang ' * 900}"

    def empty(self) -> dict[str, str]:
        """Nothing but what the page itself put there."""
        return {name: value for name, (_kind, value) in self.fields.items() if name in KEPT or name.endswith("_FORMS")}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            if self.inside:
                self.found.append(Form(given.get("action", "")))
        elif self.inside and given.get("name") and tag in {"input", "textarea", "select"}:
            kind = given.get("type", "text") if tag == "input" else tag
            if kind not in {"file", "submit"}:
                self.found[-1].fields[given["name"]] = (kind, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def forms_of(page: str, here: str) -> Iterator[Form]:
    reader = _Forms()
    reader.feed(page)
    for form in reader.found:
        form.action = form.action.split("#")[0] or here
        yield form


@pytest.mark.long
def test_no_form_breaks_or_believes(cast: Cast, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "usersessions" not in name]
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    things = world.build(cast)
    seen: set[str] = set()
    wrong: list[str] = []
    for who, where in SENDERS.items():
        client = Client(raise_request_exception=False)
        client.force_login(cast.people[who])
        for line in GET:
            name, *arguments, expected = line.split()
            if expected[VISITORS.index(who)] != "o" or line.startswith(WITHOUT_FORMS) or not line.startswith(where):
                continue
            here = reverse(name, kwargs=things.kwargs(" ".join(arguments)))
            response = client.get(here)
            if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
                continue  # an earlier form has moved it on
            page = response.content.decode()
            wrong += [f"{who} {here} shows markup"] if SCRIPT in page else []
            for form in forms_of(page, response.wsgi_request.get_full_path()):
                view = resolve(form.action.split("?")[0]).view_name
                if view in seen or "/akun/" in form.action:
                    continue
                seen.add(view)
                for sent in (form.empty(), form.nonsense()):
                    answer = client.post(form.action, sent)
                    if answer.status_code >= 500:
                        wrong.append(f"{who} {form.action} ({view}): {answer.status_code}")
                    elif not answer.streaming and SCRIPT.encode() in answer.content:
                        wrong.append(f"{who} {form.action} ({view}): answers with markup")
    assert wrong == []
    assert len(seen) > 40, "most forms of the workspace were found"
