"""Parts of a draft, and what changed between two of them."""

from typing import Any

from reviews.domain import parts


def _draft(**more: Any) -> dict[str, Any]:
    draft: dict[str, Any] = {
        "facts": {"title": "Jaringan internet", "duration": "3 (tiga) tahun"},
        "parties": [{"label": "PIHAK KESATU", "name": "Pemerintah Kota", "number": "1", "signatory": ""}],
        "articles": [
            {"heading": "OBJEK", "body": "Objek adalah jaringan."},
            {"heading": "JANGKA WAKTU", "body": "Berlaku 3 (tiga) tahun."},
        ],
        "files": [],
    }
    return {**draft, **more}


def test_nothing_changed() -> None:
    assert parts.changes(_draft(), _draft()) == []


def test_a_changed_fact_shows_words_gone_and_new() -> None:
    after = _draft(facts={"title": "Jaringan internet", "duration": "5 (lima) tahun"})
    (change,) = parts.changes(_draft(), after)
    assert (change.part, change.kind) == (parts.FACTS, "changed")
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("gone", "3 (tiga)"), ("new", "5 (lima)"), ("same", " tahun"),
    ]  # fmt: skip


def test_a_pasal_moved_is_not_a_change_one_added_and_one_removed_are() -> None:
    articles = [
        {"heading": "PEMBIAYAAN", "body": "Dari APBD."},
        {"heading": "Objek", "body": "Objek adalah jaringan."},
    ]
    found = [(c.part, c.kind, c.label) for c in parts.changes(_draft(), _draft(articles=articles))]
    assert found == [
        ("pasal:pembiayaan", "added", "Pasal 1 PEMBIAYAAN"),
        ("pasal:jangka waktu", "removed", "Pasal 2 JANGKA WAKTU (semula)"),
    ]


def test_a_party_replaced_is_a_change_of_the_parties() -> None:
    after = _draft(parties=[{"label": "PIHAK KESATU", "name": "Pemerintah Kota", "number": "2", "signatory": ""}])
    assert [change.part for change in parts.changes(_draft(), after)] == [parts.PARTIES]


def test_pieces_put_together_give_both_texts() -> None:
    before = _draft(facts={"title": "Satu dua\ntiga  empat", "duration": "3 (tiga) tahun"})
    after = _draft(facts={"title": "Satu tiga\nempat lima", "duration": "3 (tiga) tahun"})
    (change,) = parts.changes(before, after)
    assert "".join(p.text for p in change.pieces if p.kind != "new") == before["facts"]["title"]
    assert "".join(p.text for p in change.pieces if p.kind != "gone") == after["facts"]["title"]


def test_headings_that_repeat_are_told_apart() -> None:
    articles = [{"heading": "LAIN-LAIN", "body": "a"}, {"heading": "Lain-lain", "body": "b"}]
    codes = [part.code for part in parts.parts_of(_draft(articles=articles))]
    assert codes == ["pokok", "pihak", "pasal:lain-lain", "pasal:lain-lain#2"]
    assert parts.changes(_draft(articles=articles), _draft(articles=articles)) == []
