"""`make bench`: the public pages under load, as one table of figures and ratios from one run.

    COUNT=10000 make bench

Servers are embedded and thrown away afterwards; the load generator runs beside the web server on the same machine.
Figures from different machines do not compare; the ratio to an empty Django view does.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kerjasama import probe
from kerjasama.embedded import running_services
from kerjasama.embedded.processes import ROOT, free_port, spawn

EMPTY = "/healthz/live"
PAGES = {
    "halaman depan": "/",
    "daftar, diulang": "/naskah/",
    "daftar, kata pencarian": "/naskah/?q=pengelolaan+sampah",
    "daftar, disaring": "/naskah/?keadaan=berlaku",
}
SECONDS, CLIENTS = 4.0, 16


@dataclass(frozen=True)
class Figures:
    """One page: milliseconds for one client, requests a second for sixteen."""

    p50: float
    p95: float
    rate: float


def main() -> None:
    """Fill a register, measure, print the table."""
    count = int(os.environ.get("COUNT", "2000"))
    with serving(count) as port:
        base = measure(port, EMPTY)
        print(f"\n{count} naskah, {os.cpu_count()} inti, {CLIENTS} klien\n")
        print(f"{'halaman':<26}{'p50 ms':>9}{'p95 ms':>9}{'per detik':>11}{'× kosong':>10}")
        for name, path in {"tampilan kosong": EMPTY, **PAGES}.items():
            try:
                found = base if path == EMPTY else measure(port, path)
            except RuntimeError as error:
                print(f"{name:<26}{error}")
                continue
            ratio = found.rate / base.rate
            print(f"{name:<26}{found.p50:>9.1f}{found.p95:>9.1f}{found.rate:>11.0f}{ratio:>10.2f}")


@contextmanager
def serving(count: int) -> Iterator[int]:
    """A register with ``count`` invented agreements behind granian; gives the port."""
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
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "false",
            "DEMO": "true",
            "DATABASE_POOL": "4",
            "PAGES_PER_MINUTE": "0",  # all our clients share one address
        }
        stack.enter_context(running_services(folder, environment, throwaway=True))
        for command in (
            ["migrate", "-v0"],
            ["collectstatic", "--no-input", "-v0"],
            ["seed_register", f"--count={count}"],
        ):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "4", "--no-ws"]
        web = spawn(
            "web",
            [sys.executable, "-m", "granian", *options, "--log-level", "warning", "kerjasama.wsgi:application"],
            environment=environment,
        )
        stack.callback(web.stop)
        while probe.status_of(port, EMPTY) is None:
            time.sleep(0.2)
        yield port


def measure(port: int, path: str) -> Figures:
    """Warm up, then time one client, then count what sixteen get through. Raises RuntimeError when it is not 200."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        ask(connection, path)
        alone = sorted(ask(connection, path) for _ in range(60))
    done: list[int] = []
    stop_at = time.monotonic() + SECONDS
    clients = [threading.Thread(target=_client, args=(port, path, stop_at, done)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return Figures(statistics.median(alone) * 1000, alone[int(len(alone) * 0.95)] * 1000, sum(done) / SECONDS)


def ask(connection: http.client.HTTPConnection, path: str) -> float:
    """One request on an open connection; the seconds it took."""
    begin = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"jawaban {response.status}")
    return time.perf_counter() - begin


def _client(port: int, path: str, stop_at: float, done: list[int]) -> None:
    count = 0
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        while time.monotonic() < stop_at:
            ask(connection, path)
            count += 1
    done.append(count)


if __name__ == "__main__":
    main()
