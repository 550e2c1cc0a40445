"""One matter that cannot be told of keeps no other from being told."""

from typing import NamedTuple

import pytest
from django.db import DatabaseError

from accounts.models import User
from notices.domain.owing import Owed, owe_many
from notices.domain.sparing import MOST, Sparing
from notices.models import Notice
from tests.cast import Cast
from tests.notices.make import NOON, PLAIN


def halved(number: int) -> int | None:
    """Half of an even number; nothing is owed for odd ones, and 0 is a fault."""
    if number == 0:
        raise ValueError("rusak")
    return None if number % 2 else number // 2


def test_the_others_are_asked_and_the_fault_is_raised_at_the_end() -> None:
    with pytest.raises(ExceptionGroup) as found, Sparing() as sparing:
        assert list(sparing.each([2, 0, 3, 8], halved)) == [1, 4]
    assert [str(error) for error in found.value.exceptions] == ["rusak"]
    with Sparing() as sparing:
        assert list(sparing.each([2, 3], halved)) == [1]


def test_a_fault_in_every_matter_does_not_fill_the_memory() -> None:
    with pytest.raises(ExceptionGroup) as found, Sparing() as sparing:
        assert list(sparing.each([0] * 100, halved)) == []
    assert len(found.value.exceptions) == MOST


def test_the_log_names_the_matter_by_its_key(caplog: pytest.LogCaptureFixture) -> None:
    class Matter(NamedTuple):
        subject: str
        person: str

    for about in (User(pk=7, name="Sri Wahyuni", email="sri@tirtaraya.example"), Matter("naskah:5", "Sri Wahyuni")):
        with pytest.raises(ExceptionGroup), Sparing() as sparing:
            sparing.tried(lambda: halved(0), about)
    assert [record.getMessage().removeprefix("nothing can be told of ") for record in caplog.records] == [
        "User 7", "Matter naskah:5",
    ]  # fmt: skip


def test_an_error_of_the_database_spoils_the_transaction_and_is_raised_at_once() -> None:
    def broken(number: int) -> int:
        raise DatabaseError

    with pytest.raises(DatabaseError), Sparing() as sparing:
        list(sparing.each([1, 2], broken))


def test_a_text_that_cannot_be_written_keeps_no_other_back(cast: Cast) -> None:
    def owed(subject: str, **context: str) -> Owed:
        return Owed(PLAIN.code, subject, "1", [cast.staf], cast.government, context, "/ruang/")

    occasions = [owed("test:1", title="Satu", text=""), owed("test:2"), owed("test:3", title="Tiga", text="")]
    with pytest.raises(ExceptionGroup), Sparing() as sparing:
        assert owe_many(occasions, now=NOON, sparing=sparing) == 2
    assert set(Notice.objects.values_list("title", flat=True)) == {"Satu", "Tiga"}
