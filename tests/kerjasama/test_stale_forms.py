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
    typed = {"judul": "Judul yang diketik", "region_code": "11.01", "csrfmiddlewaretoken": "usang"}
    answer = client.post("/akun/login/", typed, headers=headers)
    assert answer.status_code == 403
    assert ("Judul yang diketik" in answer.content.decode()) is is_held


def test_what_a_browser_sent_after_the_session_ended_can_be_sent_again(client: Client) -> None:
    typed = {"name": "Nama yang diketik", "region_code": "11.01", "csrfmiddlewaretoken": "usang"}
    page = client.post("/ruang/mitra/baru/", typed).content.decode()
    for words in ("Nama yang diketik", 'name="region_code"', "Kirim lagi</button>", "js/app"):
        assert words in page, "with the script that gives a form the token of whoever signed in again"
    assert "usang" not in page
