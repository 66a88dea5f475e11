"""Landscapes of alignment: which two blocs leave their members least frustrated.

Actors stand on one of two sides. Each would rather be with those it has a propensity for, and
apart from the others (Axelrod and Bennett 1993). With d = 0 on one side and 1 across the two:

    frustration of i = sum over j of size of j x propensity of i for j x d
    energy           = sum over i of size of i x frustration of i

What settles are the local minima: no actor's move alone lowers the energy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from coopsim.analysis.minima import Truths, every_minimum, minima_by_descent
from coopsim.world.world import Numbers

# 2**23 configurations take about half a second, and each further actor doubles that.
MOST_EXACT: Final = 24


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """Hold who aligns.

    Attributes:
        names: n different names.
        sizes: [n] how much each weighs with the others, above 0.
        propensities: [n, n] how much the row would rather be with the column (above 0) or apart
            from it (below 0); the two directions may differ, and the diagonal means nothing.
    """

    names: tuple[str, ...]
    sizes: Numbers
    propensities: Numbers


@dataclass(frozen=True, slots=True)
class Alignment:
    """Hold a local minimum.

    Attributes:
        side_a: the first actor and those on its side, in the order of the actors.
        side_b: the others; empty if all are on one side.
        energy: of the whole, over ordered pairs.
        frustration: of each actor, by its name.
    """

    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    energy: float
    frustration: dict[str, float]


def is_exact(actors: Actors) -> bool:
    """Tell whether every configuration is looked at; with too many actors some only are."""
    return len(actors.names) <= MOST_EXACT


def local_minima(actors: Actors, *, descents: int, seed: int) -> list[Alignment]:
    """Return the alignments that no actor's move alone improves, lowest energy first.

    A move that changes nothing improves nothing, so neighbours of equal energy may both be here.

    Args:
        actors: at least one; up to 24 every minimum is found.
        descents: how many configurations drawn by lot to descend from, if there are more actors.
        seed: of those draws.

    Raises:
        InputError: There are more than 10,000 minima.
    """
    weights = np.multiply.outer(actors.sizes, actors.sizes)
    coupling = weights * (actors.propensities + actors.propensities.T)
    np.fill_diagonal(coupling, 0.0)
    if is_exact(actors):
        found = every_minimum(coupling)
    else:
        found = minima_by_descent(coupling, descents, seed)
    alignments = [alignment(actors, with_first) for with_first in found]
    return sorted(alignments, key=lambda each: (each.energy, each.side_a))


def alignment(actors: Actors, with_first: Truths) -> Alignment:
    """Measure one configuration.

    Args:
        actors: who aligns.
        with_first: [n] who stands on the side of the first actor, which is the first of them.
    """
    apart: npt.NDArray[np.bool_] = np.not_equal.outer(with_first, with_first)
    felt = np.where(apart, actors.propensities * actors.sizes, 0.0).sum(axis=1)
    sided = list(zip(actors.names, with_first, strict=True))
    return Alignment(
        side_a=tuple(name for name, here in sided if here),
        side_b=tuple(name for name, here in sided if not here),
        energy=math.fsum(actors.sizes * felt),
        frustration=dict(zip(actors.names, felt.tolist(), strict=True)),
    )
