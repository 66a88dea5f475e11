"""Make the tables of what was measured: one row a step, and one row a step and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coopsim.metrics.registry import METRICS
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import Column, Table, Words, whole
from coopsim.world.blocks import state
from coopsim.world.fields import fields_of
from coopsim.world.world import Rows

if TYPE_CHECKING:
    from coopsim.scenario.founding import Names


def replicate_column(runs: Sequence[RawRun], rows: Sequence[int]) -> Column:
    """Make the column of replicates, given how many rows each run has."""
    numbers = np.repeat(np.array([run.replicate for run in runs], dtype=np.int64), rows)
    return Column("replicate", numbers, "", "Number of the run, from 0.")


def step_column(steps: Rows) -> Column:
    """Make the column of steps."""
    return Column("step", steps, "steps", "Step of the run, from 0.")


def metrics_table(runs: Sequence[RawRun]) -> Table:
    """Put the metrics of all runs below each other; NaN where there was nothing to measure."""
    rows = [len(run.metrics) for run in runs]
    steps = np.concatenate([np.arange(n, dtype=np.int64) for n in rows])
    measured = np.concatenate([run.metrics for run in runs])
    columns = [
        Column(
            each.name, measured[:, each.index].copy(), each.unit, f"{each.title}: {each.formula}"
        )
        for each in sorted(METRICS.values(), key=lambda each: each.index)
    ]
    return Table("metrics", (replicate_column(runs, rows), step_column(steps), *columns))


def states_table(runs: Sequence[RawRun], names: Names) -> Table:
    """Put all fields of the states that are there below each other, by replicate, step and id."""
    # A state that is not there yet has no numbers.
    there = [~np.isnan(run.states[:, 0, :]) for run in runs]
    places = [np.nonzero(each) for each in there]
    columns = [
        Column(
            each.name,
            np.concatenate(
                [run.states[:, each.index, :][here] for run, here in zip(runs, there, strict=True)]
            ),
            each.unit,
            each.meaning,
        )
        for each in fields_of(state.BLOCK)
    ]
    steps, codes = (whole(np.concatenate([each[axis] for each in places])) for axis in (0, 1))
    return Table(
        "states",
        (
            replicate_column(runs, [len(each[0]) for each in places]),
            step_column(steps),
            Column("state", Words(codes, names.states), "", "Id of the state."),
            *columns,
        ),
    )
