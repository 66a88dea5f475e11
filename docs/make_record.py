"""Compute the record of the world's defence pacts from public sources that you hold.

    python docs/make_record.py SOURCES

SOURCES is a folder with these CSV files, as the R package peacesciencer (S. Miller) and others hand
them on: ``atop_dyadyear_1946_2018.csv`` (ATOP 5.1), ``cow_states_2016.csv`` and
``cow_contiguity_1816_2016.csv`` (Correlates of War), ``unga_idealpoints_1946_2024.csv`` (Bailey,
Strezhnev and Voeten), ``polity5_polity2_1946_2018.csv`` (Polity 5). Prints a table of what
``src/coopsim/catalogue/facts.yaml`` calls `recomputed`, by the functions that score the model.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from coopsim.analysis.history import networks as nw
from coopsim.world.world import Numbers

# First year, years scored, first and last year of what is kept, last year.
WORLDS: Final = {
    "world-1950": (1950, (1960, 1980), (1958, 1978), 1980),
    "world-1990": (1990, (2000, 2018), (1998, 2018), 2018),
}
DEMOCRATIC: Final = 6
LAST_YEAR_OF_STATES: Final = 2016


class Sources:
    """Hold the tables, and tell what they say of a year.

    Args:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        dyads = pd.read_csv(folder / "atop_dyadyear_1946_2018.csv")
        self._pacts = dyads[dyads["atop_defense"] == 1]
        self._states = pd.read_csv(folder / "cow_states_2016.csv").dropna(subset=["ccode"])
        borders = pd.read_csv(folder / "cow_contiguity_1816_2016.csv")
        self._borders = borders[borders["conttype"] == 1]
        self._votes = pd.read_csv(folder / "unga_idealpoints_1946_2024.csv")
        self._regimes = pd.read_csv(folder / "polity5_polity2_1946_2018.csv")
        self.codes = sorted(int(code) for code in self._states["ccode"].unique())
        self._row = {code: row for row, code in enumerate(self.codes)}

    def there(self, year: int) -> nw.Flags:
        """Return which states exist in a year."""
        year = min(year, LAST_YEAR_OF_STATES)
        table = self._states[(self._states["styear"] <= year) & (self._states["endyear"] >= year)]
        found = np.zeros(len(self.codes), dtype=np.bool_)
        found[[self._row[int(code)] for code in table["ccode"]]] = True
        return found

    def pacts(self, year: int) -> nw.Flags:
        """Return the network of defence pacts in a year, of states that exist."""
        table, there = self._pacts[self._pacts["year"] == year], self.there(year)
        return self._matrix(table["ccode1"], table["ccode2"]) & there[:, None] & there

    def contiguous(self, year: int) -> nw.Flags:
        """Return which pairs share a border on land."""
        day = f"{min(year, LAST_YEAR_OF_STATES)}-07-01"
        table = self._borders
        table = table[(table["stdate"] <= day) & (table["enddate"] >= day)]
        return self._matrix(table["ccode1"], table["ccode2"])

    def distance(self, year: int) -> Numbers:
        """Return the distance of ideal points; NaN without votes in the year."""
        table = self._votes[self._votes["year"] == year]
        points = self._numbers(table["ccode"], table["idealpointall"])
        return np.asarray(np.abs(points[:, None] - points), dtype=np.float64)

    def democratic(self, year: int) -> Numbers:
        """Return 1 for democracies, 0 for others, NaN if it is not known."""
        table = self._regimes[self._regimes["year"] == year].dropna()
        return self._numbers(table["ccode"], (table["polity2"] >= DEMOCRATIC).astype(float))

    def _matrix(self, ones: pd.Series[int], others: pd.Series[int]) -> nw.Flags:
        found = np.zeros((len(self.codes), len(self.codes)), dtype=np.bool_)
        known = [
            (self._row[i], self._row[j])
            for i, j in zip(ones, others, strict=True)
            if i in self._row and j in self._row
        ]
        for i, j in known:
            found[i, j] = found[j, i] = True
        return found

    def _numbers(self, codes: pd.Series[int], values: pd.Series[float]) -> Numbers:
        found = np.full(len(self.codes), np.nan)
        for code, value in zip(codes, values, strict=True):
            if code in self._row:
                found[self._row[int(code)]] = value
        return found


def record(sources: Sources, world: str) -> dict[str, float]:
    """Return the numbers of one world by the names of facts.yaml."""
    first, years, span, last = WORLDS[world]
    start, end, there = sources.pacts(first), sources.pacts(last), sources.there(last)
    found = {
        f"density-{year}": nw.density(sources.pacts(year), sources.there(year)) for year in years
    }
    new, apart = end & ~start, nw.pairs(there) & ~end
    before, after = (sources.pacts(year) for year in span)
    distance, contiguous = sources.distance(last), sources.contiguous(last)
    democratic = sources.democratic(last)
    return {
        f"density-{first}": nw.density(start, sources.there(first)),
        **found,
        "kept": nw.kept(before, after, sources.there(span[1])),
        "bilateral": nw.bilateral(new, end),
        "agenda-allied": nw.closeness_ratio(np.triu(end), apart, distance),
        "agenda-new": nw.closeness_ratio(np.triu(new), apart, distance),
        "contiguous": nw.probability(end, nw.pairs(there) & contiguous),
        "apart": nw.probability(end, nw.pairs(there) & ~contiguous),
        "new-contiguous": nw.probability(new, nw.pairs(there) & ~start & contiguous),
        "new-apart": nw.probability(new, nw.pairs(there) & ~start & ~contiguous),
        "democracies": nw.regime_ratio(end, there, democratic),
    }


def main(folder: Path) -> None:
    """Print the record of both worlds."""
    sources = Sources(folder)
    for world in WORLDS:
        for name, value in record(sources, world).items():
            sys.stdout.write(f"{world},{name},{value:.4g}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
