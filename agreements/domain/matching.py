"""Which public documents have the words of a search: frequent words by roll-ups, all others by the index."""

import sys
from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection

from agreements.domain import rolled_words, search_text
from agreements.domain.listing import NEARNESS
from agreements.domain.segments import BYTES, flags, places
from agreements.models.entry import SEGMENT

CANDIDATES = 100_000  # documents that are looked at one by one; more are read in the order they lie
# Four bytes a document instead of a row each: a million matches arrive as four megabytes in one piece.
_MATCHING = """
SELECT string_agg(int4send(agreement_id::integer), '') FROM agreements_entry
WHERE is_public AND (words @@ %(words)s::tsquery OR all_words @@ %(words)s::tsquery)
"""
# PostgreSQL is not to look for the words first, which may be everywhere.
_AMONG_FEW = _MATCHING.replace(
    "agreements_entry", "(SELECT * FROM agreements_entry WHERE agreement_id = ANY(%(ids)s) OFFSET 0) AS few"
)


_NEAR = """
SELECT string_agg(int4send(agreement_id::integer), '') FILTER (WHERE words @@ %(own)s::tsquery),
    string_agg(int4send(agreement_id::integer), '') FILTER (WHERE words @@ %(upper)s::tsquery)
FROM agreements_entry WHERE agreement_id = ANY(%(ids)s)
"""


def find(tsquery: str, segments: Collection[int], length: int, news: Mapping[int, Collection[int] | None]) -> int:
    """The documents with these words, as bits of ``length`` segments; ``news`` is what roll-ups have not seen yet.

    The words of a document's public files are among its words.
    """
    given = {"words": tsquery}
    known, among = _rolled_up(tsquery, news)
    if not known:
        return flags(_ask(_MATCHING, given), length)
    nothing = bytes(BYTES)
    rows = (known[number].to_bytes(BYTES, "little") if number in known else nothing for number in range(length))
    bits = int.from_bytes(b"".join(rows), "little")
    again = sorted({pk for number in known for pk in news[number] or ()}.union(among))
    if again:
        bits = bits & ~flags(again, length) | flags(_ask(_AMONG_FEW, {**given, "ids": again}), length)
    others = sorted(set(segments) - known.keys())
    if others:
        bits |= flags(_ask(f"{_MATCHING} AND ({_within(others)})", given), length)
    return bits


def _rolled_up(tsquery: str, news: Mapping[int, Collection[int] | None]) -> tuple[dict[int, int], list[int]]:
    """What roll-ups know of a search: documents by segment, and which of them have to be looked at one by one."""
    pieces = rolled_words.pieces_of(tsquery)
    found = rolled_words.find(pieces) if pieces else rolled_words.Found({}, {})
    exact, among = ({n: bits for n, bits in part.items() if news.get(n) is not None} for part in found)
    if sum(bits.bit_count() for bits in among.values()) > CANDIDATES:
        return exact, []
    return exact | among, [number * SEGMENT + place for number, bits in among.items() for place in places(bits)]


def near(tsquery: str, ids: Sequence[int], length: int) -> list[int]:
    """Among ``ids`` the documents with these words in title or numbers, and those with them there or in parties."""
    own, upper = (search_text.weighted(tsquery, weights) for weights in NEARNESS)
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"own": own, "upper": upper, "ids": list(ids)})
        return [flags(_numbers(packed), length) for packed in cursor.fetchone()]


def _within(segments: Sequence[int]) -> str:
    """The condition for the documents of these segments, neighbours taken together."""
    runs: list[tuple[int, int]] = []
    for number in segments:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return " OR ".join(f"agreement_id >= {first * SEGMENT} AND agreement_id < {last * SEGMENT}" for first, last in runs)


def _ask(sql: str, given: Mapping[str, Any]) -> "array[int]":
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return _numbers(cursor.fetchone()[0])


def _numbers(packed: bytes | None) -> "array[int]":
    ids = array("I", bytes(packed or b""))
    if sys.byteorder == "little":
        ids.byteswap()
    return ids
