"""Indonesian words for PostgreSQL: any form of a word, any spelling of a name, any way to write a number.

PostgreSQL's own ``indonesian`` breaks kelola/mengelola/pengelolaan and knows neither kerjasama nor MoU. So the text is
taken apart here and handed over as a finished ``tsvector``, and a visitor's words as a ``tsquery`` of the same lexemes.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from agreements.domain.field_words import CONCEPTS, SPELLINGS, STOP_WORDS
from agreements.domain.word_forms import stem

MAX_TERMS = 24  # of one query; the rest is not looked at
MAX_POSITION = 16_000  # PostgreSQL keeps no position beyond 16,383
GAP = 10  # places between two fields: no phrase reaches from one into the next

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'-?"[^"]*"?|\S+')
_LEXEME = re.compile(r"('[^']*')(:\*)?")
_NUMBER = re.compile(r"\d")


class Term(NamedTuple):
    """A lexeme and where its word stands; a concept stands where its first word does."""

    lexeme: str
    position: int


def fold(text: str) -> str:
    """Lower case without diacritics; other scripts stay as they are."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.lower()


def words(text: str) -> list[str]:
    """The words of a text in one spelling: ``Walikota`` gives ``wali``, ``kota``."""
    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        word = match.group()[:60]
        found += SPELLINGS[word].split() if word in SPELLINGS else [word]
    return found


def _read_concepts() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The names of each concept by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, names in CONCEPTS.items():
        for name in names:
            parts = tuple(words(name))
            found.setdefault(parts[0], []).append((parts, concept))
    return {first: sorted(named, key=lambda one: -len(one[0])) for first, named in found.items()}


_NAMES = _read_concepts()


def terms(text: str) -> Iterator[Term]:
    """Every lexeme of a text in order: stems, and the concepts that stand in it."""
    listed = words(text)
    for at, word in enumerate(listed):
        for concept, _length in _concepts_at(listed, at):
            yield Term(concept, at + 1)
        if word not in STOP_WORDS:
            yield Term(stem(word), at + 1)


def _concepts_at(listed: list[str], at: int) -> Iterator[tuple[str, int]]:
    """The concepts whose name begins here, the longest name first, and how many words it has."""
    for name, concept in _NAMES.get(listed[at], ()) if at < len(listed) else ():
        if tuple(listed[at : at + len(name)]) == name:
            yield concept, len(name)


def squeeze(number: str) -> str:
    """A document number without spaces, slashes and dots: ``100.3.7/012/KB`` gives ``#10037012kb``."""
    return "#" + "".join(_WORD.findall(fold(number)))[:200]


def vector(fields: Iterable[tuple[str, str]], numbers: Iterable[str] = (), *, start: int = 0) -> str:
    """A ``tsvector`` literal from (weight, text) pairs and document numbers (weight A, whole and in parts).

    The first word stands at ``start`` + 1.
    """
    places: dict[str, list[str]] = {}
    for number in numbers:
        if number:
            places.setdefault(squeeze(number), []).append("1A")
    for weight, text in [*fields, *(("A", number) for number in numbers)]:
        last = start
        for lexeme, position in terms(text):
            last = start + position
            if last > MAX_POSITION:
                break
            places.setdefault(lexeme, []).append(f"{last}{weight}")
        start = last + GAP
    return " ".join(f"'{lexeme}':{','.join(at[:250])}" for lexeme, at in places.items())


def page_vector(text: str) -> str:
    """The ``tsvector`` literal of one page of a file, to be joined to others: lowest weight, a gap before it."""
    return vector([("D", text)], start=GAP)


def spans(text: str, positions: Collection[int], lexemes: Collection[str]) -> list[tuple[int, int]]:
    """Where in ``text`` the words at these positions of its ``page_vector`` stand, as (start, end), in order.

    A concept among ``lexemes`` covers all of its words.
    """
    placed = [found.span() for found in _WORD.finditer(text) for _word in words(found.group())]
    listed = words(text)
    marked = set()
    for position in positions:
        at = position - GAP - 1
        lengths = [length for concept, length in _concepts_at(listed, at) if concept in lexemes]
        marked.update(placed[at : at + max(lengths, default=1)])
    return sorted(marked)


class Query(NamedTuple):
    """A visitor's words, understood: ``tsquery`` for PostgreSQL (empty when nothing is left), and the plain words.

    ``parts`` are what must occur, each a ``tsquery`` of its own.
    """

    tsquery: str
    words: tuple[str, ...]
    parts: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Words, "quoted phrases" and -minus words, as a ``tsquery`` in PostgreSQL's own syntax. Never fails."""
    wanted: list[str] = []
    unwanted: list[str] = []
    plain: list[str] = []
    run: list[str] = []
    for piece in _PIECE.findall(text)[: MAX_TERMS * 2]:
        minus = piece.startswith("-") and len(piece) > 1
        body = piece[1:] if minus else piece
        if minus or body.startswith('"'):
            listed = words(body)
            phrase = _phrase(listed) if body.startswith('"') else " & ".join(_loose(listed))
            if phrase:
                (unwanted if minus else wanted).append(phrase)
            if not minus:
                plain += listed
        else:
            run += words(body)
    plain += run
    wanted += _loose(run)
    parts = tuple(wanted[:MAX_TERMS])
    tsquery = " & ".join([*parts, *(f"!({phrase})" for phrase in unwanted[:MAX_TERMS])])
    if tsquery and not unwanted and _looks_like_number(text, run):
        tsquery = f"'{squeeze(text)}':* | ({tsquery})"
    return Query(tsquery, tuple(dict.fromkeys(plain)), parts)


def weighted(tsquery: str, weights: str) -> str:
    """The same query over words of these weights only: A title and numbers, B parties, C what it is about, D rest."""
    return _LEXEME.sub(lambda found: f"{found[1]}:{'*' if found[2] else ''}{weights}", tsquery)


def lexemes_of(parts: Iterable[str]) -> list[str]:
    """The lexemes in some ``Query.parts``."""
    return sorted({found[1].strip("'") for part in parts for found in _LEXEME.finditer(part)})


def _looks_like_number(text: str, run: list[str]) -> bool:
    """A document number in parts (``012/KB/2021``) or squeezed together (``012kb2021``)."""
    return bool(_NUMBER.search(text)) and (len(run) > 1 or any(len(word) > 5 for word in run))


def _loose(run: list[str]) -> list[str]:
    """Words that must all occur, anywhere; a known name stands for all its other names."""
    found: list[str] = []
    at = 0
    while at < len(run):
        concept, length = next(_concepts_at(run, at), ("", 1))
        if concept:
            found.append(f"'{concept}'")
        elif tuple(run[at : at + 2]) in {("kerja", "sama"), ("bekerja", "sama"), ("wali", "kota")}:
            found.append(f"({_phrase(run[at : at + 2])})")
            length = 2
        elif run[at] not in STOP_WORDS:
            found.append(f"'{stem(run[at])}'")
        at += length
    return list(dict.fromkeys(found))


def _phrase(listed: list[str]) -> str:
    """Words that must follow each other in this order; small words only count as places."""
    parts = ""
    gap = 0
    for word in listed:
        gap += 1
        if word in STOP_WORDS:
            continue
        parts += (f" <{gap}> " if parts else "") + f"'{stem(word)}'"
        gap = 0
    return parts
