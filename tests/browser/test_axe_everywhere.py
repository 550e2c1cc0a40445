"""Every page of the application, as somebody who may see it: nothing for axe to say on a phone, nowhere sideways."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, ViewportSize
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.address_book import GET, NO_PAGES
from tests.browser.doors import sign_in
from tests.cast import assemble
from tests.test_every_address import VISITORS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = ViewportSize(width=320, height=900)
WHO = ("anonymous", "staf", "admin", "ketua", "pengusul")


def pages_of(who: str) -> list[str]:
    """The lines of the book that ``who`` is the first of WHO to be shown: each page is looked at once."""
    mine = []
    for line in GET:
        shown = [VISITORS[place] for place, letter in enumerate(line.split()[-1]) if letter == "o"]
        if line.split()[0] not in NO_PAGES and next((name for name in WHO if name in shown), None) == who:
            mine.append(line)
    return mine


@pytest.mark.parametrize("who", WHO)
def test_nothing_for_axe_and_nothing_sideways(
    who: str,
    settings: Settings,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    spotless: Callable[[Page], list[str]],
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    cast = assemble()
    things = world.build(cast)
    context = new_context(viewport=PHONE)
    if who != "anonymous":
        sign_in(context, live_server, cast.people[who])
    page = context.new_page()
    wrong = []
    for line in pages_of(who):
        name, *arguments, _letters = line.split()
        address = live_server.url + reverse(name, kwargs=things.kwargs(" ".join(arguments)))
        page.goto(address)
        if page.locator("html[lang]").count() == 0:  # a fragment that htmx puts into a page
            continue
        wrong += [f"{name}: {said}" for said in spotless(page)]
    assert wrong == []
