"""Sum runs up: one number a metric and run, then mean and interval over the runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.record import Record
from coopsim.runs.tables import Table
from coopsim.statistics import Interval, interval


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
    """Sum up a metric in each run by its rule; NaN if there was nothing."""
    if metric.over is not None:
        parts, wholes = (_by_run(metrics, name) for name in metric.over)
        return [share(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    return [summed(steps, metric.summary) for steps in _by_run(metrics, metric.name)]


def summed(steps: Sequence[float], rule: str) -> float:
    """Sum up the steps of a run: their ``sum``, their ``mean``, or the ``last`` of them.

    Steps in which there was nothing to measure do not count in a mean.
    """
    if rule == "sum":
        return math.fsum(steps)
    if rule == "last":
        return steps[-1]
    total, n = math.fsum(steps), len(steps)
    if math.isnan(total):
        known = [value for value in steps if not math.isnan(value)]
        total, n = math.fsum(known), len(known)
    return _ratio(total, n)


def share(part: Sequence[float], whole: Sequence[float]) -> float:
    """Divide the sums of two metrics, which weighs steps by what was at stake in them."""
    return _ratio(math.fsum(part), math.fsum(whole))


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
