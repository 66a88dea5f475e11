"""Found institutions, rows that stay free for what is founded in the run, and relief."""

from __future__ import annotations

import numpy as np

from coopsim.phases.burden import BURDEN_RULES
from coopsim.scenario.actors import CLOSED
from coopsim.scenario.dangers import ALL
from coopsim.scenario.schema import Institution, Scenario
from coopsim.world.blocks import conduct, dyad, institution, organisation, state
from coopsim.world.blocks import membership as ms
from coopsim.world.fields import FIELDS, fields_of
from coopsim.world.world import FROM, TO, World

# How many institutions and coalitions that are founded in the run may exist at a time.
SPARE_ROWS = 4
# What is founded in the run decides by this rule, unless it is led.
SPARE_RULE = "unanimity"


def institution_names(scenario: Scenario) -> tuple[str, ...]:
    """Order the ids of institutions; the free rows stand after them, as NEW1, NEW2 and so on."""
    named = sorted(each.id for each in scenario.institutions)
    founders = ("founding", "coalitions")
    if not any(scenario.mechanisms[name].scale > 0.0 for name in founders):
        return tuple(named)
    # As many more as there are rows taken suffice to find free names.
    candidates = (f"NEW{n}" for n in range(1, SPARE_ROWS + len(named) + 1))
    spare = [name for name in candidates if name not in named][:SPARE_ROWS]
    return (*named, *spare)


def found_institutions(
    world: World, scenario: Scenario, organs: tuple[str, ...], states: tuple[str, ...]
) -> None:
    """Give every institution its rules, its conditions and its members."""
    by_id = {each.id: each for each in scenario.institutions}
    world.mandates[institution.SINCE] = -1.0
    for m, name in enumerate(organs):
        if name in by_id:
            _found_one(world, scenario, m, by_id[name], states)
        else:
            _keep_free(world, scenario, m)


def _found_one(
    world: World, scenario: Scenario, m: int, each: Institution, states: tuple[str, ...]
) -> None:
    for field in fields_of(institution.BLOCK):
        if field.given:
            world.institutions[field.index, m] = _rule_or_own(scenario, each, field.name)
    organ = world.institutions[:, m]
    organ[institution.LEAD] = states.index(each.lead) if each.lead else -1
    organ[ms.NEEDS_FIELD] = -1 if each.needs is None else FIELDS[state.BLOCK][each.needs].index
    organ[ms.BURDEN_RULE] = BURDEN_RULES.index(each.burden_rule)
    organ[ms.ADMISSION_QUORUM] = _admission_quorum(scenario, each)
    regions = {one.id: one.region for one in scenario.states}
    for i, name in enumerate(states):
        world.seats[institution.MEMBER, m, i] = float(name in each.members)
        near = not each.regions or regions[name] in each.regions
        world.seats[ms.ELIGIBLE, m, i] = float(near)
    _join_fellows(world, m)


def _keep_free(world: World, scenario: Scenario, m: int) -> None:
    rule = scenario.decision_rules()[SPARE_RULE]
    organ = world.institutions[:, m]
    organ[institution.QUORUM] = organ[ms.ADMISSION_QUORUM] = rule.quorum
    organ[institution.ABSTENTION] = rule.abstention_band
    organ[institution.LEAD] = organ[ms.NEEDS_FIELD] = -1.0
    organ[ms.CALLED_THREAT] = organ[ms.CALLED_STATE] = -1.0
    organ[ms.SPARE] = 1.0
    world.seats[ms.ELIGIBLE, m] = 1.0


def _rule_or_own(scenario: Scenario, each: Institution, name: str) -> float:
    """Return an institution's own value, or that of its decision rule if it gives none."""
    own = getattr(each, name)
    rule = scenario.decision_rules()[each.decision_rule]
    return float(getattr(rule, name) if own is None else own)


def _admission_quorum(scenario: Scenario, each: Institution) -> float:
    if each.accession_rule == CLOSED:
        return -1.0
    if each.accession_rule is None:
        return _rule_or_own(scenario, each, "quorum")
    return float(scenario.decision_rules()[each.accession_rule].quorum)


def _join_fellows(world: World, m: int) -> None:
    """Make fellows of the members, with the standards and under the eyes of the institution."""
    member = world.seats[institution.MEMBER, m]
    both = (member[world.edges[FROM]] > 0.0) & (member[world.edges[TO]] > 0.0)
    world.dyads[dyad.FELLOWSHIP, both] = 1.0
    for row, field in (
        (dyad.STANDARDS, institution.STANDARDS),
        (conduct.MONITORED, conduct.MONITORING),
    ):
        level = world.institutions[field, m]
        world.dyads[row] = np.where(both, np.maximum(world.dyads[row], level), world.dyads[row])


def found_organisations(
    world: World, scenario: Scenario, organisations: tuple[str, ...], states: tuple[str, ...]
) -> None:
    """Give every relief organisation its means and the states that it serves."""
    by_id = {each.id: each for each in scenario.organisations}
    for o, name in enumerate(organisations):
        each = by_id[name]
        for field in fields_of(organisation.BLOCK):
            if field.given:
                world.organisations[field.index, o] = getattr(each, field.name)
        for i, served in enumerate(states):
            works = each.serves == ALL or served in each.serves
            world.services[organisation.SERVES, o, i] = float(works)
