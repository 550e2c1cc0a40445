"""The door: closed sign-up, attempts, the second factor, sessions, single sign-on, a session that ended."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.models import User
from kerjasama.context import passkeys_at
from tests.accounts.conftest import House

PASSWORD = "kata-sandi-uji-coba"


def sign_in(client: Client, user: User, password: str = PASSWORD, **extra: str) -> int:
    return client.post("/akun/login/", {"login": user.email, "password": password, **extra}).status_code


def test_signing_in_by_address_in_any_case(house: House, client: Client) -> None:
    response = client.post("/akun/login/", {"login": "STAF@uji.example", "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(house.staf.pk)


def test_sign_up_is_closed(house: House, client: Client) -> None:
    assert "undangan" in client.get("/akun/signup/").content.decode()
    form = {"email": "baru@uji.example", "password1": "kelapa-muda-segar-7", "password2": "kelapa-muda-segar-7"}
    client.post("/akun/signup/", form)
    assert not User.objects.filter(email="baru@uji.example").exists()


def test_the_address_cannot_be_changed_by_oneself(house: House, client: Client) -> None:
    client.force_login(house.staf)
    assert client.get("/akun/email/").status_code == 404
    assert client.post("/akun/email/", {"email": "lain@uji.example", "action_add": ""}).status_code == 404


def test_a_wrong_password_and_an_unknown_address_answer_the_same(house: House, client: Client) -> None:
    wrong = client.post("/akun/login/", {"login": house.staf.email, "password": "salah-sekali-123"}).content.decode()
    unknown = client.post(
        "/akun/login/", {"login": "tiada@uji.example", "password": "salah-sekali-123"}
    ).content.decode()
    sentence = "Alamat surel atau kata sandinya tidak benar. Periksa keduanya, lalu coba lagi."
    assert sentence in wrong
    assert sentence in unknown


def test_too_many_attempts_are_held_back(house: House, client: Client) -> None:
    for _attempt in range(5):
        sign_in(client, house.staf, "salah-sekali-123")
    sign_in(client, house.staf)
    assert "_auth_user_id" not in client.session, "even the right password waits after five wrong ones"


def test_too_many_requests_get_429_in_words(house: House, client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reset_password": "2/m/ip"}
    codes = [client.post("/akun/password/reset/", {"email": "x@uji.example"}).status_code for _ in range(3)]
    assert codes[-1] == 429
    page = client.post("/akun/password/reset/", {"email": "x@uji.example"}).content.decode()
    assert "Terlalu banyak percobaan" in page


def test_next_never_leads_to_another_site(house: House, client: Client) -> None:
    for evil in ("https://jahat.example/", "//jahat.example/", "javascript:alert(1)"):
        response = client.post("/akun/login/", {"login": house.staf.email, "password": PASSWORD, "next": evil})
        assert "jahat" not in response.headers.get("Location", "")
        client.logout()


def test_a_forgotten_password_is_set_anew_by_mail(house: House, client: Client) -> None:
    assert client.post("/akun/password/reset/", {"email": house.staf.email}).status_code == 302
    body = str(mail.outbox[0].body)
    link = next(word for word in body.split() if "/akun/password/reset/key/" in word)
    page = client.get(link, follow=True)
    form = {"password1": "pantai-selatan-biru-9", "password2": "pantai-selatan-biru-9"}
    client.post(page.request["PATH_INFO"], form)
    assert User.objects.get(pk=house.staf.pk).check_password("pantai-selatan-biru-9")
    assert client.get(link, follow=True).context.get("token_fail"), "a link works once"


def test_asking_for_an_unknown_address_tells_nothing(house: House, client: Client) -> None:
    known = client.post("/akun/password/reset/", {"email": house.staf.email}, follow=True)
    unknown = client.post("/akun/password/reset/", {"email": "tiada@uji.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain


# --- The second factor ----------------------------------------------------------------------------------------------


def enrol(user: User) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


@pytest.mark.parametrize("page", ["/ruang/orang/", "/ruang/", "/pintu-belakang/"])
def test_a_role_that_needs_it_enters_nothing_without_a_second_factor(
    house: House, client: Client, settings: Settings, page: str
) -> None:
    settings.MFA_REQUIRED_ROLES = ["admin"]
    client.force_login(house.admin)
    response = client.get(page)
    assert (response.status_code, response["Location"]) == (302, "/akun/2fa/")
    page_after = client.get("/akun/2fa/").content.decode()
    assert "Peran Anda mewajibkan" in page_after
    enrol(house.admin)
    assert client.get("/ruang/orang/").status_code == 200


def test_it_is_asked_only_of_the_roles_named(house: House, client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = ["staf"]
    client.force_login(house.admin)
    assert client.get("/ruang/orang/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(house: House, client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = ["admin"]
    Authenticator.objects.create(user=house.admin, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    client.force_login(house.admin)
    assert client.get("/ruang/orang/").status_code == 302


def test_signing_out_and_the_account_pages_stay_open(house: House, client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = ["admin"]
    client.force_login(house.admin)
    for page in ("/akun/profil/", "/akun/2fa/"):
        assert client.get(page).status_code == 200
    assert client.post("/akun/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_superuser_needs_it_at_the_back_door_too(house: House, client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = ["staf"]
    root = User.objects.create_superuser("akar@uji.example", PASSWORD, name="Akar")
    client.force_login(root)
    assert client.get("/pintu-belakang/")["Location"] == "/akun/2fa/"
    enrol(root)
    assert client.get("/pintu-belakang/").status_code == 200


def test_the_back_door_is_for_superusers_only(house: House, client: Client) -> None:
    assert client.get("/pintu-belakang/", follow=True).redirect_chain[-1][0].startswith("/akun/login/")
    assert (
        client.post("/pintu-belakang/login/", {"username": house.admin.email, "password": PASSWORD}).status_code == 302
    )
    assert "_auth_user_id" not in client.session, "no second sign-in form that skips the second factor"
    User.objects.filter(pk=house.admin.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=house.admin.pk))
    for page in ("/pintu-belakang/", "/pintu-belakang/accounts/user/"):
        assert client.get(page, follow=True).status_code == 404


@pytest.mark.parametrize("model", ["user", "government", "unit", "membership", "invitation"])
def test_the_back_door_opens_every_list(house: House, client: Client, model: str) -> None:
    client.force_login(User.objects.create_superuser("akar@uji.example", PASSWORD, name="Akar"))
    assert client.get(f"/pintu-belakang/accounts/{model}/").status_code == 200


def test_with_an_authenticator_the_password_alone_does_not_sign_in(house: House, client: Client) -> None:
    secret = enrol(house.staf)
    sign_in(client, house.staf)
    assert "_auth_user_id" not in client.session
    assert "enam angka" in client.get("/akun/2fa/authenticate/").content.decode()
    wrong = client.post("/akun/2fa/authenticate/", {"code": "000000"})
    assert "Kode salah" in wrong.content.decode()
    code = f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"
    client.post("/akun/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(house.staf.pk)


@pytest.mark.parametrize(
    "page",
    ["/akun/2fa/", "/akun/2fa/totp/activate/", "/akun/2fa/webauthn/", "/akun/2fa/webauthn/add/",
     "/akun/2fa/recovery-codes/generate/",
     "/akun/2fa/recovery-codes/", "/akun/2fa/totp/deactivate/", "/akun/sessions/", "/akun/password/change/",
     "/akun/profil/",
     "/akun/reauthenticate/", "/akun/logout/", "/akun/3rdparty/", "/akun/inactive/"],
)  # fmt: skip
def test_every_page_of_ones_own_account_stands(house: House, client: Client, page: str) -> None:
    """Templates, inline code and undefined variables are checked by tests/strictness.py on the way."""
    sign_in(client, house.staf)
    client.post("/akun/reauthenticate/", {"password": PASSWORD})
    if "recovery" in page or "deactivate" in page:
        enrol(house.staf)
    response = client.get(page, follow=True)
    assert response.status_code in {200, 404 if "recovery-codes/" in page else 200}
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    ("host", "offered"),
    [("127.0.0.1:8000", "http://localhost:8000"), ("[::1]:8000", "http://localhost:8000"), ("localhost:8000", ""),
     ("127.0.0.1", "http://localhost"), ("naskah.example.go.id", ""), ("10.0.0.5:8000", "")],
)  # fmt: skip
def test_passkeys_are_offered_under_a_name(rf: RequestFactory, settings: Settings, host: str, offered: str) -> None:
    """Only the machine itself is known by a name that we know too."""
    settings.ALLOWED_HOSTS = ["*"]
    request = rf.get("/akun/2fa/?x=1", headers={"host": host})
    assert passkeys_at(request) == (f"{offered}/akun/2fa/?x=1" if offered else "")


def test_a_key_is_added_where_it_can_be_used(house: House, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    by_number, by_name = (
        Client(headers={"host": f"{host}:8000"}, HTTP_ORIGIN=f"http://{host}:8000")
        for host in ("127.0.0.1", "localhost")
    )
    for client in (by_number, by_name):
        sign_in(client, house.staf)
        client.post("/akun/reauthenticate/", {"password": PASSWORD})
    told = by_number.get("/akun/2fa/webauthn/add/").content.decode()
    assert 'href="http://localhost:8000/akun/2fa/webauthn/add/"' in told
    assert "mfa_webauthn_add" not in told
    assert "mfa_webauthn_add" in by_name.get("/akun/2fa/webauthn/add/").content.decode()


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_one_sees_ones_devices_and_puts_the_others_out(house: House) -> None:
    here, there = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/150.0"), Client(HTTP_USER_AGENT="Lain")
    for one in (here, there):
        sign_in(one, house.staf)
        one.get("/akun/profil/")
    page = here.get("/akun/sessions/").content.decode()
    assert "Firefox di Windows" in page
    assert "Lain" in page
    here.post("/akun/sessions/")
    assert here.get("/akun/profil/").status_code == 200
    assert there.get("/akun/profil/").status_code == 302


# --- A session that ended -------------------------------------------------------------------------------------------


def test_a_form_sent_after_the_session_ended_is_held_not_dropped(house: House, client: Client) -> None:
    typed = {"name": "Siti <b>", "email": "baru@uji.example"}
    response = client.post("/ruang/orang/undangan/baru/", typed, HTTP_ORIGIN="http://testserver")
    page = response.content.decode()
    assert response.status_code == 403
    assert 'value="Siti &lt;b&gt;"' in page
    assert 'value="baru@uji.example"' in page
    assert "Masuk kembali di tab baru" in page


def test_a_stale_token_gives_the_form_back_only_to_our_own_pages(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.admin)
    typed = {"name": "Siti", "email": "baru@uji.example"}
    ours = strict.post("/ruang/orang/undangan/baru/", typed, HTTP_ORIGIN="http://testserver")
    assert ours.status_code == 403
    assert 'value="baru@uji.example"' in ours.content.decode()
    theirs = strict.post("/ruang/orang/undangan/baru/", typed, HTTP_ORIGIN="https://jahat.example")
    assert theirs.status_code == 403
    assert "baru@uji.example" not in theirs.content.decode()


@pytest.mark.parametrize("name", ["password", "oldpassword", "password1", "code"])
def test_a_secret_is_never_written_back_into_a_page(house: House, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    typed = {"login": "a@b.example", name: "sangat-rahasia-1"}
    page = strict.post("/akun/login/", typed, HTTP_ORIGIN="http://testserver")
    assert page.status_code == 403
    assert "sangat-rahasia-1" not in page.content.decode()


def test_a_piece_of_a_page_is_not_replaced_by_the_sign_in_page(house: House, client: Client) -> None:
    response = client.get("/ruang/orang/", HTTP_HX_REQUEST="true")
    assert response.status_code == 401
    assert "HX-Redirect" not in response, "words being typed are not led away from"
