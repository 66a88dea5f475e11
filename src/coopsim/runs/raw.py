"""What one run leaves behind, as the compiled step wrote it: rows of numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import partnership as ps
from coopsim.world.world import FROM, TO, Numbers, Rows, World


class Foundation(NamedTuple):
    """Hold the ties that stood before the first step.

    Attributes:
        ties: ``[n, 3]`` row of the kind, and rows of the two states, the smaller first.
        seats: ``[institution, state]`` 1 for members.
    """

    ties: Rows
    seats: Numbers


class Checkpoint(NamedTuple):
    """Hold what a run has changed in its world since it was founded.

    Attributes:
        step: the next step.
        parts: name of a block of the world, or of what else a run has to remember, with the
            places ``[n]`` in it and the numbers ``[n]`` there.
    """

    step: int
    parts: dict[str, tuple[Rows, Numbers]]


class RawRun(NamedTuple):
    """Hold one run.

    Attributes:
        replicate: its number, from 0.
        metrics: ``[step, metric]``.
        states: ``[step, field, state]``; no rows if they were not recorded.
        events: ``[n, EVENT_WIDTH]``, see ``world.ledger``.
        decisions: ``[n, DECISION_WIDTH]``.
        foundation: the ties before the first step.
        checkpoints: what it takes to go on from some of its steps.
    """

    replicate: int
    metrics: Numbers
    states: Numbers
    events: Numbers
    decisions: Numbers
    foundation: Foundation
    checkpoints: tuple[Checkpoint, ...] = ()


def foundation_of(world: World) -> Foundation:
    """Take down the ties of a world; call it before the first step."""
    # Both directions of a pair hold the same partnership.
    one_way = world.edges[FROM] < world.edges[TO]
    kind, edge = np.nonzero((world.partnerships[ps.DEPTH] > 0.0) & one_way)
    ties = np.stack((kind, world.edges[FROM, edge], world.edges[TO, edge]), axis=1)
    return Foundation(ties.astype(np.int64), world.seats[inst.MEMBER].copy())
