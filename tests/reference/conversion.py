"""From the engine's blocks of numbers to objects, and back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from coopsim.catalogue import rules as _declarations  # noqa: F401 (fills the registry)
from coopsim.catalogue.registry import MECHANISMS
from coopsim.catalogue.rule_registry import DECISION, RULES
from coopsim.world import ledger as book
from coopsim.world.blocks import attacker, dyad, institution, partnership, state, tally, threat
from coopsim.world.fields import fields_of
from coopsim.world.world import FROM, SLOTS, TO, Numbers, World
from coopsim.world.world import copy as copy_of
from reference.diary import Diary
from reference.objects import (
    Attacker,
    Dyad,
    Impact,
    Institution,
    Kind,
    Mandate,
    Partnership,
    PlannedStrike,
    Society,
    State,
    Tallies,
    Threat,
)

# Users write what holds at the start; in the objects the plain name is what holds now.
RENAMED = {
    (state.BLOCK, "readiness"): "readiness_normal",
    (state.BLOCK, "readiness_now"): "readiness",
    (state.BLOCK, "approval"): "approval_normal",
    (state.BLOCK, "approval_now"): "approval",
    (state.BLOCK, "takes_part"): "takes_part_first",
    (state.BLOCK, "takes_part_now"): "takes_part",
    (dyad.BLOCK, "trust"): "trust_prior",
    (dyad.BLOCK, "trust_now"): "trust",
}
OBJECTS: dict[str, Any] = {
    state.BLOCK: State,
    dyad.BLOCK: Dyad,
    partnership.KIND: Kind,
    partnership.BLOCK: Partnership,
    institution.BLOCK: Institution,
    institution.MANDATE: Mandate,
    threat.BLOCK: Threat,
    threat.IMPACT: Impact,
    tally.BLOCK: Tallies,
    attacker.BLOCK: Attacker,
}


def attributes_of(block: str) -> list[tuple[int, str]]:
    """List the rows of a block with the attributes of an object that they are."""
    return [(each.index, RENAMED.get((block, each.name), each.name)) for each in fields_of(block)]


def is_known(block: str, name: str) -> bool:
    """Tell whether the reference knows a field: those of mechanisms beyond the core it does not."""
    own = RENAMED.get((block, name), name)
    return block not in OBJECTS or own in OBJECTS[block].__dataclass_fields__


def fill(thing: Any, block: str, column: Numbers) -> Any:
    """Give an object the numbers of a column, as far as it has them: those of the core."""
    for row, name in attributes_of(block):
        if hasattr(thing, name):
            setattr(thing, name, float(column[row]))
    return thing


def society_of(world: World, step: int) -> Society:
    """Read a world before a step; nothing is shared with its blocks."""
    parameters = {}
    for mechanism in MECHANISMS.values():
        parameters[mechanism.name] = float(world.parameters[mechanism.switch])
        for each in mechanism.parameters.values():
            parameters[f"{mechanism.name}.{each.name}"] = float(world.parameters[each.index])
    states = [
        fill(State(i, int(key)), state.BLOCK, world.states[:, i])
        for i, key in enumerate(world.state_key)
    ]
    for i, one in enumerate(states):
        one.rule, one.manner = _rule_of(world, i)
    kinds = [
        fill(Kind(t, int(key)), partnership.KIND, world.kinds[:, t])
        for t, key in enumerate(world.kind_key)
    ]
    _read_dyads(world, step, states, kinds)
    return Society(
        months=float(world.clock[0]),
        run_key=(int(world.luck[0]), int(world.luck[1])),
        parameters=parameters,
        states=states,
        kinds=kinds,
        institutions=_institutions_of(world),
        threats=_threats_of(world, step, states),
        attackers=[
            fill(Attacker(a, int(key)), attacker.BLOCK, world.attackers[:, a])
            for a, key in enumerate(world.attacker_key)
        ],
        planned=[
            fill(PlannedStrike(), threat.PLAN, world.plan[:, n]) for n in range(world.plan.shape[1])
        ],
        tallies=fill(Tallies(), tally.BLOCK, world.tallies),
    )


def _rule_of(world: World, i: int) -> tuple[str, dict[str, float]]:
    rule = list(RULES[DECISION].values())[world.rules[i]]
    numbers = {name: float(world.manners[i, p.index]) for name, p in rule.parameters.items()}
    return rule.name, numbers


def _read_dyads(world: World, step: int, states: list[State], kinds: list[Kind]) -> None:
    for e in range(world.edges.shape[1]):
        holder, other = states[world.edges[FROM, e]], states[world.edges[TO, e]]
        one: Dyad = fill(Dyad(holder, other), dyad.BLOCK, world.dyads[:, e])
        one.acts_on_the_way = _by_arrival(world.shipments[:, e], step)
        one.least_luck = [float(each) for each in world.partnerships[partnership.LEAST_LUCK, :, e]]
        holder.towards[other.row] = one
        if other.row < holder.row:
            one.partnerships = one.opposite.partnerships
        else:
            one.partnerships = [
                fill(Partnership(kind), partnership.BLOCK, world.partnerships[:, kind.row, e])
                for kind in kinds
            ]


def _institutions_of(world: World) -> list[Institution]:
    n_threats, n_states = world.impacts.shape[1:]
    result = []
    for m, key in enumerate(world.institution_key):
        one: Institution = fill(
            Institution(m, int(key)), institution.BLOCK, world.institutions[:, m]
        )
        one.seats = [float(seat) for seat in world.seats[institution.MEMBER, m]]
        one.mandates = [
            [
                fill(Mandate(), institution.MANDATE, world.mandates[:, m, h, i])
                for i in range(n_states)
            ]
            for h in range(n_threats)
        ]
        result.append(one)
    return result


def _threats_of(world: World, step: int, states: list[State]) -> list[Threat]:
    result = []
    traits = dict(attributes_of(state.BLOCK))
    for h, key in enumerate(world.threat_key):
        exposed_by = traits.get(int(world.threats[threat.EXPOSURE_FIELD, h]), "")
        denied_by = traits.get(int(world.threats[threat.DENIAL_FIELD, h]), "")
        one: Threat = fill(
            Threat(h, int(key), exposed_by, denied_by), threat.BLOCK, world.threats[:, h]
        )
        one.impacts = [
            fill(
                Impact(each, help_on_the_way=_by_arrival(world.transit[:, h, each.row], step)),
                threat.IMPACT,
                world.impacts[:, h, each.row],
            )
            for each in states
        ]
        result.append(one)
    return result


def _by_arrival(slots: Numbers, step: int) -> dict[int, float]:
    """Name what is in the slots by the step in which it is unloaded, the present one first."""
    arrivals = ((step + n, float(slots[(step + n) % SLOTS])) for n in range(SLOTS))
    return {arrival: amount for arrival, amount in arrivals if amount != 0.0}


def world_of(society: Society, world: World, step: int) -> World:
    """Write a society after a step into blocks; what it does not hold is copied from ``world``."""
    result = copy_of(world)
    for block, thing, column in _columns(society, result):
        for row, name in attributes_of(block):
            # What the reference does not have stays as it was before the step.
            column[row] = getattr(thing, name, column[row])
    for h, each in enumerate(society.threats):
        for i, impact in enumerate(each.impacts):
            result.transit[:, h, i] = _by_slot(impact.help_on_the_way, step)
    for e, one in enumerate(society.dyads()):
        result.shipments[:, e] = _by_slot(one.acts_on_the_way, step)
        result.partnerships[partnership.LEAST_LUCK, :, e] = one.least_luck
    return result


def _columns(society: Society, world: World) -> Iterator[tuple[str, Any, Numbers]]:
    """Pair every object with its block and its column."""
    yield tally.BLOCK, society.tallies, world.tallies
    for i, each in enumerate(society.states):
        yield state.BLOCK, each, world.states[:, i]
    for e, one in enumerate(society.dyads()):
        yield dyad.BLOCK, one, world.dyads[:, e]
        for t, tie in enumerate(one.partnerships):
            yield partnership.BLOCK, tie, world.partnerships[:, t, e]
    for m, organ in enumerate(society.institutions):
        yield institution.BLOCK, organ, world.institutions[:, m]
        for h, mandates in enumerate(organ.mandates):
            for i, mandate in enumerate(mandates):
                yield institution.MANDATE, mandate, world.mandates[:, m, h, i]
    for h, danger in enumerate(society.threats):
        for i, impact in enumerate(danger.impacts):
            yield threat.IMPACT, impact, world.impacts[:, h, i]


def _by_slot(arrivals: dict[int, float], step: int) -> Numbers:
    """Lay out what arrives after a step by step of arrival modulo SLOTS.

    Raises:
        ValueError: Something arrives in the past, or later than the slots can tell apart.
    """
    slots = np.zeros(SLOTS)
    for arrival, amount in arrivals.items():
        if not step < arrival < step + SLOTS:
            raise ValueError(f"help of step {step} arrives in step {arrival}")
        slots[arrival % SLOTS] = amount
    return slots


def event_rows(diary: Diary) -> Numbers:
    """Write events as the ledger has them."""
    rows = [
        (each.step, each.kind, each.actor, each.partner, each.subject, each.size, each.cause)
        for each in diary.events
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, book.EVENT_WIDTH)


def decision_rows(diary: Diary, level: int) -> Numbers:
    """Write decisions as the ledger has them at a level of detail."""
    rows = [
        (
            each.step, each.kind, each.actor, each.partner, each.subject, each.answer, each.score,
            each.threshold, each.luck, each.amount, *each.terms,
            *(math.nan for _ in range(book.MAX_TERMS - len(each.terms))), each.body,
        )
        for each in diary.decisions
        if each.changes or level == book.EVERYTHING
    ]  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(-1, book.DECISION_WIDTH)
