"""`make bench`: every budget of the design in one run, as one table of figures and ratios.

    make bench                        # 10,000 and 1,000,000 agreements: about fifteen minutes
    LARGE=0 make bench                # without the large register: two minutes

Servers are embedded and thrown away afterwards; the load generator runs beside the web server on the same machine.
Figures from different machines do not compare; ratios of one run do. Budgets inform; they fail nothing.
"""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from benchmarks import bench_public
from benchmarks.servers import CLIENTS, in_process, register, web

Figures = dict[str, Any]


class Line(NamedTuple):
    """One row of the table: what, figure, and its budget, if it has one, with whether it holds."""

    what: str
    figure: str
    budget: str = ""
    holds: bool = True


def main() -> None:
    """Fill one register after the other, measure, print the table."""
    small, large = (int(os.environ.get(name, str(count))) for name, count in (("SMALL", 10_000), ("LARGE", 1_000_000)))
    with register(small) as environment:
        with web(environment) as port:
            first: Figures = {**bench_public.measure(port)}
        first["pdf"] = in_process("bench_pdf", environment)
        first["notices"] = in_process("bench_notices", {**environment, "FILLED": "1"})
    second: Figures | None = None
    if large:
        with register(large) as environment:
            with web(environment) as port:
                second = {**bench_public.measure(port)}
            second["export"] = in_process("bench_export", environment)
            second["notices"] = in_process("bench_notices", {**environment, "FILLED": "1", "MESSAGES": "0"})
    print(f"\n{os.cpu_count()} inti; {small:,} dan {large:,} naskah; {CLIENTS} klien\n".replace(",", "."))
    print(f"{'':<58}{'terukur':>12}{'anggaran':>14}")
    for line in lines_of(first, second):
        print(f"{line.what:<58}{line.figure:>12}{line.budget:>14}{'' if line.holds else '  lewat'}")


def lines_of(small: Figures, large: Figures | None) -> Iterator[Line]:
    """The table, row by row."""
    for name, found in (("kecil", small), ("besar", large)):
        if found:
            yield from _public(name, found, is_large=found is large)
    if large:
        yield _most("daftar, p50 besar terhadap kecil", large["list p50"] / small["list p50"], 1.5, "×")
        export = large["export"]
        rows = f"{export['rows']:,.0f}".replace(",", ".")
        yield _most(f"unduhan {rows} baris, CSV", export["csv"], 5, "s")
        yield _most(f"unduhan {rows} baris, XLSX", export["xlsx"], 25, "s")
        yield Line("  memori tambahan", f"{max(export['csv memory'], export['xlsx memory']):.0f} MB")
    pdf = small["pdf"]
    yield _most(f"PDF PKS {pdf['pages']:.0f} halaman terhadap WeasyPrint saja", pdf["ratio"], 1.15, "×")
    yield _most("  yang tersimpan", pdf["stored"] * 1000, 5, "ms")
    for found in filter(None, (small, large)):
        notices = found["notices"]
        budget = 5.0 if found is large else None
        yield _most(f"merencanakan pengingat, {_size(found, large)}", notices["planning"], budget, "s")
        yield Line("  pada hari semua yang terlambat naik tingkat", f"{notices['climbing']:.2f} s")
        yield Line("  memori", f"{notices['memory']:.0f} MB")
    sent = small["notices"]
    yield _least(f"mengirim {sent['messages']:.0f} pesan", sent["rate"], 300, "/s")
    yield Line(
        "  hilang, berganda", f"{sent['lost']:.0f}, {sent['doubled']:.0f}", "0, 0", not sent["lost"] + sent["doubled"]
    )


def _size(found: Figures, large: Figures | None) -> str:
    return "besar" if found is large else "kecil"


def _public(name: str, found: Figures, *, is_large: bool) -> Iterator[Line]:
    yield Line(f"{name}: kunjungan pertama sesudah menyala", f"{found['first']:.0f} ms")
    yield _least(f"{name}: daftar, tanpa singgahan", found["list"], None if is_large else 300, "/s")
    yield Line("  p50; satu klien", f"{found['list p50']:.0f}; {found['alone']:.0f} ms")
    yield Line("  terhadap tampilan kosong", f"{found['list'] / found['empty']:.2f} ×")
    yield Line("  disaring dua kali", f"{found['narrowed']:.0f} /s")
    yield Line("  di tengah daftar, tiap baris baru", f"{found['anywhere']:.0f} /s")
    yield _least(f"{name}: halaman berulang terhadap tampilan kosong", found["repeated"] / found["empty"], 0.35, "×")
    for words, budgets in bench_public.SEARCHES.items():
        yield _most(f"{name}: cari “{words}”", found[f"search {words}"], budgets[is_large], "ms")
        yield _most("  diulang", found[f"again {words}"], 15, "ms")


def _most(what: str, figure: float, budget: float | None, unit: str) -> Line:
    return _line(what, figure, "≤", budget, unit, holds=budget is None or figure <= budget)


def _least(what: str, figure: float, budget: float | None, unit: str) -> Line:
    return _line(what, figure, "≥", budget, unit, holds=budget is None or figure >= budget)


def _line(what: str, figure: float, sign: str, budget: float | None, unit: str, *, holds: bool) -> Line:
    told = f"{figure:.2f}" if unit in {"×", "s"} else f"{figure:.0f}"
    return Line(what, f"{told} {unit}", "" if budget is None else f"{sign} {budget:g} {unit}", holds)


if __name__ == "__main__":
    main()
