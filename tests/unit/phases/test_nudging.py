from __future__ import annotations

import numpy as np
import pytest

from coopsim.phases.nudging import nudged
from coopsim.world import ledger as book
from worlds import ledger_for, tiny_world

ADDRESS = (3, book.VOTE, 0, 1, 2, 4)


def nudge(*places: tuple[float, ...]) -> book.Ledger:
    nudges = np.array(places, dtype=np.float64).reshape(-1, book.NUDGE_WIDTH)
    return ledger_for(tiny_world())._replace(nudges=nudges)


def test_a_run_without_nudges_keeps_its_scores() -> None:
    ledger = ledger_for(tiny_world())
    assert ledger.nudges.shape == (0, book.NUDGE_WIDTH)
    assert nudged(ledger, *ADDRESS, 0.7) == 0.7


def test_a_nudge_is_added_to_its_decision() -> None:
    assert nudged(nudge((*ADDRESS, 0.25)), *ADDRESS, 0.5) == 0.75


def test_nudges_of_one_decision_add_up() -> None:
    assert nudged(nudge((*ADDRESS, 0.25), (*ADDRESS, -1.0)), *ADDRESS, 0.5) == -0.25


@pytest.mark.parametrize("part", range(len(ADDRESS)))
def test_other_decisions_are_left_alone(part: int) -> None:
    elsewhere = [float(each) for each in ADDRESS]
    elsewhere[part] += 1
    assert nudged(nudge((*elsewhere, 0.25)), *ADDRESS, 0.5) == 0.5
