"""Capacity building: the better prepared train the others, and gain influence.

A state learns from the partner that teaches it most. Readiness in normal times is what the
scenario gives plus what training added, so a lead tapers off as it is made up:

    effort_j = training_ij x affinity_ij x (1 - opposition_j) x (share of its bills j can pay)
    trained_i += scale x pace x effort_j x (readiness_j - readiness_i)
    position_i += scale x influence x effort_j x (position_j - position_i)

The giver j pays cost_busd x personnel of i x months x effort before that share.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.capability import (
    CAPACITY_BUILDING_ON,
    INFLUENCE,
    TRAINING_COST,
    TRAINING_PACE,
)
from coopsim.compilation import kernel
from coopsim.phases.agendas import realign
from coopsim.phases.budgets import spend
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import dyad, politics, state
from coopsim.world.world import POSITION, TO, Numbers, World

NOBODY = -1


@kernel
def teach(world: World) -> None:
    """Let every state learn from the partner that teaches it most."""
    scale = world.parameters[CAPACITY_BUILDING_ON]
    if scale <= 0.0:
        return
    effort, bills, giver = world.scratch[0], world.scratch[1], world.lists[0]
    price = world.parameters[TRAINING_COST] * world.clock[0]
    for j in range(world.states.shape[1]):
        bills[j] = 0.0
    for i in range(world.states.shape[1]):
        giver[i] = _find_teacher(world, i)
        if giver[i] != NOBODY:
            bills[giver[i]] += price * effort[i] * world.states[state.PERSONNEL, i]
    for i in range(world.states.shape[1]):
        if giver[i] != NOBODY and bills[giver[i]] > world.states[state.RESERVE, giver[i]]:
            effort[i] *= world.states[state.RESERVE, giver[i]] / bills[giver[i]]
    _persuade(world, scale * world.parameters[INFLUENCE])
    _train(world, scale * world.parameters[TRAINING_PACE], price)


@kernel
def _readiness(states: Numbers, i: int) -> float:
    """Return the readiness of state i in normal times, [0, 1]."""
    return states[state.READINESS_NORMAL, i] + states[ab.TRAINED, i]


@kernel
def _find_teacher(world: World, i: int) -> int:
    """Return who teaches state i most, or NOBODY; note the effort in the first scratch row."""
    best, most = NOBODY, 0.0
    own = _readiness(world.states, i)
    for e in range(world.row_start[i], world.row_start[i + 1]):
        training = world.dyads[ab.TRAINING, e]
        if training > 0.0:
            j = world.edges[TO, e]
            will = world.dyads[dyad.AFFINITY, e] * (1.0 - world.states[politics.OPPOSITION, j])
            lesson = training * will * (_readiness(world.states, j) - own)
            if lesson > most:
                best, most = j, lesson
                world.scratch[0, i] = training * will
    return best


@kernel
def _train(world: World, pace: float, price: float) -> None:
    """Raise the readiness of those who learn, all from what it was before, and pay for it."""
    effort, giver, gained = world.scratch[0], world.lists[0], world.scratch[1]
    for i in range(world.states.shape[1]):
        gained[i] = 0.0
        if giver[i] != NOBODY:
            lead = _readiness(world.states, giver[i]) - _readiness(world.states, i)
            gained[i] = min(1.0, pace * effort[i]) * lead
            bill = price * effort[i] * world.states[state.PERSONNEL, i]
            spend(world.states, world.parameters, giver[i], bill)
            world.tallies[ab.TAUGHT] += bill
    for i in range(world.states.shape[1]):
        world.states[ab.TRAINED, i] += gained[i]


@kernel
def _persuade(world: World, influence: float) -> None:
    """Move the agendas of those who learn towards their teachers', all from where they were."""
    effort, giver, moved = world.scratch[0], world.lists[0], world.scratch[1]
    if influence <= 0.0:
        return
    for k in range(world.agendas.shape[1]):
        for i in range(world.states.shape[1]):
            moved[i] = 0.0
            if giver[i] != NOBODY:
                gap = world.agendas[POSITION, k, giver[i]] - world.agendas[POSITION, k, i]
                moved[i] = min(1.0, influence * effort[i]) * gap
        for i in range(world.states.shape[1]):
            world.agendas[POSITION, k, i] += moved[i]
    for i in range(world.states.shape[1]):
        if giver[i] != NOBODY:
            realign(world, i)
