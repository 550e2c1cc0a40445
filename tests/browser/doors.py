"""The ways in: with the key of a session already opened, or through the door, as a person does."""

from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.cast import PASSWORD


def sign_in(context: BrowserContext, server: LiveServer, user: User) -> None:
    """From now on ``user`` sits at this browser; whoever sat there before is gone. No page is opened."""
    client = Client()
    client.force_login(user)
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])


def open_as(page: Page, server: LiveServer, user: User, path: str) -> None:
    """Sign ``user`` in and open ``path``."""
    sign_in(page.context, server, user)
    page.goto(server.url + path)


def enter(page: Page, server: LiveServer, user: User, then: str) -> None:
    """Type address and password into the page of the door, and come out at ``then``."""
    page.goto(f"{server.url}/akun/login/?next={then}")
    page.get_by_label("Alamat surel").fill(user.email)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"**{then}")


def begin(page: Page, server: LiveServer) -> None:
    """Open the form of a new document, and wait until it can be typed into."""
    page.goto(f"{server.url}/ruang/naskah/baru/")
    expect(page.locator(".party-row .ts-control").first).to_be_visible()
