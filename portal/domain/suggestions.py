"""What somebody who types may be looking for: public titles, numbers, partners and fields of work.

The last word counts as unfinished, the others as whole words in any form. Words that complete it come from the list of
words of public titles, but only documents, partners and urusan that are public at this moment are told.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.domain import search_text, word_forms
from agreements.models import Entry, Party, Word
from agreements.reference import URUSAN
from partners.models import Partner, PartnerAlias
from partners.names import fold
from portal.domain import rows
from portal.domain.memory import Memory
from portal.domain.register import Register
from portal.domain.subjects import slug_of

SHORTEST = 2  # letters
SHORTEST_PARTNER = 3  # letters: fewer cannot use the index
LONGEST = 100  # letters that are looked at
MOST = 8
MOST_URUSAN = 2
MOST_PARTNERS = 3
MOST_WORDS = 12  # that may complete the last one
PATIENCE = 250  # milliseconds of the database; a suggestion that comes later is of no use


class Suggestion(NamedTuple):
    """One line: what kind of thing, its name, what stands beside it, and its address."""

    kind: str
    text: str
    detail: str
    url: str


_made: Memory[tuple[object, ...], list[Suggestion]] = Memory(most=2000)


def suggest(text: str, register: Register) -> list[Suggestion]:
    """At most ``MOST`` suggestions; none for too little text, or when the database is too slow to be of help."""
    text = " ".join(text[:LONGEST].replace("\0", " ").split())
    if len(text) < SHORTEST:
        return []
    key = (register.version.name, register.clock.days, get_language(), text.lower())
    found = _made.get(key)
    if found is None:
        try:
            with transaction.atomic():
                found = _found(text, register)
        except OperationalError:  # cancelled: PATIENCE is over
            return []
        _made.put(key, found)
    return found


def _found(text: str, register: Register) -> list[Suggestion]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(PATIENCE)])
    found = [*_urusan(text, register), *_partners(text)]
    found += _documents(text, register, MOST - len(found))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
    return found


def _urusan(text: str, register: Register) -> Iterator[Suggestion]:
    """Fields of work with at least one public document whose words begin as typed."""
    typed = search_text.words(text)
    told = 0
    for item in URUSAN:
        name = search_text.words(item.name)
        fits = bool(typed) and all(any(word.startswith(part) for word in name) for part in typed)
        number = register.counts.terms.get(("urusan", item.code), 0).bit_count() if fits else 0
        if number and told < MOST_URUSAN:
            told += 1
            yield Suggestion("urusan", item.name, _("Urusan pemerintahan"), f"/urusan/{item.code}/")


def _partners(text: str) -> Iterator[Suggestion]:
    """Partners of public documents, by any of their names; told by their own."""
    folded = fold(text)
    if len(folded) < SHORTEST_PARTNER:
        return
    public = Party.objects.filter(partner=OuterRef("pk"), agreement__entry__is_public=True)
    aliases = PartnerAlias.objects.filter(partner=OuterRef("pk"), name_folded__contains=folded)
    wanted = Partner.objects.current().filter(Q(name_folded__contains=folded) | Exists(aliases)).filter(Exists(public))
    for pk, name in wanted.order_by(Length("name"), "pk").values_list("pk", "name")[:MOST_PARTNERS]:
        yield Suggestion("mitra", name, _("Mitra"), f"/mitra/{pk}-{slug_of(name)}/")


def _documents(text: str, register: Register, most: int) -> list[Suggestion]:
    """Documents with these words in the title or this number, newest first."""
    tsquery = _query(text)
    if not tsquery:
        return []
    wanted = Entry.objects.filter(is_public=True, words__matches=search_text.weighted(tsquery, "A"))
    ids = list(wanted.order_by("-newest_key", "-agreement_id").values_list("agreement_id", flat=True)[:most])
    return [
        Suggestion("naskah", row.title, f"{row.form} · {row.number}", row.url) for row in rows.rows_of(ids, register)
    ]


def _query(text: str) -> str:
    """What was typed as a ``tsquery``: all of it as it stands, or with the last word completed."""
    found = [search_text.parse(text).tsquery]
    typed = search_text.words(text)
    if not typed:
        return ""
    last = typed[-1]
    whole = search_text.parse(" ".join(typed[:-1])).tsquery
    completed = Word.objects.filter(word__startswith=last).order_by("-documents", "word")
    endings = {f"'{word_forms.stem(word)}'" for word in completed.values_list("word", flat=True)[:MOST_WORDS]}
    if endings:
        found.append(" & ".join([*([f"({whole})"] if whole else []), f"({' | '.join(sorted(endings))})"]))
    if any(letter.isdigit() for letter in text):
        found.append(f"'{search_text.squeeze(text)}':*")
    return " | ".join(f"({part})" for part in found if part)
