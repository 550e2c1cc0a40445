"""The look in a real browser: keyboard, phone, no JavaScript, confirmation, sending once, weight of a visit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.domain import invitations
from accounts.enums import Role
from accounts.models import Invitation, User
from tests import factories as make
from tests.browser.doors import enter, open_as, sign_in
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def admin(settings: Settings, live_server: LiveServer) -> User:
    settings.MFA_REQUIRED_ROLES = []
    settings.PUBLIC_URL = live_server.url
    membership = make.MembershipFactory(role=Role.ADMIN, government__name="Kota Tirtaraya")
    make.UnitFactory(government=membership.government, name="Dinas Kesehatan")
    user: User = membership.user
    return user


# Pages of the sign-in package that we dress; those of our own are in the book of addresses.
BEFORE = ("/akun/login/", "/akun/password/reset/", "/akun/signup/")
PAGES = (
    "/akun/2fa/",
    "/akun/sessions/",
    "/akun/password/change/",
    "/akun/2fa/totp/activate/",
    "/akun/2fa/webauthn/add/",
)


def test_the_pages_of_an_account_pass_axe_and_fit(
    admin: User,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    spotless: Callable[[Page], list[str]],
) -> None:
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    for address in BEFORE:
        page.goto(live_server.url + address)
        assert spotless(page) == [], address
    sign_in(page.context, live_server, admin)
    for address in PAGES:
        page.goto(live_server.url + address)
        if "reauthenticate" in page.url:
            assert spotless(page) == [], page.url
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.locator("main button.btn-primary").click()
        assert spotless(page) == [], address


def test_an_invitation_from_sending_to_signing_in(
    admin: User,
    live_server: LiveServer,
    page: Page,
    new_context: Callable[..., BrowserContext],
    mailoutbox: list[object],
) -> None:
    enter(page, live_server, admin, "/ruang/orang/")
    page.get_by_role("link", name="Undang orang").click()
    page.get_by_role("button", name="Kirim undangan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Nama lengkap").fill("Siti Rahmawati")
    page.get_by_label("Alamat surel").fill("siti@uji.example")
    page.get_by_role("button", name="Kirim undangan").click()
    expect(page.get_by_text("Undangan dikirim ke siti@uji.example")).to_be_visible()

    link = next(word for word in str(mailoutbox[0].body).split() if "/akun/undangan/" in word)  # type: ignore[attr-defined]
    newcomer = new_context(viewport={"width": 360, "height": 740}).new_page()
    newcomer.goto(link)
    newcomer.get_by_label("Kata sandi", exact=True).fill("kelapa-muda-segar-7")
    newcomer.get_by_label("Kata sandi sekali lagi").fill("kelapa-muda-segar-7")
    newcomer.get_by_role("button", name="Buat akun dan masuk").click()
    newcomer.wait_for_url("**/ruang/**")
    assert User.objects.get(email="siti@uji.example").memberships.get().role == Role.STAF


def test_a_dangerous_move_asks_first_and_is_sent_once(admin: User, live_server: LiveServer, page: Page) -> None:
    from django.utils import timezone

    government = admin.memberships.get().government
    invitations.invite(
        government=government, email="a@uji.example", name="A", role=Role.STAF, unit=None, by=admin, now=timezone.now()
    )
    open_as(page, live_server, admin, "/ruang/orang/undangan/")
    withdraw = page.get_by_role("button", name="Cabut undangan untuk a@uji.example")
    withdraw.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Batal")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert Invitation.objects.get().revoked_at is None
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    withdraw.click()
    page.get_by_role("dialog").get_by_role("button", name="Cabut").click()
    expect(page.get_by_text("Undangan untuk a@uji.example dicabut.")).to_be_visible()
    assert len(posts) == 1
    assert Invitation.objects.get().revoked_at is not None


def test_a_double_click_sends_one_form(admin: User, live_server: LiveServer, page: Page) -> None:
    open_as(page, live_server, admin, "/ruang/orang/perangkat-daerah/baru/")
    page.get_by_label("Nama").fill("Dinas Perhubungan")
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Simpan").dblclick()
    expect(page.get_by_text("Dinas Perhubungan disimpan")).to_be_visible()
    assert len(posts) == 1


def test_a_form_on_its_way_refuses_to_go_again(admin: User, live_server: LiveServer, page: Page) -> None:
    """Without timing: whether the browser may go on after each of two submit events."""
    open_as(page, live_server, admin, "/ruang/orang/perangkat-daerah/baru/")
    send = "form => form.dispatchEvent(new SubmitEvent('submit', {bubbles: true, cancelable: true}))"
    form = page.locator("main form")
    assert [form.evaluate(send), form.evaluate(send)] == [True, False]


def test_the_menu_works_on_a_phone_without_javascript(
    admin: User, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False).new_page()
    open_as(page, live_server, admin, "/ruang/orang/")
    page.locator("header.top summary").click()
    page.get_by_role("link", name="Perangkat daerah").click()
    page.wait_for_url("**/perangkat-daerah/")


def test_a_first_visit_is_light(live_server: LiveServer, page: Page) -> None:
    """Bytes on the wire as production sends them: text compressed by brotli (the test server sends it plain)."""
    import brotli

    sizes: dict[str, int] = {}

    def note(response: object) -> None:
        body: bytes = response.body()  # type: ignore[attr-defined]
        url: str = response.url  # type: ignore[attr-defined]
        sizes[url] = len(body) if url.endswith(".woff2") else len(brotli.compress(body, quality=9))

    page.on("response", note)
    page.goto(f"{live_server.url}/akun/login/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) <= 150_000, sizes
