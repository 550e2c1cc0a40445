"""The embedded servers, beyond what tests/setup/test_up.py shows of them."""

import os
from pathlib import Path

import psycopg
import pytest

from kerjasama.embedded import EmbeddedError, postgres, running_services
from kerjasama.embedded.processes import end_orphans, spawn, started_at


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that holds what looks like a cluster."""
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    return tmp_path / "postgres"


def test_servers_ask_for_a_password_and_have_the_extensions(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    environment: dict[str, str] = {}
    with running_services(tmp_path, environment, throwaway=True):
        address = environment["DATABASE_URL"]
        with psycopg.connect(address, autocommit=True) as connection:
            for extension in ("pg_trgm", "btree_gist", "unaccent"):
                connection.execute(f"CREATE EXTENSION {extension}")
        password = (tmp_path / "postgres-password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(address.replace(password, "salah"))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
    assert (tmp_path / "postgres-password").stat().st_mode & 0o077 == 0


def test_given_servers_are_left_alone(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "postgres://x", "REDIS_URL_FILE": "/run/secrets/redis"}
    with running_services(tmp_path, environment):
        assert environment == {"DATABASE_URL": "postgres://x", "REDIS_URL_FILE": "/run/secrets/redis"}
    assert list(tmp_path.iterdir()) == []


def test_data_of_another_user_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: data.stat().st_uid + 1)
    with pytest.raises(EmbeddedError, match="milik pengguna lain"):
        postgres._check_cluster(data)


def test_data_of_another_major_version_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: data.stat().st_uid)
    monkeypatch.setattr(postgres, "_server_user", lambda: __import__("pwd").getpwuid(data.stat().st_uid))
    postgres._check_cluster(data)
    (data / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match="ditulis PostgreSQL 17"):
        postgres._check_cluster(data)


def test_orphans_are_ended_but_a_reused_number_is_spared() -> None:
    child = spawn("sleep", ["sleep", "60"])
    pid = child.process.pid
    start = started_at(pid)
    assert start is not None
    assert end_orphans([(pid, start - 1)]) == 0
    assert child.process.poll() is None
    assert end_orphans([(pid, start)]) == 1
    child.process.wait(5)
