"""Keeps the words of every entry as new as its document. The database says which are stale; nobody else has to."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import Count, Prefetch, Q, QuerySet

from agreements.domain import search_text, word_forms, word_list
from agreements.enums import CooperationKind, Form, Phase
from agreements.models import Agreement, Entry, File, FilePage, Party, Word
from partners import countries, regions
from partners.models import Partner

BATCH = 500
MOST_MEANT = 8  # words of a search that are looked at for typing errors
SHORTEST_MEANT = 4  # letters
LONGEST_MEANT = 20  # letters that are tried one by one
_EDITS = ((".", 0), (".", 1), ("", 1))  # a letter for none, for another one, none for one
MOST_ALIKE = 5  # words of the list that are looked at for each
AT_ONCE = 200  # documents a visitor's search brings up to date by itself; more are left to the worker
PAGES_AT_ONCE = 300  # of their files, joined in about a tenth of a second; documents with more are left to the worker
MOST_LETTERS = 300_000  # of all files of one document, about 120 pages: a tsvector holds a megabyte at most

# Words of pages were taken apart when they were read; here PostgreSQL only joins them, first pages first.
_UPDATE = """
UPDATE agreements_entry e SET words = d.words::tsvector, all_words = d.words::tsvector || f.words, is_stale = false
FROM unnest(%(ids)s::bigint[], %(words)s::text[]) AS d(id, words)
LEFT JOIN (
    SELECT holder, agreements_joined_words(words ORDER BY place, number) AS words
    FROM (
        SELECT c.holder, c.place, p.number, p.words,
            sum(length(p.text)) OVER (PARTITION BY c.holder ORDER BY c.place, p.number) AS letters
        FROM unnest(%(holders)s::bigint[], %(contents)s::text[]) WITH ORDINALITY AS c(holder, content, place)
        JOIN agreements_filepage p ON p.content_id = c.content
    ) AS page
    WHERE letters <= %(most)s
    GROUP BY holder
) AS f ON f.holder = d.id
WHERE e.agreement_id = d.id
"""


def refresh_words(*, limit: int = BATCH, most_pages: int | None = None) -> int:
    """Analyse up to ``limit`` stale documents with at most ``most_pages`` in their files; returns how many.

    Rows another process works on are left to it.
    """
    with transaction.atomic():
        stale = list(
            Entry.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(is_stale=True)
            .order_by("agreement_id")
            .values_list("agreement_id", flat=True)[:limit]
        )
        shown = File.objects.shown().filter(agreement__in=stale).order_by("agreement_id", "kind", "name", "pk")
        files = list(shown.values_list("agreement_id", "sha256")) if stale else []
        if most_pages is not None:
            stale = _with_few_pages(stale, files, most_pages)
            files = [(pk, sha256) for pk, sha256 in files if pk in stale]
        if not stale:
            return 0
        rows = Agreement.objects.filter(pk__in=stale).select_related("lead_unit").prefetch_related(
            "initiating_units",
            Prefetch("parties", Party.objects.select_related("partner", "government").order_by("order")),
            "parties__partner__aliases",
        )  # fmt: skip
        documents = list(rows.order_by("pk"))
        vectors = [(agreement.pk, words_of(agreement)) for agreement in documents]
        word_list.learn(documents)
        with connection.cursor() as cursor:
            cursor.execute(
                _UPDATE,
                {
                    "ids": [pk for pk, _words in vectors],
                    "words": [words for _pk, words in vectors],
                    "holders": [pk for pk, _sha256 in files],
                    "contents": [sha256 for _pk, sha256 in files],
                    "most": MOST_LETTERS,
                },
            )
            cursor.execute(
                "SELECT agreements_publish_documents(%s::bigint[])", [[pk for pk, _words in vectors]]
            )  # pages found by search change too
    return len(stale)


def _with_few_pages(stale: Sequence[int], files: Sequence[tuple[int, str]], most: int) -> list[int]:
    """Of the documents those whose files together have at most ``most`` pages, in their order."""
    counted = FilePage.objects.filter(content__in={sha256 for _pk, sha256 in files}).order_by()
    pages_of = dict(counted.values_list("content").annotate(Count("pk")))
    pages: Counter[int] = Counter()
    for pk, sha256 in files:
        pages[pk] += pages_of.get(sha256, 0)
    chosen, left = [], most
    for pk in stale:
        if pages[pk] <= left:
            left -= pages[pk]
            chosen.append(pk)
    return chosen


def catch_up() -> bool:
    """What a search does first: bring the last few changes in. False when the worker still has more to do."""
    stale = Entry.objects.filter(is_stale=True)
    if not stale.exists():
        return True
    refresh_words(limit=AT_ONCE, most_pages=PAGES_AT_ONCE)
    return not stale.exists()


def words_of(agreement: Agreement) -> str:
    """The ``tsvector`` literal of one document: public facts only, whatever its phase."""
    form = Form(agreement.form)
    kind = CooperationKind(agreement.cooperation_kind)
    parties = agreement.ordered_parties()
    numbers = [agreement.register_no or "", *(party.number for party in parties)]
    units = [agreement.lead_unit, *agreement.initiating_units.all()]
    fields = [("A", agreement.title), ("A", agreement.short_title)]
    for party in parties:
        fields.append(("B", party.display_name))
        if party.partner is not None:
            fields += [("B", party.partner.name), ("B", party.partner.short_name)]
            fields += [("B", alias.name) for alias in party.partner.aliases.all()]
            fields.append(("D", _home_of(party.partner)))
    fields += [("C", agreement.object), ("C", agreement.scope), ("C", agreement.purpose)]
    fields += [
        ("D", agreement.title_as_printed),
        ("D", f"{form.label} {form.code}"),
        ("D", f"{kind.label} {kind.short}"),
    ]
    fields += [("D", agreement.signed_place), ("D", agreement.location_text)]
    fields += [("D", name) for name in agreement.location_names]
    fields += [("D", f"{unit.name} {unit.short_name}") for unit in units]
    fields += [("D", party.signatory_name) for party in parties if agreement.phase in Phase.SIGNED]
    return search_text.vector(fields, [number for number in numbers if number])


def _home_of(partner: Partner) -> str:
    """Where a partner is at home: its country in both languages, or place and province, without Kota or Kabupaten."""
    if partner.country != countries.INDONESIA:
        return countries.names_of(partner.country)
    region = regions.find(partner.region_code)
    return f"{region.name.removeprefix('Kabupaten ').removeprefix('Kota ')} {region.province}" if region else ""


def meant_by(words: Sequence[str]) -> str:
    """The words with those nobody uses replaced by the most alike of the public register; empty when nothing changes.

    Two words that are written as one there are joined. Only words of public titles and partner names are suggested.
    """
    asked = _joined(list(words)[:MOST_MEANT])
    used = set(Word.objects.filter(word__in=asked).values_list("word", flat=True))
    roots = {word_forms.stem(word) for word in used}
    meant = []
    for word in asked:
        known = word in used or len(word) < SHORTEST_MEANT or word_forms.stem(word) in roots
        alike = None if known else _most_alike(word)
        meant.append(alike or word)
    return " ".join(meant) if meant != list(words)[:MOST_MEANT] else ""


def _joined(words: list[str]) -> list[str]:
    """``geo``, ``spasial`` as ``geospasial``, where that is a word of the public register and one of them is none."""
    pairs = {one + other for one, other in itertools.pairwise(words)}
    known = set(Word.objects.filter(word__in=[*pairs, *words]).values_list("word", flat=True))
    found: list[str] = []
    for word in words:
        whole = found[-1] + word if found else ""
        if whole in known and not {found[-1], word} <= known and word_list.is_public(whole):
            found[-1] = whole
        else:
            found.append(word)
    return found


def _most_alike(word: str) -> str | None:
    """The word with two neighbouring letters the other way round, else with one letter more, less or another, else one
    that begins like it, else the most alike by trigrams; the more frequent of several that are as alike.
    """
    swapped = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    alike = (
        Word.objects.filter(word__trigram_similar=word)
        .annotate(likeness=TrigramSimilarity("word", word))
        .filter(likeness__gte=0.4)
        .order_by("-likeness", "-documents", "word")
    )
    ways: tuple[Callable[[], list[str]], ...] = (
        lambda: _listed(_frequent(Q(word__in=swapped))),
        lambda: _one_off(word),
        lambda: _listed(_frequent(Q(word__startswith=word))),
        lambda: _listed(alike),
    )
    # The list may be older than a withdrawal.
    return next((found for way in ways for found in way() if word_list.is_public(found)), None)


def _listed(rows: QuerySet[Word]) -> list[str]:
    return list(rows.values_list("word", flat=True)[:MOST_ALIKE])


def _one_off(word: str) -> list[str]:
    """Words of the list with one letter more, less or another, the most frequent first.

    One half of the word is then as it was typed: those are compared here. A regular expression would cost PostgreSQL
    ten times as much.
    """
    if len(word) > LONGEST_MEANT:
        return []
    half = len(word) // 2
    ways = [f"{word[:at]}{middle}{word[at + more :]}" for at in range(len(word) + 1) for middle, more in _EDITS]
    is_one_off = re.compile("|".join(ways)).fullmatch
    near = _frequent(Q(word__startswith=word[:half]) | Q(word__endswith=word[half:]))
    return [found for found in near.values_list("word", flat=True) if is_one_off(found)][:MOST_ALIKE]


def _frequent(condition: Q) -> QuerySet[Word]:
    return Word.objects.filter(condition).order_by("-documents", "word")
