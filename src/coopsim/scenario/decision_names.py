"""Check that rules exist, and that the numbers beside them are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopsim.catalogue.rule_registry import DECISION, RULES, TRUST
from coopsim.errors import abbreviated, suggestion
from coopsim.scenario.addressing import Address, Finding
from coopsim.scenario.decisions import DEFAULT

# Keys that only a rule of the user's own has.
_BESIDES = frozenset(("own", "sha256"))
# The mark of a rule of the user's own.
CODE = ":"


def decision_findings(values: dict[str, Any]) -> Iterator[Finding]:
    """Yield the faults of `decision:` and `trust:` in a scenario's values."""
    general = _mapping(values.get("decision"))
    yield from _in_choice(DECISION, ("decision",), general, DEFAULT[DECISION])
    yield from _in_choice(TRUST, ("trust",), _mapping(values.get("trust")), DEFAULT[TRUST])
    states = values.get("states")
    entries = states if isinstance(states, list) else []
    inherited = general.get("rule", DEFAULT[DECISION])
    for i, each in enumerate(entries):
        own = _mapping(_mapping(each).get("decision"))
        yield from _in_choice(DECISION, ("states", i, "decision"), own, inherited)


def _in_choice(
    of: str, address: Address, choice: dict[str, Any], inherited: object
) -> Iterator[Finding]:
    rule = choice.get("rule") or inherited
    if not isinstance(rule, str):
        return
    known = RULES[of]
    is_own = of == DECISION and CODE in rule
    if rule not in known and not is_own:
        # Of a rule that the scenario has wrong the scenario tells.
        if "rule" in choice:
            hint = suggestion(rule, known) or f"there are: {', '.join(known)}"
            yield Finding((*address, "rule"), f"no such {of} rule (got {abbreviated(rule)})", hint)
        return
    theirs = ("own", "sha256") if is_own else tuple(known[rule].parameters)
    strangers = {name for each in known.values() for name in each.parameters}.union(_BESIDES)
    for key, value in choice.items():
        if key in strangers.difference(theirs) and value is not None:
            hint = f"it has: {', '.join(theirs)}" if theirs else "it has none"
            yield Finding((*address, key), f"is no number of the rule {rule}", hint, at_key=True)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
