from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from coopsim.catalogue.rules import (
    AT_LEAST,
    IMITATION,
    TASTE,
    THRESHOLD,
    TRIAD,
    TRIADS,
    UPDATES,
)
from coopsim.errors import InputError
from coopsim.scenario import check, load
from coopsim.scenario.founding import found
from coopsim.world.blocks import provision as pr
from coopsim.world.world import FIRST_NUMBER, TRUST_RULE

STATE = "gdp_busd: 1, defence_share: 0.01, personnel_k: 1, latitude: 0, longitude: 0"
RULE = """
def prudent(terms, parameters):
    return parameters[0] * terms[0]
prudent.terms = ("obligation",)
prudent.parameters = {"care": (1.5, 0.0, 10.0)}
def silent(terms, parameters):
    return 0.0
def lonely(terms):
    return 0.0
lonely.terms = ("cost",)
def odd(terms, parameters):
    return 0.0
odd.terms = ("price",)
def twice(terms, parameters):
    return 0.0
twice.terms = ("cost", "cost")
def boundless(terms, parameters):
    return 0.0
boundless.terms = ("cost",)
boundless.parameters = {"care": (2.0, 0.0, 1.0)}
"""


def written(folder: Path, keys: str, states: tuple[str, ...] = ("", "")) -> Path:
    path = folder / "small.yaml"
    entries = [f"  - {{id: {chr(65 + k)}, {STATE}{more}}}" for k, more in enumerate(states)]
    path.write_text("\n".join([keys, "states:", *entries]) + "\n", encoding="utf-8")
    return path


def told(path: Path, message: str, **settings: Any) -> str:
    with pytest.raises(InputError, match=re.escape(message)) as refused:
        load(path, **settings)
    return str(refused.value)


def test_a_rule_that_is_not_given_is_expected_utility(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, "steps: 1"))
    assert scenario.values()["decision"] == {"rule": "expected_utility"}
    assert scenario.values()["trust"] == {"rule": "reciprocity"}


@pytest.mark.parametrize(("asked", "founded"), [(1, 1), (2, 2), (100, 2)])
def test_no_more_reconsider_in_a_step_than_there_are(
    tmp_path: Path, asked: int, founded: int
) -> None:
    text = f"decision: {{rule: imitation, updates_per_step: {asked}}}"
    world = found(load(written(tmp_path, text)), 0, 0)
    assert world.manners[:, UPDATES].tolist() == [founded, founded]


def test_numbers_are_completed_and_founded(tmp_path: Path) -> None:
    states = (", decision: {at_least: 7}", ", decision: {rule: best_response}, takes_part: 1")
    scenario = load(written(tmp_path, "decision: {rule: threshold, at_least: 5}", states))
    assert scenario.decision_of(scenario.states[0]).model_dump() == {
        "rule": "threshold",
        "at_least": 7.0,
    }
    world = found(scenario, 0, 0)
    assert world.rules.tolist() == [THRESHOLD, 2]
    assert (world.manners[0, AT_LEAST], world.manners[1, TASTE]) == (7.0, 0.5)
    assert world.states[pr.TAKES_PART].tolist() == [0.0, 1.0]


def test_the_rule_of_trust_is_founded(tmp_path: Path) -> None:
    world = found(load(written(tmp_path, "trust: {rule: triad, triads_per_step: 9}")), 0, 0)
    assert world.learning[TRUST_RULE] == TRIAD
    assert world.learning[FIRST_NUMBER + TRIADS] == 9.0


def test_a_resolved_scenario_is_the_same_scenario(tmp_path: Path) -> None:
    path = written(tmp_path, "decision: {rule: imitation}", (", decision: {mutation: 0.5}", ""))
    scenario = load(path)
    again = tmp_path / "again.yaml"
    again.write_text(scenario.resolved_yaml(), encoding="utf-8")
    assert load(again).sha256() == scenario.sha256()
    assert found(scenario, 0, 0).rules.tolist() == [IMITATION, IMITATION]


@pytest.mark.parametrize(
    ("keys", "state", "place", "message"),
    [
        ("decision: {rule: threshhold}", "", "decision.rule", 'did you mean "threshold"?'),
        ("decision: {rule: threshold, taste: 0.5}", "", "decision.taste", "it has: at_least"),
        ("decision: {at_least: 2}", "", "decision.at_least", "it has none"),
        ("decision: {rule: imitation, mutation: 2}", "", "decision.mutation", "between 0 and 1"),
        ("decision: {rule: threshold}", ", decision: {taste: 1}",
         "states[A].decision.taste", "is no number"),
        ("trust: {rule: triade}", "", "trust.rule", 'did you mean "triad"?'),
        ("trust: {reconciliation: 0.1}", "", "trust.reconciliation", "it has none"),
        ("decision: {own: {care: 1}}", "", "decision.own", "is no number of the rule"),
        ("decision: {rulle: threshold}", "", "decision.rulle", "unknown key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(
    tmp_path: Path, keys: str, state: str, place: str, message: str
) -> None:
    assert place in told(written(tmp_path, keys, (state, "")), message)


# ------------------------------------------------------------------- rules of the user's own


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write a module with rules, of a name of its own for each test; return the name."""
    name = f"rules_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(RULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def test_code_is_refused_unless_it_is_allowed(tmp_path: Path, module: str) -> None:
    path = written(tmp_path, f"decision: {{rule: '{module}:prudent'}}")
    assert "decision.rule" in told(path, "add --allow-code if you trust it")
    assert module not in sys.modules
    (fault,) = check(path)
    assert fault.path == "decision.rule"
    assert check(path, allow_code=True) == ()


def test_a_rule_of_ones_own_is_completed_and_hashed(tmp_path: Path, module: str) -> None:
    path = written(tmp_path, f"decision: {{rule: '{module}:prudent'}}")
    scenario = load(path, allow_code=True)
    assert scenario.decision.own == {"care": 1.5}
    assert len(scenario.decision.sha256) == 64
    world = found(scenario, 0, 0)
    assert world.manners[:, 0].tolist() == [1.5, 1.5]
    assert (world.code != 0).all()


@pytest.mark.parametrize(
    ("rule", "more", "message"),
    [
        ("silent", "", "does not declare its terms"),
        ("lonely", "", "must take two arguments, it takes 1"),
        ("odd", "", "declares no term of help"),
        ("twice", "", "declares a term twice"),
        ("boundless", "", "parameter care without sound limits"),
        ("prudence", "", 'did you mean "prudent"?'),
        ("prudent", ", own: {cares: 1}", 'did you mean "care"?'),
        ("prudent", ", own: {care: 11}", "must be between 0 and 10 (got 11)"),
        ("prudent", ", at_least: 1", "is no number of the rule"),
        ("prudent", f", sha256: '{'0' * 64}'", "its file has changed"),
    ],
)
def test_what_is_wrong_with_a_rule_is_told(
    tmp_path: Path, module: str, rule: str, more: str, message: str
) -> None:
    path = written(tmp_path, f"decision: {{rule: '{module}:{rule}'{more}}}")
    assert "decision" in told(path, message, allow_code=True)


def test_a_module_that_fails_is_told_and_not_raised(tmp_path: Path) -> None:
    path = written(tmp_path, "decision: {rule: 'no_such_module:prudent'}")
    assert "decision.rule" in told(path, "no_such_module can't be imported", allow_code=True)
