"""Scenario -> World: give every row its numbers.

States stand in the order of their ids, so that their order in a file means nothing. The
graph of dyads is complete.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from coopsim.catalogue.registry import MECHANISMS
from coopsim.decisions.aid import AGGREGATORS
from coopsim.randomness import run_key, stable_ids
from coopsim.scenario import geography
from coopsim.scenario.kinds import ALIKE
from coopsim.scenario.schema import Institution, Scenario, State, Threat
from coopsim.world.blocks import dyad, institution, partnership, state, threat
from coopsim.world.fields import FIELDS, fields_of
from coopsim.world.world import (
    FROM,
    HIGH_KEY,
    LOW_KEY,
    MIRROR,
    POSITION,
    SALIENCE,
    TO,
    Numbers,
    Size,
    World,
    allocate,
)


class Names(NamedTuple):
    """Hold the ids of rows, in the order of rows."""

    states: tuple[str, ...]
    threats: tuple[str, ...]
    institutions: tuple[str, ...]
    kinds: tuple[str, ...]


def names_of(scenario: Scenario) -> Names:
    """Order the ids of everything that has rows."""
    return Names(
        states=tuple(sorted(each.id for each in scenario.states)),
        threats=tuple(sorted(each.id for each in scenario.threats)),
        institutions=tuple(sorted(each.id for each in scenario.institutions)),
        kinds=tuple(sorted(scenario.partnership_kinds())),
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
        max(1, len(scenario.issues)),
    )  # fmt: skip
    world = allocate(size)
    world.clock[0] = scenario.step_months
    world.luck[:] = run_key(seed, replicate)
    world.state_key[:] = stable_ids(names.states)
    world.kind_key[:] = stable_ids(names.kinds)
    world.institution_key[:] = stable_ids(names.institutions)
    world.threat_key[:] = stable_ids(names.threats)
    states = {each.id: each for each in scenario.states}
    _found_states(world, scenario, [states[name] for name in names.states])
    _found_edges(world, n)
    _found_dyads(world, scenario, [states[name] for name in names.states])
    _found_kinds(world, scenario, names)
    _found_institutions(world, scenario, names)
    _found_threats(world, scenario, names)
    _found_partnerships(world, scenario, names)
    tune(world, np.array(parameters_per_step(scenario)))
    return world


def tune(world: World, parameters: Numbers) -> None:
    """Give a world before its first step the parameters of a scenario, and what follows of them.

    The world then equals one founded on that scenario, if the two differ in mechanisms alone.
    """
    world.parameters[:] = parameters
    strength = world.parameters[MECHANISMS["trust"].parameters["prior_strength"].index]
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
            if each.unit == "1/month":
                values[each.index] = rate_per_step(values[each.index], scenario.step_months)
    return values


def _found_states(world: World, scenario: Scenario, states: list[State]) -> None:
    given = [field for field in fields_of(state.BLOCK) if field.given]
    for i, each in enumerate(states):
        for field in given:
            world.states[field.index, i] = getattr(each, field.name)
        for k, issue in enumerate(scenario.issues):
            world.agendas[POSITION, k, i] = each.agenda.get(issue, 0.0)
            world.agendas[SALIENCE, k, i] = each.salience.get(issue, 1.0)
    world.states[state.READINESS] = world.states[state.READINESS_NORMAL]
    world.states[state.UPKEEP_PAID] = 1.0


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
        affinity = _affinity(world, i, j)
        world.dyads[dyad.AFFINITY, e] = affinity
        world.dyads[dyad.TRUST_PRIOR, e] = affinity
        world.dyads[dyad.REGIME_DISTANCE, e] = abs(one.democracy - other.democracy)
        world.dyads[dyad.FRICTION, e] = geography.friction(one, other)
        world.dyads[dyad.DISTANCE, e] = geography.distance_km(one, other)
        touching = other.id in one.borders or one.id in other.borders
        world.dyads[dyad.CONTIGUITY, e] = 1.0 if touching else 0.0
    _apply_dyad_table(world, scenario, [each.id for each in states])
    world.dyads[dyad.TRUST] = world.dyads[dyad.TRUST_PRIOR]


def _affinity(world: World, i: int, j: int) -> float:
    """Return 1 - half the mean distance of two agendas, weighted by what i finds salient."""
    gap, weight = 0.0, 0.0
    for k in range(world.agendas.shape[1]):
        salience = float(world.agendas[SALIENCE, k, i])
        gap += salience * abs(float(world.agendas[POSITION, k, i] - world.agendas[POSITION, k, j]))
        weight += salience
    return 1.0 - 0.5 * gap / weight if weight > 0.0 else 1.0


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
            world.kinds[field.index, t] = getattr(kinds[name], field.name)
        pace = rate_per_step(kinds[name].deepening, scenario.step_months)
        world.kinds[partnership.DEEPENING, t] = pace


def _found_institutions(world: World, scenario: Scenario, names: Names) -> None:
    by_id = {each.id: each for each in scenario.institutions}
    world.mandates[institution.SINCE] = -1.0
    for m, name in enumerate(names.institutions):
        each = by_id[name]
        for field in fields_of(institution.BLOCK):
            if field.given:
                world.institutions[field.index, m] = _rule_or_own(scenario, each, field.name)
        lead = names.states.index(each.lead) if each.lead else -1
        world.institutions[institution.LEAD, m] = lead
        for member in each.members:
            world.seats[institution.MEMBER, m, names.states.index(member)] = 1.0
        _join_fellows(world, m, each)


def _rule_or_own(scenario: Scenario, each: Institution, name: str) -> float:
    """Return an institution's own value, or that of its decision rule if it gives none."""
    own = getattr(each, name)
    rule = scenario.decision_rules()[each.decision_rule]
    return float(getattr(rule, name) if own is None else own)


def _join_fellows(world: World, m: int, each: Institution) -> None:
    member = world.seats[institution.MEMBER, m]
    both = (member[world.edges[FROM]] > 0.0) & (member[world.edges[TO]] > 0.0)
    world.dyads[dyad.FELLOWSHIP, both] = 1.0
    standards = world.dyads[dyad.STANDARDS]
    world.dyads[dyad.STANDARDS] = np.where(both, np.maximum(standards, each.standards), standards)


def _found_threats(world: World, scenario: Scenario, names: Names) -> None:
    kinds = scenario.threat_kinds()
    world.impacts[threat.STARTED] = -1.0
    world.impacts[threat.ASKED_AT] = -1.0
    world.impacts[threat.HELPED_AT] = -1.0
    planned: list[tuple[float, ...]] = []
    for each in scenario.threats:
        h, kind = names.threats.index(each.id), kinds[each.kind]
        for field in fields_of(threat.BLOCK):
            if field.given:
                own = getattr(each, field.name, None)
                value = getattr(kind, field.name) if own is None else own
                world.threats[field.index, h] = value
        pace = rate_per_step(float(world.threats[threat.CONTAGION, h]), scenario.step_months)
        world.threats[threat.CONTAGION, h] = pace
        fields = FIELDS[state.BLOCK]
        exposing = -1 if kind.exposure == ALIKE else fields[kind.exposure].index
        world.threats[threat.EXPOSURE_FIELD, h] = exposing
        world.threats[threat.EXPOSURE_INVERTED, h] = float(kind.inverted)
        world.threats[threat.AGGREGATOR, h] = AGGREGATORS.index(kind.aggregator)
        world.threats[threat.SPREAD_BORDERS, h] = float(kind.spreads_over == "borders")
        world.threats[threat.SPREAD_TRADE, h] = float(kind.spreads_over == "trade")
        for i, name in enumerate(names.states):
            aimed = each.targets == "all" or name in each.targets
            world.impacts[threat.TARGETED, h, i] = 1.0 if aimed else 0.0
        planned.extend(_planned_strikes(each, h, names))
    for n, entry in enumerate(sorted(planned)):
        world.plan[:, n] = entry


def _planned_strikes(each: Threat, h: int, names: Names) -> list[tuple[float, ...]]:
    """List planned strikes as rows of the plan: step, threat, target, severity."""
    return [
        (
            float(hit.at),
            float(h),
            float(names.states.index(target)),
            each.severity if hit.severity is None else hit.severity,
        )
        for hit in each.schedule
        for target in hit.targets
    ]


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
