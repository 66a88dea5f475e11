"""What a strike is: how hard it hits, how long it lasts, and what begins with it."""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.dangers import ATTRIBUTION_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.blocks import tally
from coopsim.world.blocks import threat as th
from coopsim.world.world import Numbers, World


@kernel
def duration(threats: Numbers, h: int, months: float) -> float:
    """Return for how many whole steps of so many months a strike lasts, at least one."""
    return max(1.0, float(math.ceil(threats[th.DURATION, h] / months)))


@inlined_kernel
def severity_drawn(threats: Numbers, h: int, luck: float) -> float:
    """Return the severity of a strike of threat h from a uniform draw, [0, 1]."""
    spread = threats[th.SEVERITY_SPREAD, h] * (2.0 * luck - 1.0)
    return min(1.0, max(0.0, threats[th.SEVERITY_MEAN, h] * (1.0 + spread)))


@kernel
def hit(world: World, h: int, i: int, severity: float, step: int, sponsor: int) -> None:
    """Begin a strike of threat h on state i, or add to the one that lasts.

    ``sponsor`` is the row of the state behind it, or -1. Whoever was behind a strike when it began
    stays behind it, however many add to it.
    """
    impacts = world.impacts
    before = impacts[th.SEVERITY, h, i]
    if before <= 0.0:
        hidden = world.parameters[ATTRIBUTION_ON] > 0.0 and world.threats[th.ATTRIBUTION, h] < 1.0
        impacts[th.STARTED, h, i] = step
        impacts[th.ASKED_AT, h, i] = -1.0
        impacts[th.HELPED_AT, h, i] = -1.0
        impacts[th.SPONSOR, h, i] = sponsor
        impacts[th.UNATTRIBUTED, h, i] = 1.0 if hidden else 0.0
    impacts[th.SEVERITY, h, i] = 1.0 - (1.0 - before) * (1.0 - severity)
    impacts[th.LEFT, h, i] = duration(world.threats, h, world.clock[0])
    impacts[th.ORDINAL, h, i] += 1.0
    world.tallies[tally.STRIKES] += 1.0
