"""Phase 6: what is not met turns into damage, and damage is repaired.

    damage  = scale x max(0, need - home effort - help arrived)
    averted = scale x min(help arrived, need - home effort)
    stock'  = stock x (1 - repair_rate) + damage                      [billion USD]

The stock lowers income (``phases.budgets``) until it is repaired.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import DAMAGE_ON, REPAIR
from coopsim.compilation import kernel
from coopsim.phases.logistics import unload
from coopsim.world.blocks import state, tally
from coopsim.world.blocks import threat as th
from coopsim.world.world import Numbers, World


@kernel
def damage(world: World, step: int) -> None:
    """Let help arrive, count damage and what was averted, and repair."""
    unload(world, step)
    keep = 1.0 - world.parameters[REPAIR]
    for i in range(world.states.shape[1]):
        world.states[state.DAMAGE_STOCK, i] *= keep
        world.states[state.DAMAGE, i] = 0.0
        world.states[state.AVERTED, i] = 0.0
        world.states[state.RECEIVED, i] = 0.0
    for h in range(world.impacts.shape[1]):
        for i in range(world.impacts.shape[2]):
            _suffer(world.states, world.impacts, world.parameters[DAMAGE_ON], h, i)
            if world.impacts[th.ARRIVED, h, i] > 0.0:
                _time_first_help(world.impacts, world.tallies, step, h, i)


@kernel
def _suffer(states: Numbers, impacts: Numbers, scale: float, h: int, i: int) -> None:
    arrived = impacts[th.ARRIVED, h, i]
    open_need = max(0.0, impacts[th.NEED, h, i] - impacts[th.HOME, h, i])
    harm = scale * max(0.0, open_need - arrived)
    states[state.RECEIVED, i] += arrived
    states[state.AVERTED, i] += scale * min(arrived, open_need)
    states[state.DAMAGE, i] += harm
    states[state.DAMAGE_STOCK, i] += harm


@kernel
def _time_first_help(impacts: Numbers, tallies: Numbers, step: int, h: int, i: int) -> None:
    """Note how long a strike that asked for help waited for the first of it."""
    if impacts[th.ASKED_AT, h, i] >= 0.0 and impacts[th.HELPED_AT, h, i] < 0.0:
        impacts[th.HELPED_AT, h, i] = step
        tallies[tally.FIRST_HELPED] += 1.0
        tallies[tally.WAITED] += step - impacts[th.ASKED_AT, h, i]
