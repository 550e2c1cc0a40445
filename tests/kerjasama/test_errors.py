"""Error pages stand alone, say what, why and what next, and obey the CSP; the language is Indonesian."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults

from kerjasama.errors import conflict
from tests.strictness import inline_code


@pytest.mark.parametrize("code", ["400", "403", "404", "429", "500"])
def test_each_page_stands_without_any_context(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert f"Kesalahan {code}" in page
    assert page.count("<h1") == 1
    assert page.count("<p>") >= 2
    assert not inline_code(page)


def test_django_uses_our_page_when_all_else_breaks() -> None:
    response = defaults.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "kesalahan di pihak kami" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_gets_our_404(client: Client) -> None:
    response = client.get("/tidak/ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.content.decode()


def test_a_conflict_names_its_reason_and_the_way_back() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    response = conflict(request, reason="Sudah <b>dikembalikan</b>.", back="/ruang/naskah/1/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Sudah &lt;b&gt;dikembalikan" in page
    assert 'href="/ruang/naskah/1/"' in page


@pytest.mark.django_db
def test_an_english_browser_still_reads_indonesian_until_it_chooses(client: Client) -> None:
    page = client.get("/akun/login/", HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9")
    assert page["Content-Language"] == "id"
    assert 'lang="id"' in page.content.decode()
    client.cookies["django_language"] = "en"
    assert client.get("/akun/login/")["Content-Language"] == "id"
    assert client.get("/en/tidak-ada/")["Content-Language"] == "en"


def test_a_request_refused_before_anybody_is_known_gets_its_page(client: Client) -> None:
    """A name that is not ours is refused by the first middleware, before there is a user."""
    for path in ("/naskah/", "/api/v1/", "/ruang/"):
        answer = client.get(path, HTTP_HOST="jahat.example")
        assert answer.status_code == 400, path
        assert "Kesalahan 400" in answer.content.decode()
