"""Two maps as data for an SVG: the provinces of Indonesia as tiles, the countries of the world by their outlines.

Boundaries of today's 38 provinces are not published under a licence that lets us ship them, and outlines would hide
small provinces behind large ones: each province is a tile of the same size at about its place (docs/decisions/0031).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from partners import countries, regions
from portal.domain import subjects

LEVELS = 4
TILE_WIDTH, TILE_HEIGHT, GAP = 72, 60, 6
COLUMNS, ROWS = 14, 6
_WORLD = Path(__file__).parent.parent / "data" / "world.json"
# Kemendagri code: column, row, short name.
PLACES: dict[str, tuple[int, int, str]] = {
    "11": (0, 0, "Aceh"), "12": (1, 0, "Sumut"), "21": (3, 0, "Kepri"), "65": (6, 0, "Kaltara"),
    "75": (8, 0, "Gorontalo"), "71": (9, 0, "Sulut"), "82": (10, 0, "Malut"), "96": (11, 0, "PBD"),
    "92": (12, 0, "Pabar"), "13": (1, 1, "Sumbar"), "14": (2, 1, "Riau"), "61": (4, 1, "Kalbar"),
    "62": (5, 1, "Kalteng"), "64": (6, 1, "Kaltim"), "76": (7, 1, "Sulbar"), "72": (8, 1, "Sulteng"),
    "94": (12, 1, "Pateng"), "91": (13, 1, "Papua"), "17": (1, 2, "Bengkulu"), "15": (2, 2, "Jambi"),
    "19": (3, 2, "Babel"), "63": (5, 2, "Kalsel"), "73": (7, 2, "Sulsel"), "74": (8, 2, "Sultra"),
    "81": (10, 2, "Maluku"), "95": (13, 2, "Papeg"), "16": (2, 3, "Sumsel"), "18": (3, 3, "Lampung"),
    "31": (4, 3, "DKI"), "93": (13, 3, "Pasel"), "36": (3, 4, "Banten"), "32": (4, 4, "Jabar"),
    "33": (5, 4, "Jateng"), "35": (6, 4, "Jatim"), "51": (7, 4, "Bali"), "52": (8, 4, "NTB"),
    "53": (9, 4, "NTT"), "34": (5, 5, "DIY"),
}  # fmt: skip


class Tile(NamedTuple):
    """One province of the map."""

    code: str
    name: str
    short: str
    number: int
    level: int
    x: int
    y: int


class Shape(NamedTuple):
    """One country with partners: an outline, or only a dot where it is too small to see."""

    code: str
    name: str
    number: int
    level: int
    path: str
    x: int
    y: int


class Step(NamedTuple):
    """One colour of the legend and the numbers it stands for."""

    level: int
    least: int
    most: int


def steps_of(numbers: Mapping[str, int]) -> list[Step]:
    """At most four steps from 1 to the largest number, each about as many times the one before."""
    largest = max(numbers.values(), default=0)
    if largest < 1:
        return []
    ends = sorted({max(1, round(largest ** (level / LEVELS))) for level in range(1, LEVELS + 1)})
    starts = [1, *[end + 1 for end in ends[:-1]]]
    shift = LEVELS - len(ends)
    return [Step(place + 1 + shift, *span) for place, span in enumerate(zip(starts, ends, strict=True))]


def _level(number: int, steps: list[Step]) -> int:
    return next((step.level for step in steps if step.least <= number <= step.most), 0)


def provinces(numbers: Mapping[str, int]) -> list[Tile]:
    """All 38 provinces, and beside them any other code that has documents (a demonstration's invented one)."""
    steps = steps_of(numbers)
    places = dict(PLACES)
    for place, code in enumerate(sorted(code for code in numbers if code not in PLACES)):
        places[code] = (COLUMNS - 1 - place, ROWS - 1, code)
    return [
        Tile(
            code,
            regions.name_of(code) or code,
            short,
            numbers.get(code, 0),
            _level(numbers.get(code, 0), steps),
            column * (TILE_WIDTH + GAP),
            row * (TILE_HEIGHT + GAP),
        )
        for code, (column, row, short) in places.items()
    ]


@cache
def _world() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_WORLD.read_text())
    return found


def world(numbers: Mapping[str, int]) -> dict[str, Any]:
    """``land``: everything else as one outline; ``shapes``: the countries with documents."""
    data, steps = _world(), steps_of(numbers)
    land = "".join(path for code, path in data["shapes"].items() if code not in numbers) + data["rest"]
    shapes = [
        Shape(
            code,
            countries.name_of(code) or code,
            number,
            _level(number, steps),
            data["shapes"].get(code, ""),
            *data["places"][code],
        )
        for code, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
        if code in data["places"]
    ]
    return {"land": land, "shapes": shapes}


class Place(NamedTuple):
    """A row of the table beside a map."""

    name: str
    number: int
    page_url: str


def table(facet: str, numbers: Mapping[str, int]) -> list[Place]:
    """The same numbers in words, most first."""
    named = {
        code: (regions.name_of(code) if facet == "provinsi" else countries.name_of(code)) or code for code in numbers
    }
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], named[item[0]]))
    return [Place(named[code], number, subjects.address(facet, code)) for code, number in ordered]
