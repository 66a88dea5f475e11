"""Domestic politics: what publics think, who governs, and how long ratification takes."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.world.blocks import politics
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

APPROVAL = metric("approval", "Approval", "1", LEVEL, "mean over states")
OPPOSITION = metric(
    "opposition", "Opposition that binds governments", "1", LEVEL, "mean over states"
)
CHANGES = metric(
    "government_changes", "Changes of government", "changes", AMOUNT, "in this step", "sum"
)
PENDING = metric(
    "ratifications_pending", "Agreements waiting for ratification", "agreements", AMOUNT,
    "signed and not yet in force", "last",
)  # fmt: skip
RATIFICATIONS = metric(
    "ratifications", "Ratifications", "agreements", AMOUNT, "agreements ratified by both", "sum"
)
FAILURES = metric(
    "ratification_failures", "Failed ratifications", "agreements", AMOUNT,
    "signed agreements that failed", "sum",
)  # fmt: skip
RATIFYING = metric(
    "ratifying_months", "Months of ratifying", "months", AMOUNT,
    "sum over agreements ratified now", "sum",
)  # fmt: skip
MONTHS_TO_RATIFY = metric(
    "months_to_ratify", "Months to ratify", "months", AMOUNT,
    "mean time from signing to the second ratification", "over",
    over=("ratifying_months", "ratifications"),
)  # fmt: skip


@kernel
def measure_politics(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    approval, opposition, changes, pending = 0.0, 0.0, 0.0, 0.0
    n_states = world.states.shape[1]
    for i in range(n_states):
        approval += world.states[politics.APPROVAL, i]
        opposition += world.states[politics.OPPOSITION, i]
        changes += world.states[politics.NEW_GOVERNMENT, i]
        pending += world.states[politics.PENDING, i]
    row[APPROVAL] = approval / n_states
    row[OPPOSITION] = opposition / n_states
    row[CHANGES] = changes
    row[PENDING] = 0.5 * pending
    row[RATIFICATIONS] = world.tallies[politics.RATIFICATIONS]
    row[FAILURES] = world.tallies[politics.FAILURES]
    row[RATIFYING] = world.tallies[politics.RATIFYING]
    row[MONTHS_TO_RATIFY] = ratio(
        world.tallies[politics.RATIFYING], world.tallies[politics.RATIFICATIONS]
    )
