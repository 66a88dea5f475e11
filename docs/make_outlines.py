"""Make the outlines of the map from public-domain Natural Earth, simplified.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    pip install ".[docs]"
    python docs/make_outlines.py package/countries-110m.json

Rings of coordinates go to ``src/coopsim/app/static/outlines.json``, by ISO 3166 alpha-3 code, in
tenths of a degree: longitude and latitude of the first point, then differences. Borders that two
countries share are simplified once, so that no gap opens. The map is schematic.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pycountry

TARGET: Final = Path(__file__).parents[1] / "src/coopsim/app/static/outlines.json"
# Degrees by which a simplified line may stray, and the smallest ring kept, in square degrees.
STRAY: Final = 0.4
SMALLEST: Final = 1.5
# Half of the drawing would be an empty continent.
LEFT_OUT: Final = "ATA"
UNNAMED: Final = "other"

Point = tuple[float, float]
Line = list[Point]


def outlines(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Return the rings of each country."""
    lines = [simplified(line) for line in arcs(topology)]
    found: dict[str, list[list[int]]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = alpha_3(country.get("id"))
        if code == LEFT_OUT:
            continue
        kept = sorted((ring(each, lines) for each in outer_rings(country)), key=area)
        large = [each for each in kept if area(each) >= SMALLEST] or kept[-1:]
        found.setdefault(code, []).extend(map(differences, large))
    return dict(sorted(found.items()))


def arcs(topology: dict[str, Any]) -> Iterator[Line]:
    """Yield the lines of a TopoJSON topology in degrees."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for right, up in arc:
            x, y = x + right, y + up
            line.append((x * wide + west, y * high + south))
        yield line


def simplified(line: Line) -> Line:
    """Leave out points by the method of Douglas and Peucker; the ends stay."""
    if len(line) < 3:
        return line
    strays = [distance(point, line[0], line[-1]) for point in line[1:-1]]
    farthest = max(strays)
    if farthest <= STRAY:
        return [line[0], line[-1]]
    at = strays.index(farthest) + 1
    return simplified(line[: at + 1])[:-1] + simplified(line[at:])


def distance(point: Point, one: Point, other: Point) -> float:
    """Return how far a point lies from the line between two others, or from both if they meet."""
    (x, y), (x1, y1), (x2, y2) = point, one, other
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if length == 0.0:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


def outer_rings(country: dict[str, Any]) -> list[list[int]]:
    """Return the arcs of each outer ring; holes are other countries, which are drawn later."""
    if country["type"] == "Polygon":
        return [country["arcs"][0]]
    return [polygon[0] for polygon in country["arcs"]]


def ring(numbers: list[int], lines: list[Line]) -> Line:
    """Join arcs to a ring; the number of an arc that runs backwards is its complement."""
    parts = (lines[~n][::-1] if n < 0 else lines[n] for n in numbers)
    return unwrapped(list(chain.from_iterable(part[:-1] for part in parts)))


def unwrapped(line: Line) -> Line:
    """Let a ring that crosses the date line go on beyond 180 degrees, not back round the world."""
    turned = line[:1]
    for x, y in line[1:]:
        turned.append((x + 360.0 * round((turned[-1][0] - x) / 360.0), y))
    # Most of it decides on which side of the map it is drawn.
    shift = 360.0 * round(sum(x for x, _ in turned) / len(turned) / 360.0)
    return [(x - shift, y) for x, y in turned]


def area(line: Line) -> float:
    """Return the area inside a ring in square degrees."""
    pairs = zip(line, line[1:] + line[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2.0


def differences(line: Line) -> list[int]:
    """Write a ring as whole tenths of a degree, each point against the one before."""
    whole = [(round(10 * x), round(10 * y)) for x, y in line]
    before = [(0, 0), *whole]
    pairs = zip(whole, before, strict=False)
    return [number for (x, y), (x0, y0) in pairs for number in (x - x0, y - y0)]


def alpha_3(numeric: str | None) -> str:
    """Return the code that scenarios use for a country; UNNAMED if it has none."""
    country = pycountry.countries.get(numeric=numeric) if numeric else None
    return country.alpha_3 if country else UNNAMED


def main() -> None:
    """Write the outlines."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(outlines(topology), separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
