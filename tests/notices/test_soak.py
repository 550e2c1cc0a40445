"""The short form of `make soak`: real Celery workers, one killed at work, Redis emptied; nothing lost or doubled."""

import os
import random
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from benchmarks.soak import Soak
from benchmarks.soak_ground import fill
from benchmarks.soak_house import House
from benchmarks.soak_sink import Sink
from kerjasama.embedded.processes import free_port
from kerjasama.embedded.valkey import start_valkey
from tests import factories as make


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_a_worker_is_killed_and_redis_forgets(tmp_path: Path) -> None:
    port = free_port()
    broker, address = start_valkey(tmp_path)
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {
        **os.environ, "DATABASE_URL": urlunsplit(database), "REDIS_URL": address, "VAR_DIR": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}", "DATABASE_POOL": "0", "SOAK_STALE": "8",
    }  # fmt: skip
    sink = Sink(port)
    soak = Soak(House(environment, tmp_path, valkey=broker, is_short=True), sink, random.Random(5))
    owed = fill(make.GovernmentFactory.create().pk, 200, people=20)
    sink.start()
    try:
        result = soak.run(owed, ["kill", "flush"], seconds=150)
    finally:
        sink.stop()
        broker.stop()
    assert result.faults == {"kill": 1, "flush": 1}
    assert (result.lost, result.unfinished, result.beyond) == (0, 0, 0), result
    assert result.doubled <= result.window + result.swallowed, result
