"""The public pages against the budget of design.md section 10, rows 1 to 3, as ratios of one run.

    SMALL=10000 LARGE=1000000 python benchmarks/bench_public.py

``LARGE=0`` leaves the large register out. Servers are embedded and thrown away; the load generator runs beside them.
Every "uncached" request has an address of its own, so that no page comes from the cache.
"""

import http.client
import itertools
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.__main__ import CLIENTS, EMPTY, SECONDS, ask, serving

ROUNDS = 40
# Words by how many of the seeded documents hold them: few, some, many, nearly all.
SEARCHES = {"beberapa": "mangrove tahap kedua", "banyak": "mangrove", "hampir semua": "kerja"}
_fresh = itertools.count()


class Line(NamedTuple):
    """One row of the table: what, figure, budget, and whether it holds."""

    what: str
    figure: str
    budget: str
    holds: bool


def uncached(path: str) -> str:
    """The same page under an address nobody asked for before."""
    return f"{path}{'&' if '?' in path else '?'}_={os.getpid()}-{next(_fresh)}"


def alone(port: int, path: str, *, fresh: bool) -> float:
    """Median milliseconds of one client."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        ask(connection, path)
        return statistics.median(ask(connection, uncached(path) if fresh else path) for _ in range(ROUNDS)) * 1000


def together(port: int, path: str, *, fresh: bool) -> tuple[float, float]:
    """Requests a second of sixteen clients, and their median milliseconds."""
    taken: list[float] = []
    stop_at = time.monotonic() + SECONDS

    def client() -> None:
        own: list[float] = []
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
            while time.monotonic() < stop_at:
                own.append(ask(connection, uncached(path) if fresh else path))
        taken.extend(own)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    return len(taken) / SECONDS, statistics.median(taken) * 1000


def measure(port: int) -> dict[str, float]:
    """Every figure of one register."""
    for path in ("/", "/naskah/", EMPTY):  # both workers read their counts
        together(port, path, fresh=False)
    found = {}
    found["empty"], _p50 = together(port, EMPTY, fresh=False)
    found["repeated"], _p50 = together(port, "/naskah/", fresh=False)
    found["list"], found["list p50"] = together(port, "/naskah/", fresh=True)
    found["narrowed"], _p50 = together(port, "/naskah/?keadaan=berlaku&jenis=ksdpk", fresh=True)
    for name, words in SEARCHES.items():
        path = f"/naskah/?q={words.replace(' ', '+')}"
        found[f"search {name}"] = alone(port, path, fresh=True)
        found[f"again {name}"] = alone(port, path, fresh=False)
    return found


def lines_of(small: dict[str, float], large: dict[str, float] | None) -> Iterator[Line]:
    """The table, row by row."""
    rate, ratio = small["list"], small["repeated"] / small["empty"]
    yield Line("daftar tanpa tembolok, 16 klien", f"{rate:.0f}/detik", "≥ 300/detik", rate >= 300)
    yield Line("  terhadap tampilan kosong", f"{rate / small['empty']:.2f} ×", "–", holds=True)
    yield Line("  disaring dua kali", f"{small['narrowed']:.0f}/detik", "–", holds=True)
    yield Line("halaman berulang terhadap tampilan kosong", f"{ratio:.2f} ×", "≥ 0,35 ×", ratio >= 0.35)
    for name in SEARCHES:
        taken = small[f"search {name}"]
        yield Line(f"cari, {name} cocok (p50)", f"{taken:.0f} ms", "≤ 30 ms", taken <= 30)
    if large is None:
        return
    growth = large["list p50"] / small["list p50"]
    yield Line("daftar, register besar terhadap kecil (p50)", f"{growth:.2f} ×", "≤ 1,5 ×", growth <= 1.5)
    for name, budget in zip(SEARCHES, (60, 60, 300), strict=True):
        taken, again = large[f"search {name}"], large[f"again {name}"]
        yield Line(f"cari, {name} cocok, register besar", f"{taken:.0f} ms", f"≤ {budget} ms", taken <= budget)
        yield Line("  diulang", f"{again:.0f} ms", "≤ 15 ms", again <= 15)


def main() -> None:
    """Fill one register after the other, measure, print the table. Budgets inform; they fail nothing."""
    results = []
    for name, default in (("SMALL", "10000"), ("LARGE", "1000000")):
        count = int(os.environ.get(name, default))
        if count:
            with serving(count) as port:
                results.append(measure(port))
    small, large = results[0], results[1] if len(results) > 1 else None
    print(f"\n{'':<46}{'terukur':>14}{'anggaran':>14}")
    for line in lines_of(small, large):
        print(f"{line.what:<46}{line.figure:>14}{line.budget:>14}{'' if line.holds else '  lewat'}")


if __name__ == "__main__":
    main()
