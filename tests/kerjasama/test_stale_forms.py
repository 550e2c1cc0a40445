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


OWN = {"origin": "http://testserver"}


def test_what_a_browser_sent_after_the_session_ended_can_be_sent_again(client: Client) -> None:
    typed = {"name": "Nama yang diketik", "region_code": "11.01", "csrfmiddlewaretoken": "usang"}
    page = client.post("/ruang/mitra/baru/", typed, headers=OWN).content.decode()
    for words in ("Nama yang diketik", 'name="region_code"', "Kirim lagi</button>", "js/app"):
        assert words in page, "with the script that gives a form the token of whoever signed in again"
    assert "usang" not in page


@pytest.mark.parametrize("headers", [{"origin": "https://jahat.example"}, {"origin": "null"}, {}])
def test_a_stranger_s_form_without_our_cookie_is_not_handed_to_who_is_signed_in(
    client: Client, headers: dict[str, str]
) -> None:
    """A browser sends it without the SameSite cookie, so it looks like one whose session ended."""
    typed = {"email": "jahat@uji.example", "role": "admin"}
    page = client.post("/ruang/orang/undangan/baru/", typed, headers=headers).content.decode()
    assert "jahat@uji.example" not in page
    assert "Kirim lagi" not in page
    assert "Masuk kembali" in page
