"""Phrases of words that stand nearly everywhere, found in advance by segment.

The index finds a phrase by looking at every document that has all of its words: nothing where one of them is rare, a
second in a million documents where all stand everywhere (``"kerja sama daerah dengan pihak ketiga"``). So of words in
``EVERYWHERE`` documents of a segment every pair of neighbours is written down, however rare the pair, and each longer
phrase that is as frequent as that. A pair without a row is then in no document; what a longer phrase without a row may
be in are the documents with all of its pairs.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

from agreements.models.entry import SEGMENT

EVERYWHERE = 400  # documents of a segment, one of twenty
WIDEST = 2  # places from one word to the next: one small word may stand between
LONGEST = 6  # words
MARK = "<2>"  # the word of a row that says that a segment's phrases are written down, in this way
_BITS = 15  # for a place in a document
_PART = re.compile(r"('[^']+')(?: <(\d+)> )?")
_TOKENS = """
SELECT (agreement_id - %(first)s)::integer, quote_literal(token.lexeme), place
FROM agreements_entry, unnest(COALESCE(all_words, words)) AS token, unnest(token.positions) AS place
WHERE is_public AND agreement_id >= %(first)s AND agreement_id < %(first)s + %(many)s
    AND quote_literal(token.lexeme) = ANY(%(words)s)
"""


class Phrase(NamedTuple):
    """A piece of a search taken apart: its words, its neighbours as phrases of two, and how far apart these are."""

    words: list[str]
    pairs: list[str]
    gaps: list[int]


def taken_apart(piece: str) -> Phrase:
    """``'a' <1> 'b' <2> 'c'`` is three words and two pairs."""
    parts = _PART.findall(piece)
    words = [word for word, _gap in parts]
    gaps = [int(gap) for _word, gap in parts if gap]
    return Phrase(words, [f"{a} <{gap}> {b}" for a, b, gap in zip(words, words[1:], gaps, strict=False)], gaps)


def read(number: int, words: Collection[str]) -> dict[str, set[int]]:
    """The phrases of these words in one segment, and the places in it of the documents that have them."""
    words = [word for word in words if word[1] not in "@#"]  # names for several words are never part of a phrase
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TOKENS, {"first": number * SEGMENT, "many": SEGMENT, "words": words})
        return phrases_of(cursor.fetchall())


def phrases_of(tokens: Iterable[tuple[int, str, int]]) -> dict[str, set[int]]:
    """The phrases in (document, word, place) triples: every pair, and what is longer and as frequent as its words."""
    at: dict[int, list[str]] = defaultdict(list)
    for document, word, place in tokens:
        at[document << _BITS | place].append(word)
    pairs: dict[tuple[str, int, str], set[int]] = defaultdict(set)  # where the second word stands
    for key, firsts in at.items():
        for gap in range(1, WIDEST + 1):
            for second in at.get(key + gap, ()):
                for first in firsts:
                    pairs[first, gap, second].add(key + gap)
    found = {f"{first} <{gap}> {second}": _documents(ends) for (first, gap, second), ends in pairs.items()}
    following: dict[str, list[tuple[int, str, set[int]]]] = defaultdict(list)
    grown: dict[str, tuple[str, set[int]]] = {}
    for (first, gap, second), ends in pairs.items():
        name = f"{first} <{gap}> {second}"
        if len(found[name]) >= EVERYWHERE and (gap == 1 or _mostly_apart(ends, at)):
            following[first].append((gap, second, ends))
            grown[name] = (second, ends)
    for _length in range(3, LONGEST + 1):
        longer: dict[str, tuple[str, set[int]]] = {}
        for name, (last, ends) in grown.items():
            for gap, second, pair_ends in following[last]:
                reached = {end + gap for end in ends} & pair_ends
                documents = _documents(reached)
                if len(documents) >= EVERYWHERE:
                    longer[f"{name} <{gap}> {second}"] = (second, reached)
                    found[f"{name} <{gap}> {second}"] = documents
        grown = longer
    return found


def _documents(ends: Iterable[int]) -> set[int]:
    return {end >> _BITS for end in ends}


def _mostly_apart(ends: Collection[int], at: Collection[int]) -> bool:
    """Whether a small word stands between two words more often than another one."""
    return sum(end - 1 not in at for end in ends) * 2 > len(ends)
