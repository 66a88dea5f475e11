"""Found what changes slowly: gaps between hierarchies, technology, equipment."""

from __future__ import annotations

import numpy as np

from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import cooperation as co
from coopsim.world.world import FROM, TO, World


def found_capability(world: World) -> None:
    """Let forces start with what the scenario says of them; states and edges are there."""
    hierarchy = world.states[co.HIERARCHY]
    world.dyads[co.HIERARCHY_GAP] = np.abs(
        hierarchy[world.edges[FROM]] - hierarchy[world.edges[TO]]
    )
    world.states[ab.TECHNOLOGY] = world.states[ab.TECHNOLOGY_START]
    world.states[ab.EQUIPMENT] = world.states[ab.EQUIPMENT_START]
    world.states[ab.UNIT_COST] = 1.0
