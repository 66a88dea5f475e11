"""A world of five states and its history, small enough to reckon by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from coopsim.analysis.history.histories import Ground, History
from coopsim.analysis.history.networks import Flags
from coopsim.scenario.founding import Names

N = 5


def network(*ties: tuple[int, int], n: int = N) -> Flags:
    """Return the network with these ties."""
    found = np.zeros((n, n), dtype=np.bool_)
    for i, j in ties:
        found[i, j] = found[j, i] = True
    return found


def clique(members: Sequence[int], n: int) -> Flags:
    """Return the network in which all members are tied to each other."""
    found = np.zeros((n, n), dtype=np.bool_)
    found[np.ix_(members, members)] = True
    np.fill_diagonal(found, val=False)
    return found


def ground() -> Ground:
    """Return five states, the last of which enters in the second year."""
    places = np.arange(N, dtype=np.float64)
    gaps = np.abs(places[:, None] - places)
    return Ground(
        Names(tuple("ABCDE"), (), ("NATO",), ()), 1950, np.array([0, 0, 0, 0, 1]),
        np.array([100.0, 50.0, 20.0, 10.0, 5.0]), np.array([1.0, 1.0, 0.0, 0.0, 1.0]),
        1000.0 * gaps, gaps / 4.0, gaps == 1.0,
    )  # fmt: skip


def history() -> History:
    """Return three years: A-B stays, C-D ends in the second, A-E and B-E begin in the third."""
    years = [
        network((0, 1), (2, 3)), network((0, 1), (2, 3)), network((0, 1)),
        network((0, 1), (0, 4), (1, 4)),
    ]  # fmt: skip
    given = np.zeros((4, N))
    given[3] = [1.0, 1.0, 0.8, 0.0, 0.0]
    seats = np.ones((4, 1, N), dtype=np.bool_)
    return History(np.array(years), given, seats, math.nan)
