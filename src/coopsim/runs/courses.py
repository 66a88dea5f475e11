"""How a metric went over the steps of a run: mean and interval over the replicates."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from coopsim.metrics.registry import Metric
from coopsim.runs.summary import run_values
from coopsim.runs.tables import Table
from coopsim.statistics import Interval, interval
from coopsim.world.world import Rows


class Course(NamedTuple):
    """Say how a metric went.

    Attributes:
        done: how many steps were made at the end of each stretch.
        over_runs: mean and 95 % interval over the replicates, for each stretch.
    """

    done: list[int]
    over_runs: list[Interval]


def course(metrics: Table, metric: Metric, *, every: int = 1, in_all: bool = False) -> Course:
    """Sum a metric up over stretches of steps, by the rule by which a whole run is summed up.

    So damage is added up, trust is a mean, and a share is weighed by what was at stake. Single
    steps hold few strikes: stretches of a year or so show more than steps do.

    Args:
        metrics: the table of that name.
        metric: what to sum up.
        every: length of a stretch; the last one may be shorter.
        in_all: sum up from the first step on, instead of over each stretch alone.

    Raises:
        ValueError: A stretch has less than one step.
    """
    if every < 1:
        raise ValueError(f"a stretch has at least one step (got {every})")
    n_steps = int(metrics.numbers("step").max()) + 1
    done = [min(first + every, n_steps) for first in range(0, n_steps, every)]
    begun = [0] * len(done) if in_all else [0, *done[:-1]]
    values = (
        run_values(_between(metrics, metric, *span), metric)
        for span in zip(begun, done, strict=True)
    )
    return Course(done, [interval(each) for each in values])


def _between(metrics: Table, metric: Metric, first: int, end: int) -> Table:
    """Return the steps from first to before end, with the columns that the metric needs."""
    steps = metrics.numbers("step")
    kept: Rows = np.flatnonzero((steps >= first) & (steps < end))
    columns = (metrics.column(name) for name in ("replicate", *(metric.over or (metric.name,))))
    return Table(
        metrics.name,
        tuple(replace(each, values=metrics.numbers(each.name)[kept]) for each in columns),
    )
