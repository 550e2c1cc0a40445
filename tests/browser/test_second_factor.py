"""The second factor in a real browser, under our Content-Security-Policy: app, passkey, recovery codes."""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from accounts.models import User
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "kata-sandi-uji-coba"


@pytest.fixture
def admin(settings: Settings) -> User:
    settings.MFA_REQUIRED_ROLES = ["admin"]
    user: User = make.MembershipFactory(role=Role.ADMIN).user
    return user


@pytest.fixture
def key(page: Page) -> Iterator[None]:
    """A passkey-capable authenticator inside the browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    devtools.detach()


def sign_in(page: Page, live_server: LiveServer, user: User) -> None:
    page.goto(f"{live_server.url}/akun/login/?next=/ruang/orang/")
    page.get_by_label("Alamat surel").fill(user.email)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator("header.side details summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(lambda url: "/ruang/" not in url)


def prove(page: Page) -> None:
    """Settings of security ask for the password again."""
    if "reauthenticate" in page.url:
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Lanjutkan").click()


def code_for(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def test_an_authenticator_app_from_enrolment_to_recovery_code(admin: User, live_server: LiveServer, page: Page) -> None:
    sign_in(page, live_server, admin)
    expect(page.get_by_text("Peran Anda mewajibkan verifikasi dua langkah")).to_be_visible()
    page.get_by_role("link", name="Aktifkan").click()
    prove(page)
    secret = page.locator("output").inner_text().strip()
    page.get_by_role("textbox").fill(code_for(secret))
    page.get_by_role("button", name="Aktifkan").click()
    page.wait_for_url("**/recovery-codes/**")
    spare = page.locator("textarea").input_value().split()[0]
    page.goto(f"{live_server.url}/ruang/orang/")
    expect(page.get_by_role("heading", level=1, name="Orang")).to_be_visible()
    sign_out(page)
    sign_in(page, live_server, admin)
    expect(page.get_by_role("heading", name="Verifikasi masuk")).to_be_visible()
    page.get_by_label("Kode verifikasi").fill(spare)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/ruang/orang/")


@pytest.mark.usefixtures("key")
def test_a_passkey_replaces_the_password(admin: User, live_server: LiveServer, page: Page) -> None:
    sign_in(page, live_server, admin)
    page.get_by_role("link", name="Tambah kunci").click()
    prove(page)
    page.get_by_label("Nama kunci").fill("Laptop kantor")
    page.get_by_label("Tanpa kata sandi").check()
    page.get_by_role("button", name="Tambah").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{live_server.url}/akun/2fa/webauthn/")
    expect(page.get_by_text("Laptop kantor")).to_be_visible()
    page.goto(f"{live_server.url}/ruang/orang/")
    sign_out(page)
    page.goto(f"{live_server.url}/akun/login/?next=/ruang/orang/")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url("**/ruang/orang/")


@pytest.mark.usefixtures("key")
def test_a_passkey_that_cannot_be_used_says_so(admin: User, live_server: LiveServer, page: Page) -> None:
    """No key of ours lies on this device: the button must not stay silent."""
    page.goto(f"{live_server.url}/akun/login/")
    page.get_by_role("button", name="passkey").click()
    said = page.get_by_role("alert")
    expect(said).to_contain_text("Kunci sandi tidak dapat dipakai di sini")
    expect(said).to_be_focused()


def test_by_its_number_the_same_machine_is_offered_by_name(admin: User, live_server: LiveServer, page: Page) -> None:
    """Browsers know no passkeys of an address in figures, and `make run` prints one."""
    port = live_server.thread.port
    page.goto(f"http://127.0.0.1:{port}/akun/login/?next=/ruang/orang/")
    page.get_by_role("link", name="passkey").click()
    page.wait_for_url(f"http://localhost:{port}/akun/login/?next=/ruang/orang/")
    expect(page.get_by_role("button", name="passkey")).to_be_visible()
