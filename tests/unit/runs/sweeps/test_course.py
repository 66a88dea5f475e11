from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.runs.sweeps.course import Course
from coopsim.runs.sweeps.folder import Stored
from coopsim.statistics import interval
from unit.runs.sweeps.samples import plan

STOP = {"outcome": "damage_busd", "half_width": 0.5, "min_replicates": 2}


def course(folder: Path, values: np.ndarray, **keys: Any) -> Course:
    """Take in the files of a sweep whose first outcome takes these values, run by run."""
    made = plan(folder, **keys)
    taken = Course(made)
    for chunk in range(made.n_chunks):
        runs = made.runs(chunk)
        outcomes = np.zeros((len(runs), 3))
        outcomes[:, 0] = values[runs.start : runs.stop]
        taken.take(chunk, Stored(outcomes, failures=1), found=chunk == 0)
        if taken.is_enough:
            break
    return taken


def test_runs_and_failures_are_counted(tmp_path: Path) -> None:
    tidings = course(tmp_path, np.zeros(24)).tidings()
    assert (tidings.done, tidings.total, tidings.found, tidings.failures) == (24, 24, 6, 4)


@pytest.mark.parametrize("size", [4, 6, 12])
def test_the_first_outcome_is_judged_over_whole_replicates(tmp_path: Path, size: int) -> None:
    values = np.arange(24.0)
    found = course(tmp_path, values, runs_per_file=size).tidings().first
    assert found == pytest.approx(interval(values.reshape(4, 6).mean(axis=1).tolist()))


def test_with_one_replicate_it_is_judged_over_runs(tmp_path: Path) -> None:
    found = course(tmp_path, np.arange(6.0), replicates=1).tidings().first
    assert found == pytest.approx(interval(list(range(6))))


def test_it_is_enough_when_every_interval_is_narrow(tmp_path: Path) -> None:
    # Replicates that agree: after two of them nothing is in doubt.
    assert course(tmp_path, np.tile(np.arange(6.0), 4), stop=STOP).done == 12
    one_wild = np.tile(np.arange(6.0), 4)
    one_wild[6] = 99.0
    assert course(tmp_path, one_wild, stop=STOP).done == 24


def test_it_is_judged_at_whole_replicates_only(tmp_path: Path) -> None:
    done = course(tmp_path, np.tile(np.arange(6.0), 4), stop=STOP, runs_per_file=4).done
    assert done == 12


def test_at_least_so_many_replicates_are_made(tmp_path: Path) -> None:
    stop = {**STOP, "min_replicates": 3}
    assert course(tmp_path, np.zeros(24), stop=stop).done == 18


def test_what_cannot_be_measured_is_not_narrow(tmp_path: Path) -> None:
    values = np.tile(np.arange(6.0), 4)
    values[::6] = np.nan
    assert course(tmp_path, values, stop=STOP).done == 24
