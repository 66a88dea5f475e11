"""Check the rules of the user's own that a scenario names, if code is allowed at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopsim.errors import abbreviated, suggestion
from coopsim.scenario.addressing import Address, Finding
from coopsim.scenario.decision_names import CODE
from coopsim.scenario.own_rules import OwnRule, RuleError, may_run, own_rule

ALLOW = "add --allow-code if you trust it; in Python allow_code=True"


def fill_in_own_rules(values: dict[str, Any]) -> Iterator[Finding]:
    """Fill in numbers and hash of each rule of the user's own; yield what is wrong with them.

    Args:
        values: a scenario's values, changed in place.
    """
    general = values.get("decision")
    inherited = general.get("rule") if isinstance(general, dict) else None
    states = values.get("states")
    places: list[tuple[Address, Any]] = [(("decision",), general)]
    for i, each in enumerate(states if isinstance(states, list) else []):
        own = each.get("decision") if isinstance(each, dict) else None
        places.append((("states", i, "decision"), own))
    for address, choice in places:
        if not isinstance(choice, dict):
            continue
        name = choice.get("rule") or inherited
        if isinstance(name, str) and CODE in name:
            yield from _fill_in(address, choice, name)


def _fill_in(address: Address, choice: dict[str, Any], name: str) -> Iterator[Finding]:
    here = (*address, "rule")
    if not may_run(name):
        message = "is code of your own, which is run only if you allow it"
        yield Finding(here, f"{message} (got {abbreviated(name)})", ALLOW)
        return
    try:
        rule = own_rule(name)
    except RuleError as error:
        yield Finding(here, error.message, error.hint)
        return
    given = choice.get("own")
    numbers = given if isinstance(given, dict) else {}
    yield from _numbers(address, rule, numbers)
    if choice.setdefault("sha256", rule.sha256) != rule.sha256:
        message = f"{name} is not what it was when this was written: its file has changed"
        yield Finding((*address, "sha256"), message, "delete this key to take it as it is now")
    choice["own"] = {**{key: limits[0] for key, limits in rule.parameters.items()}, **numbers}


def _numbers(address: Address, rule: OwnRule, given: dict[str, Any]) -> Iterator[Finding]:
    for key, value in given.items():
        here = (*address, "own", key)
        if key not in rule.parameters:
            known = ", ".join(rule.parameters)
            hint = suggestion(key, rule.parameters) or f"it has: {known or 'none'}"
            yield Finding(here, f"is no number of {rule.name}", hint, at_key=True)
        elif isinstance(value, int | float):
            _, low, high = rule.parameters[key]
            if not low <= value <= high:
                yield Finding(here, f"must be between {low:g} and {high:g} (got {value:g})")
