"""Domestic politics at the start: approval, coalitions, and the date of the next election."""

from __future__ import annotations

from coopsim.world.blocks import politics
from coopsim.world.world import World

# Stable ids are spread evenly over so many numbers.
IDS = 2.0**32


def found_politics(world: World) -> None:
    """Put approval and coalitions at their normal values and set the clocks of elections.

    A date that the scenario leaves open follows from the state's id, so that the elections of
    different states are spread evenly over the period.
    """
    states = world.states
    states[politics.APPROVAL] = states[politics.APPROVAL_NORMAL]
    states[politics.FRAGMENTATION] = states[politics.FRAGMENTATION_NORMAL]
    for i, key in enumerate(world.state_key):
        period, date = states[politics.ELECTION_MONTHS, i], states[politics.NEXT_ELECTION, i]
        if period > 0.0:
            states[politics.TO_ELECTION, i] = date if date > 0.0 else period * float(key) / IDS
