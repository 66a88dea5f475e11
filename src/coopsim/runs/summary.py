"""Sum runs up: one number a metric and run, then mean and interval over the runs."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Sum up a metric in each run by its rule; NaN if there was nothing."""
    if metric.over is not None:
        part, whole = (_by_run(metrics, name) for name in metric.over)
        values = ratio(summed(part, "sum"), summed(whole, "sum"))
    else:
        values = summed(_by_run(metrics, metric.name), metric.summary)
    summed_up: list[float] = values.tolist()
    return summed_up


def values_of_runs(measured: Sequence[Numbers], metric: Metric) -> list[float]:
    """Sum up a metric in each run as `run_values` does, from the ``[step, metric]`` of each run."""
    steps = np.stack(measured, axis=1)
    if metric.over is not None:
        part, whole = (summed(steps[:, :, METRICS[name].index], "sum") for name in metric.over)
        values = ratio(part, whole)
    else:
        values = summed(steps[:, :, metric.index], metric.summary)
    summed_up: list[float] = values.tolist()
    return summed_up


def summed(steps: Numbers, rule: str) -> Numbers:
    """Sum up steps ``[step, ...]`` by their ``sum``, their ``mean``, or the ``last`` of them.

    Steps in which there was nothing to measure, NaN, do not count in a mean.
    """
    if rule == "last":
        last: Numbers = steps[-1]
        return last
    if rule == "sum":
        return _one_by_one(steps)
    known = ~np.isnan(steps)
    return ratio(_one_by_one(np.where(known, steps, 0.0)), known.sum(axis=0).astype(np.float64))


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Divide sums by sums, which weighs steps by what was at stake in them; NaN by nothing."""
    quotient: Numbers = np.full(part.shape, np.nan)
    np.divide(part, whole, out=quotient, where=whole > 0.0)
    return quotient


def _one_by_one(steps: Numbers) -> Numbers:
    # Sums of NumPy are made in an order that depends on the machine; accumulating keeps to one.
    total: Numbers = np.add.accumulate(steps, axis=0)[-1]
    return total


def _declared(table: Table) -> list[Metric]:
    """List the metrics of a table that this version of coopsim knows."""
    return [METRICS[column.name] for column in table.columns if column.name in METRICS]


def _by_run(metrics: Table, name: str) -> Numbers:
    """Return a metric as ``[step, run]``; all runs of a record have equal length."""
    n_runs = len(np.unique(metrics.numbers("replicate")))
    return metrics.numbers(name).astype(np.float64).reshape(n_runs, -1).T
