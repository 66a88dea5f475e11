"""What is told of a network of pacts: each number from matrices, for runs, nulls and record alike.

A network is ``[state, state]``, true for pairs with a pact, the same on both sides of the diagonal,
which is false. ``there`` is ``[state]``, true for states that exist; no pact has one that does not.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from coopsim.world.world import Numbers

Flags = npt.NDArray[np.bool_]

# A pact of so many states is a wave: the least that VALIDATION's record calls multilateral.
LEAST_WAVE: Final = 8
BOTH: Final = 2.0


def share(part: float, whole: float) -> float:
    """Return part / whole, or NaN of nothing."""
    return float(part) / float(whole) if whole else math.nan


def pairs(there: Flags) -> Flags:
    """Return ``[state, state]``, true once for each pair of states that exist."""
    both: Flags = np.triu(there[:, None] & there[None, :], 1)
    return both


def probability(pacts: Flags, among: Flags) -> float:
    """Return the share of some pairs that have a pact; NaN if there are none of these pairs."""
    return share(int(np.count_nonzero(pacts & among)), int(np.count_nonzero(among)))


def density(pacts: Flags, there: Flags) -> float:
    """Return the share of all pairs that have a pact."""
    return probability(pacts, pairs(there))


def kept(before: Flags, after: Flags, there: Flags) -> float:
    """Return the share of the pacts of one time, among states of another, that stand then."""
    return probability(after, before & pairs(there))


def bilateral(new: Flags, pacts: Flags) -> float:
    """Return the share of new ties that are in no clique of LEAST_WAVE or more states.

    Args:
        new: ties that are counted.
        pacts: all ties of the time, among which cliques are sought.
    """
    ties = np.argwhere(np.triu(new & pacts, 1)).tolist()
    partners = [set(np.flatnonzero(row).tolist()) for row in pacts]
    alone = sum(not _in_clique(partners, i, j, LEAST_WAVE) for i, j in ties)
    return share(alone, len(ties))


def closeness_ratio(ties: Flags, others: Flags, distance: Numbers) -> float:
    """Return the mean distance of those with a tie over that of the others.

    Args:
        ties: pairs with a tie, each counted once or twice.
        others: pairs without.
        distance: ``[state, state]``; NaN where it is not known.
    """
    with_tie, without = distance[ties], distance[others]
    known = with_tie[~np.isnan(with_tie)], without[~np.isnan(without)]
    if not (len(known[0]) and len(known[1])):
        return math.nan
    return share(float(np.mean(known[0])), float(np.mean(known[1])))


def regime_ratio(pacts: Flags, there: Flags, democratic: Numbers) -> float:
    """Return P(pact) of two democracies over that of a democracy and another state.

    ``democratic`` is ``[state]``: 1, 0, or NaN where it is not known.
    """
    alike = democratic[:, None] + democratic
    both = probability(pacts, pairs(there) & (alike == BOTH))
    mixed = probability(pacts, pairs(there) & (alike == 1.0))
    return share(both, mixed)


def _in_clique(partners: list[set[int]], i: int, j: int, size: int) -> bool:
    """Tell whether two partners are in a clique of a size."""
    return _holds(partners, partners[i] & partners[j], size - 2)


def _holds(partners: list[set[int]], among: set[int], size: int) -> bool:
    """Tell whether some states hold a clique of a size, by the states with most partners first."""
    if size <= 0:
        return True
    left = {k for k in among if len(partners[k] & among) >= size - 1}
    while len(left) >= size:
        first = max(left, key=lambda k: (len(partners[k] & left), -k))
        if _holds(partners, partners[first] & left, size - 1):
            return True
        # No clique holds it: the others are sought without it.
        left = {k for k in left - {first} if len(partners[k] & (left - {first})) >= size - 1}
    return False
