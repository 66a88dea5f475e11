"""What every decision rule owes. For your own: pytest tests/kinds --rule mypackage.rules:prudent."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopsim.catalogue.rule_registry import DECISION, RULES
from coopsim.catalogue.rules import HELP_TERMS
from coopsim.runs.one import Snapshot, play
from coopsim.scenario import load
from coopsim.world.blocks import state
from kinds.rules import RuleAtWork, pleas, settings_of

OWN = "kinds.own:prudent"
# A score is a sum of some terms of utility, each at most 10 times a share.
LARGEST = 1e6
BELOW = 1e-9


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "rule" in metafunc.fixturenames:
        named = metafunc.config.getoption("--rule", default=None)
        metafunc.parametrize("rule", [named] if named else [*RULES[DECISION], OWN])


@settings(max_examples=40)
@given(given_to_all=st.data())
def test_terms_add_up_to_the_score(rule: str, given_to_all: Any) -> None:
    plea = given_to_all.draw(pleas())
    answer = RuleAtWork(rule).answer(plea, given_to_all.draw(settings_of(plea)))
    assert answer.score == pytest.approx(math.fsum(answer.terms.values()), abs=1e-9)


@settings(max_examples=40)
@given(given_to_all=st.data())
def test_only_declared_terms_count(rule: str, given_to_all: Any) -> None:
    plea, at_work = given_to_all.draw(pleas()), RuleAtWork(rule)
    answer = at_work.answer(plea, given_to_all.draw(settings_of(plea)))
    assert set(at_work.terms) <= set(HELP_TERMS)
    assert [name for name, term in answer.terms.items() if name not in at_work.terms and term] == []


@settings(max_examples=40)
@given(given_to_all=st.data())
def test_amount_and_score_are_bounded(rule: str, given_to_all: Any) -> None:
    plea = given_to_all.draw(pleas())
    answer = RuleAtWork(rule).answer(plea, given_to_all.draw(settings_of(plea)))
    assert 0.0 <= answer.amount <= plea.most * (1.0 + BELOW)
    assert abs(answer.score) < LARGEST


@settings(max_examples=20)
@given(given_to_all=st.data())
def test_equal_situations_get_equal_answers(rule: str, given_to_all: Any) -> None:
    plea = given_to_all.draw(pleas())
    setting, at_work = given_to_all.draw(settings_of(plea)), RuleAtWork(rule)
    assert at_work.answer(plea, setting) == at_work.answer(plea, setting)


# ------------------------------------------------------------------------------ in a world

FLOOD = """
steps: 1
mechanisms: {perception: off, logistics: off, partnering: off, response: {noise: 0.3}}
states:
  - {id: A, gdp_busd: 100, defence_share: 0.02, personnel_k: 10, latitude: 0, longitude: 0,
     climate_exposure: 1, transparency: 1}
  - {id: B, gdp_busd: 2000, defence_share: 0.03, personnel_k: 200, latitude: 5, longitude: 5,
     reserve_busd: 5, transparency: 1, takes_part: 1}
  - {id: C, gdp_busd: 1000, defence_share: 0.03, personnel_k: 100, latitude: 9, longitude: 0,
     reserve_busd: 2, takes_part: 1}
  - {id: D, gdp_busd: 500, defence_share: 0, personnel_k: 0, latitude: 0, longitude: 9}
partnerships: [{kind: defence_treaty, members: [A, B, C, D], depth: 1}]
threats:
  - {id: flood, kind: climate_shock, severity: 0.8, schedule: [{at: 0, targets: [A]}]}
"""


@pytest.fixture
def flooded(rule: str, tmp_path: Any) -> Any:
    path = tmp_path / "flood.yaml"
    path.write_text(FLOOD, encoding="utf-8")

    def first_step(seed: int, text: str = FLOOD) -> Snapshot:
        path.write_text(text, encoding="utf-8")
        changes = {"decision.rule": rule}
        scenario = load(path, set=changes, allow_code=True)
        return next(play(scenario, seed=seed))

    return first_step


def answers_of(snapshot: Snapshot) -> list[tuple[str, str, float, float, float]]:
    table = snapshot.decisions["contribute"]
    columns: dict[str, Any] = {each.name: each.values for each in table.columns}
    return list(
        zip(
            columns["actor"].texts(), columns["answer"].texts(), columns["score"],
            columns["draw"], columns["amount"], strict=True,
        )
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_luck_decides_in_one_direction_only(flooded: Any, seed: int) -> None:
    for _, answer, score, draw, amount in answers_of(flooded(seed)):
        if answer != "unable":
            # The threshold falls with the draw: what is agreed to stays agreed to with more luck.
            threshold = -0.3 * math.log(draw / (1.0 - draw))
            assert (answer == "yes") == (score > threshold and amount > 0.0)


def test_who_can_not_help_says_nothing(flooded: Any) -> None:
    told = {actor: (answer, score) for actor, answer, score, _, _ in answers_of(flooded(1))}
    assert told["D"][0] == "unable"
    assert math.isnan(told["D"][1])


@pytest.mark.parametrize("seed", range(4))
def test_nobody_gives_more_than_it_has(flooded: Any, seed: int) -> None:
    snapshot = flooded(seed)
    gave, had = (snapshot.world.states[row] for row in (state.CONTRIBUTION, state.CAPACITY))
    assert (gave <= had + 1e-9).all()


def test_the_order_of_states_means_nothing(flooded: Any) -> None:
    lines = FLOOD.split("\n")
    b, c = lines[6:8], lines[8:10]
    turned = "\n".join([*lines[:6], *c, *b, *lines[10:]])
    assert turned != FLOOD
    # By their text, in which nothing (NaN) equals nothing.
    assert repr(answers_of(flooded(3))) == repr(answers_of(flooded(3, turned)))


# ------------------------------------------------------------------------------ the suite itself


def test_a_rule_whose_terms_do_not_add_up_is_found() -> None:
    with pytest.raises(AssertionError, match="assert"):
        test_terms_add_up_to_the_score("kinds.own:careless")
