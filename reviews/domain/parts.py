"""The parts of a draft that notes stand on, and what changed between two rounds."""

import difflib
import re
from collections import Counter
from typing import Any, NamedTuple

from django.utils.translation import gettext as say

from reviews.domain import snapshot

FACTS, PARTIES = "pokok", "pihak"
_WORDS = re.compile(r"\s+|[^\s]+")


class Part(NamedTuple):
    """A part of a draft. ``code`` stays the same from round to round as long as the heading does."""

    code: str
    label: str


class Piece(NamedTuple):
    """A run of text: ``kind`` is ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


class Change(NamedTuple):
    """One thing that differs: ``kind`` is ``changed``, ``added`` or ``removed``."""

    part: str
    label: str
    kind: str
    pieces: list[Piece]


def parts_of(draft: dict[str, Any]) -> list[Part]:
    """The facts as one part, the parties as one, then each pasal."""
    found = [Part(FACTS, say("Pokok-pokok rancangan")), Part(PARTIES, say("Para pihak"))]
    return found + [Part(code, f"Pasal {number} {heading}") for code, number, heading, _body in _articles(draft)]


def _articles(draft: dict[str, Any]) -> list[tuple[str, int, str, str]]:
    """Code, number, heading and body of each pasal; headings that repeat are told apart by their turn."""
    turns: Counter[str] = Counter()
    found = []
    for number, article in enumerate(draft.get("articles", []), start=1):
        key = " ".join(str(article["heading"]).casefold().split())[:100]
        turns[key] += 1
        code = f"pasal:{key}" if turns[key] == 1 else f"pasal:{key}#{turns[key]}"
        found.append((code, number, str(article["heading"]), str(article["body"])))
    return found


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two drafts, in reading order: facts, parties, then each pasal word by word."""
    old_facts = {fact.code: fact for fact in snapshot.facts_of(before)}
    new_facts = {fact.code: fact for fact in snapshot.facts_of(after)}
    found = []
    for code in snapshot.FACTS:
        old, new = old_facts.get(code), new_facts.get(code)
        fact = new or old
        if fact is not None:
            found += _compare(FACTS, fact.label, old.text if old else None, new.text if new else None)
    found += _compare(PARTIES, say("Para pihak"), _parties(before), _parties(after))
    old_articles = {code: (number, heading, body) for code, number, heading, body in _articles(before)}
    new_articles = {code: (number, heading, body) for code, number, heading, body in _articles(after)}
    for code, (number, heading, body) in new_articles.items():
        earlier = old_articles.get(code)
        found += _compare(code, f"Pasal {number} {heading}", earlier[2] if earlier else None, body)
    for code, (number, heading, body) in old_articles.items():
        if code not in new_articles:
            label = say("Pasal %(number)s %(heading)s (semula)") % {"number": number, "heading": heading}
            found += _compare(code, label, body, None)
    return found


def _parties(draft: dict[str, Any]) -> str:
    lines = []
    for party in draft.get("parties", []):
        more = "; ".join(part for part in (party["signatory"], party["number"]) if part)
        lines.append(f"{party['label']}: {party['name']}" + (f" ({more})" if more else ""))
    return "\n".join(lines)


def _compare(part: str, label: str, old: str | None, new: str | None) -> list[Change]:
    if old == new:
        return []
    if old is None:
        return [Change(part, label, "added", [Piece("new", new or "")])]
    if new is None:
        return [Change(part, label, "removed", [Piece("gone", old)])]
    return [Change(part, label, "changed", _pieces(old, new))]


def _pieces(old: str, new: str) -> list[Piece]:
    """The two texts as one run of words kept, gone and new; changes that only a space parts are read as one."""
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    steps = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    found: list[Piece] = []
    gone = added = ""

    def put_down() -> None:
        nonlocal gone, added
        found.extend(piece for piece in (Piece("gone", gone), Piece("new", added)) if piece.text)
        gone = added = ""

    for place, (kind, a, b, c, d) in enumerate(steps):
        before, after = "".join(left[a:b]), "".join(right[c:d])
        is_gap = not before.strip() and (gone or added) and place + 1 < len(steps)
        if kind != "equal" or is_gap:
            gone, added = gone + before, added + after
            continue
        put_down()
        found.append(Piece("same", before))
    put_down()
    return found
