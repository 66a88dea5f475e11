"""Put what `coopsim validate-model` found on docs/validation.md, between its markers.

    coopsim validate-model --json > docs/validation.json
    coopsim validate-model --mechanisms --replicates 3 --json > docs/validation-mechanisms.json
    coopsim validate-model --calibrate --json > docs/validation-calibration.json
    python docs/make_validation.py            rewrite the page
    python docs/make_validation.py --check    change nothing, fail if the page is stale

A part stands between ``<!-- made NAME -->`` and ``<!-- end of made -->``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

PAGES: Final = Path(__file__).parent
PAGE: Final = PAGES / "validation.md"
MARKED: Final = re.compile(r"(<!-- made ([\w-]+) -->\n).*?(\n<!-- end of made -->)", re.DOTALL)
SHARED: Final = ("rewired", "gravity")
NULLS: Final = ("frozen", *SHARED)
SHOWN: Final = 5


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


def mechanisms() -> str:
    """Return the table of what mechanisms add."""
    rows = [
        [world, f"`{each['mechanism']}`", *(listed(each[part]) for part in ("nearer", "farther")),
         listed(each["earned"]) if each["earned"] else "**not earned**"]
        for world, merits in read("validation-mechanisms").items()
        for each in merits
    ]  # fmt: skip
    return table(["world", "mechanism", "nearer with it", "farther with it", "earned"], rows)


def listed(names: Sequence[str]) -> str:
    """Write the names of facts without their world."""
    parts = [name.split(":") for name in names]
    return ", ".join(f"{part[1].replace('_', ' ')} {part[2]}" for part in parts) or "–"


def calibration() -> str:
    """Return the table of the best points."""
    trials = read("validation-calibration")
    names = [path.rpartition(".")[2] for path in trials[0]["settings"]]
    facts_in = [f"{each['measure']} {each['year']}" for each in trials[0]["rows"]]
    rows = [
        [number(each["loss"]), *map(number, each["settings"].values()),
         *(number(one["median"]) for one in each["rows"])]
        for each in trials[:SHOWN]
    ]  # fmt: skip
    return table(["loss", *names, *facts_in], rows)


PARTS: Final[dict[str, Callable[[], str]]] = {
    "summary": summary,
    "world-1950": partial(facts, "world-1950"),
    "world-1990": partial(facts, "world-1990"),
    "mechanisms": mechanisms,
    "calibration": calibration,
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


def main(arguments: Sequence[str]) -> int:
    """Rewrite or check the page; return the exit code."""
    before = PAGE.read_text(encoding="utf-8")
    after = rewritten(before)
    if "--check" in arguments:
        return 1 if after != before else 0
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
