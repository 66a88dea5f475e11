from __future__ import annotations

import pytest

from coopsim.decisions.aid import total
from coopsim.decisions.attack import success, weigh_attack
from coopsim.world.ledger import ATTACK_TERMS


@pytest.mark.parametrize(
    ("means", "defence", "expected"),
    [(10.0, 30.0, 0.25), (10.0, 0.0, 1.0), (0.0, 30.0, 0.0), (0.0, 0.0, 0.0)],
)
def test_forces_count_as_they_compare(means: float, defence: float, expected: float) -> None:
    assert success(means, defence) == expected


def test_the_terms_of_an_attack() -> None:
    terms = weigh_attack(2.0, 0.5, 0.25)
    # 0.5 x 2, minus 0.5, and (0.25 - 0.5) x (1 + 2)
    assert dict(zip(ATTACK_TERMS, terms, strict=True)) == {
        "gain": 1.0, "failure": -0.5, "allies": -0.75,
    }  # fmt: skip


@pytest.mark.parametrize("gain", [0.0, 0.5, 3.0])
@pytest.mark.parametrize(("alone", "backed"), [(0.9, 0.9), (0.75, 0.25), (0.5, 0.0)])
def test_the_sum_is_what_an_attack_is_worth(gain: float, alone: float, backed: float) -> None:
    worth = backed * gain - (1.0 - backed)
    assert total(weigh_attack(gain, alone, backed)) == pytest.approx(worth, abs=1e-15)


def test_without_allies_the_last_term_is_nothing() -> None:
    assert weigh_attack(2.0, 0.4, 0.4)[2] == 0.0
