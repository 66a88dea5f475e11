from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopsim.analysis.contrasts import of_arms, of_both, of_factor
from coopsim.analysis.swept import Swept
from unit.analysis.sweeping import OUTCOME, formula_swept
from unit.analysis.test_swept import GRID

NOISE = np.random.default_rng(5).normal(size=40).tolist()


def value(point: dict[str, float], arm: str, replicate: int) -> float:
    """Give luck that all points share, a slope, and more of it where b is on."""
    slope = 2.0 + point["b"] + 0.1 * NOISE[replicate]
    return float(50.0 * NOISE[replicate] + slope * point["a"] - 3.0 * (arm == "calm"))


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    folder: Path = tmp_path_factory.mktemp("contrasts")
    return formula_swept(folder, value, **{**GRID, "replicates": 40})


def test_common_luck_leaves_contrasts_of_a_factor(swept: Swept) -> None:
    found = of_factor(swept, swept.runs(OUTCOME), "a")
    assert (found.before, found.after) == (0, 2)
    # From 0 to 2 at a slope between 2 and 3; the shared luck of ±50 is not in the interval.
    assert found.difference.mean == pytest.approx(5.0, abs=0.1)
    assert found.difference.high - found.difference.low < 0.2
    assert found.is_clear
    assert len(found.points) == 4


def test_what_two_factors_do_together(swept: Swept) -> None:
    assert of_both(swept, swept.runs(OUTCOME), ["a", "b"]).mean == pytest.approx(2.0)


def test_arms_are_measured_against_the_first(swept: Swept) -> None:
    (found,) = of_arms(swept, swept.runs(OUTCOME))
    assert (found.before, found.after) == ("one", "calm")
    assert found.difference[:3] == pytest.approx((-3, -3, -3))


def test_a_replicate_with_a_gap_does_not_count(swept: Swept) -> None:
    runs = swept.runs(OUTCOME).copy()
    runs[7, 0, 0] = np.nan
    assert of_factor(swept, runs, "a").difference.n == 39
