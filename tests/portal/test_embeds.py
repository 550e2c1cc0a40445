"""Figures in other people's pages: these addresses may stand in a frame, and no other."""

import datetime as dt

import html5lib
import pytest
from django.test import Client

from tests.cast import Cast

NAMES = ("bentuk", "berlaku", "provinsi", "negara")


@pytest.fixture
def signed(cast: Cast) -> None:
    cast.registered(signed_on=cast.government.today() - dt.timedelta(days=60))  # so that the line has two points


def test_a_figure_alone_names_its_source_and_may_stand_in_a_frame(client: Client, signed: None) -> None:
    for name in NAMES:
        for place in (f"/sematan/{name}/", f"/en/sematan/{name}/"):
            for _time in range(2):  # made, then from memory
                response = client.get(place)
                assert response.status_code == 200, place
                assert "frame-ancestors *" in response["Content-Security-Policy"], place
                assert "X-Frame-Options" not in response, place
            page = response.content.decode()
            html5lib.HTMLParser(strict=True).parse(page)
            assert "<svg" in page
            assert "<table" in page or name in {"provinsi", "negara"}  # nobody there: a sentence
            assert "<script" not in page
            assert 'rel="license"' in page
            assert ("Sumber:" if place.startswith("/sematan") else "Source:") in page
    assert client.get("/sematan/entah/").status_code == 404


def test_no_other_page_may_stand_in_a_frame(client: Client, signed: None) -> None:
    for place in ("/", "/statistik/", "/mitra/", "/naskah/", "/data/", "/sematan/entah/"):
        response = client.get(place)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], place
        assert response["X-Frame-Options"] == "DENY", place


def test_the_pages_tell_how_to_embed(client: Client, signed: None) -> None:
    assert "/sematan/bentuk/" in client.get("/statistik/").content.decode()
    english = client.get("/en/mitra/").content.decode()
    assert "/en/sematan/provinsi/" in english
    assert "&lt;iframe" in english
