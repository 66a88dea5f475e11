"""The twin that speed is compared with is the same model: on the same luck, the same numbers."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from coopsim.decisions.aid import AGGREGATORS
from coopsim.metrics.registry import METRICS
from coopsim.randomness import AGREE
from coopsim.scenario import load
from coopsim.scenario.founding import found, size_of
from coopsim.step import Tape, advance
from coopsim.world.blocks import conduct, membership, provision, state, threat
from coopsim.world.ledger import NOTHING, empty, rows_per_step
from faces.plain_mesa import PlainModel
from reference.conversion import world_of
from reference.luck import draw_at
from reference.objects import Society

STEPS = 8
SEED = 3
COMPARED = (
    "states", "dyads", "partnerships", "institutions", "mandates", "impacts", "transit",
    "shipments",
)  # fmt: skip
# What only mechanisms beyond the core read, and the twin does not keep.
BEYOND = {
    "states": (state.RELEASED, conduct.KEPT, conduct.BROKEN, provision.TAKES_PART),
    "mandates": (membership.LEGITIMACY,),
}
# Unless all of this happens, equal numbers say nothing.
HAPPENS = ("strikes", "requests", "help_sent_busd", "fund_paid_busd", "help_arrived_busd", "formed")


class KeyedModel(PlainModel):
    """The twin on the keyed luck of the compiled step."""

    def luck(self, *address: float) -> float:
        why, subject, ordinal, actor, partner = (int(word) for word in (*address, 0)[:5])
        # What two states feel for each other has no step.
        step = 0 if why == AGREE else self.now
        return float(draw_at(*self.run_key, step, why, subject, ordinal, actor, partner))


@pytest.mark.parametrize("aggregator", AGGREGATORS)
def test_on_the_same_luck_the_twin_does_what_the_compiled_step_does(aggregator: str) -> None:
    scenario = load("baseline", set={"threats[network_attacks].rate_per_year": 4.0})
    world, twin = found(scenario, SEED, 0), KeyedModel(scenario, SEED)
    code = float(AGGREGATORS.index(aggregator))
    world.threats[threat.AGGREGATOR] = code
    for each in twin.threats:
        each.aggregator_code = code
    size = size_of(world)
    tape = Tape(np.empty((STEPS, len(METRICS))), np.empty((0, *world.states.shape)))
    for step in range(STEPS):
        rest = Tape(tape.metrics[step:], tape.states)
        advance(world, empty(size, NOTHING), rest, step, step + 1, rows_per_step(size))
        twin.step()
        same = world_of(cast("Society", twin), world, step)
        for name, rows in BEYOND.items():
            getattr(same, name)[list(rows)] = getattr(world, name)[list(rows)]
        for name in COMPARED:
            np.testing.assert_array_equal(getattr(same, name), getattr(world, name), name)
    for name in HAPPENS:
        assert np.sum(tape.metrics[:, METRICS[name].index]) > 0.0


def test_on_mesas_luck_the_twin_is_repeatable() -> None:
    scenario = load("baseline")
    one, again, other = (PlainModel(scenario, seed) for seed in (1, 1, 2))
    for model in (one, again, other):
        model.step()
        model.step()
    assert one.agents.get("damage_stock") == again.agents.get("damage_stock")
    assert one.agents.get("damage_stock") != other.agents.get("damage_stock")
