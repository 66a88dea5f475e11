from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopsim.analysis.recovery import recover, recovered
from coopsim.analysis.swept import read_swept
from coopsim.errors import CoopsimError
from unit.runs.sweeps.samples import swept

N = 300


def test_what_shows_in_the_outcomes_is_recovered_and_what_does_not_is_not() -> None:
    luck = np.random.default_rng(1)
    seen, hidden = luck.random((2, N))
    noise = luck.normal(size=(2, N))
    outcomes = np.stack((seen**2 + 0.02 * noise[0], np.exp(seen) + 0.02 * noise[1]), axis=1)
    found = recovered("seen", seen, outcomes)
    assert found.is_recovered
    assert found.correlation > 0.99
    assert found.error < 0.15
    assert 0.8 < found.coverage < 0.97
    lost = recovered("hidden", hidden, outcomes)
    assert not lost.is_recovered
    assert abs(lost.correlation) < 0.3
    assert 0.9 < lost.error < 1.2


def test_an_outcome_that_never_moves_does_no_harm() -> None:
    planted = np.linspace(0.0, 1.0, N)
    outcomes = np.stack((planted, np.ones(N)), axis=1)
    assert recovered("x", planted, outcomes).error < 0.1


def test_few_points_are_refused(tmp_path: Path) -> None:
    _, place = swept(tmp_path)
    with pytest.raises(CoopsimError, match="recovery needs at least 50 points, and here are"):
        recover(read_swept(place))
