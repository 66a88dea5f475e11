"""How rules of decision and rules of trust are declared.

A declaration gives back the number of the rule, or the row of a parameter in the column of
numbers that each state has; compiled code treats both as constants. Scenario keys, help texts
and tables are made from the registry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

# What a rule is a rule of.
DECISION, TRUST = "decision", "trust"
# Room for the numbers of a rule.
MAX_NUMBERS: Final = 8


@dataclass(frozen=True, slots=True)
class RuleParameter:
    """Describe one number of a rule.

    Attributes:
        name: Key beside ``rule`` in a scenario; no two rules share it.
        index: Row in the rule's column of numbers.
        default: Value if the scenario says nothing.
        low: Smallest value allowed.
        high: Largest value allowed.
        unit: Unit, ``1`` for pure numbers.
        prior: Range in which it is varied when its true value is not known.
        meaning: One sentence for people who do not program.
        source: Where the form or the value comes from, or ``stylised``.
    """

    name: str
    index: int
    default: float
    low: float
    high: float
    unit: str
    prior: tuple[float, float]
    meaning: str
    source: str


@dataclass(slots=True)
class Rule:
    """Describe a rule by which states decide, or by which they come to trust.

    Attributes:
        name: What a scenario writes after ``rule:``.
        code: Its number in compiled code.
        of: ``decision`` or ``trust``.
        meaning: How a state that follows it goes about it.
        equation: Its score, in words and symbols.
        returns: What comes out besides yes or no.
        source: Where it comes from, or ``stylised``.
        terms: Names of the terms of its score, as the ledger has them.
        parameters: Its numbers by name.
    """

    name: str
    code: int
    of: str
    meaning: str
    equation: str
    returns: str
    source: str
    terms: tuple[str, ...]
    parameters: dict[str, RuleParameter] = field(default_factory=dict)


RULES: dict[str, dict[str, Rule]] = {DECISION: {}, TRUST: {}}


def rule(
    of: str,
    name: str,
    meaning: str,
    equation: str,
    *,
    returns: str,
    source: str = "stylised",
    terms: tuple[str, ...] = (),
) -> int:
    """Declare a rule; return its number."""
    known = RULES[of]
    if name in known:
        raise ValueError(f"the {of} rule {name} is declared twice")
    known[name] = Rule(name, len(known), of, meaning, equation, returns, source, terms)
    return known[name].code


def rule_parameter(
    of: str,
    rule_name: str,
    name: str,
    default: float,
    bounds: tuple[float, float],
    unit: str,
    meaning: str,
    *,
    prior: tuple[float, float],
    source: str = "stylised",
) -> int:
    """Declare a number of a rule; return its row in the rule's column."""
    own, (low, high) = RULES[of][rule_name].parameters, bounds
    if any(name in each.parameters for each in RULES[of].values()):
        raise ValueError(f"the number {name} of {of} rules is declared twice")
    if len(own) == MAX_NUMBERS:
        raise ValueError(f"the {of} rule {rule_name} has more than {MAX_NUMBERS} numbers")
    if not low <= prior[0] <= default <= prior[1] <= high:
        raise ValueError(f"{rule_name}.{name}: bounds, prior and default do not nest")
    own[name] = RuleParameter(name, len(own), default, low, high, unit, prior, meaning, source)
    return own[name].index
