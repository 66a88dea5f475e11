"""Pleas on which every rule is put to the test: in all situations a state can be in."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from coopsim.catalogue import rules as declared
from coopsim.catalogue.registry import MECHANISMS, n_parameters
from coopsim.catalogue.rule_registry import DECISION, MAX_NUMBERS, RULES
from coopsim.catalogue.rules import HELP_TERMS
from coopsim.compilation import interpreted
from coopsim.decisions.aid import AGGREGATORS, Plea, compare_without
from coopsim.decisions.choosing import Setting, choose
from coopsim.scenario.own_rules import found_own, own_rule, running_code

shares = st.integers(0, 20).map(lambda n: n / 20)
amounts = st.integers(1, 200).map(lambda n: n / 10)


class Answer(NamedTuple):
    """What a rule says: an amount, a score, and terms by name."""

    amount: float
    score: float
    terms: dict[str, float]


class RuleAtWork:
    """A rule, shipped or of a user's own, that can be asked.

    Attributes:
        name: its name.
        terms: the terms that it declares.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._numbers = np.zeros((1, MAX_NUMBERS))
        self._code = np.zeros(1, dtype=np.int64)
        if ":" in name:
            with running_code(True):
                rule = own_rule(name)
            self.terms = rule.terms
            self._rules = np.array([declared.OWN])
            self._code[0] = found_own(rule)
            self._numbers[0, : len(rule.parameters)] = rule.numbers({})
        else:
            shipped = RULES[DECISION][name]
            self.terms = shipped.terms
            self._rules = np.array([shipped.code])
            for each in shipped.parameters.values():
                self._numbers[0, each.index] = each.default

    def answer(self, plea: Plea, setting: Setting) -> Answer:
        """Ask the rule, with the defaults of all numbers."""
        room = np.full(len(HELP_TERMS), np.nan)
        amount, score, terms = interpreted(choose)(
            _defaults(), self._rules, self._code, self._numbers, 0,
            interpreted(compare_without)(plea), setting, room,
        )  # fmt: skip
        named = dict(zip(HELP_TERMS, map(float, terms), strict=True))
        return Answer(float(amount), float(score), named)


def _defaults() -> np.ndarray:
    numbers = np.zeros(n_parameters())
    for mechanism in MECHANISMS.values():
        for each in mechanism.parameters.values():
            numbers[each.index] = each.default
    return numbers


@st.composite
def pleas(draw: st.DrawFn) -> Plea:
    """Draw a plea as a phase would make it."""
    request, share = draw(amounts), draw(st.integers(1, 20)) / 20
    expected = draw(shares)
    numbers: dict[str, Any] = {
        name: draw(shares)
        for name in (
            "belief", "affinity", "duty", "democracy", "trust", "grievance", "opposition",
            "watched", "threshold",
        )
    }  # fmt: skip
    return Plea(
        **numbers,
        asked=draw(st.sampled_from((1.0, 0.0))), most=draw(amounts), fair=share * request,
        effect=draw(st.integers(1, 20)) / 20, request=request, need=request * (1.0 + draw(shares)),
        others=expected * request, largest=0.5 * expected * request, fair_fraction=share,
        without=0.0, aggregator=draw(st.integers(0, len(AGGREGATORS) - 1)),
    )  # fmt: skip


@st.composite
def settings_of(draw: st.DrawFn, plea: Plea) -> Setting:
    """Draw what a state sees besides a plea."""
    part = min(plea.most, plea.fair, plea.request / plea.effect)
    before = draw(st.sampled_from((-1.0, 0.0))) if draw(st.booleans()) else part
    return Setting(part, before, float(draw(st.integers(0, 50))), float(draw(st.booleans())))
