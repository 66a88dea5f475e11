"""The same world with its states in other rows; whoever they are, they keep their ids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coopsim.scenario.founding import edge_of
from coopsim.world.blocks import attacker, membership, threat
from coopsim.world.blocks import institution as inst
from coopsim.world.world import FROM, HIGH_KEY, LOW_KEY, TO, World, copy

# Blocks with a column for each state, or for each edge.
BY_STATE = (
    "states", "agendas", "seats", "mandates", "impacts", "transit", "aims", "services", "rules",
    "state_key",
)  # fmt: skip
BY_EDGE = ("dyads", "partnerships", "shipments")
# Numbers that are rows of states: block and row of the field.
POINTERS = (
    ("institutions", inst.LEAD), ("institutions", membership.CALLED_STATE),
    ("attackers", attacker.SPONSOR), ("impacts", threat.SPONSOR), ("plan", threat.PLAN_TARGET),
)  # fmt: skip


def reordered(world: World, order: Sequence[int]) -> World:
    """Return a world whose row n is row ``order[n]`` of the one given."""
    after, n = copy(world), len(order)
    place = {old: new for new, old in enumerate(order)}
    edges = [edge_of(n, order[i], order[j]) for i in range(n) for j in range(n) if i != j]
    blocks = after._asdict()
    for name in BY_STATE:
        blocks[name][:] = blocks[name][..., list(order)]
    for name in BY_EDGE:
        blocks[name][:] = blocks[name][..., edges]
    after.manners[:] = after.manners[list(order)]
    for name, row in POINTERS:
        pointers = blocks[name][row]
        pointers[:] = np.vectorize(lambda old: place.get(int(old), old), otypes=[float])(pointers)
    ends = np.sort(after.state_key[after.edges[[FROM, TO]]], axis=0)
    after.edges[[LOW_KEY, HIGH_KEY]] = ends
    return after
