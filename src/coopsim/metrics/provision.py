"""Voluntary provision: who takes part, what it gives, and whether groups would be safe."""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.provision import GROUP_SIZE, GROUP_THRESHOLD, PROVISION_ON
from coopsim.compilation import kernel
from coopsim.decisions.imitation import chance_of_at_least
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import BUSD
from coopsim.world.blocks import provision as pr
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

TAKERS = metric(
    "takers", "States that take part", "states", AMOUNT,
    "states that gave something this step; of those who imitate, those ready to give", "last",
)  # fmt: skip
PROVIDED = metric(
    "provided_busd", "Given to the common good", BUSD, AMOUNT, "sum of voluntary gifts", "sum"
)
ACHIEVEMENT = metric(
    "group_achievement", "Group achievement", "1", LEVEL,
    "chance that a group of states picked by lot has enough who take part; empty without "
    "provision", source="Santos and Pacheco 2011",
)  # fmt: skip


@kernel
def measure_provision(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    n, taking, provided = world.states.shape[1], 0.0, 0.0
    for i in range(n):
        taking += world.states[pr.TAKES_PART, i]
        provided += world.states[pr.PROVIDED, i]
    row[TAKERS] = taking
    row[PROVIDED] = provided
    row[ACHIEVEMENT] = math.nan
    if world.parameters[PROVISION_ON] > 0.0:
        group = int(min(world.parameters[GROUP_SIZE], float(n)))
        least = world.parameters[GROUP_THRESHOLD]
        row[ACHIEVEMENT] = chance_of_at_least(least, group, taking, float(n))
