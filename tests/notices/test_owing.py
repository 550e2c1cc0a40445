"""The row exists once, says what the template says, and cannot carry anything into a header."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import translation

from notices.domain.owing import Owed, one_line, owe, owe_many
from notices.models import Notice
from tests.cast import Cast, assemble
from tests.notices.make import MOMENT, NOON, PLAIN, notice


def _owed(cast: Cast, *names: str, occasion: str = "1", title: str = "Judul") -> Owed:
    people = [cast.people[name] for name in names]
    return Owed(PLAIN.code, "test:1", occasion, people, cast.government, {"title": title, "text": "Isi"}, "/ruang/")


def test_first_line_is_the_title_and_the_rest_the_body(cast: Cast) -> None:
    row = notice(cast.staf, cast.government, title="Berakhir <b>besok</b> & lusa", text="Baris satu\nBaris dua")
    assert (row.title, row.body) == ("Berakhir <b>besok</b> & lusa", "Baris satu\nBaris dua")
    assert (row.path, row.send_after, row.sent_at) == ("/ruang/", NOON, None)


def test_owing_twice_is_owing_once(cast: Cast) -> None:
    assert owe_many([_owed(cast, "staf", "pimpinan")], now=NOON) == 2
    assert owe_many([_owed(cast, "staf", "pimpinan", "admin")], now=NOON) == 1
    assert Notice.objects.count() == 3


def test_the_same_person_named_twice_gets_one(cast: Cast) -> None:
    assert owe_many([_owed(cast, "staf", "staf"), _owed(cast, "staf")], now=NOON) == 1


def test_another_occasion_is_another_message(cast: Cast) -> None:
    owe_many([_owed(cast, "staf", occasion="2026-03-31:90"), _owed(cast, "staf", occasion="2026-03-31:60")], now=NOON)
    assert Notice.objects.count() == 2


def test_who_is_no_longer_active_is_owed_nothing(cast: Cast) -> None:
    cast.staf.is_active = False
    assert owe_many([_owed(cast, "staf")], now=NOON) == 0


def test_an_unknown_kind_is_a_mistake_of_ours(cast: Cast) -> None:
    with pytest.raises(LookupError):
        owe(
            kind="tidak-ada", subject="x:1", occasion="1", recipients=[cast.staf], government=cast.government,
            context={}, path="", now=NOON,
        )  # fmt: skip


def test_messages_are_indonesian_in_the_zone_of_the_office(cast: Cast) -> None:
    """Whatever the language of the request and the zone of the server."""
    cast.government.time_zone = "Asia/Jayapura"
    with translation.override("en"):
        row = notice(cast.staf, cast.government, kind=MOMENT.code, text=dt.datetime(2026, 3, 3, 15, 30, tzinfo=dt.UTC))
    assert row.body == "4 Maret 2026 pukul 00.30 WIT"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("satu\r\nBcc: semua@jahat.example", "satu Bcc: semua@jahat.example"),
        ("a\x00b\x1bc\u2028d\te", "a b c d e"),
        ("  rapat   sekali ", "rapat sekali"),
        ("é" * 301, "é" * 299 + "…"),
    ],
)
def test_a_title_is_one_line(given: str, expected: str) -> None:
    assert one_line(given, limit=300) == expected


def test_a_newline_in_a_document_title_stays_out_of_the_notice_title(cast: Cast) -> None:
    row = notice(cast.staf, cast.government, title="Judul\nBcc: semua@jahat.example")
    assert row.title == "Judul"


@pytest.mark.django_db(transaction=True)
def test_eight_planners_at_once_write_each_row_once() -> None:
    cast = assemble()
    names = ("staf", "pengusul", "pimpinan", "admin", "auditor")
    barrier, errors = threading.Barrier(8), []

    def plan(number: int) -> None:
        try:
            occasions = [_owed(cast, *names, occasion=str(n)) for n in range(20)]
            barrier.wait()
            owe_many(occasions if number % 2 else list(reversed(occasions)), now=NOON)
        except Exception as error:  # noqa: BLE001 - told to the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=plan, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Notice.objects.count() == 20 * len(names)
