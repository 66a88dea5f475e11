"""One step of the world: the phases in order. The order is theory."""

from __future__ import annotations

from typing import NamedTuple

from coopsim.compilation import entry, kernel
from coopsim.compilation.references import by_reference
from coopsim.metrics.observing import observe
from coopsim.phases.budgets import budgets
from coopsim.phases.capability import capability
from coopsim.phases.damage import damage
from coopsim.phases.diplomacy import diplomacy
from coopsim.phases.leaks import leaks
from coopsim.phases.membership import membership
from coopsim.phases.missions import missions
from coopsim.phases.partnering import partnering
from coopsim.phases.perception import perception
from coopsim.phases.politics import politics
from coopsim.phases.provision import provision
from coopsim.phases.response import response
from coopsim.phases.threats import threats
from coopsim.phases.ties import add_up, forget_ties
from coopsim.phases.trust import trust
from coopsim.world.ledger import Ledger
from coopsim.world.world import Numbers, World

for blocks in (World, Ledger):
    by_reference(blocks)


class Tape(NamedTuple):
    """Hold what is measured after each step.

    Attributes:
        metrics: ``[step, metric]``, see ``coopsim.metrics``.
        states: ``[step, field, state]``, or with no rows if states are not wanted.
    """

    metrics: Numbers
    states: Numbers


@entry
def advance(
    world: World, ledger: Ledger, tape: Tape, first: int, last: int, room: tuple[int, int]
) -> int:
    """Run steps ``first`` to ``last - 1``; return the step reached.

    Stops early when the ledger has no room for the rows that one more step may write
    (``room``: events, decisions), so that nothing is ever lost: empty it and call again.
    The tape is written from its row 0. What partnerships add up to is derived first, so that
    a world may be changed between calls.
    """
    forget_ties(world)
    add_up(world)
    for step in range(first, last):
        if ledger.level[0] > 0 and (
            ledger.used[0] + room[0] > ledger.events.shape[0]
            or ledger.used[1] + room[1] > ledger.decisions.shape[0]
        ):
            return step
        begin(world)
        threats(world, ledger, step)
        leaks(world, ledger, step)
        perception(world, step)
        politics(world, ledger, step)
        budgets(world)
        provision(world, ledger, step)
        response(world, ledger, step)
        damage(world, step)
        trust(world, ledger, step)
        diplomacy(world, ledger, step)
        missions(world, ledger, step)
        capability(world)
        partnering(world, ledger, step)
        membership(world, ledger, step)
        add_up(world)
        observe(world, tape.metrics[step - first])
        if step - first < tape.states.shape[0]:
            keep(world.states, tape.states[step - first])
    return last


@kernel
def begin(world: World) -> None:
    """Forget the sums of the step before."""
    for k in range(world.tallies.shape[0]):
        world.tallies[k] = 0.0


@kernel
def keep(states: Numbers, kept: Numbers) -> None:
    """Copy the states ``[field, state]`` onto the tape."""
    for f in range(states.shape[0]):
        for i in range(states.shape[1]):
            kept[f, i] = states[f, i]
