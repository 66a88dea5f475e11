"""Sum runs up: one number a metric and run, then mean and interval over the runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.record import Record
from coopsim.runs.tables import Table
from coopsim.statistics import Interval, interval
from coopsim.world.world import Numbers


class Summary(NamedTuple):
    """Say what a metric came to.

    Attributes:
        metric: its declaration: title, unit, formula.
        over_runs: mean and 95 % interval over the replicates in which it could be measured.
    """

    metric: Metric
    over_runs: Interval


def summarise(record: Record) -> dict[str, Summary]:
    """Sum up every metric of a record, by name and in the order of the registry."""
    table = record.table("metrics")
    per_run = {each.name: run_values(table, each) for each in _declared(table)}
    return {name: Summary(METRICS[name], interval(values)) for name, values in per_run.items()}


def run_values(metrics: Table, metric: Metric) -> list[float]:
    """Sum up a metric in each run by its rule; NaN if there was nothing.

    ``sum`` adds up the steps, ``mean`` takes their mean, ``last`` the last step, and ``over``
    divides the sums of two metrics, which weighs steps by what was at stake in them.
    """
    return _summed_up(metric, lambda name: _by_run(metrics, name))


def values_of_runs(measured: Sequence[Numbers], metric: Metric) -> list[float]:
    """Sum up a metric in each run as `run_values` does, from the ``[step, metric]`` of each run."""
    return _summed_up(
        metric, lambda name: [run[:, METRICS[name].index].tolist() for run in measured]
    )


def _summed_up(metric: Metric, by_run: Callable[[str], list[list[float]]]) -> list[float]:
    """Sum up the steps of each run, given those of a metric by its name."""
    if metric.over is not None:
        part, of = (by_run(name) for name in metric.over)
        return [_ratio(math.fsum(x), math.fsum(y)) for x, y in zip(part, of, strict=True)]
    steps_by_run = by_run(metric.name)
    if metric.summary == "sum":
        return [math.fsum(steps) for steps in steps_by_run]
    if metric.summary == "last":
        return [steps[-1] for steps in steps_by_run]
    known = ([value for value in steps if not math.isnan(value)] for steps in steps_by_run)
    return [_ratio(math.fsum(values), len(values)) for values in known]


def _declared(table: Table) -> list[Metric]:
    """List the metrics of a table that this version of coopsim knows."""
    return [METRICS[column.name] for column in table.columns if column.name in METRICS]


def _by_run(metrics: Table, name: str) -> list[list[float]]:
    """Return the steps of a metric for each run; all runs of a record have equal length."""
    n_runs = len(np.unique(metrics.numbers("replicate")))
    # Lists, since exact sums are the same on every machine, and NumPy's are not.
    by_run: list[list[float]] = (
        metrics.numbers(name).astype(np.float64).reshape(n_runs, -1).tolist()
    )
    return by_run


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else math.nan
