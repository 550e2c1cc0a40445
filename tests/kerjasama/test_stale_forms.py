"""A form with a token out of date comes back with what was typed, but never to a stranger's page."""

import pytest
from django.test import Client

TYPED = {"title": "Judul yang diketik", "password": ""}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("origin", "is_held"),
    [("http://testserver", True), ("https://jahat.example", False), ("null", False), ("", False)],
)
def test_only_a_page_of_ours_gets_its_words_and_a_token_back(origin: str, is_held: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    headers = {"origin": origin} if origin else {}
    answer = client.post("/akun/login/", {"judul": "Judul yang diketik"}, headers=headers)
    assert answer.status_code == 403
    assert ("Judul yang diketik" in answer.content.decode()) is is_held
