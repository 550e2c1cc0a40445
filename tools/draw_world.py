"""Writes portal/data/world.json: the outlines of countries, small enough to stand in a page.

``python tools/draw_world.py FOLDER``, the unpacked npm package ``world-atlas`` 2.0.2. The package
holds Natural Earth (public domain) as TopoJSON under the ISC licence. Outlines are of 1:110 million, drawn in the
Equal Earth projection on a canvas of 1000 units; countries too small to be seen have only a place, from 1:50 million.
"""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

from babel.core import get_global

WIDTH = 1000
TOLERANCE = 0.9  # units: finer detail is left out
TINY = 14  # square units: smaller shapes are drawn as a dot
CUT = -168.4  # degrees: through the Bering Strait, so that no country is cut in two
ANTARCTICA = "010"
Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Šavrič, Patterson and Jenny (2018); areas can be compared. East and south are positive."""
    longitude = (longitude - CUT) % 360 - 180
    turned = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = turned * turned
    sixth = square**3
    slope = 1.340264 + 3 * -0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    x = 2 * math.radians(longitude) * math.cos(turned) / (math.sqrt(3) * slope)
    y = turned * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))
    scale = WIDTH / (2 * 2.7066299836960748)
    return WIDTH / 2 + x * scale, -y * scale


def simplified(line: list[Point]) -> list[Point]:
    """Douglas and Peucker; borders are shared lines, so neighbours stay neighbours."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def away(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((by - ay) * (point[0] - ax) - (bx - ax) * (point[1] - ay)) / length

    far = max(range(1, len(line) - 1), key=lambda place: away(line[place]))
    if away(line[far]) <= TOLERANCE:
        return [line[0], line[-1]]
    return [*simplified(line[: far + 1])[:-1], *simplified(line[far:])]


class Atlas:
    """One TopoJSON file of countries."""

    def __init__(self, path: Path, *, simple: bool) -> None:
        data = json.loads(path.read_text())
        (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs = []
        for steps in data["arcs"]:
            x = y = 0
            line = []
            for dx, dy in steps:
                x, y = x + dx, y + dy
                line.append(equal_earth(x * sx + tx, y * sy + ty))
            self.arcs.append(simplified(line) if simple else line)
        self.countries = {g["id"]: g for g in data["objects"]["countries"]["geometries"] if "id" in g}
        self.nameless = [g for g in data["objects"]["countries"]["geometries"] if "id" not in g]

    def rings(self, country: dict[str, object]) -> list[list[Point]]:
        """Outer rings and holes as points."""
        arcs: object = country["arcs"]
        polygons = [arcs] if country["type"] == "Polygon" else arcs
        return [self._ring(ring) for polygon in polygons for ring in polygon]  # type: ignore[attr-defined]

    def _ring(self, numbers: list[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            line = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += line[1:] if points else line
        return points


def area(ring: list[Point]) -> float:
    """Signed area by the shoelace formula."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def centre(rings: list[list[Point]]) -> Point:
    """Middle of the largest ring: where a number may stand."""
    ring = max(rings, key=lambda one: abs(area(one)))
    size = area(ring)
    if abs(size) < 1e-9:
        return ring[0]
    x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x / (6 * size), y / (6 * size)


def drawn(rings: list[list[Point]]) -> str:
    """An SVG path in whole units, each step relative to the last; rings that shrank to nothing are left out."""
    parts = []
    for ring in rings:
        places = [(round(x), round(y)) for x, y in ring]
        steps = [places[0]] + [b for a, b in pairwise(places) if a != b]
        if len(set(steps)) < 3:
            continue
        moves = "".join(
            f"{b[0] - a[0]}{'' if b[1] < a[1] else ' '}{b[1] - a[1]}{'' if last else ' '}"
            for a, b, last in ((a, b, place == len(steps) - 2) for place, (a, b) in enumerate(pairwise(steps)))
        )
        parts.append(f"M{steps[0][0]} {steps[0][1]}l{moves}z")
    return "".join(parts)


def main() -> None:
    folder = Path(sys.argv[1])
    coarse = Atlas(folder / "countries-110m.json", simple=True)
    fine = Atlas(folder / "countries-50m.json", simple=False)
    iso = {number: found[0] for number, found in get_global("territory_aliases").items() if number.isdigit()}
    shapes: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for number, country in sorted(fine.countries.items()):
        code = iso.get(number, "")
        if len(code) != 2 or number == ANTARCTICA:
            continue
        rings = coarse.rings(coarse.countries[number]) if number in coarse.countries else []
        if sum(abs(area(ring)) for ring in rings) >= TINY and (path := drawn(rings)):
            shapes[code] = path
        x, y = centre(rings or fine.rings(country))
        places[code] = (round(x), round(y))
    rest = "".join(drawn(coarse.rings(country)) for country in coarse.nameless)
    target = Path(__file__).parent.parent / "portal" / "data" / "world.json"
    target.parent.mkdir(exist_ok=True)
    body = {"shapes": shapes, "places": places, "rest": rest}
    target.write_text(json.dumps(body, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{target}: {len(shapes)} shapes, {len(places)} places, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
