import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from kerjasama import health
from kerjasama.health import Finding


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_checks", dict(health._checks))


def test_live_asks_nothing_of_anybody(client: Client) -> None:
    assert client.get("/healthz/live").json() == {"status": "baik"}


@pytest.mark.django_db
def test_ready_when_database_redis_and_files_answer(client: Client) -> None:
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert {"database", "redis", "files"} <= answer.json()["checks"].keys()
    assert all(check["ok"] for check in answer.json()["checks"].values())
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_failing_part_is_named_and_hides_no_other(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    def broken(now: dt.datetime) -> Finding:
        raise ConnectionError("postgres://user:rahasia@host/db")

    health.register("aaa", broken)
    health.register("zzz", lambda now: Finding(is_good=False, detail="3 jam"))
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["aaa"] == {"ok": False, "detail": "tidak dapat dijangkau"}
    assert answer.json()["checks"]["zzz"] == {"ok": False, "detail": "3 jam"}
    assert answer.json()["checks"]["database"]["ok"] is True
    assert "rahasia" not in answer.content.decode() + caplog.text


@pytest.mark.django_db
def test_a_full_disk_is_seen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    assert client.get("/healthz/ready").json()["checks"]["files"]["ok"] is False
    assert client.get("/healthz/live").status_code == 200


@pytest.mark.django_db
def test_the_probe_leaves_no_file_behind(client: Client) -> None:
    client.get("/healthz/ready")
    assert default_storage.listdir("sehat") == ([], [])


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/healthz/live").status_code == 405


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (59, "kurang dari semenit"),
        (60, "1 menit"),
        (3599, "59 menit"),
        (3600, "1 jam"),
        (86_399, "23 jam"),
        (86_400, "1 hari"),
        (65_658_443, "759 hari"),
    ],
)
def test_a_wait_is_told_as_people_do(seconds: int, said: str) -> None:
    assert health.waited(dt.timedelta(seconds=seconds)) == said
