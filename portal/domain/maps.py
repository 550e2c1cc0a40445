"""Two maps as data for an SVG: the provinces of Indonesia and the countries of the world by their outlines.

The outlines are Natural Earth's (public domain). Where a province of 2012 is several today, the border between them is
an estimate and is drawn as one (docs/decisions/0031).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from partners import countries, regions
from portal.domain import subjects

LEVELS = 4
_DATA = Path(__file__).parent.parent / "data"
# Where a number stands that would hide its province or a neighbour: in the sea beside it, with a line to the land.
ASIDE = {
    "17": (128, 213), "18": (180, 248), "21": (236, 92), "31": (266, 236), "33": (314, 262), "34": (330, 327),
    "36": (212, 283), "51": (436, 340), "71": (661, 90), "75": (592, 90), "76": (505, 214), "96": (796, 126),
}  # fmt: skip
OUTSIDE = (44, 352)  # a code without an outline (a demonstration's invented province): the corner below Sumatra
BETWEEN = 160  # units from one such to the next


class Shape(NamedTuple):
    """A province or country: its outline (empty where it is too small to see) and the mark with its number.

    ``x`` and ``y`` are where the number stands, ``at_x`` and ``at_y`` the land a line leads to where that is elsewhere.
    """

    code: str
    name: str
    number: int
    level: int
    path: str
    page_url: str
    x: int
    y: int
    at_x: int
    at_y: int

    @property
    def wide(self) -> int:
        """Units across the mark, so that its number fits."""
        return max(26, 9 * len(f"{self.number:,}") + 10)

    @property
    def left(self) -> int:
        """Where the mark begins, from its middle."""
        return -self.wide // 2

    @property
    def right(self) -> int:
        """Where a name beside the mark begins."""
        return self.wide // 2 + 6

    @property
    def is_outside(self) -> bool:
        """Whether the map has no place for it, so that its name must stand beside the number."""
        return not self.path and self.y == OUTSIDE[1]

    @property
    def is_aside(self) -> bool:
        """Whether the number stands beside the land it belongs to."""
        return (self.x, self.y) != (self.at_x, self.at_y)


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


@cache
def _drawn(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text())
    return found


def provinces(numbers: Mapping[str, int]) -> dict[str, Any]:
    """``shapes``: all 38 provinces, then any other code with documents; ``estimates``: borders that are."""
    data, steps = _drawn("indonesia"), steps_of(numbers)
    places = {code: tuple(place) for code, place in data["places"].items()}
    for place, code in enumerate(sorted(code for code in numbers if code not in places)):
        places[code] = (OUTSIDE[0] + place * BETWEEN, OUTSIDE[1])
    shapes = [
        Shape(
            code,
            regions.name_of(code) or code,
            numbers.get(code, 0),
            _level(numbers.get(code, 0), steps),
            data["shapes"].get(code, ""),
            subjects.address("provinsi", code),
            *ASIDE.get(code, place),
            *place,
        )
        for code, place in places.items()
    ]
    return {"shapes": shapes, "estimates": data["estimates"]}


def world(numbers: Mapping[str, int]) -> dict[str, Any]:
    """``land``: everything else as one outline; ``shapes``: the countries with documents."""
    data, steps = _drawn("world"), steps_of(numbers)
    land = "".join(path for code, path in data["shapes"].items() if code not in numbers) + data["rest"]
    shapes = [
        Shape(
            code,
            countries.name_of(code) or code,
            number,
            _level(number, steps),
            data["shapes"].get(code, ""),
            subjects.address("negara", code),
            *data["places"][code],
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
