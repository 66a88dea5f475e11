"""Read the public sources of a world of real states, and the tables that were written by hand."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

TABLES: Final = Path(__file__).parents[1] / "scenarios/tables"

# The columns of each source, and what else they are called.
COLUMNS: Final = {
    "world_bank": ("iso3", "year", "gdp_usd", "pop"),
    "votes": ("iso3c", "year", "idealpointall"),
    "places": ("iso3", "lat", "lon", "langoff_1", "langoff_2", "langoff_3", "colonizer1"),
    "pairs": ("iso_o", "iso_d", "contig"),
    "regimes": ("iso3", "year", "v2x_polyarchy"),
    "spending": ("iso3", "year", "milex_gdp"),
}
ALSO: Final = {"country_text_id": "iso3", "country code": "iso3"}
# Codes that have been replaced since, and those of states that went on under another name.
RENAMED: Final = {
    "ROM": "ROU",
    "ZAR": "COD",
    "TMP": "TLS",
    "YUG": "SRB",
    "CSK": "CZE",
    "YAR": "YEM",
}
# How many years a figure may be later than the state.
SOON: Final = 20

Row = dict[str, str]
Series = dict[str, dict[int, float]]


class Sources(NamedTuple):
    """Hold what was read: figures by state and year, facts by state."""

    gdp: Series
    people: Series
    votes: Series
    regimes: Series
    spending: Series
    places: dict[str, Row]
    touching: dict[str, set[str]]


def read_sources(folder: Path) -> Sources:
    """Return what the files of a folder hold.

    Raises:
        SystemExit: A source is missing, or two files could be it.
    """
    frames = {name: find(folder, columns) for name, columns in COLUMNS.items()}
    bank, pairs, places = frames["world_bank"], frames["pairs"], frames["places"]
    touching: dict[str, set[str]] = {}
    for one, other, contiguous in pairs.itertuples(index=False):
        if float(contiguous) == 1:
            a, b = RENAMED.get(one, one), RENAMED.get(other, other)
            touching.setdefault(a, set()).add(b)
            touching.setdefault(b, set()).add(a)
    return Sources(
        gdp=series(bank[["iso3", "year", "gdp_usd"]]),
        people=series(bank[["iso3", "year", "pop"]]),
        votes=series(frames["votes"]),
        regimes=series(frames["regimes"]),
        spending=series(frames["spending"]),
        places=by_state(places),
        touching=touching,
    )


def by_state(places: pd.DataFrame) -> dict[str, Row]:
    """Return the facts of each place."""
    rows = (
        dict(zip(map(str, places), map(str, values), strict=True))
        for values in places.itertuples(index=False)
    )
    return {RENAMED.get(row["iso3"], row["iso3"]): row for row in rows}


def find(folder: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the columns of the one file that has them all."""
    found = []
    for file in sorted(folder.glob("*.csv")):
        head = pd.read_csv(file, nrows=0).columns
        names = {ALSO.get(name.lower(), name.lower()): name for name in head}
        if set(columns) <= set(names):
            found.append((file, [names[column] for column in columns]))
    if len(found) != 1:
        named = ", ".join(str(file) for file, _ in found) or "no file"
        raise SystemExit(f"{folder}: {named} with the columns {', '.join(columns)}; one is needed")
    file, wanted = found[0]
    # As text, for pandas takes some words for missing values.
    table = pd.read_csv(file, usecols=wanted, dtype=str, keep_default_na=False)[wanted]
    return table.set_axis(list(columns), axis=1)


def series(table: pd.DataFrame) -> Series:
    """Return the figures of a table of state, year and figure."""
    figures: Series = {}
    for state, year, figure in table.itertuples(index=False):
        if figure:
            own = figures.setdefault(RENAMED.get(state, state), {})
            own.setdefault(int(year), float(figure))
    return figures


def by_hand(name: str) -> Iterable[Row]:
    """Yield the rows of a table that was written by hand."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def soonest(figures: Series, state: str, year: int) -> float:
    """Return the figure of a state in a year or in the first one soon after, or nan."""
    own = figures.get(state, {})
    later = [each for each in own if 0 <= each - year <= SOON]
    return own[min(later)] if later else math.nan


def at(figures: Series, state: str, year: int) -> float:
    """Return the figure of a state in the nearest year, or nan."""
    own = figures.get(state)
    return own[min(own, key=lambda other: (abs(other - year), other))] if own else math.nan
