"""`manage.py up`: everything the register needs, under one parent.

Embedded servers where the environment names none, then `manage.py prepare` (migrations, static files, demonstration
data when the database is empty), then web, worker and beat. It runs before Django's settings can load, because it makes
the environment they are read from; so nothing here imports Django.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any, NoReturn, TextIO

from kerjasama import probe
from kerjasama.embedded import Child, EmbeddedError, start_missing
from kerjasama.embedded.processes import ROOT, end_orphans, spawn, started_at

LIVE_PATIENCE, READY_PATIENCE = 90.0, 10.0  # seconds
STATE_FILE = "up.json"  # while running: address, environment and children; readable by its owner only
LOCK_FILE = "up.lock"


class StopAskedError(Exception):
    """A signal asked for the end; not an error of anybody's."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``manage.py up``."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="porta web (atau PORT)")
    parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan")
    parser.add_argument("--no-demo", action="store_true", help="jangan isi data contoh")


def main(arguments: Sequence[str]) -> int:
    """Run until asked to stop; returns the exit code. Every failure ends in one sentence, not a traceback."""
    parser = argparse.ArgumentParser(prog="manage.py up", description="Jalankan register beserta semua layanannya.")
    add_arguments(parser)
    options = parser.parse_args(arguments)
    return run(port=options.port, host=options.host, with_demo=not options.no_demo)


def run(*, port: int, host: str, with_demo: bool) -> int:
    """Start everything, watch it, stop everything. Returns 0 after a wanted stop, 1 after a failure."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stop)
    children: list[Child] = []
    with ExitStack() as stack:
        try:
            folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_sole_user_of(folder))
            stack.callback(_stop_all, children)
            _refuse_taken_port(host, port)
            environment = _environment(folder, port, with_demo=with_demo)
            _start(folder, environment, children, host=host, port=port, with_demo=with_demo)
            _announce(folder, environment["PUBLIC_URL"])
            _watch(children)
        except StopAskedError:
            print("\nMenghentikan semua layanan …", flush=True)
            return 0
        except EmbeddedError as error:
            print(f"Gagal: {error}", file=sys.stderr, flush=True)
            return 1


def running_environment(folder: Path) -> dict[str, str]:
    """The environment of the ``up`` that runs on this data, empty when none does: for other commands beside it."""
    try:
        state = json.loads((folder / STATE_FILE).read_text())
    except (OSError, ValueError):
        return {}
    pid, start = state["parent"]
    return dict(state["environment"]) if started_at(pid) == start else {}


def _environment(folder: Path, port: int, *, with_demo: bool) -> dict[str, str]:
    """What the children run in: the given environment, completed for a machine of one's own."""
    environment = dict(os.environ)
    defaults = {
        "DJANGO_SETTINGS_MODULE": "kerjasama.settings",
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DEMO": "true" if with_demo else "false",
        "FILES_URL": f"file://{folder / 'files'}",
        "STATIC_ROOT": str(folder / "static"),
        "STATIC_COMPRESSED": "false",  # takes seven seconds; nothing is gained on one machine
        "EMAIL_URL": f"filemail://{folder / 'surat'}",
        "DATABASE_POOL": "0",
    }
    for name, value in defaults.items():
        if not environment.get(f"{name}_FILE"):
            environment.setdefault(name, value)
    if not environment.get("SECRET_KEY") and not environment.get("SECRET_KEY_FILE"):
        environment["SECRET_KEY"] = _kept_secret(folder / "secret-key", length=48)
    if with_demo and not environment.get("DEMO_PASSWORD"):
        environment["DEMO_PASSWORD"] = _kept_secret(folder / "demo-password", length=9)
    environment.update(VAR_DIR=str(folder), PORT=str(port), PYTHONUNBUFFERED="1")
    for name in ("files", "surat", "static", "log"):
        (folder / name).mkdir(exist_ok=True)
    return environment


def _start(
    folder: Path, environment: dict[str, str], children: list[Child], *, host: str, port: int, with_demo: bool
) -> None:
    print("Menyiapkan basis data …", flush=True)
    for child in start_missing(folder, environment):
        children.append(child)
        _write_state(folder, environment, children)
    collected, static = folder / "static-collected", _state_of_static(environment)
    is_there = any(Path(environment["STATIC_ROOT"]).iterdir())
    is_fresh = is_there and collected.exists() and collected.read_text() == static
    wanted = [*([] if is_fresh else ["--static"]), *(["--demo"] if with_demo else [])]
    if accounts := _manage(environment, "prepare", *wanted):
        _private_file(folder / "demo-accounts.txt").write_text(accounts)
    collected.write_text(static)
    for child in _applications(environment, host, port):
        children.append(child)
        _write_state(folder, environment, children)
    if not _answers("/healthz/live", environment, children, host=host, patience=LIVE_PATIENCE):
        raise EmbeddedError(f"web belum menjawab setelah {LIVE_PATIENCE:.0f} detik.")
    if not _answers("/healthz/ready", environment, children, host=host, patience=READY_PATIENCE):
        # Messages that waited while nothing ran are on their way now: no reason to stop.
        print(f"Belum semuanya sehat; lihat {environment['PUBLIC_URL']}/healthz/ready", flush=True)


def _answers(path: str, environment: dict[str, str], children: Sequence[Child], *, host: str, patience: float) -> bool:
    """Whether the address answers 200 before ``patience`` seconds are over."""
    deadline = time.monotonic() + patience
    port, public_url = int(environment["PORT"]), environment["PUBLIC_URL"]
    while probe.status_of(port, path, host=host, public_url=public_url) != HTTPStatus.OK:
        _refuse_dead(children)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _applications(environment: dict[str, str], host: str, port: int) -> Iterator[Child]:
    """Web, worker and beat; docker-compose.yml runs the same three."""
    python = [sys.executable, "-m"]
    web = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    # A worker told to stop while it still loads does not hear it: such a one is ended after these seconds.
    web += ["--no-ws", "--workers-kill-timeout", "5", "--log-level", "warning"]
    yield spawn(
        "web",
        [*python, "granian", *web, "kerjasama.wsgi:application"],
        environment={**environment, "DATABASE_POOL": "4"},
    )
    # Celery warns about root; here root is whoever tries the register on a machine of their own.
    celery = [sys.executable, "-W", "ignore::Warning:celery.platforms", "-m", "celery", "--quiet", "-A", "kerjasama"]
    worker = ["worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    yield spawn("worker", [*celery, *worker], environment=environment)
    # Checks load every page of the web; the worker's children share what that loads, beat has no use for it.
    unchecked = {**environment, "CELERY_SKIP_CHECKS": "1"}
    yield spawn("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""], environment=unchecked)


def _manage(environment: dict[str, str], *command: str) -> str:
    """Run another management command to its end and return what it printed."""
    child = spawn(
        command[0],
        [sys.executable, str(ROOT / "manage.py"), *command],
        environment=environment,
        captured=True,
    )
    try:
        output = child.process.communicate()[0].decode()
    finally:
        child.stop()
    if child.process.returncode:
        raise EmbeddedError(f"`manage.py {' '.join(command)}` tidak berhasil:\n{output.strip()}")
    return output


def _state_of_static(environment: dict[str, str]) -> str:
    """Changes when a static file, a library, or where and how they are collected does."""
    given = environment["STATIC_ROOT"] + environment["STATIC_COMPRESSED"]
    state = hashlib.sha256(given.encode() + (ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        facts = path.stat()
        state.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _announce(folder: Path, address: str) -> None:
    accounts = folder / "demo-accounts.txt"
    if accounts.exists():
        print("\n" + accounts.read_text().rstrip())
    print(f"\nSiap: {address}   (data di {folder}; Ctrl-C menghentikan semuanya)", flush=True)


def _watch(children: Sequence[Child]) -> NoReturn:
    while True:
        _refuse_dead(children)
        time.sleep(0.5)


def _refuse_dead(children: Sequence[Child]) -> None:
    for child in children:
        if child.process.poll() is not None:
            raise EmbeddedError(f"{child.name} berhenti sendiri (kode {child.process.returncode}); semua dihentikan.")


def _stop_all(children: Sequence[Child]) -> None:
    """Applications first and all at once, then the servers they use. A second Ctrl-C does not cut this short."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    servers = [child for child in children if child.name in {"postgres", "valkey"}]
    applications = [child for child in children if child not in servers]
    for group in (applications, servers):
        for child in group:
            child.ask_to_stop()
        for child in group:
            child.stop()


def _raise_stop(number: int, frame: Any) -> NoReturn:
    raise StopAskedError


@contextlib.contextmanager
def _sole_user_of(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the kernel lets go with us; clear away what a killed predecessor left behind."""
    with (folder / LOCK_FILE).open("a") as lock:
        _lock(lock, folder)
        state_file = folder / STATE_FILE
        if state_file.exists():
            with contextlib.suppress(ValueError, KeyError):
                state = json.loads(state_file.read_text())
                end_orphans([(pid, start) for pid, start in state["children"]])
            state_file.unlink()
        yield
        state_file.unlink(missing_ok=True)


def _lock(lock: TextIO, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        address = running_environment(folder).get("PUBLIC_URL", "")
        raise EmbeddedError(
            f"register sudah berjalan dengan data di {folder}{f', buka {address}' if address else ''}. "
            "Hentikan dahulu yang itu, atau pilih folder lain dengan VAR_DIR."
        ) from None


def _write_state(folder: Path, environment: dict[str, str], children: Sequence[Child]) -> None:
    given = dict(os.environ)
    state = {
        "parent": [os.getpid(), started_at(os.getpid())],
        "children": [[child.process.pid, started_at(child.process.pid)] for child in children],
        "environment": {name: value for name, value in environment.items() if given.get(name) != value},
    }
    unfinished = _private_file(folder / f"{STATE_FILE}.baru")
    unfinished.write_text(json.dumps(state))
    unfinished.rename(folder / STATE_FILE)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            raise EmbeddedError(
                f"porta {port} tidak dapat dipakai ({error.strerror}). Pilih yang lain: make run PORT={port + 1}"
            ) from None


def _kept_secret(path: Path, *, length: int) -> str:
    """A made-up secret that the next start finds again; ``length`` in bytes before encoding."""
    if not path.exists():
        _private_file(path).write_text(secrets.token_urlsafe(length))
    return path.read_text()


def _private_file(path: Path) -> Path:
    path.touch(mode=0o600)
    return path
