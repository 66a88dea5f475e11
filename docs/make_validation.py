"""Put what `coopsim validate-model` found on docs/validation.md, between its markers.

    coopsim validate-model --json > docs/validation.json
    coopsim validate-model --mechanisms --replicates 3 --json > docs/validation-mechanisms.json
    coopsim validate-model --calibrate --json > docs/validation-calibration.json
    coopsim sweep morris-core -o FOLDER
    coopsim report FOLDER --csv               its drivers are docs/validation-morris.csv
    coopsim sweep recovery -o FOLDER
    coopsim recover FOLDER --json > docs/validation-recovery.json
    python docs/make_validation.py            rewrite the page
    python docs/make_validation.py --pictures and draw its pictures (needs a Chromium)
    python docs/make_validation.py --check    change nothing, fail if the page is stale

A part stands between ``<!-- made NAME -->`` and ``<!-- end of made -->``.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from coopsim.figures.record import Line, beside_record
from coopsim.figures.theme import THEMES

PAGES: Final = Path(__file__).parent
PAGE: Final = PAGES / "validation.md"
MARKED: Final = re.compile(r"(<!-- made ([\w-]+) -->\n).*?(\n<!-- end of made -->)", re.DOTALL)
SHARED: Final = ("rewired", "gravity")
NULLS: Final = ("frozen", *SHARED)
WIDTH: Final = 760
# Points of the calibration that are shown.
BEST: Final = 5
# Parameters of the Morris design that are shown.
STRONGEST: Final = 12


def read(name: str) -> Any:
    """Return what a command found."""
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


def number(value: float | None) -> str:
    """Write a number to three digits."""
    return "–" if value is None else f"{value:.3g}".replace("-", "−")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def facts(world: str) -> str:
    """Return the table of one world."""
    rows = [
        [
            f"{each['title']} ({each['year']})", each["given"] or "–", number(each["recomputed"]),
            f"{number(each['median'])} ({number(each['low'])} to {number(each['high'])})",
            *(null(each, name) for name in NULLS),
            "yes" if each["inside"] else f"no, {number(each['distance'])} away",
            {True: "yes", False: "no", None: "–"}[each["better"]],
            "calibrated" if each["calibrated"] else "held out",
        ]
        for each in read("validation")["rows"]
        if each["world"] == world
    ]  # fmt: skip
    return table(
        ["fact", "given", "recomputed", "model (95 % of runs)", *NULLS, "inside",
         "nearer than every null", "used"],
        rows,
    )  # fmt: skip


def null(each: dict[str, Any], name: str) -> str:
    """Write the median of a null."""
    if each["measure"] == "density" and name in SHARED:
        return "as the model"
    return number(each["nulls"][name]["median"])


def summary() -> str:
    """Return what the tables come to, in sentences."""
    found = read("validation")
    lines = []
    for is_calibrated, what in ((False, "held out"), (True, "calibrated on")):
        rows = [each for each in found["rows"] if each["calibrated"] is is_calibrated]
        inside = sum(each["inside"] for each in rows)
        compared = [each for each in rows if each["better"] is not None]
        better = sum(each["better"] for each in compared)
        lines.append(
            f"Of {len(rows)} facts {what}, {inside} are inside the range of the runs, and in "
            f"{better} of the {len(compared)} that nulls have too the model is nearer than every "
            "null."
        )
    return f"{' '.join(lines)} Each world ran {found['replicates']} times."


def fact(name: str) -> str:
    """Name a fact as the command's own table does: without its world."""
    _, measure, year = name.split(":")
    return f"{measure} {year}"


def merits() -> str:
    """Return the table of what each mechanism adds."""
    rows = [
        [world.removeprefix("world-"), f"`{each['mechanism']}`",
         *(", ".join(map(fact, each[part])) or "–" for part in ("nearer", "farther", "earned"))]
        for world, told in read("validation-mechanisms").items()
        for each in told
    ]  # fmt: skip
    return table(["from", "mechanism", "nearer with it", "farther with it", "earned"], rows)


def calibration() -> str:
    """Return the best points of the space that was looked through, and the record."""
    points = read("validation-calibration")
    parameters = [path.rsplit(".", 1)[-1] for path in points[0]["settings"]]
    rows = [
        [number(each["loss"]), *map(number, each["settings"].values()),
         *(number(row["median"]) for row in each["rows"])]
        for each in points[:BEST]
    ]  # fmt: skip
    facts = points[0]["rows"]
    record = ["record", *[""] * len(parameters), *(between(row["record"]) for row in facts)]
    return table(
        ["loss", *(each.replace("_", " ") for each in parameters),
         *(f"{row['measure']} {row['year']}" for row in facts)],
        [*rows, record],
    )  # fmt: skip


def drivers() -> str:
    """Return the parameters that move the collective response most, in their order."""
    with (PAGES / "validation-morris.csv").open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return table(headings, [[row[0], f"`{row[1]}`", *row[2:]] for row in rows[:STRONGEST]])


def between(span: Sequence[float]) -> str:
    """Write the span of a record."""
    return " to ".join(dict.fromkeys(map(number, span)))


def recovery() -> str:
    """Return the table of what could be recovered."""
    rows = [
        [f"`{each['name']}`", number(each["correlation"]), number(each["error"]),
         f"{each['coverage']:.0%}", "yes" if each["is_recovered"] else "**no**"]
        for each in read("validation-recovery")
    ]  # fmt: skip
    return table(["parameter", "correlation", "error", "coverage of 90 %", "recovered"], rows)


PARTS: Final[dict[str, Callable[[], str]]] = {
    "summary": summary,
    "world-1950": partial(facts, "world-1950"),
    "world-1990": partial(facts, "world-1990"),
    "mechanisms": merits,
    "calibration": calibration,
    "drivers": drivers,
    "recovery": recovery,
}


def rewritten(page: str) -> str:
    """Return a page with its parts made anew.

    Raises:
        ValueError: A marker names no part, or has no end.
    """
    n_markers = page.count("<!-- made ")
    page, n_parts = MARKED.subn(lambda found: found[1] + PARTS[found[2]]() + found[3], page)
    if n_parts != n_markers:
        raise ValueError("a part has no end, or its name is malformed")
    return page


def draw() -> None:
    """Draw the picture of each world, for light and for dark pages."""
    rows = read("validation")["rows"]
    for world in dict.fromkeys(each["world"] for each in rows):
        lines = [line(each) for each in rows if each["world"] == world]
        for name, theme in THEMES.items():
            figure = beside_record(lines, NULLS, theme)
            # Plotly names traces and parts by chance, which would change the file each time.
            for place, trace in enumerate(figure.data):
                trace.uid = str(place)
            drawn = figure.to_image(format="svg", width=WIDTH).decode("utf-8")
            for part in re.findall(r'id="defs-(\w+)"', drawn):
                drawn = drawn.replace(part, name)
            (PAGES / f"images/validation-{world}-{name}.svg").write_text(drawn, encoding="utf-8")


def line(each: dict[str, Any]) -> Line:
    """Return what the picture shows of a fact."""
    star = " *" if each["calibrated"] else ""
    nulls = {name: known(told["median"]) for name, told in each["nulls"].items()}
    low, high = each["record"]
    return Line(
        f"{each['measure'].replace('_', ' ')} {each['year']}{star}",
        low,
        high,
        (known(each["median"]), known(each["low"]), known(each["high"])),
        nulls,
    )


def known(told: float | None) -> float:
    """Return a number of the file, which has null where there is none."""
    return math.nan if told is None else told


def main(arguments: Sequence[str]) -> int:
    """Rewrite or check the page; return the exit code."""
    before = PAGE.read_text(encoding="utf-8")
    after = rewritten(before)
    if "--check" in arguments:
        return 1 if after != before else 0
    PAGE.write_text(after, encoding="utf-8")
    if "--pictures" in arguments:
        draw()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
