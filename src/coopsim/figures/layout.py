"""Where states stand in drawings of the network: the same place in every step of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import networkx as nx
import numpy as np

from coopsim.errors import CoopsimError
from coopsim.runs.record import Record
from coopsim.runs.tables import MISSING
from coopsim.world.world import Numbers

# Any fixed number will do: it only makes the drawing the same each time.
SEED: Final = 1
ROUNDS: Final = 400
# A drawing of more could not be read, and from there on networkx asks for SciPy.
MOST_STATES: Final = 499


class Place(NamedTuple):
    """Hold a place in the drawing, both between -1 and 1."""

    x: float
    y: float


def places(record: Record) -> dict[str, Place]:
    """Put states near each other that were partners for long, in all replicates together.

    Forces pull partners together and push all states apart, by Fruchterman and Reingold's
    method; fellow members of an institution count as partners.

    Raises:
        CoopsimError: Partnerships or states were not recorded, or there are too many states.
    """
    states = sorted(set(filter(None, record.table("states").texts("state"))))
    if len(states) > MOST_STATES:
        raise CoopsimError(
            f"a network can be drawn of at most {MOST_STATES} states, and here are {len(states)}"
        )
    n_steps = record.facts.steps * record.facts.replicates
    return arranged(
        states, {pair: steps / n_steps for pair, steps in time_together(record).items()}
    )


def arranged(states: Sequence[str], closeness: Mapping[tuple[str, str], float]) -> dict[str, Place]:
    """Put states near each other that are close, by Fruchterman and Reingold's method.

    Args:
        states: their ids, sorted; at most MOST_STATES.
        closeness: of pairs, from 0 to 1 or a little more; 0 for those left out.
    """
    graph = nx.Graph()
    # In order of their ids: the method begins with places by order.
    graph.add_nodes_from(states)
    for (one, other), weight in closeness.items():
        graph.add_edge(one, other, weight=weight)
    found = nx.spring_layout(graph, seed=SEED, iterations=ROUNDS)
    return dict(zip(found, filling(np.array(list(found.values()))), strict=True))


def filling(found: Numbers) -> list[Place]:
    """Stretch places ``[state, 2]`` until they fill the drawing."""
    low, high = found.min(axis=0), found.max(axis=0)
    # One state, or states in a row, have no width: they go to the middle.
    width = np.where(high > low, high - low, np.inf)
    middle = 0.5 * (low + high)
    return [Place(x, y) for x, y in (2.0 * (found - middle) / width).tolist()]


def time_together(record: Record) -> dict[tuple[str, str], int]:
    """Count for each pair the steps of its partnerships, over kinds and replicates."""
    ties = record.table("partnerships")
    # Before the run is before step 0; what has not ended lasts until the end.
    formed = [max(0, step) for step in ties.numbers("formed").tolist()]
    ended = [
        record.facts.steps if step == MISSING else step for step in ties.numbers("ended").tolist()
    ]
    together: dict[tuple[str, str], int] = {}
    for members, first, end in zip(ties.texts("members"), formed, ended, strict=True):
        for pair in combinations(sorted((members or "").split(";")), 2):
            together[pair] = together.get(pair, 0) + end - first
    return together
