"""Measures of a history, by the names that the catalogue of facts uses."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from coopsim.analysis.history import networks as nw
from coopsim.analysis.history.histories import Ground, History
from coopsim.world.world import Numbers

ALLIANCE: Final = "NATO"


@dataclass(frozen=True, slots=True)
class Measure:
    """Describe one measure.

    Attributes:
        title: what it is.
        of: takes the ground, the history, the first year of what is kept, and the year.
        of_pacts: whether it is of the network of pacts, which nulls have too.
        shared: nulls that have the model's value by how they are made.
    """

    title: str
    of: Callable[[Ground, History, int, int], float]
    of_pacts: bool = True
    shared: tuple[str, ...] = ()


def _at(ground: Ground, history: History, year: int) -> nw.Flags:
    """Return the network at the end of a calendar year."""
    return np.asarray(history.pacts[year - ground.first + 1])


def _new(ground: Ground, history: History, year: int) -> nw.Flags:
    return np.asarray(_at(ground, history, year) & ~history.pacts[0])


def _density(ground: Ground, history: History, _: int, year: int) -> float:
    start = nw.density(history.pacts[0], ground.there(ground.first))
    return nw.share(nw.density(_at(ground, history, year), ground.there(year)), start)


def _kept(ground: Ground, history: History, since: int, year: int) -> float:
    before, after = _at(ground, history, since), _at(ground, history, year)
    return nw.kept(before, after, ground.there(year))


def _bilateral(ground: Ground, history: History, _: int, year: int) -> float:
    return nw.bilateral(_new(ground, history, year), _at(ground, history, year))


def _agenda(ties: nw.Flags, ground: Ground, history: History, year: int) -> float:
    others = nw.pairs(ground.there(year)) & ~_at(ground, history, year)
    return nw.closeness_ratio(np.triu(ties), others, ground.agenda_distance)


def _agenda_allied(ground: Ground, history: History, _: int, year: int) -> float:
    return _agenda(_at(ground, history, year), ground, history, year)


def _agenda_new(ground: Ground, history: History, _: int, year: int) -> float:
    return _agenda(_new(ground, history, year), ground, history, year)


def _contiguous(ground: Ground, history: History, _: int, year: int) -> float:
    among = nw.pairs(ground.there(year)) & ground.contiguous
    return nw.probability(_at(ground, history, year), among)


def _apart(ground: Ground, history: History, _: int, year: int) -> float:
    among = nw.pairs(ground.there(year)) & ~ground.contiguous
    return nw.probability(_at(ground, history, year), among)


def _new_contiguous(ground: Ground, history: History, _: int, year: int) -> float:
    among = nw.pairs(ground.there(year)) & ~history.pacts[0] & ground.contiguous
    return nw.probability(_new(ground, history, year), among)


def _new_apart(ground: Ground, history: History, _: int, year: int) -> float:
    among = nw.pairs(ground.there(year)) & ~history.pacts[0] & ~ground.contiguous
    return nw.probability(_new(ground, history, year), among)


def _democracies(ground: Ground, history: History, _: int, year: int) -> float:
    there = ground.there(year)
    return nw.regime_ratio(_at(ground, history, year), there, ground.democratic)


def _honoured(_: Ground, history: History, __: int, ___: int) -> float:
    return history.honoured


def _burden(ground: Ground, history: History, _: int, year: int) -> float:
    """Return Spearman's correlation of GDP with help given / GDP among members of NATO."""
    if ALLIANCE not in ground.names.institutions:
        return math.nan
    at = year - ground.first + 1
    members = history.seats[at, ground.names.institutions.index(ALLIANCE)]
    gdp = ground.gdp[members]
    size, burden = _ranks(gdp), _ranks(history.given[at][members] / gdp)
    if len(set(size.tolist())) < 2 or len(set(burden.tolist())) < 2:
        return math.nan
    return float(np.corrcoef(size, burden)[0, 1])


def _ranks(values: Numbers) -> Numbers:
    """Rank values from the smallest; equal ones share the mean of their ranks."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - 0.5 * (counts - 1))[which], dtype=np.float64)


# Nulls end and make as many pacts as the model, so that they have as many.
_COUNTED: Final = ("rewired", "gravity")
MEASURES: Final = {
    "density": Measure("Density, as a multiple of that at the start", _density, shared=_COUNTED),
    "kept": Measure("Share of pacts that still stand twenty years later", _kept),
    "bilateral": Measure(
        "Share of new pacts outside cliques of eight or more states", _bilateral
    ),
    "agenda_allied": Measure("Distance of agendas, allied ÷ not allied", _agenda_allied),
    "agenda_new": Measure("Distance of agendas, newly allied ÷ not allied", _agenda_new),
    "contiguous": Measure("P(pact) of neighbours on land", _contiguous),
    "apart": Measure("P(pact) of all other pairs", _apart),
    "new_contiguous": Measure("P(new pact) of neighbours on land", _new_contiguous),
    "new_apart": Measure("P(new pact) of all other pairs", _new_apart),
    "democracies": Measure(
        "P(pact) of two democracies ÷ of a democracy and another", _democracies
    ),
    "honoured": Measure("Share of obliged requests that are honoured", _honoured, of_pacts=False),
    "burden": Measure(
        "NATO: rank correlation of size with burden (the model's: help given / GDP)",
        _burden, of_pacts=False,
    ),
}  # fmt: skip
