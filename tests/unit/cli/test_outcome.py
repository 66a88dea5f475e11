from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.cli.outcome import Line, numbers, outcome, outcome_table
from coopsim.cli.talk import Talk
from coopsim.metrics.registry import METRICS
from coopsim.runs.record import Record
from coopsim.runs.tables import Column, Table
from coopsim.statistics import Interval
from unit.runs import samples

STEPS = 2


def record(*runs: dict[str, tuple[float, float]]) -> Record:
    """Make a record of runs of two steps: what is given for a metric, else nothing measured."""
    columns = [
        Column("replicate", np.repeat(np.arange(len(runs)), STEPS), "", ""),
        Column("step", np.tile(np.arange(STEPS), len(runs)), "steps", ""),
    ]
    for name, metric in METRICS.items():
        values = [value for run in runs for value in run.get(name, (math.nan, math.nan))]
        columns.append(Column(name, np.array(values), metric.unit, metric.formula))
    made = samples.record(replicates=1)
    return Record(
        made.facts, "", {"metrics": Table("metrics", tuple(columns))}, made.started, made.seconds
    )


def line(made: Record, title: str) -> Line:
    (found,) = [each for each in outcome(made) if each.title.startswith(title)]
    return found


def shown(lines: list[Line], n_runs: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    Talk().show(outcome_table(lines, n_runs))
    return [text.rstrip() for text in capsys.readouterr().out.splitlines()]


def test_titles_and_units_are_those_of_the_registry() -> None:
    lines = {each.title: each for each in outcome(samples.record())}
    for name in ("strikes", "need_busd", "damage_busd", "help_delay_months", "burden_gini"):
        metric = METRICS[name]
        assert lines[metric.title].unit == ("" if metric.unit == "1" else metric.unit)


def test_what_states_met_alone_is_weighed_by_need() -> None:
    made = record({"home_effort_busd": (1.0, 3.0), "need_busd": (2.0, 6.0)})
    assert line(made, "Need that").over_runs.mean == 0.5


def test_trust_is_told_from_the_first_step_to_the_last() -> None:
    made = record({"trust": (0.25, 0.5)}, {"trust": (0.75, 1.0)})
    assert line(made, "Trust after the first").over_runs.mean == 0.5
    assert line(made, "Trust after the last").over_runs.mean == 0.75


@pytest.mark.parametrize(
    ("last", "remark"),
    [
        ((0.5,), "the large carried more for their size"),
        ((-0.5,), "the small carried more for their size"),
        ((-0.5, -0.51), "the small carried more for their size"),
        ((0.5, 0.51), "the large carried more for their size"),
        ((-0.5, 0.6), "neither the large nor the small carried clearly more"),
        ((math.nan,), ""),
    ],
)
def test_who_carried_more_is_said_when_it_is_clear(last: tuple[float, ...], remark: str) -> None:
    made = record(*({"burden_rank_correlation": (0.0, each)} for each in last))
    assert line(made, "Burden against size").remark == remark


def test_several_runs_have_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        Line("Need", "billion USD", Interval(1234.5, 1200.0, 1269.0, 20)),
        Line("Strikes", "strikes", Interval(12.34, 11.0, 13.0, 20)),
        Line("Met", "%", Interval(0.236, 0.2, 0.27, 20), "of the rest"),
        Line("Burden", "", Interval(-0.342, -0.37, -0.31, 20)),
        Line("Delay", "months", Interval(math.nan, math.nan, math.nan, 0)),
    ]
    assert shown(lines, 20, capsys) == [
        "What happened   mean of 20 runs   95 % interval",
        "Need                      1,234   1,200 to 1,269   billion USD",
        "Strikes                    12.3   11.0 to 13.0",
        "Met                        24 %   20 % to 27 %     of the rest",
        "Burden                    −0.34   −0.37 to −0.31",
        "Delay                         –                    months",
    ]


def test_one_run_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [Line("Need", "billion USD", Interval(5.0, math.nan, math.nan, 1))]
    assert shown(lines, 1, capsys) == [
        "What happened   one run",
        "Need               5.00   billion USD",
    ]


def test_machines_read_null_for_what_is_not_known() -> None:
    alone = Interval(0.5, math.nan, math.nan, 1)
    assert numbers(alone) == {"mean": 0.5, "low": None, "high": None, "n": 1}
    # A share is a number to machines, so that nobody takes 0.5 for half a per cent.
    told = Line("Met", "%", alone).as_json()
    assert told == {"title": "Met", "unit": "1", "mean": 0.5, "low": None, "high": None, "n": 1}
    assert Line("Need", "billion USD", alone).as_json()["unit"] == "billion USD"
