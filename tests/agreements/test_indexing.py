"""Words that nobody wrote: what may have been meant, and never a word that is not public."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client

from agreements import tasks
from agreements.domain import indexing, openness, word_list
from agreements.models import Agreement, Entry, Word
from partners.models import Partner
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
    with patch.object(indexing, "_home_of", lambda _partner: "Rumahxyz"):
        assert "'rumahxyz'" in indexing.words_of(Agreement.objects.public().get())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pengelolan sampah", "pengelolaan sampah"), ("samapah regional", "sampah regional"), ("smapah", "sampah"),
        ("sampih", "sampah"), ("smpah", "sampah"), ("sampahh", "sampah"), ("optk", "optik"),
        ("pengelo laan sampah", "pengelolaan sampah"), ("regi", "regional"),
        ("rahasiaxy", ""), ("sampah", ""), ("mengelola", ""), ("zzzzzz", ""), ("", ""),
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
    assert client.get("/naskah/", {"q": "samapah", "keadaan": "berakhir"}).context["meant"] is None, "it finds nothing"


def test_a_change_adds_its_words_and_the_whole_is_counted_again_later(
    words: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    monkeypatch.setattr(word_list, "recount", lambda: counted.append(1))
    cast.signed(title="Pengolahan Limbah")
    tasks.refresh_search()
    assert indexing.meant_by(["limbahh"]) == "limbah"
    assert counted == []
    cache.delete(word_list._RECOUNTED)  # as after six hours
    tasks.refresh_search()
    tasks.refresh_search()
    assert counted == [1]
    cache.delete(word_list._RECOUNTED)
    tasks.refresh_search()
    assert counted == [1], "nothing has changed since"


def test_what_is_withheld_is_offered_no_more_before_the_list_is_counted_again(words: None, cast: Cast) -> None:
    agreement = cast.signed(title="Bendungan")
    tasks.refresh_search()
    assert indexing.meant_by(["bendungann"]) == "bendungan"
    openness.change_openness(agreement, visibility="terbatas", reason="Uji.", by=cast.people["staf"])
    assert Word.objects.filter(word="bendungan").exists()
    assert indexing.meant_by(["bendungann"]) == ""


def test_a_word_that_is_listed_otherwise_than_it_is_written_is_offered(words: None, cast: Cast) -> None:
    cast.signed(title="Perlindungan Anak")
    tasks.refresh_search()
    assert indexing.meant_by(["perlindungn"]) == "pelindungan"


def test_a_form_that_stands_only_in_what_is_withheld_is_not_offered(words: None, cast: Cast) -> None:
    """Another form of it is public; that this one was in a title is not to be told."""
    hidden = cast.signed(title="Persampahan")
    tasks.refresh_search()
    assert indexing.meant_by(["persampahann"]) == "persampahan"
    openness.change_openness(hidden, visibility="terbatas", reason="Uji.", by=cast.people["staf"])
    assert indexing.meant_by(["persampahann"]) == ""


def test_where_a_partner_is_at_home_is_among_its_words() -> None:
    place = indexing._home_of(Partner(country="ID", region_code="32.73"))
    assert place == "Bandung Jawa Barat"
    assert indexing._home_of(Partner(country="JP")) == "Jepang Japan"
    assert indexing._home_of(Partner(country="ID", region_code="")) == ""


def test_a_count_writes_what_differs(words: None, cast: Cast, django_assert_num_queries: Any) -> None:
    cast.signed(title="Sampah Plastik")
    Word.objects.bulk_create([Word(word="hantu", documents=3), Word(word="plastik", documents=9)])
    before = dict(Word.objects.extra(select={"row": "ctid"}).values_list("word", "row"))
    with django_assert_num_queries(3):
        word_list.recount()
    found = dict(Word.objects.values_list("word", "documents"))
    assert "hantu" not in found
    assert (found["sampah"], found["plastik"], found["regional"]) == (2, 1, 1)
    after = dict(Word.objects.extra(select={"row": "ctid"}).values_list("word", "row"))
    assert after["regional"] == before["regional"], "a row that did not change is not written again"
    assert after["sampah"] != before["sampah"]
