"""What is written down in advance is exact at every moment, whatever was published since, and saves the reading."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.domain import (
    counting,
    frequent_phrases,
    indexing,
    matching,
    rolled_words,
    rollups,
    search_text,
    segments,
    versions,
    word_forms,
)
from agreements.domain.counting import Counts, current
from agreements.domain.listing import Choice, Clock, narrow
from agreements.domain.segments import places
from agreements.enums import CooperationKind, Form
from agreements.models import Agreement, Entry, Publication, RolledWord, Rollup
from agreements.models.entry import SEGMENT
from agreements.tasks import refresh_search
from partners.models import Partner, PartnerAlias

SEARCHES = (
    "'kelola'",
    "'kerja'",
    "('kerja' <1> 'sama') & 'kelola'",
    "'kerja' & 'sendiri'",
    "'kerja' <1> 'sama' <1> 'daerah'",
    "'sama' <1> 'kerja'",
    "'sampah' | 'tani'",
    "!'kelola'",
)


@pytest.fixture
def register(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """40 seeded documents on both sides of the edge of a segment; two documents make a word frequent."""
    counting.forget()
    monkeypatch.setattr(rolled_words, "FREQUENT", 2)
    monkeypatch.setattr(rolled_words, "FEW", 10)
    monkeypatch.setattr(frequent_phrases, "EVERYWHERE", 4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('agreements_agreement', 'id'), %s)", [3 * SEGMENT - 20])
    seed(40)
    commit()
    rollups.renew()
    yield
    counting.forget()


def seed(count: int) -> None:
    call_command("seed_register", count=count, yes=True, verbosity=0)


def commit() -> None:
    """Make what was published look like what others published before."""
    own = Publication.objects.exclude(xid__startswith="lain-")
    own.update(xid=Concat(Value("lain-"), Cast(F("pk"), CharField()), output_field=CharField()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kerjasama.published', '', true)")


def numbers(counts: Counts) -> dict[str, object]:
    """Everything counts can say, to be compared."""
    everything = counts.select(Choice({}))
    return {
        "terms": {term: bits for term, bits in counts.terms.items() if bits},
        "lines": {name: list(line) for name, line in counts.lines.items()},
        "partners": everything.by("mitra"),
        "total": everything.total,
    }


def test_counts_are_exact_after_any_change(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that went on, one that begins now and one that reads every row say the same; so do words and SQL."""
    monkeypatch.setattr(rollups, "MANY", 3)
    dice = random.Random(11)
    clock = Clock.at(timezone.now())
    unit = Agreement.objects.exclude(lead_unit=None)[0].lead_unit
    hidden: list[int] = []

    def one() -> Agreement:
        return Agreement.objects.get(pk=dice.choice(list(Agreement.objects.values_list("pk", flat=True))))

    def withdraw() -> None:
        found = one()
        hidden.append(found.pk)
        Agreement.objects.filter(pk=found.pk).update(visibility="terbatas", visibility_reason="Uji.")

    def give_back() -> None:
        Agreement.objects.filter(pk__in=hidden).update(visibility="publik", visibility_reason="")

    def rename() -> None:
        partner = dice.choice(list(Partner.objects.order_by("pk")))
        PartnerAlias.objects.get_or_create(partner=partner, name=f"sendiri {dice.randint(1, 3)}")

    def move() -> None:
        Partner.objects.filter(pk__in=dice.sample(list(Partner.objects.values_list("pk", flat=True)), 2)).update(
            country=dice.choice(["JP", "KR"]), kind="pemda_luar_negeri"
        )

    changes: list[Callable[[], object]] = [
        withdraw, give_back, rename, move, lambda: one().initiating_units.add(unit), lambda: seed(2),
        rollups.renew, refresh_search, commit, commit,
    ]  # fmt: skip
    for _step in range(20):
        dice.choice(changes)()
        indexing.catch_up()
        went_on = current(clock)
        begins = Counts(went_on.version, clock, rollups.read())
        whole = {number: segments.load_segment(number) for number in rollups.segments_there()}
        reads = Counts(went_on.version, clock, {number: segment for number, segment in whole.items() if segment.terms})
        assert numbers(went_on) == numbers(reads)
        assert numbers(begins) == numbers(reads)
        for tsquery in SEARCHES:
            rows = narrow(Agreement.objects.public(), Choice({}, tsquery), clock)
            assert begins.matching(tsquery) == reads.bits_of(rows.order_by("pk").values_list("pk", flat=True)), tsquery


def test_a_day_later_the_same_rollups_say_what_the_day_says(register: None) -> None:
    for days in (0, 400, -4000):
        clock = Clock.at(timezone.now() + dt.timedelta(days=days))
        counts = Counts(versions.current(), clock, rollups.read())
        for facet in ("keadaan", "sisa"):
            for value, number in counts.select(Choice({})).by(facet).items():
                assert narrow(Agreement.objects.public(), Choice({facet: [value]}), clock).count() == number


def test_a_process_begins_without_reading_documents(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_with", None)  # what reads documents
    assert current(Clock.at(timezone.now())).select(Choice({})).total == 40


def test_a_publication_costs_its_documents(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a process that goes on nor one that begins reads a segment again; unfiltered pages ask nothing more."""
    clock = Clock.at(timezone.now())
    current(clock)
    monkeypatch.setattr(rollups, "load_segment", None)
    one = Agreement.objects.public().order_by("pk")[0]
    Agreement.objects.filter(pk=one.pk).update(visibility="terbatas", visibility_reason="Uji.")
    with CaptureQueriesContext(connection) as asked:
        assert current(clock).select(Choice({})).total == 39
    assert len(asked) == 3, "the version, what was published, its one document"
    assert Counts(versions.current(), clock, rollups.read()).everything.bit_count() == 39


def test_a_frequent_word_is_not_looked_for(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = current(Clock.at(timezone.now()))
    asked = "'kerja' & ('kerja' <1> 'sama')"
    wanted = narrow(Agreement.objects.public(), Choice({}, asked), counts.clock).count()
    monkeypatch.setattr(matching, "_MATCHING", None)
    assert counts.matching(asked).bit_count() == wanted > 2


def test_phrases_of_frequent_words_are_not_looked_for_and_exact(
    register: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any phrase of two to five words from real texts: in order or not, with wrong gaps, or rare."""
    counts = current(Clock.at(timezone.now()))
    dice = random.Random(5)
    asked = {
        "'sama' <1> 'kerja'",
        "'kerja' <2> 'daerah' <1> 'pihak'",
        "'sepakat' <1> 'sama' <9> 'kerja'",
        "'kerja' <3> 'pihak'",
    }
    labels = [f"{found.label} {found.short}" for found in CooperationKind] + [str(found.label) for found in Form]
    titles = Agreement.objects.order_by("pk").values_list("title", flat=True)[:20]
    for text in (*labels * 3, *titles):
        words = [f"'{word_forms.stem(word)}'" for word in search_text.words(text)]
        first = dice.randrange(max(1, len(words) - 1))
        part = words[first : first + dice.randint(2, 5)]
        if dice.random() < 0.2:
            dice.shuffle(part)
        asked.add("".join(word if not at else f" <{dice.choice('1111123')}> {word}" for at, word in enumerate(part)))
    answers = {}
    for tsquery in sorted(asked):
        rows = narrow(Agreement.objects.public(), Choice({}, tsquery), counts.clock)
        answers[tsquery] = set(rows.order_by("pk").values_list("pk", flat=True))
        assert set(places(counts.matching(tsquery))) == answers[tsquery], tsquery
    assert sum(map(bool, answers.values())) > 10
    looked_at: list[int] = []
    ask = matching._ask

    def noted(sql: str, given: Mapping[str, Any]) -> Any:
        looked_at.extend(given["ids"])
        return ask(sql, given)

    monkeypatch.setattr(matching, "_ask", noted)
    for tsquery in ("'sepakat' <1> 'sama'", "'sama' <2> 'pihak' <1> 'tiga'", "'sama' <1> 'kerja'"):
        matching.find(tsquery, counts.segments, counts.length, counts.news)
    assert len(looked_at) < frequent_phrases.EVERYWHERE, "of a segment where the phrase is rarer than its words"


def test_a_word_common_in_the_register_is_not_looked_for_where_it_is_rare(
    register: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE agreements_entry")
    RolledWord.objects.all().delete()
    rollups.renew()
    first, second = rollups.segments_there()[-2:]
    rows = RolledWord.objects.filter(word__in=["'sinergi'", "'kelola'"], segment__in=[first, second])
    assert {(row.word, row.segment) for row in rows} == {
        (w, n) for w in ("'sinergi'", "'kelola'") for n in (first, second)
    }
    counts = current(Clock.at(timezone.now()))
    for tsquery in ("'sinergi'", "'sinergi' & 'kelola'", "'sinergi' <1> 'kelola'"):
        wanted = narrow(Agreement.objects.public(), Choice({}, tsquery), counts.clock)
        assert set(places(counts.matching(tsquery))) == set(wanted.order_by("pk").values_list("pk", flat=True)), tsquery


@pytest.mark.parametrize(
    ("tsquery", "pieces"),
    [
        ("'kelola'", ["'kelola'"]),
        ("'kelola' & ('kerja' <1> 'sama') & '@mou'", ["'kelola'", "'kerja' <1> 'sama'", "'@mou'"]),
        ("'a' <1> 'b' <2> 'c' & 'd'", ["'a' <1> 'b' <2> 'c'", "'d'"]),
        ("'kelola' | 'tani'", None),
        ("'kelola' & !('tani')", None),
        ("'kelola':A", None),
        ("'#12kb':* | ('12' & 'kb')", None),
    ],
)
def test_only_searches_for_all_words_are_taken_apart(tsquery: str, pieces: list[str] | None) -> None:
    assert rolled_words.pieces_of(tsquery) == pieces


def test_a_packed_segment_is_the_segment(register: None) -> None:
    segment = segments.load_segment(3)
    assert segments.unpacked(segments.packed(segment)) == segment
    assert segments.unpacked(segments.packed(segment).replace(b'"form": [1,', b'"form": [0,', 1)) is None


def test_many_documents_are_not_named(register: None) -> None:
    Publication.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_publish('{3}', ARRAY(SELECT generate_series(1, 501))::bigint[])")
    told = versions.since(())
    assert told is not None
    assert (told.documents, told.segments) == (frozenset(), frozenset({3}))


def test_what_no_one_published_in_is_noted_as_seen(register: None) -> None:
    Rollup.objects.update(seen=[])
    Publication.objects.all().delete()
    made = [Publication.objects.create(xid=str(n), at=timezone.now(), segments=[], documents=[]) for n in range(3)]
    assert rollups.renew() == 0
    assert {tuple(seen) for seen in Rollup.objects.values_list("seen", flat=True)} == {tuple(p.pk for p in made[::-1])}
    Publication.objects.filter(pk__lte=made[0].pk).delete()
    assert rollups.news() == dict.fromkeys(rollups.news()), "too long ago to tell: all of it is read again"
    assert rollups.renew() == Rollup.objects.count() > 0
    assert RolledWord.objects.exists()
    assert Entry.objects.filter(is_public=True).exists()


def published(number: int) -> int:
    """One transaction's note under a number of its own."""
    row = Publication.objects.create(pk=number, xid=str(number), at=timezone.now(), segments=[1], documents=[number])
    return row.pk


def test_a_transaction_overtaken_by_the_first_ones_is_not_missed(db: None) -> None:
    Publication.objects.all().delete()
    seen = (published(1_000_002),)
    published(1_000_001)  # began first, committed last
    told = versions.since(seen)
    assert told is not None
    assert told.documents == {1_000_001}


def test_notes_are_forgotten_by_their_count(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "KEPT", 3)
    Publication.objects.all().delete()
    for number in (1_000_000, 2_000_000, 3_000_000):  # repeated notes of one transaction used the numbers between
        published(number)
    assert versions.forget_old() == 0
    published(4_000_000)
    assert versions.forget_old() == 1
    assert versions.since((1_000_000,)) is None, "too long ago to tell"
