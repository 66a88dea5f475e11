from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.pairs import TieShare, Twins, check_twins, tie_shares
from coopsim.errors import InputError
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import simulate
from coopsim.scenario.altering import altered
from unit.analysis.samples import DIALOGUE, TREATY, base, pair, poorer


def test_a_pair_has_the_numbers_of_two_runs_of_one_luck() -> None:
    pairs = list(Twins(base(), poorer(), seed=3, steps=5).run([1, 2]))
    for replicate, found in zip((1, 2), pairs, strict=True):
        for side, scenario in enumerate((base(), poorer())):
            alone = simulate(scenario, 3, replicate, steps=5)
            np.testing.assert_array_equal(found.metrics[side], alone.metrics)
        assert found.parting.replicate == replicate


def test_what_stands_at_the_end_is_told() -> None:
    (found,) = Twins(base(40), poorer(40), seed=2, steps=40).run([0])
    measured = found.metrics[0][-1]
    assert len(found.ties[0]) == measured[METRICS["partnerships"].index]
    assert all(tie.one < tie.other for tie in found.ties[0])


def test_shares_count_what_some_run_has_in_one_scenario_only() -> None:
    pairs = [
        pair(0, (0.0, 0.0), ((TREATY, DIALOGUE), (DIALOGUE,))),
        pair(1, (0.0, 0.0), ((TREATY, DIALOGUE), (TREATY, DIALOGUE))),
    ]
    assert tie_shares(pairs) == (TieShare(TREATY, 1.0, 0.5),)


def test_what_evens_out_over_the_runs_still_differs_in_them() -> None:
    pairs = [
        pair(0, (0.0, 0.0), ((TREATY,), (DIALOGUE,))),
        pair(1, (0.0, 0.0), ((), (TREATY,))),
    ]
    assert tie_shares(pairs) == (TieShare(DIALOGUE, 0.0, 0.5), TieShare(TREATY, 0.5, 0.5))


def test_the_length_is_that_of_both_or_what_was_asked_for() -> None:
    assert check_twins(base(6), poorer(6), None) == 6
    assert check_twins(base(6), poorer(9), 4) == 4


@pytest.mark.parametrize(
    ("changes", "steps", "fault"),
    [
        ({"steps": 9}, None, "steps: one scenario has 6 steps and the other 9"),
        ({"step_months": 3}, 4, "step_months: steps of 1 and 3 months can't be compared"),
    ],
)
def test_histories_of_unequal_length_are_refused(
    changes: dict[str, object], steps: int | None, fault: str
) -> None:
    with pytest.raises(InputError, match=fault):
        check_twins(base(), altered(base(), set=changes), steps)
