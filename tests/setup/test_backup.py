"""A backup that was never restored is none: here one is written, everything is lost, and it is brought back."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from kerjasama import backup
from kerjasama.backup import BackupError, restore_backup, write_backup

NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
def test_what_was_lost_comes_back(tmp_path: Path) -> None:
    people = get_user_model()._default_manager
    people.create(email="siti@tirtaraya.example", name="Siti")
    stored = default_storage.save("cadangan/surat.txt", ContentFile(b"isi"))
    folder = write_backup(tmp_path, now=NOW)
    assert folder == tmp_path / "20260302-080000"
    assert folder.stat().st_mode & 0o077 == 0, "holds personal data"

    with pytest.raises(BackupError, match="sudah berisi"):
        restore_backup(folder)

    people.all().delete()
    default_storage.delete(stored)
    restore_backup(folder)
    assert list(people.values_list("email", flat=True)) == ["siti@tirtaraya.example"]
    with default_storage.open(stored) as file:
        assert file.read() == b"isi"
    default_storage.delete(stored)


def test_half_a_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / backup.DUMP).touch()
    with pytest.raises(BackupError, match="bukan cadangan yang lengkap"):
        restore_backup(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_a_dump_that_fails_leaves_no_finished_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_path_of", lambda program: "/bin/false")
    with pytest.raises(BackupError, match="pg_dump tidak berhasil"):
        write_backup(tmp_path, now=NOW)
    assert [path.suffix for path in tmp_path.iterdir()] == [".belum-selesai"]


@pytest.mark.django_db
def test_the_client_is_of_the_servers_major_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer pg_restore sets what an older server has never heard of."""
    server = connection.pg_version // 10_000  # type: ignore[attr-defined]
    clients = []
    for major in (server + 1, server):
        client = tmp_path / str(major)
        client.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {major}.2 (Debian 1)'\n")
        client.chmod(0o755)
        clients.append(str(client))
    monkeypatch.setattr(backup, "_clients", lambda program: clients)
    assert backup._path_of("pg_dump") == clients[1]
    monkeypatch.setattr(backup, "_clients", lambda program: clients[:1])
    with pytest.raises(BackupError, match=f"postgresql-client-{server}"):
        backup._path_of("pg_dump")
