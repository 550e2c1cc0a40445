"""Single sign-on (OIDC) by setting: it finds people we know and creates nobody."""

import os
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.adapters import SocialAccountAdapter
from accounts.models import User
from tests.accounts.conftest import House


def oidc_login(email: str, *, is_verified: bool = True) -> SocialLogin:
    return SocialLogin(
        user=User(email=email),
        account=SocialAccount(provider="oidc", uid="abc"),
        email_addresses=[EmailAddress(email=email, verified=is_verified, primary=True)],
    )


def visit() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), SessionStore()
    return request


OIDC = {
    "openid_connect": {
        "APPS": [{"provider_id": "oidc", "client_id": "x", "settings": {"server_url": "https://sso.example"}}],
    }
}


def test_the_browser_may_follow_our_form_to_the_provider() -> None:
    """Browsers hold the redirect after a form against ``form-action``; settings are read in a fresh process."""
    code = "from kerjasama import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    environment = {**os.environ, "OIDC_SERVER_URL": "https://sso.example/realms/kota", "OIDC_CLIENT_ID": "x"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[\"'self'\", 'https://sso.example']"


@pytest.fixture
def oidc(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = OIDC


@pytest.mark.usefixtures("oidc")
def test_single_sign_on_is_offered_only_when_set_up(house: House, client: Client, settings: Settings) -> None:
    assert "/akun/oidc/oidc/login/" in client.get("/akun/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "/oidc/" not in client.get("/akun/login/").content.decode()


@pytest.mark.usefixtures("oidc")
def test_single_sign_on_finds_a_known_person(house: House) -> None:
    login, request = oidc_login("STAF@uji.example"), visit()
    with request_context(request):
        SocialAccountAdapter().pre_social_login(request, login)
    assert login.is_existing
    assert SocialAccount.objects.get().user == house.staf


@pytest.mark.parametrize("who", ["unknown", "unverified", "inactive"])
def test_single_sign_on_creates_and_trusts_nobody_else(house: House, who: str) -> None:
    login = {
        "unknown": oidc_login("tiada@uji.example"),
        "unverified": oidc_login(house.staf.email, is_verified=False),
        "inactive": oidc_login(house.staf.email),
    }[who]
    if who == "inactive":
        User.objects.filter(pk=house.staf.pk).update(is_active=False)
    with pytest.raises(ImmediateHttpResponse) as refused:
        SocialAccountAdapter().pre_social_login(visit(), login)
    assert refused.value.response.status_code == 403
    assert not SocialAccount.objects.exists()
