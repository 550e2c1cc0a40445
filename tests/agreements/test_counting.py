"""Bits, SQL and the property of one document give the same answers, for every facet, order, page and day."""

import datetime as dt
import itertools
import random

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Government
from agreements.domain import counting, paging
from agreements.domain.counting import current
from agreements.domain.listing import CONDITIONS, ORDERS, RELEVANCE, Choice, Clock, by_relevance, narrow
from agreements.enums import Phase, Validity
from agreements.models import Agreement, Entry
from tests.cast import Cast

DAYS = [-800, -401, -91, -1, 0, 1, 89, 90, 91, 400]


@pytest.fixture
def register(db: None) -> Government:
    """600 seeded documents, and the clock of their government."""
    counting.forget()
    call_command("seed_register", count=600, yes=True, verbosity=0)
    return Government.objects.get()


def now_in(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def test_every_value_of_every_facet_counts_what_sql_finds(register: Government) -> None:
    public = Agreement.objects.public()
    for days in (-3000, -100, 0, 700):
        clock = Clock.at(now_in(days))
        counts = current(clock)
        everything = counts.select(Choice({}))
        assert everything.total == public.count() == 600
        for facet in CONDITIONS:
            for value, number in list(everything.by(facet).items())[:12]:
                choice = Choice({facet: [value]})
                assert narrow(public, choice, clock).count() == number, (days, facet, value)
                assert counts.select(choice).total == number, (days, facet, value)


def test_combinations_count_what_sql_finds(register: Government) -> None:
    clock = Clock.at(timezone.now())
    counts = current(clock)
    dice = random.Random(7)
    everything = counts.select(Choice({}))
    for _time in range(40):
        facets = {
            facet: dice.sample(sorted(values, key=str), k=min(len(values), dice.randint(1, 2)))
            for facet in dice.sample(sorted(CONDITIONS), k=dice.randint(1, 3))
            if (values := [value for value in everything.by(facet) if value is not None])
        }
        choice = Choice(facets, dice.choice(["", "'kelola'", "'sampah' | 'tani'", "!'tani'"]))
        rows = narrow(Agreement.objects.public(), choice, clock)
        selection = counts.select(choice)
        assert selection.total == rows.count(), choice
        assert selection.bits == counts.bits_of(rows.order_by("pk").values_list("pk", flat=True))


CHOICES = [
    Choice({}),
    Choice({"jenis": ["sinergi"]}),
    Choice({"keadaan": ["berakhir"]}, "'kelola'"),
    Choice({}, "'universitas' | 'kelola'"),
]


def test_pages_from_bits_are_the_pages_of_sql(register: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock.at(timezone.now())
    for few, choice, order in itertools.product((0, 10_000), CHOICES, ORDERS):
        monkeypatch.setattr("agreements.domain.ordering.FEW", few)
        assert_same_pages(clock, choice, order, f"{few} {order} {choice}")


def assert_same_pages(clock: Clock, choice: Choice, order: str, case: str) -> None:
    """Forward to the end, with a look back from every page."""
    selection = current(clock).select(choice)
    rows = narrow(Agreement.objects.public().select_related("entry"), choice, clock)
    wanted = by_relevance(choice.tsquery) if order == RELEVANCE else ORDERS[order]
    at: paging.Cursor | None = None
    seen: list[int] = []
    while True:
        from_sql = paging.page_of(rows, wanted, clock, at=at, size=37)
        from_bits = selection.page(wanted, at=at, size=37)
        assert from_bits.ids == [row.pk for row in from_sql.rows], case
        assert (from_bits.previous, from_bits.next) == (from_sql.previous, from_sql.next), case
        if from_sql.previous:
            back_sql = paging.page_of(rows, wanted, clock, at=from_sql.previous, size=37)
            back_bits = selection.page(wanted, at=from_sql.previous, size=37)
            assert back_bits.ids == [row.pk for row in back_sql.rows], case
            assert (back_bits.previous, back_bits.next) == (back_sql.previous, back_sql.next), case
        seen += from_bits.ids
        if from_sql.next is None:
            break
        at = from_sql.next
    assert len(seen) == len(set(seen)) == selection.total, case


def test_a_lost_patience_gives_the_same_page(register: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock.at(timezone.now())
    selection = current(clock).select(Choice({"tahun": [2015]}))
    patient = selection.page(ORDERS["terbaru"], at=None, size=5)
    monkeypatch.setattr("agreements.domain.ordering.FEW", 0)
    monkeypatch.setattr("agreements.domain.ordering.PATIENCE", 3)
    assert selection.page(ORDERS["terbaru"], at=None, size=5) == patient


@pytest.mark.parametrize("phase", [Phase.DITANDATANGANI, Phase.DIAKHIRI])
def test_state_agrees_everywhere_around_every_edge(cast: Cast, phase: str) -> None:
    today = cast.government.today()
    agreement = cast.signed(signed_on=today - dt.timedelta(days=400), ends_on=today)
    changes: dict[str, object] = {"phase": phase}
    if phase == Phase.DIAKHIRI:
        changes |= {"ended_on": today - dt.timedelta(days=30), "end_reason": "kesepakatan"}
    Agreement.objects.filter(pk=agreement.pk).update(**changes)
    for days in DAYS:
        now = timezone.now() + dt.timedelta(days=days)
        counting.forget()
        clock = Clock.at(now)
        one = Agreement.objects.with_validity(now).get(pk=agreement.pk)
        state = one.validity(cast.government.today(now))
        assert one.keadaan == state, days  # type: ignore[attr-defined]
        assert current(clock).select(Choice({})).by("keadaan") == {state: 1}, days
        in_sql = [s for s in Validity if narrow(Agreement.objects.public(), Choice({"keadaan": [s]}), clock).exists()]
        assert in_sql == [state], days


def test_the_seed_leaves_what_the_triggers_would(register: Government) -> None:
    from django.db import connection

    from agreements.domain import indexing

    columns = (
        "agreement_id", "is_public", "year", "newest_key", "starts_on", "last_day", "ends_key", "unit_ids",
        "partner_ids", "partner_kinds", "provinces", "countries",
    )  # fmt: skip
    seeded = list(Entry.objects.order_by("pk").values_list(*columns))
    lexemes = "SELECT agreement_id, tsvector_to_array(words) FROM agreements_entry WHERE agreement_id = ANY(%s)"
    sample = list(Agreement.objects.order_by("pk").values_list("pk", flat=True)[:20])
    with connection.cursor() as cursor:
        cursor.execute(lexemes, [sample])
        words = {pk: set(found) for pk, found in cursor.fetchall()}
        cursor.execute("SELECT agreements_refresh_entries((SELECT array_agg(id) FROM agreements_agreement))")
        assert list(Entry.objects.order_by("pk").values_list(*columns)) == seeded
        while indexing.refresh_words():
            pass
        cursor.execute(lexemes, [sample])
        for pk, found in cursor.fetchall():
            assert words[pk] <= set(found), words[pk] - set(found)
