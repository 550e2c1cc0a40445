"""Eight workers at once on a real PostgreSQL: each message once."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from pytest_django import Settings

from notices.domain.claims import claim_letters
from notices.domain.delivery import deliver_owed
from notices.models import Notice
from tests.cast import assemble
from tests.notices.conftest import Sink
from tests.notices.make import NOON, notice


def _at_once(work: Callable[[int], object], workers: int = 8) -> list[BaseException]:
    barrier, errors = threading.Barrier(workers), list[BaseException]()

    def run(number: int) -> None:
        try:
            barrier.wait()
            work(number)
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_eight_senders_at_once_send_each_message_once(sink: Sink, settings: Settings) -> None:
    cast = assemble()
    rows = [notice(cast.staf, cast.government) for _number in range(120)]
    errors = _at_once(lambda _number: deliver_owed(NOON))
    assert errors == []
    assert Counter(sink.ids()) == Counter(f"<notice-{row.pk}@tirtaraya.example>" for row in rows)
    assert Notice.objects.filter(sent_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_claims_at_once_share_the_rows() -> None:
    cast = assemble()
    rows = [notice(cast.staf, cast.government) for _number in range(40)]
    claimed: list[int] = []
    lock = threading.Lock()

    def claim(_number: int) -> None:
        mine = [n.pk for (n,) in claim_letters(NOON, size=10)]
        with lock:
            claimed.extend(mine)

    assert _at_once(claim) == []
    assert Counter(claimed) == Counter(row.pk for row in rows)
