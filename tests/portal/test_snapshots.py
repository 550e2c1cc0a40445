"""Frozen figures are those of the register on the day they were frozen, and stay so."""

import csv
import datetime as dt
import io
from typing import Any

import html5lib
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from agreements.enums import Visibility
from portal import tasks
from portal.domain import snapshots
from portal.domain.register import register_at
from portal.domain.statistics import figures_of
from portal.models import Snapshot
from tests.cast import Cast


def _signed_in(cast: Cast, year: int, **values: Any) -> None:
    cast.registered(signed_on=dt.date(year, 5, 2), effective_from=dt.date(year, 5, 2), **values)


@pytest.fixture
def year(cast: Cast) -> int:
    """Last year, with two public documents and one that is not."""
    last = cast.government.today().year - 1
    _signed_in(cast, last, sdgs=[6])
    _signed_in(cast, last)
    _signed_in(cast, last - 1)
    hidden = cast.registered(signed_on=dt.date(last, 6, 1))
    hidden.visibility, hidden.visibility_reason = Visibility.RAHASIA, "x"
    hidden.save(update_fields=["visibility", "visibility_reason"])
    return last


def _number(snapshot: Snapshot, figure: str, code: str) -> int:
    return int(next(row[3] for row in snapshot.rows if row[:2] == [figure, code]))


def test_frozen_figures_are_those_of_the_page(year: int) -> None:
    made = snapshots.freeze(year, timezone.now())
    living = figures_of(register_at(timezone.now()))
    row = next(line for line in living.by_form.rows if line[0] == str(year))
    assert _number(made, "jumlah", "ditandatangani") == row[2].number == 2
    assert _number(made, "bentuk", "perjanjian_kerja_sama") == row[2].number
    assert _number(made, "jumlah", "tercatat") == living.total == 3
    assert (_number(made, "sdg", "6"), _number(made, "sdg", "7")) == (1, 0)
    assert sum(line[3] for line in made.rows if line[0] == "bentuk") == 2
    on_last_day = {day: cell.number for day, cell in living.year_ends}
    assert _number(made, "jumlah", "berlaku_31_desember") == on_last_day[dt.date(year + 1, 1, 1)]


def test_what_is_recorded_later_changes_nothing(client: Client, cast: Cast, year: int) -> None:
    made = snapshots.freeze(year, timezone.now())
    _signed_in(cast, year)
    again = snapshots.freeze(year, timezone.now())
    assert (again.pk, again.rows) == (made.pk, made.rows)
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize("change", ["UPDATE portal_snapshot SET year = 1999", "DELETE FROM portal_snapshot"])
def test_the_database_refuses_to_change_them(year: int, change: str) -> None:
    snapshots.freeze(year, timezone.now())
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert Snapshot.objects.get().year == year


def test_a_year_that_is_not_over_is_not_frozen(cast: Cast) -> None:
    this = cast.government.today().year
    for year in (this, this + 1, 1, -5):
        with pytest.raises(ValueError, match="not over"):
            snapshots.freeze(year, timezone.now())
    with pytest.raises(CommandError):
        call_command("freeze_figures", year=this)
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("day", "made"), [((1, 14), False), ((1, 16), True), ((3, 30), True), ((4, 2), False), ((11, 21), False)]
)
def test_each_january_by_itself(cast: Cast, day: tuple[int, int], made: bool) -> None:
    cast.registered()
    now = dt.datetime(cast.government.today().year + 1, *day, 12, tzinfo=dt.UTC)
    for _time in range(2):
        snapshots.freeze_due(now)
    assert list(Snapshot.objects.values_list("year", flat=True)) == ([now.year - 1] if made else [])


def test_an_empty_register_is_not_frozen(db: None) -> None:
    assert snapshots.freeze_due(dt.datetime(2027, 2, 1, tzinfo=dt.UTC)) is None
    tasks.freeze_figures()
    assert not Snapshot.objects.exists()


def test_the_page_and_its_files(client: Client, year: int) -> None:
    assert "Angka beku" not in client.get("/statistik/").content.decode()
    call_command("freeze_figures", year=year, verbosity=0)
    made = Snapshot.objects.get()
    home = f"/statistik/beku/{year}"
    page = client.get(f"{home}/").content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert f"Angka beku {year}" in page
    assert made.method in page
    lines = list(csv.DictReader(io.StringIO(client.get(f"{home}.csv").content.decode())))
    told = client.get(f"{home}.json").json()
    assert [[line["ukuran"], line["kode"], line["nama"], int(line["jumlah"])] for line in lines] == made.rows
    assert [list(line.values()) for line in told["angka"]] == made.rows
    for wrong in (
        f"{home}.exe",
        "/statistik/beku/1900/",
        "/statistik/beku/99999999999999999999/",
        "/statistik/beku/x/",
    ):
        assert client.get(wrong).status_code == 404, wrong


def test_the_figures_lead_to_them(client: Client, year: int) -> None:
    snapshots.freeze(year, timezone.now())
    assert f'href="/statistik/beku/{year}/"' in client.get("/statistik/").content.decode()


def test_an_english_reader_gets_english_names_and_the_method(client: Client, year: int) -> None:
    made = snapshots.freeze(year, timezone.now())
    page = client.get(f"/en/statistik/beku/{year}/").content.decode()
    assert f"Signed in {year}" in page
    assert "Cooperation agreement" in page
    assert "Counted from the public documents" in page
    assert next(label for figure, _code, label, _n in made.rows if figure == "jumlah") not in page
    stored = [tuple(row) for row in made.rows]
    assert [row for group in snapshots.groups_of(made) for row in group.rows] == stored, "as frozen"
