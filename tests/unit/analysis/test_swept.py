from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.analysis.swept import Swept, read_swept
from coopsim.errors import CoopsimError, ResultsError
from unit.analysis.sweeping import OUTCOME, formula_swept

GRID: dict[str, Any] = {
    "design": {"kind": "grid"},
    "levers": {"a": {"path": "mechanisms.budgets.scale", "values": [0, 1, 2]}},
    "uncertainties": {"b": {"path": "mechanisms.friction.scale", "values": [0, 1]}},
    "arms": {"one": {}, "calm": {"variant": "calm"}},
    "outcomes": [OUTCOME, "trust"],
    "replicates": 3,
    "runs_per_file": 5,
}


def value(point: dict[str, Any], arm: str, replicate: int) -> float:
    return float(point["a"] + 10 * point["b"] + 100 * (arm == "calm") + 0.1 * replicate)


def test_cells_rows_and_runs_are_those_of_the_formula(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, value, **GRID)
    assert swept.replicates == 3
    expected = [[0, 100], [10, 110], [1, 101], [11, 111], [2, 102], [12, 112]]
    points = [swept.plan.study.design.point(i) for i in range(6)]
    by_point = [[value(point, arm, 1) for arm in ("one", "calm")] for point in points]
    assert sorted(by_point) == sorted([[a + 0.1, b + 0.1] for a, b in expected])
    assert swept.cells(OUTCOME) == pytest.approx(np.array(by_point))
    means = swept.summary.numbers("mean")
    assert means[swept.rows(OUTCOME, "calm")].tolist() == swept.cells(OUTCOME)[:, 1].tolist()
    assert set(np.array(swept.summary.texts("outcome"))[swept.rows("trust")]) == {"trust"}
    runs = swept.runs("trust")
    assert runs.shape == (3, 6, 2)
    assert runs[2, 4, 1] == pytest.approx(2 * value(points[4], "calm", 2))


def failing(point: dict[str, float], arm: str, replicate: int) -> float:
    return math.nan if (point["a"], point["b"], arm, replicate) == (1, 0, "one", 0) else 1.0


def test_failed_runs_are_named(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, failing, **GRID)
    (failed,) = swept.failures.texts("run")
    with pytest.raises(CoopsimError, match=f"1 runs failed: {failed}"):
        swept.complete(OUTCOME, "one")


def test_what_was_not_to_be_measured_is_named(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, value, **GRID)
    gappy = swept.summary.numbers("mean")
    gappy[swept.rows("trust", "one")[2:4]] = np.nan
    with pytest.raises(CoopsimError, match="trust was not to be measured at 2 points: 2, 3"):
        swept.complete("trust", "one")
    assert swept.complete(OUTCOME, "one").shape == (6,)


def test_a_sweep_that_is_not_finished_is_refused(tmp_path: Path) -> None:
    swept: Swept = formula_swept(tmp_path, value, **GRID)
    (swept.place / "manifest.json").unlink()
    with pytest.raises(ResultsError, match="is not finished; coopsim status"):
        read_swept(swept.place)
