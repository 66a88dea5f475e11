from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.courses import course
from coopsim.runs.summary import run_values
from coopsim.runs.tables import Column, Table
from coopsim.statistics import interval
from unit.runs.samples import record

# Two runs of five steps.
PART = [1.0, 1.0, 2.0, 0.0, 4.0, 3.0, 1.0, 0.0, 0.0, 0.0]
WHOLE = [2.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0, 0.0, 0.0, 8.0]


def metrics() -> Table:
    return Table(
        "metrics",
        (
            Column("replicate", np.repeat(np.arange(2), 5), "", ""),
            Column("step", np.tile(np.arange(5), 2), "", ""),
            Column("part", np.array(PART), "1", ""),
            Column("whole", np.array(WHOLE), "1", ""),
        ),
    )


def declared(name: str, summary: str, over: tuple[str, str] | None = None) -> Metric:
    return Metric(name, 0, name, "1", 0.0, 1.0, "", "stylised", summary, over)


RATIO = declared("ratio", "over", ("part", "whole"))


@pytest.mark.parametrize(
    ("metric", "every", "in_all", "means"),
    [
        (declared("part", "sum"), 1, False, [2.0, 1.0, 1.0, 0.0, 2.0]),
        (declared("part", "sum"), 2, False, [3.0, 1.0, 2.0]),
        (declared("part", "sum"), 2, True, [3.0, 4.0, 6.0]),
        (declared("part", "mean"), 2, False, [1.5, 0.5, 2.0]),
        (declared("part", "last"), 2, False, [1.0, 0.0, 2.0]),
        (declared("part", "last"), 2, True, [1.0, 0.0, 2.0]),
        # The runs' shares are 2/4 and 4/8; 2/8 and nothing; 4/4 and 0/8.
        (RATIO, 2, False, [0.5, 0.25, 0.5]),
        # 2/4 and 4/8; 4/12 and 4/8; 8/16 and 4/16.
        (RATIO, 2, True, [0.5, (4 / 12 + 0.5) / 2.0, 0.375]),
        (declared("part", "sum"), 9, False, [6.0]),
    ],
)
def test_stretches_are_summed_up_as_runs_are(
    metric: Metric, every: int, in_all: bool, means: list[float]
) -> None:
    found = course(metrics(), metric, every=every, in_all=in_all)
    assert [each.mean for each in found.over_runs] == pytest.approx(means)
    assert found.done == [min(5, every * (place + 1)) for place in range(len(means))]


def test_a_run_in_which_nothing_could_be_measured_does_not_count() -> None:
    found = course(metrics(), RATIO, every=2)
    assert [each.n for each in found.over_runs] == [2, 1, 2]


def test_a_stretch_without_any_value_has_none() -> None:
    alone = declared("ratio", "over", ("part", "part"))
    third = course(metrics(), alone, every=1).over_runs[3]
    assert math.isnan(third.mean)
    assert third.n == 0


@pytest.mark.parametrize("name", list(METRICS))
def test_one_stretch_as_long_as_the_run_is_its_summary(name: str) -> None:
    table = record().table("metrics")
    (whole,) = course(table, METRICS[name], every=3).over_runs
    expected = interval(run_values(table, METRICS[name]))
    assert whole == pytest.approx(expected, nan_ok=True)


def test_a_stretch_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        course(metrics(), RATIO, every=0)
