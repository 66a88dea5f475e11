"""Scenario -> World: give every row its numbers.

States stand in the order of their ids, so that their order in a file means nothing. The
graph of dyads is complete.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from coopsim.catalogue.registry import MECHANISMS, Parameter
from coopsim.compilation import interpreted
from coopsim.phases.agendas import affinity
from coopsim.randomness import run_key, stable_ids
from coopsim.scenario import geography
from coopsim.scenario.founding_capability import found_capability
from coopsim.scenario.founding_dangers import found_attackers, found_threats
from coopsim.scenario.founding_decisions import found_decisions
from coopsim.scenario.founding_institutions import (
    found_institutions,
    found_organisations,
    institution_names,
)
from coopsim.scenario.founding_politics import found_politics
from coopsim.scenario.schema import Scenario, State
from coopsim.world.blocks import conduct, dyad, partnership, state
from coopsim.world.fields import FIELDS, fields_of
from coopsim.world.world import (
    FROM,
    HIGH_KEY,
    LOW_KEY,
    MIRROR,
    NORMAL,
    POSITION,
    SALIENCE,
    TO,
    Numbers,
    Size,
    World,
    allocate,
    copy,
)


class Names(NamedTuple):
    """Hold the ids of rows, in the order of rows."""

    states: tuple[str, ...]
    threats: tuple[str, ...]
    institutions: tuple[str, ...]
    kinds: tuple[str, ...]
    attackers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()


def names_of(scenario: Scenario) -> Names:
    """Order the ids of everything that has rows."""
    return Names(
        states=tuple(sorted(each.id for each in scenario.states)),
        threats=tuple(sorted(each.id for each in scenario.threats)),
        institutions=institution_names(scenario),
        kinds=tuple(sorted(scenario.kinds_in_play())),
        attackers=tuple(sorted(each.id for each in scenario.attackers)),
        organisations=tuple(sorted(each.id for each in scenario.organisations)),
        # They have no rows in the world, and stand in the order of the file.
        interventions=tuple(
            each.name or str(number) for number, each in enumerate(scenario.interventions)
        ),
    )


def size_of(world: World) -> Size:
    """Count what a world holds."""
    return Size(
        states=world.states.shape[1],
        edges=world.edges.shape[1],
        kinds=world.kinds.shape[1],
        institutions=world.institutions.shape[1],
        threats=world.threats.shape[1],
        planned=world.plan.shape[1],
        issues=world.agendas.shape[1],
        attackers=world.attackers.shape[1],
        organisations=world.organisations.shape[1],
    )


def found(scenario: Scenario, seed: int, replicate: int) -> World:
    """Build the world of a scenario before its first step.

    Raises:
        CoopsimError: Two names share a stable id (rename one of them).
    """
    names = names_of(scenario)
    n = len(names.states)
    planned = sum(len(hit.targets) for each in scenario.threats for hit in each.schedule)
    size = Size(
        n, n * (n - 1), len(names.kinds), len(names.institutions), len(names.threats), planned,
        max(1, len(scenario.issues)), len(names.attackers), len(names.organisations),
    )  # fmt: skip
    world = allocate(size)
    world.clock[0] = scenario.step_months
    world.luck[:] = run_key(seed, replicate)
    world.state_key[:] = stable_ids(names.states)
    world.kind_key[:] = stable_ids(names.kinds)
    world.institution_key[:] = stable_ids(names.institutions)
    world.threat_key[:] = stable_ids(names.threats)
    world.attacker_key[:] = stable_ids(names.attackers)
    states = {each.id: each for each in scenario.states}
    _found_states(world, scenario, [states[name] for name in names.states])
    found_politics(world)
    found_decisions(world, scenario, [states[name] for name in names.states])
    _found_edges(world, n)
    _found_dyads(world, scenario, [states[name] for name in names.states])
    found_capability(world)
    _found_kinds(world, scenario, names)
    found_institutions(world, scenario, names.institutions, names.states)
    found_organisations(world, scenario, names.organisations, names.states)
    found_threats(world, scenario, names.threats, names.states)
    _found_partnerships(world, scenario, names)
    found_attackers(world, scenario, names.attackers, names.threats, names.states)
    tune(world, np.array(parameters_per_step(scenario)))
    return world


def with_threats_of(founded: World, scenario: Scenario) -> World:
    """Copy a world before its first step and give it the threats of another scenario.

    The world then equals one founded on that scenario, if the two differ in numbers of threats
    alone, and takes a hundredth of the time.
    """
    world, names = copy(founded), names_of(scenario)
    for block in (world.threats, world.plan, world.impacts, world.attackers):
        block[:] = 0.0
    found_threats(world, scenario, names.threats, names.states)
    found_attackers(world, scenario, names.attackers, names.threats, names.states)
    return world


def with_luck(founded: World, seed: int, replicate: int) -> World:
    """Copy a world before its first step and give it the luck of a seed and replicate.

    Founding reads no luck, so this equals founding anew, and takes a hundredth of the time.

    Raises:
        InputError: The seed or the replicate is out of range.
    """
    world = copy(founded)
    world.luck[:] = run_key(seed, replicate)
    return world


def tune(world: World, parameters: Numbers) -> None:
    """Give a world before its first step the parameters of a scenario, and what follows of them.

    The world then equals one founded on that scenario, if the two differ in mechanisms alone.
    """
    place = MECHANISMS["trust"].parameters["prior_strength"].index
    strength, known = parameters[place], world.parameters[place]
    world.parameters[:] = parameters
    # Sweeps do this before every run, and few of them vary what priors weigh.
    if strength == known:
        return
    prior = world.dyads[dyad.TRUST_PRIOR]
    world.dyads[dyad.EVIDENCE_FOR] = strength * prior
    world.dyads[dyad.EVIDENCE_AGAINST] = strength * (1.0 - prior)


def rate_per_step(monthly: float, months: float) -> float:
    """Turn a monthly chance or pace in [0, 1] into that of a step of so many months."""
    return 1.0 - math.pow(1.0 - monthly, months)


def edge_of(n_states: int, i: int, j: int) -> int:
    """Return the edge from row i to row j of a complete graph."""
    return i * (n_states - 1) + (j if j < i else j - 1)


def parameters_per_step(scenario: Scenario) -> list[float]:
    """Return scales and parameters at their places, rates turned into those of a step."""
    values = list(scenario.parameter_values())
    for mechanism in MECHANISMS.values():
        for each in mechanism.parameters.values():
            values[each.index] = per_step(each, values[each.index], scenario.step_months)
    return values


def per_step(parameter: Parameter, value: float, months: float) -> float:
    """Return a value of a parameter as a world holds it: a rate is that of a step."""
    return rate_per_step(value, months) if parameter.unit == "1/month" else value


def _found_states(world: World, scenario: Scenario, states: list[State]) -> None:
    given = [field for field in fields_of(state.BLOCK) if field.given]
    for i, each in enumerate(states):
        for field in given:
            world.states[field.index, i] = getattr(each, field.name)
        for k, issue in enumerate(scenario.issues):
            world.agendas[POSITION, k, i] = each.agenda.get(issue, 0.0)
            world.agendas[SALIENCE, k, i] = each.salience.get(issue, 1.0)
    world.agendas[NORMAL] = world.agendas[SALIENCE]
    world.states[state.READINESS] = world.states[state.READINESS_NORMAL]
    world.states[state.UPKEEP_PAID] = 1.0
    world.states[conduct.RELIABILITY] = world.states[conduct.COMPLIANCE]


def _found_edges(world: World, n: int) -> None:
    for i in range(n):
        world.row_start[i + 1] = (i + 1) * (n - 1)
        for j in range(n):
            if i != j:
                e = edge_of(n, i, j)
                world.edges[FROM, e], world.edges[TO, e] = i, j
                world.edges[MIRROR, e] = edge_of(n, j, i)
    keys = world.state_key[world.edges[FROM]], world.state_key[world.edges[TO]]
    world.edges[LOW_KEY], world.edges[HIGH_KEY] = np.minimum(*keys), np.maximum(*keys)


def _found_dyads(world: World, scenario: Scenario, states: list[State]) -> None:
    for e in range(world.edges.shape[1]):
        i, j = int(world.edges[FROM, e]), int(world.edges[TO, e])
        one, other = states[i], states[j]
        close = interpreted(affinity)(world.agendas, i, j)
        world.dyads[dyad.AFFINITY, e] = close
        world.dyads[dyad.TRUST_PRIOR, e] = close
        world.dyads[dyad.REGIME_DISTANCE, e] = abs(one.democracy - other.democracy)
        world.dyads[dyad.FRICTION, e] = geography.friction(one, other)
        world.dyads[dyad.DISTANCE, e] = geography.distance_km(one, other)
        touching = other.id in one.borders or one.id in other.borders
        world.dyads[dyad.CONTIGUITY, e] = 1.0 if touching else 0.0
    _apply_dyad_table(world, scenario, [each.id for each in states])
    world.dyads[dyad.TRUST] = world.dyads[dyad.TRUST_PRIOR]


def _apply_dyad_table(world: World, scenario: Scenario, ids: list[str]) -> None:
    row = {name: i for i, name in enumerate(ids)}
    given = [field for field in fields_of(dyad.BLOCK) if field.given]
    for each in scenario.dyads:
        edges = [edge_of(len(ids), row[each.from_], row[each.to])]
        if each.both_ways:
            edges.append(edge_of(len(ids), row[each.to], row[each.from_]))
        for field in given:
            value = getattr(each, field.name)
            if value is not None:
                world.dyads[field.index, edges] = value


def _found_kinds(world: World, scenario: Scenario, names: Names) -> None:
    kinds = scenario.partnership_kinds()
    for t, name in enumerate(names.kinds):
        for field in fields_of(partnership.KIND):
            if field.given:
                world.kinds[field.index, t] = getattr(kinds[name], field.name)
        needs = kinds[name].needs
        world.kinds[partnership.NEEDS_FIELD, t] = (
            -1.0 if needs is None else FIELDS[state.BLOCK][needs].index
        )
        pace = rate_per_step(kinds[name].deepening, scenario.step_months)
        world.kinds[partnership.DEEPENING, t] = pace


def _found_partnerships(world: World, scenario: Scenario, names: Names) -> None:
    n = len(names.states)
    row = {name: i for i, name in enumerate(names.states)}
    for each in scenario.partnerships:
        t = names.kinds.index(each.kind)
        members = [row[name] for name in each.members]
        for i in members:
            for j in members:
                if i != j:
                    e = edge_of(n, i, j)
                    world.partnerships[partnership.DEPTH, t, e] = each.depth
                    world.partnerships[partnership.SINCE, t, e] = -1.0
    never = world.partnerships[partnership.DEPTH] <= 0.0
    world.partnerships[partnership.SINCE][never] = -1.0
