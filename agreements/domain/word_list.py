"""The words of the public register as people write them, for suggestions and "maksud Anda".

The list follows the register in three steps, so that no change costs a walk along all of it: words that are new are
added with their document; the whole is counted again some hours after a change; and a word is offered only where a
public document has it, in that form, at that moment. So the list may be late, and tells nothing that is not public.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.core.cache import cache
from django.db import connection

from agreements.domain import field_words, search_text, word_forms
from agreements.enums import Phase, Visibility
from agreements.models import Agreement, Entry, Party, Word

RECOUNTED_EVERY = dt.timedelta(hours=6)  # half a minute of one worker in a register of a million documents
LOOKED_AT = 300  # documents with any form of a word
_CHANGED, _RECOUNTED = "daftar-kata-berubah", "daftar-kata-dihitung"
_REPLACE = """
WITH counted AS (SELECT * FROM unnest(%(words)s::text[], %(documents)s::int[]) AS c(word, documents)),
gone AS (DELETE FROM agreements_word w WHERE NOT EXISTS (SELECT FROM counted c WHERE c.word = w.word))
INSERT INTO agreements_word AS w (word, documents) SELECT word, documents FROM counted ORDER BY word
ON CONFLICT (word) DO UPDATE SET documents = EXCLUDED.documents WHERE w.documents <> EXCLUDED.documents
"""


def learn(agreements: Iterable[Agreement]) -> None:
    """Add the words of public documents that the list does not know. Their parties and partners are at hand."""
    found: set[str] = set()
    for agreement in agreements:
        if agreement.phase in Phase.SIGNED and agreement.visibility == Visibility.PUBLIK:
            found |= _listed(agreement.title)
            for party in agreement.ordered_parties():
                if party.partner is not None:
                    found |= _listed(party.partner.name)
    if found:
        known = set(Word.objects.filter(word__in=found).values_list("word", flat=True))
        new = [Word(word=word, documents=1) for word in sorted(found - known)]
        Word.objects.bulk_create(new, ignore_conflicts=True)


def recount_when_due(*, changed: bool) -> bool:
    """Count the list again when something has changed and the last count is long enough ago; whether it was.

    Both are kept in the cache: where that forgets, the list is counted once too often or stays as it is for longer.
    """
    if changed:
        cache.set(_CHANGED, 1, timeout=None)
    is_empty = not Word.objects.exists() and Entry.objects.filter(is_public=True).exists()
    if not is_empty and not cache.get(_CHANGED):
        return False
    if not cache.add(_RECOUNTED, 1, timeout=RECOUNTED_EVERY.total_seconds()) and not is_empty:
        return False
    cache.delete(_CHANGED)  # before the count: what changes meanwhile is for the next
    try:
        recount()
    except BaseException:
        cache.set(_CHANGED, 1, timeout=None)
        cache.delete(_RECOUNTED)
        raise
    return True


def recount() -> int:
    """Count the list anew from titles and partner names of public documents; returns its length.

    Only rows that differ are written.
    """
    seen: Counter[str] = Counter()
    public = Agreement.objects.public().order_by()
    for title in public.values_list("title", flat=True).iterator(chunk_size=5000):
        seen.update(_listed(title))
    names = Party.objects.filter(agreement__in=public).exclude(partner=None).order_by()
    for name in names.values_list("partner__name", flat=True).distinct():
        seen.update(_listed(name))
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE, {"words": list(seen), "documents": list(seen.values())})
    return len(seen)


def is_public(word: str) -> bool:
    """Whether a public document has this word, in the form that is listed, in its title or a partner's name now.

    Only so many of those with any form of it are looked at: what is rarer than that among them is not told either.
    """
    lexeme = search_text.weighted(f"'{word_forms.stem(word)}'", "AB")
    some = Entry.objects.filter(is_public=True, words__matches=lexeme).order_by().values("pk")[:LOOKED_AT]
    public = Entry.objects.filter(pk__in=some, is_public=True).order_by()
    written = public.values_list("agreement__title", "agreement__parties__partner__name")
    return any(word in _listed(text or "") for row in written for text in row)


def _listed(text: str) -> set[str]:
    """The words of a text that are worth a place in the list."""
    return {
        word
        for word in search_text.words(text)
        if len(word) > 2 and word.isalpha() and word not in field_words.STOP_WORDS
    }
