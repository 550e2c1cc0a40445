"""A background task that fails each time is noticed, and one that is a little behind is not."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.domain import versions
from agreements.models import Entry, Publication
from notices.domain import sweeps
from notices.models import Sweep
from portal.domain import health
from portal.models import Dataset, Letter, LetterKind
from tests.cast import Cast

HOUR = dt.timedelta(hours=1)


def _dataset(*, version: str, finished_at: dt.datetime, day: dt.date) -> None:
    Dataset.objects.create(version=version, day=day, claimed_at=finished_at, finished_at=finished_at)


def test_open_data_is_late_three_hours_after_the_register_changed(cast: Cast) -> None:
    cast.registered()
    now = timezone.now()
    today = cast.government.today(now)
    assert health.open_data(now).is_good, "none was ever made: nothing is late"
    _dataset(version="lama", finished_at=now, day=today)
    assert health.open_data(now + HOUR).is_good
    late = health.open_data(now + 4 * HOUR)
    assert not late.is_good
    assert late.detail == "terutang 4 jam"
    _dataset(version=versions.current().name, finished_at=now + 4 * HOUR, day=cast.government.today(now + 4 * HOUR))
    assert health.open_data(now + 4 * HOUR).is_good
    assert health.open_data(now + 25 * HOUR).is_good
    assert not health.open_data(now + 33 * HOUR).is_good, "a day went by without a data set"


def test_a_register_that_changes_every_hour_does_not_hide_a_task_that_fails(cast: Cast) -> None:
    now = timezone.now()
    _dataset(version="lama", finished_at=now, day=cast.government.today(now))
    for hour in range(1, 6):
        Publication.objects.create(xid=str(hour), at=now + hour * HOUR)
    assert health.open_data(now + 4 * HOUR).is_good
    assert not health.open_data(now + 5 * HOUR).is_good


def test_a_first_data_set_that_never_ends_is_noticed(cast: Cast) -> None:
    now = timezone.now()
    Dataset.objects.create(version="x", day=cast.government.today(now), claimed_at=now, total=1)
    assert health.open_data(now + HOUR).is_good
    assert not health.open_data(now + 4 * HOUR).is_good


def test_letters_that_lie_are_late_and_those_that_pause_are_not(db: None) -> None:
    now = timezone.now()
    letter = Letter.objects.create(email="a@contoh.id", kind=LetterKind.CONFIRM, occasion="1", created_at=now)
    assert health.letters(now + HOUR).is_good
    assert not health.letters(now + 3 * HOUR).is_good
    letter.retry_at = now + 4 * HOUR
    letter.save(update_fields=["retry_at"])
    assert health.letters(now + 3 * HOUR).is_good
    Letter.objects.update(gave_up_at=now)
    found = health.letters(now + 9 * HOUR)
    assert found.is_good
    assert "1" in found.detail


@pytest.mark.parametrize(("error", "age", "is_good"), [("", 0, True), ("", 2, False), ("RuntimeError: x", 0, False)])
def test_words_are_late_when_their_sweep_fails_or_is_silent(cast: Cast, error: str, age: int, is_good: bool) -> None:
    now = timezone.now()
    Sweep.objects.create(name=sweeps.INDEX, last_run_at=now - age * HOUR, last_error=error)
    Entry.objects.update(is_stale=False)
    assert health.words(now).is_good
    cast.registered()
    Entry.objects.update(is_stale=True)
    assert health.words(now).is_good == is_good
