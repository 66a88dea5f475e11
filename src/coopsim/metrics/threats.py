"""Attempts, deterrence, crises, and how much is known of who is behind strikes."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.world.blocks import attacker as at
from coopsim.world.blocks import threat as th
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

ATTEMPTS = metric(
    "attempts", "Attempted attacks", "attempts", AMOUNT, "attacks that were tried", "sum"
)
FAILED = metric(
    "failed_attempts", "Failed attacks", "attempts", AMOUNT, "attempts that failed", "sum"
)
DETERRED = metric(
    "deterred_attempts", "Deterred attacks", "attempts", AMOUNT,
    "attacks that would have been tried on the same draws, had the target no allies", "sum",
    source="Leeds 2003 for the notion",
)  # fmt: skip
ACCIDENTS = metric(
    "inadvertent_crises", "Inadvertent crises", "crises", AMOUNT, "crises that nobody chose", "sum"
)
ESCALATION = metric(
    "escalation", "Escalation", "1", LEVEL,
    "mean severity of the strikes that last, of kinds with a ladder",
)  # fmt: skip
ATTRIBUTED = metric(
    "attributed_share", "Attributed strikes", "1", LEVEL,
    "share of the strikes that last of which it is known who is behind them",
)  # fmt: skip


@kernel
def measure_threats(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    crises, heat, strikes, known = 0.0, 0.0, 0.0, 0.0
    for h in range(world.impacts.shape[1]):
        for i in range(world.impacts.shape[2]):
            severity = world.impacts[th.SEVERITY, h, i]
            if severity > 0.0:
                strikes += 1.0
                known += 1.0 - world.impacts[th.UNATTRIBUTED, h, i]
                if world.threats[th.LADDER, h] > 0.0:
                    crises += 1.0
                    heat += severity
    row[ATTEMPTS] = world.tallies[at.ATTEMPTS]
    row[FAILED] = world.tallies[at.FAILED]
    row[DETERRED] = world.tallies[at.DETERRED]
    row[ACCIDENTS] = world.tallies[at.ACCIDENTS]
    row[ESCALATION] = ratio(heat, crises)
    row[ATTRIBUTED] = ratio(known, strikes)
