"""Frequent words of the public register, so that a word everybody uses costs no more than no word at all.

A word that stands in twenty documents of a segment has a row there (``RolledWord``); a rarer one is looked for in the
index, which is quick because it is rare. Both may hold for different segments of one search. A word that is frequent in
the register as a whole has a row in every segment, an empty one where it is in no document: the index would look at all
of its documents to find that none is there. Phrases of words that stand everywhere have rows (``frequent_phrases``).
"""

import re
import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import psycopg
from django.db import connection

from agreements.domain import frequent_phrases
from agreements.domain.segments import BYTES
from agreements.models import RolledWord
from agreements.models.entry import SEGMENT

FREQUENT = 20  # documents of a segment
COMMON = 0.005  # of all documents have a word that has a row in every segment
FEW = 64  # documents that are written as numbers: shorter, but slower to read
# Two words that stand for one everywhere in this field; ``search_text`` asks for them as a phrase.
PAIRS = ("'kerja' <1> 'sama'", "'wali' <1> 'kota'")
_PIECE = r"\(?'[^']+'(?: <\d+> '[^']+')*\)?"
_PIECES = re.compile(rf"{_PIECE}(?: & {_PIECE})*")

_COUNT = """
SELECT quote_literal(word), string_agg(int4send((agreement_id - %(first)s)::integer), '')
FROM agreements_entry, unnest(tsvector_to_array(COALESCE(all_words, words))) AS word
WHERE is_public AND agreement_id >= %(first)s AND agreement_id < %(first)s + %(many)s
GROUP BY word HAVING count(*) >= %(frequent)s OR word = ANY(%(known)s)
"""
_READ = "SELECT word, segment, places FROM agreements_rolledword WHERE word = ANY(%s)"
# What PostgreSQL noted of the whole register when it last analysed the table: up to a thousand words.
_KNOWN = """
SELECT lexeme FROM pg_stats AS s,
    unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS common(lexeme, share)
WHERE s.schemaname = current_schema() AND s.tablename = 'agreements_entry' AND s.attname = 'words'
    AND share >= %s AND lexeme IS NOT NULL
"""
_FIND = """
SELECT string_agg(int4send((agreement_id - %(first)s)::integer), '') FROM agreements_entry
WHERE is_public AND agreement_id >= %(first)s AND agreement_id < %(first)s + %(many)s
    AND COALESCE(all_words, words) @@ %(pair)s::tsquery
"""


def pieces_of(tsquery: str) -> list[str] | None:
    """The words of a search that asks for all of them and nothing else; None for any other."""
    if not _PIECES.fullmatch(tsquery):
        return None
    return [piece.strip("()") for piece in tsquery.split(" & ")]


class Found(NamedTuple):
    """Documents as bits by segment: those with all that was asked for, and those among which all such are."""

    exact: dict[int, int]
    among: dict[int, int]


def find(pieces: Iterable[str]) -> Found:
    """Where all of the words are frequent: the documents with all of the pieces, or some more to be looked at."""
    wanted = {piece: frequent_phrases.taken_apart(piece) for piece in pieces}
    asked = {*wanted, *(part for phrase in wanted.values() for part in (*phrase.words, *phrase.pairs))}
    parts: dict[int, dict[str, int]] = {}
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own would double the bytes, as text
        rows = cursor.execute(_READ, [[*asked, frequent_phrases.MARK]], binary=True)
        for word, number, places in rows:
            parts.setdefault(number, {})[word] = _unpacked(places)
    found = Found({}, {})
    for number, rows_of in parts.items():
        answers = [_answer(piece, phrase, rows_of) for piece, phrase in wanted.items()]
        known = [answer for answer in answers if answer is not None]
        if len(known) == len(answers):
            all_of_them = (1 << SEGMENT) - 1
            for bits, _is_exact in known:
                all_of_them &= bits
            (found.exact if all(is_exact for _bits, is_exact in known) else found.among)[number] = all_of_them
    return found


def _answer(piece: str, phrase: frequent_phrases.Phrase, rows: Mapping[str, int]) -> tuple[int, bool] | None:
    """The documents of one segment with a piece, and whether only those; None where its rows do not say."""
    if piece in rows:
        return rows[piece], True
    if not all(word in rows for word in phrase.words):
        return None
    is_everywhere = all(rows[word].bit_count() >= frequent_phrases.EVERYWHERE for word in phrase.words)
    is_told = is_everywhere and frequent_phrases.MARK in rows and max(phrase.gaps) <= frequent_phrases.WIDEST
    bits = (1 << SEGMENT) - 1
    for part in phrase.pairs if is_told else phrase.words:
        bits &= rows.get(part, 0)  # of words that are everywhere each pair has a row
    return bits, not bits or (is_told and len(phrase.pairs) == 1)


def written() -> set[int]:
    """The segments that are written in the present way, phrases too."""
    return set(RolledWord.objects.filter(word=frequent_phrases.MARK).order_by().values_list("segment", flat=True))


def write(number: int) -> None:
    """Count the words of one segment anew."""
    asked = {"first": number * SEGMENT, "many": SEGMENT, "frequent": FREQUENT}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [COMMON])
        known = [lexeme for (lexeme,) in cursor.fetchall()]
        cursor.execute(_COUNT, {**asked, "known": known})
        counted = {word: bytes(places) for word, places in cursor.fetchall()}
        cursor.execute("SELECT quote_literal(word) FROM unnest(%s::text[]) AS word", [known])
        found: dict[str, bytes] = {word: b"" for (word,) in cursor.fetchall()}
        found.update((word, _packed(places)) for word, places in counted.items())
        everywhere = [word for word, places in counted.items() if len(places) >= 4 * frequent_phrases.EVERYWHERE]
        for phrase, documents in frequent_phrases.read(number, everywhere).items():
            found[phrase] = _written(sorted(documents))
        found[frequent_phrases.MARK] = b""
        for pair in {*PAIRS} - found.keys():
            cursor.execute(_FIND, {**asked, "pair": pair})
            places = cursor.fetchone()[0] or b""
            if len(places) >= 4 * FREQUENT:
                found[pair] = _packed(places)
    RolledWord.objects.filter(segment=number).delete()
    RolledWord.objects.bulk_create(
        [RolledWord(word=word, segment=number, places=places) for word, places in sorted(found.items())]
    )


def _packed(found: bytes) -> bytes:
    """Places as the database sends them, as bits; few of them as numbers of two bytes."""
    places = array("I", bytes(found))
    if sys.byteorder == "little":
        places.byteswap()
    return _written(places)


def _written(places: Sequence[int]) -> bytes:
    if len(places) <= FEW:
        return struct.pack(f"<{len(places)}H", *places)
    return _bits(places).to_bytes(BYTES, "little")


def _unpacked(packed: bytes) -> int:
    if len(packed) == BYTES:
        return int.from_bytes(packed, "little")
    return _bits(place for (place,) in struct.iter_unpack("<H", packed))


def _bits(places: Iterable[int]) -> int:
    bits = bytearray(BYTES)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")
