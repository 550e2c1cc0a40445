"""Frequent words of the public register, so that a word everybody uses costs no more than no word at all.

A word that stands in twenty documents of a segment has a row there (``RolledWord``); a rarer one is looked for in the
index, which is quick because it is rare. Both may hold for different segments of one search.
"""

import re
import struct
import sys
from array import array
from collections.abc import Iterable

import psycopg
from django.db import connection

from agreements.domain.segments import BYTES
from agreements.models import RolledWord
from agreements.models.entry import SEGMENT

FREQUENT = 20  # documents of a segment
FEW = 64  # documents that are written as numbers: shorter, but slower to read
# Two words that stand for one everywhere in this field; ``search_text`` asks for them as a phrase.
PAIRS = ("'kerja' <1> 'sama'", "'wali' <1> 'kota'")
_PIECE = r"(?:'[^']+'|\(?'[^']+' <1> '[^']+'\)?)"
_PIECES = re.compile(rf"{_PIECE}(?: & {_PIECE})*")

_COUNT = """
SELECT quote_literal(word), string_agg(int4send((agreement_id - %(first)s)::integer), '')
FROM agreements_entry, unnest(tsvector_to_array(COALESCE(all_words, words))) AS word
WHERE is_public AND agreement_id >= %(first)s AND agreement_id < %(first)s + %(many)s
GROUP BY word HAVING count(*) >= %(frequent)s
"""
_READ = "SELECT segment, places FROM agreements_rolledword WHERE word = ANY(%s)"
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


def find(pieces: Iterable[str]) -> dict[int, int]:
    """Where all of the words are frequent: the documents with all of them, as bits by segment."""
    wanted = set(pieces)
    parts: dict[int, list[int]] = {}
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own would double the bytes, as text
        rows = cursor.execute(_READ, [list(wanted)], binary=True)
        for number, places in rows:
            parts.setdefault(number, []).append(_unpacked(places))
    found = {}
    for number, each in parts.items():
        if len(each) == len(wanted):
            all_of_them = each[0]
            for bits in each[1:]:
                all_of_them &= bits
            found[number] = all_of_them
    return found


def write(number: int) -> None:
    """Count the words of one segment anew."""
    asked = {"first": number * SEGMENT, "many": SEGMENT, "frequent": FREQUENT}
    found: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, asked)
        found.update((word, _packed(places)) for word, places in cursor.fetchall())
        for pair in PAIRS:
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
