from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from coopsim.catalogue import rules as declared
from coopsim.catalogue.registry import n_parameters
from coopsim.catalogue.rule_registry import DECISION, MAX_NUMBERS, RULES, Rule
from coopsim.catalogue.rules import HELP_TERMS
from coopsim.decisions.aid import SUM, Plea
from coopsim.decisions.choosing import Setting, choose

PLEA = Plea(
    belief=0.0, affinity=0.8, duty=0.0, democracy=1.0, trust=0.6, grievance=0.1, opposition=0.0,
    watched=0.0, asked=1.0, most=10.0, fair=4.0, effect=0.5, request=8.0, need=8.0, others=2.0,
    largest=1.0, fair_fraction=0.5, without=0.25, aggregator=SUM, threshold=0.0,
)  # fmt: skip
SETTING = Setting(part=4.0, before=3.0, company=2.0, ready=1.0)


def chosen(
    rule: int, numbers: list[float], plea: Plea = PLEA, setting: Setting = SETTING
) -> tuple[float, float, dict[str, float]]:
    manners = np.zeros((1, MAX_NUMBERS))
    manners[0, : len(numbers)] = numbers
    rules, code = np.array([rule]), np.zeros(1, dtype=np.int64)
    amount, score, terms = choose(
        np.zeros(n_parameters()), rules, code, manners, 0, plea, setting, np.zeros(20)
    )
    named: dict[str, Any] = dict(zip(HELP_TERMS, terms, strict=True))
    return amount, score, {name: term for name, term in named.items() if term}


def test_reciprocity_gives_in_proportion_to_trust() -> None:
    amount, score, terms = chosen(declared.RECIPROCITY, [0.4])
    assert amount == pytest.approx(2.4)
    assert score == pytest.approx(0.1)
    assert terms == pytest.approx({"future": 0.6, "grievance": -0.1, "hurdle": -0.4})


def test_best_response_goes_part_of_the_way() -> None:
    # Others send 2, of which half has effect on the way: as much as 4 of its own.
    amount, score, terms = chosen(declared.BEST_RESPONSE, [0.7, 0.5])
    assert terms == pytest.approx({"stake": 0.35, "company": -0.5 * 0.3 * 0.4, "habit": 0.15})
    assert score == pytest.approx(0.44)
    assert amount == pytest.approx(4.4)


def test_a_new_occasion_has_no_habit() -> None:
    amount, _, terms = chosen(
        declared.BEST_RESPONSE, [0.7, 0.5], setting=SETTING._replace(before=-1.0)
    )
    assert amount == pytest.approx(10.0 * (0.7 - 0.3 * 0.4))
    assert "habit" not in terms


@pytest.mark.parametrize(("others", "expected"), [(50.0, 0.0), (0.0, 10.0)])
def test_best_response_stays_within_means(others: float, expected: float) -> None:
    plea = PLEA._replace(others=others)
    setting = SETTING._replace(before=10.0)
    assert chosen(declared.BEST_RESPONSE, [1.0 if not others else 0.5, 1.0], plea, setting)[
        0
    ] == pytest.approx(expected)


@pytest.mark.parametrize(("at_least", "score"), [(2.0, 0.5), (3.0, -0.5), (2.4, 0.1)])
def test_a_threshold_is_reached_or_not(at_least: float, score: float) -> None:
    amount, found, _ = chosen(declared.THRESHOLD, [at_least])
    assert amount == 4.0
    assert found == pytest.approx(score)


@pytest.mark.parametrize(("ready", "score"), [(1.0, 0.5), (0.0, -0.5)])
def test_who_imitates_does_what_it_is_ready_to_do(ready: float, score: float) -> None:
    setting = SETTING._replace(ready=ready)
    assert chosen(declared.IMITATION, [], setting=setting) == (4.0, score, {"habit": score})


@pytest.mark.parametrize(
    ("duty", "expected"),
    [(0.3, {"obligation": 0.3}), (0.0, {"affinity": 0.4, "hurdle": -0.7})],
)
def test_obligation_comes_first(duty: float, expected: dict[str, float]) -> None:
    amount, score, terms = chosen(declared.APPROPRIATENESS, [0.5, 0.7], PLEA._replace(duty=duty))
    assert terms == pytest.approx(expected)
    assert score == pytest.approx(sum(expected.values()))
    assert amount == 4.0


def test_a_rule_without_code_has_nothing_to_say() -> None:
    assert chosen(declared.OWN, []) == (4.0, 0.0, {})


def test_the_rules_are_numbered_as_compiled_code_has_them() -> None:
    codes = [each.code for each in declared_rules()]
    assert codes == list(range(len(codes)))
    assert len(codes) == declared.OWN
    assert not math.isnan(chosen(declared.EXPECTED_UTILITY, [])[1])


def declared_rules() -> list[Rule]:
    return list(RULES[DECISION].values())
