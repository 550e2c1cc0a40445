"""``Client.force_login`` with one new session: Django makes one, replaces it at once by another, and saves that twice.

A pytest plugin. The sign-in itself is tested through its pages; a client that already has a session keeps Django's way.
"""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, user_logged_in
from django.http import HttpRequest
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.models import User


@pytest.fixture(autouse=True, scope="session")
def _sessions_are_made_once() -> Iterator[None]:
    usual = Client._login  # type: ignore[attr-defined]

    def sign_in(client: Client, user: User, backend: str | None = None) -> None:
        if settings.SESSION_COOKIE_NAME in client.cookies:
            usual(client, user, backend)
            return
        request = HttpRequest()
        request.user = user
        session = request.session = import_module(settings.SESSION_ENGINE).SessionStore(get_random_string(32))
        session._session_cache = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend or user.backend,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        user_logged_in.send(sender=User, request=request, user=user)
        session.save(must_create=True)
        client._set_login_cookies(request)  # type: ignore[attr-defined]

    patch = pytest.MonkeyPatch()
    patch.setattr(Client, "_login", sign_in)
    yield
    patch.undo()
