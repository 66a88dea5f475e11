"""Scenario -> World: threats, planned strikes, and the attackers that use the threats."""

from __future__ import annotations

import math

import numpy as np

from coopsim.decisions.aid import AGGREGATORS
from coopsim.scenario.kinds import ALIKE, ThreatKind
from coopsim.scenario.schema import Scenario, Threat
from coopsim.world.blocks import attacker, state, threat
from coopsim.world.fields import FIELDS, fields_of
from coopsim.world.world import FROM, TO, World

Ids = tuple[str, ...]
MONTHLY = "1/month"


def found_threats(world: World, scenario: Scenario, threats: Ids, states: Ids) -> None:
    """Fill in the threats, whom they may strike, and the strikes that are scheduled."""
    kinds = scenario.threat_kinds()
    for row in (threat.STARTED, threat.ASKED_AT, threat.HELPED_AT, threat.SPONSOR):
        world.impacts[row] = -1.0
    planned: list[tuple[float, ...]] = []
    for each in scenario.threats:
        h, kind = threats.index(each.id), kinds[each.kind]
        for field in fields_of(threat.BLOCK):
            if field.given:
                own = getattr(each, field.name, None)
                value = getattr(kind, field.name) if own is None else own
                if field.unit == MONTHLY:
                    value = 1.0 - math.pow(1.0 - value, scenario.step_months)
                world.threats[field.index, h] = value
        _describe(world, scenario, h, kind)
        for i, name in enumerate(states):
            aimed = each.targets == "all" or name in each.targets
            world.impacts[threat.TARGETED, h, i] = 1.0 if aimed else 0.0
        planned.extend(_planned_strikes(each, h, states))
    for n, entry in enumerate(sorted(planned)):
        world.plan[:, n] = entry


def _describe(world: World, scenario: Scenario, h: int, kind: ThreatKind) -> None:
    """Fill in what a kind says in words: fields of a state, ways of spreading, an issue."""
    column = world.threats[:, h]
    column[threat.EXPOSURE_FIELD] = _row_of(kind.exposure)
    column[threat.DENIAL_FIELD] = _row_of(kind.denied_by)
    column[threat.EXPOSURE_INVERTED] = float(kind.inverted)
    column[threat.AGGREGATOR] = AGGREGATORS.index(kind.aggregator)
    column[threat.SPREAD_BORDERS] = float(kind.spreads_over == "borders")
    column[threat.SPREAD_TRADE] = float(kind.spreads_over == "trade")
    column[threat.SPREAD_NETWORKS] = float(kind.spreads_over == "networks")
    known = kind.raises in scenario.issues
    column[threat.ISSUE] = scenario.issues.index(kind.raises) if known else -1.0


def _row_of(name: str | None) -> int:
    """Return the row of a field of states; -1 if none is meant."""
    return -1 if name in (None, ALIKE) else FIELDS[state.BLOCK][str(name)].index


def _planned_strikes(each: Threat, h: int, states: Ids) -> list[tuple[float, ...]]:
    """List planned strikes as rows of the plan: step, threat, target, severity."""
    return [
        (
            float(hit.at),
            float(h),
            float(states.index(target)),
            each.severity if hit.severity is None else hit.severity,
        )
        for hit in each.schedule
        for target in hit.targets
    ]


def found_attackers(
    world: World, scenario: Scenario, attackers: Ids, threats: Ids, states: Ids
) -> None:
    """Fill in the attackers, and what they mean to those at whom they may aim."""
    for each in scenario.attackers:
        a, h = attackers.index(each.id), threats.index(each.threat)
        for field in fields_of(attacker.BLOCK):
            if field.given:
                world.attackers[field.index, a] = getattr(each, field.name)
        sponsor = states.index(each.sponsor) if each.sponsor else -1
        world.attackers[attacker.THREAT, a] = h
        world.attackers[attacker.SPONSOR, a] = sponsor
        world.attackers[attacker.STRATEGY, a] = float(each.strategy == "group")
        world.aims[attacker.EXPECTED, a] = 1.0
        aimed_at = world.impacts[threat.TARGETED, h] > 0.0
        aimed_at[[i for i in (sponsor,) if i >= 0]] = False
        world.impacts[threat.ATTEMPTS, h, aimed_at] += world.attackers[attacker.RATE, a]
        one, other = world.edges[FROM], world.edges[TO]
        hostile = np.where(one == sponsor, aimed_at[other], (other == sponsor) & aimed_at[one])
        world.dyads[attacker.RIVALRY, hostile] = 1.0
