"""Words that nobody wrote: what may have been meant, and never a word that is not public."""

import pytest
from django.test import Client

from agreements import tasks
from agreements.domain import indexing
from agreements.models import Entry, Word
from tests.cast import Cast


@pytest.fixture
def words(cast: Cast) -> None:
    cast.signed(title="Pengelolaan Sampah Regional")
    cast.draft(title="Pembangunan Bendungan Rahasiaxyz")
    tasks.refresh_search()


def test_the_sweep_leaves_nothing_stale_and_lists_public_words_only(words: None) -> None:
    assert not Entry.objects.filter(is_stale=True).exists()
    listed = set(Word.objects.values_list("word", flat=True))
    assert {"pengelolaan", "sampah", "regional", "optik"} <= listed
    assert "rahasiaxyz" not in listed
    assert "bendungan" not in listed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pengelolan sampah", "pengelolaan sampah"), ("samapah regional", "sampah regional"), ("smapah", "sampah"), ("rahasiaxy", ""),
        ("sampah", ""), ("mengelola", ""), ("zzzzzz", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_may_have_been_meant(words: None, typed: str, meant: str) -> None:
    assert indexing.meant_by(typed.split()) == meant


def test_the_page_offers_it_where_nothing_was_found(client: Client, words: None) -> None:
    page = client.get("/naskah/", {"q": "samapah", "keadaan": "berlaku"})
    assert page.context["total"] == 0
    text, address = page.context["meant"]
    assert text == "sampah"
    assert client.get(f"/naskah/{address}").context["total"] == 1
