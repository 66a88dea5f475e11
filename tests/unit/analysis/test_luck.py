from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from coopsim.analysis.luck import chance_to_beat
from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.mechanisms.core import CHOICE_NOISE
from coopsim.catalogue.registry import n_parameters
from coopsim.world import ledger as book
from unit.analysis.decided import decision, unweighed

NOISE = 0.25


def parameters(noise: float = NOISE) -> list[float]:
    values = [0.0] * n_parameters()
    values[CHOICE_NOISE] = noise
    return values


def logistic(u: float) -> float:
    return -NOISE * math.log(u / (1.0 - u))


def race(u: float) -> float:
    return math.log(-math.log(u))


def wait(u: float) -> float:
    return math.log(-math.log(1.0 - u))


@pytest.mark.parametrize(
    ("kind", "luck"), [("contribute", logistic), ("target", race), ("ratify", wait)]
)
@pytest.mark.parametrize("ahead", [-0.6, 0.0, 0.4])
def test_the_chance_is_the_share_of_draws_that_beat(
    kind: str, luck: Callable[[float], float], ahead: float
) -> None:
    draws, mine = random.Random(1), 0.3
    share = sum(ahead > luck(draws.random()) for _ in range(20_000)) / 20_000
    decided = decision(ahead, luck(mine), mine, kind)
    assert chance_to_beat(decided, parameters()) == pytest.approx(share, abs=0.015)


def test_the_chance_does_not_depend_on_the_luck_that_was() -> None:
    chances = [
        chance_to_beat(decision(0.1, logistic(u), u), parameters()) for u in (0.01, 0.5, 0.9)
    ]
    assert chances == pytest.approx([1.0 / (1.0 + math.exp(-0.4))] * 3)


@pytest.mark.parametrize(("score", "chance"), [(0.3, 1.0), (0.1, 0.0)])
def test_without_noise_nothing_is_luck(score: float, chance: float) -> None:
    assert chance_to_beat(decision(score, 0.2), parameters(0.0)) == chance


@pytest.mark.parametrize("score", [-1e6, 1e6])
def test_a_score_far_away_overflows_nothing(score: float) -> None:
    chance = chance_to_beat(decision(score, 0.0), parameters())
    assert chance == pytest.approx(float(score > 0.0), abs=1e-300)


def test_what_was_never_weighed_has_no_chance() -> None:
    assert math.isnan(chance_to_beat(unweighed(), parameters()))
    assert math.isnan(chance_to_beat(replace(decision(), kind="unheard-of"), parameters()))


def test_every_kind_of_decision_says_how_luck_enters() -> None:
    said = read_catalogue("sentences").plain()["decisions"]
    assert {kind: said[kind]["luck"] for kind, _, _ in book.DECISIONS}.keys() == said.keys()
    assert {each["luck"] for each in said.values()} <= {"logistic", "race", "wait"}
