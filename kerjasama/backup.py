"""A backup is one folder: the database as pg_dump writes it, the files as a tar, and a line that says what it is.

pg_dump reads one consistent moment while people go on working. Files are never changed once stored (their name is their
content), so a file archive taken after the dump holds everything the dump speaks of.
"""

import contextlib
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from kerjasama.embedded import EmbeddedError, postgres

DUMP, FILES, ABOUT = "basis-data.dump", "berkas.tar", "tentang.json"


class BackupError(Exception):
    """Why it cannot be done; the text is a sentence in Indonesian."""


def write_backup(parent: Path, *, now: dt.datetime) -> Path:
    """Write a new backup below ``parent`` and return its folder, which has its final name only when it is complete."""
    folder = parent / now.strftime("%Y%m%d-%H%M%S")
    unfinished = folder.with_name(f"{folder.name}.belum-selesai")
    unfinished.mkdir(parents=True, mode=0o700)
    _client("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished / DUMP}")
    stored = _files_folder()
    if stored:
        with tarfile.open(unfinished / FILES, "w") as archive:
            archive.add(stored, arcname=".")
    about = {"dibuat": now.isoformat(), "migrasi": _migrations(), "berkas": "disertakan" if stored else "di luar"}
    (unfinished / ABOUT).write_text(json.dumps(about, indent=1))
    return unfinished.rename(folder)


def restore_backup(folder: Path) -> None:
    """Put a backup into the configured database and file store, which must hold no people yet.

    Raises BackupError when the database is in use or the folder is not a whole backup.
    """
    if not (folder / ABOUT).is_file():
        raise BackupError(f"{folder} bukan cadangan yang lengkap.")
    if _holds_people():
        raise BackupError("Basis data tujuan sudah berisi. Pulihkan ke basis data yang kosong (docs/operating.md).")
    connection.close()
    _client(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str(folder / DUMP),
    )
    stored = _files_folder()
    if stored and (folder / FILES).is_file():
        with tarfile.open(folder / FILES) as archive:
            archive.extractall(stored, filter="data")


def _client(program: str, *arguments: str) -> None:
    """Run a PostgreSQL client on the configured database; the password goes by environment, not by command line."""
    params = connection.get_connection_params()
    environment = os.environ | {
        "PGHOST": str(params.get("host", "")),
        "PGPORT": str(params.get("port", "") or 5432),
        "PGUSER": str(params.get("user", "")),
        "PGPASSWORD": str(params.get("password", "")),
        "PGDATABASE": str(params["dbname"]),
    }
    target = [f"--dbname={params['dbname']}"] if program == "pg_restore" else []
    done = subprocess.run(
        [_path_of(program), *target, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} tidak berhasil: {done.stderr.strip()}")


def _path_of(program: str) -> str:
    """The client of the server's own major version: what a newer one writes, an older server does not take back."""
    server = connection.pg_version // 10_000  # type: ignore[attr-defined] # 150018 is 15.18
    for found in _clients(program):
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if (match := re.search(r"\b(\d+)\.", told)) and int(match[1]) == server:
            return found
    raise BackupError(f"{program} versi {server} tidak ditemukan: pasang postgresql-client-{server}.")


def _clients(program: str) -> Iterator[str]:
    """The wheel's client, the one in PATH, and those that Debian keeps side by side."""
    with contextlib.suppress(EmbeddedError):
        yield str(postgres.programs() / program)
    if found := shutil.which(program):
        yield found
    yield from sorted(str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))


def _files_folder() -> Path | None:
    """Where files lie on this machine; None when they are in S3, which has its own backups."""
    storage = getattr(default_storage, "_wrapped", default_storage)
    return Path(storage.location) if isinstance(storage, FileSystemStorage) else None


def _holds_people() -> bool:
    user_table = settings.AUTH_USER_MODEL.lower().replace(".", "_")
    if user_table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(user_table)})")  # noqa: S608 - our own table
        return bool(cursor.fetchone()[0])


def _migrations() -> dict[str, str]:
    """The last migration of each app: what a restored register is brought forward from."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
        return dict(cursor.fetchall())
