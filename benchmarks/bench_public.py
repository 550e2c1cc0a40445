"""The public pages of one register: rows 1 to 3 of the budget (design.md section 10).

"Uncached" means that nobody asked for this page before: each request has an address of its own. What every page of a
version shares (the unfiltered counts, lines of documents shown lately) is kept, as section 6 of the design has it. A
search is asked for again only after forty others, so that its documents and counts are found anew each time.
"""

import itertools
import os
import random
import statistics
from contextlib import closing
from urllib.parse import quote_plus

from benchmarks.servers import EMPTY, Client, together

SECONDS = 6.0
ROUNDS = 11
FORGET = 40  # other searches; more than a process remembers (``counting.KEPT_SEARCHES``)
# Words by the share of the seeded documents that hold them, and the budget in ms at 10,000 and at 1,000,000.
SEARCHES = {
    "mangrove tahap kedua": (30, 60),  # 0.1 %
    "pengelolaan sampah": (30, 60),  # 0.6 %
    "mangrove": (30, 60),  # 2.5 %
    "kota": (30, 300),  # 25 %
    "kerja sama": (30, 300),  # 86 %
    "kerja": (30, 300),  # 93 %
    '"perjanjian kerja sama"': (30, 300),  # a phrase, 56 %
    '"kerja perjanjian"': (30, 300),  # its words stand there, it does not
}
_SMALL_WORDS = ("dan", "di", "ke", "dari", "yang", "untuk", "pada", "dalam", "dengan", "tentang", "oleh", "atas")
_fresh = itertools.count()
_dice = random.Random(3)


def _new() -> str:
    return f"{os.getpid()}-{next(_fresh)}"


def _anywhere() -> str:
    """A page in the middle of the list, which no other has."""
    return (
        f"/naskah/?setelah={_dice.randint(2007, 2025)}{_dice.randint(1, 12):02}{_dice.randint(1, 28):02}-{next(_fresh)}"
    )


def _searched(client: Client, words: str) -> float:
    """Median milliseconds of a search that the process does not remember."""
    taken = []
    for small in _SMALL_WORDS[:ROUNDS]:  # the address differs, the search does not
        for number in range(FORGET):
            client.ask(f"/naskah/?q=KB-2022-{number:04}&_={_new()}")
        taken.append(client.ask(f"/naskah/?q={quote_plus(f'{words} {small}')}&_={_new()}"))
    return statistics.median(taken) * 1000


def _again(client: Client, words: str) -> float:
    address = f"/naskah/?q={quote_plus(words)}"
    client.ask(address)
    return statistics.median(client.ask(address) for _ in range(ROUNDS)) * 1000


def measure(port: int) -> dict[str, float]:
    """Requests a second of sixteen visitors, milliseconds of one, by what they ask for."""
    found = {}
    with closing(Client(port)) as client:
        found["first"] = client.ask("/naskah/") * 1000
    for address in ("/", "/naskah/", EMPTY):
        together(port, lambda address=address: address, seconds=2)  # type: ignore[misc]
    for name, path in (
        ("empty", lambda: EMPTY),
        ("repeated", lambda: "/naskah/"),
        ("list", lambda: f"/naskah/?_={_new()}"),
        ("narrowed", lambda: f"/naskah/?keadaan=berlaku&jenis=ksdpk&_={_new()}"),
        ("anywhere", _anywhere),
    ):
        taken = together(port, path, seconds=SECONDS)
        found[name], found[f"{name} p50"] = len(taken) / SECONDS, statistics.median(taken) * 1000
    with closing(Client(port)) as client:
        found["alone"] = statistics.median(client.ask(f"/naskah/?_={_new()}") for _ in range(40)) * 1000
        for words in SEARCHES:
            found[f"search {words}"] = _searched(client, words)
            found[f"again {words}"] = _again(client, words)
    return found
