"""Founding: by which rule each state decides, and by which states come to trust."""

from __future__ import annotations

from coopsim.catalogue.rule_registry import DECISION, RULES, TRUST
from coopsim.catalogue.rules import OWN
from coopsim.scenario.decision_names import CODE
from coopsim.scenario.decisions import Decision
from coopsim.scenario.own_rules import found_own, own_rule
from coopsim.scenario.schema import Scenario, State
from coopsim.world.blocks import provision as pr
from coopsim.world.world import FIRST_NUMBER, TRUST_RULE, World

UPDATES_PER_STEP = "updates_per_step"


def found_decisions(world: World, scenario: Scenario, states: list[State]) -> None:
    """Write the rule and the numbers of every state, and the rule of trust."""
    for i, each in enumerate(states):
        _found_rule(world, i, scenario.decision_of(each))
    world.states[pr.TAKES_PART] = world.states[pr.TAKES_PART_FIRST] > 0.5
    rule = RULES[TRUST][scenario.trust.rule]
    world.learning[TRUST_RULE] = rule.code
    for name, number in rule.parameters.items():
        world.learning[FIRST_NUMBER + number.index] = getattr(scenario.trust, name)


def _found_rule(world: World, i: int, chosen: Decision) -> None:
    if CODE in chosen.rule:
        rule = own_rule(chosen.rule)
        world.rules[i] = OWN
        world.code[i] = found_own(rule)
        for k, value in enumerate(rule.numbers(chosen.own or {})):
            world.manners[i, k] = value
        return
    shipped = RULES[DECISION][chosen.rule]
    world.rules[i] = shipped.code
    for name, number in shipped.parameters.items():
        value = getattr(chosen, name)
        # The ledger has room for one update a state, and the number must fit any population.
        at_most_all = min(value, len(world.rules)) if name == UPDATES_PER_STEP else value
        world.manners[i, number.index] = at_most_all
