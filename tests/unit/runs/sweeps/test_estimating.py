from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.runs.sweeps import estimating
from coopsim.runs.sweeps.estimating import estimate
from unit.runs.sweeps.samples import plan
from unit.runs.sweeps.test_bench import broken


@pytest.fixture(autouse=True)
def short_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimating, "_TRIAL_SECONDS", 0.02)


def test_it_counts_and_times_and_writes_nothing(tmp_path: Path) -> None:
    made = plan(tmp_path, arms={"a": {}, "b": {}})
    before = sorted(tmp_path.iterdir())
    found = estimate(made, 2)
    assert (found.points, found.arms, found.replicates, found.runs) == (6, 2, 4, 48)
    assert found.seconds > 0.0
    assert found.bytes > 0
    assert found.failures == 0
    assert sorted(tmp_path.iterdir()) == before


def test_more_workers_take_less_time(tmp_path: Path) -> None:
    made = plan(tmp_path)
    assert estimate(made, 1000).seconds < estimate(made, 1).seconds


def test_failures_of_the_trial_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert estimate(broken(tmp_path, monkeypatch, 0), 1).failures > 0
