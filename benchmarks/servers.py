"""A register of any size behind the real web server, thrown away afterwards, and clients to ask it."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from kerjasama import probe
from kerjasama.embedded import running_services
from kerjasama.embedded.processes import ROOT, free_port, spawn

EMPTY = "/healthz/live"  # a Django view that does nothing, behind all of our middleware
CLIENTS = 16
Environment = dict[str, str]


@contextmanager
def register(count: int) -> Iterator[Environment]:
    """The environment of a register with ``count`` invented agreements."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kerjasama-bench-")))
        folder.chmod(0o755)
        (folder / "files").mkdir()
        port = free_port()
        environment = {
            **os.environ,
            "VAR_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "SECRET_KEY": "only-for-measuring" * 4,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PORT": str(port),
            "ALLOWED_HOSTS": "127.0.0.1",
            "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
            "DEBUG": "false",
            "DEMO": "true",
            "DATABASE_POOL": "4",
            "PAGES_PER_MINUTE": "0",  # one address asks for everything here
            "DJANGO_SETTINGS_MODULE": "kerjasama.settings",
        }
        stack.enter_context(running_services(folder, environment, throwaway=True))
        for command in (
            ["migrate", "-v0"],
            ["collectstatic", "--no-input", "-v0"],
            ["seed_register", f"--count={count}"],
        ):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        yield environment


@contextmanager
def web(environment: Environment) -> Iterator[int]:
    """Granian as `make run` starts it; gives the port."""
    port = int(environment["PORT"])
    options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "4", "--no-ws"]
    child = spawn(
        "web",
        [sys.executable, "-m", "granian", *options, "--log-level", "warning", "kerjasama.wsgi:application"],
        environment=environment,
    )
    try:
        while probe.status_of(port, EMPTY) is None:
            time.sleep(0.2)
        yield port
    finally:
        child.stop()


def in_process(module: str, environment: Environment) -> dict[str, Any]:
    """The figures of a module of ours run on its own, so that its memory is its own: the last line it prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}"],
        cwd=ROOT,
        env={**environment, "AS_JSON": "1"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class Client:
    """One visitor on one open connection, so always at the same worker; asks as a browser does."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, path: str) -> float:
        """The seconds one request took. Raises RuntimeError when the answer is not 200."""
        begin = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = self._connection.getresponse()
        response.read()
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: jawaban {response.status}")
        return time.perf_counter() - begin

    def close(self) -> None:
        """Leave."""
        self._connection.close()


def together(port: int, path: Callable[[], str], *, seconds: float) -> list[float]:
    """What each request of sixteen visitors at once took. Raises RuntimeError when an answer is not 200."""
    taken: list[float] = []
    faults: list[Exception] = []
    stop_at = time.monotonic() + seconds

    def visit() -> None:
        with closing(Client(port)) as client:
            try:
                while time.monotonic() < stop_at:
                    taken.append(client.ask(path()))
            except (RuntimeError, OSError) as error:
                faults.append(error)

    visitors = [threading.Thread(target=visit) for _ in range(CLIENTS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if faults:
        raise faults[0]
    return taken
