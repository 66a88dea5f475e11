from __future__ import annotations

import numpy as np
import pytest

from coopsim.metrics.registry import METRICS
from coopsim.runs.summary import summarise
from coopsim.runs.sweeps.measuring import Yardstick, outcomes_of
from coopsim.statistics import interval
from unit.experiment.samples import experiment
from unit.runs.samples import record

NAN = float("nan")


def metrics(**values: list[float]) -> np.ndarray:
    """Return one run ``[step, 1, metric]`` with so many metrics, all others zero."""
    n_steps = len(next(iter(values.values())))
    made = np.zeros((n_steps, 1, len(METRICS)))
    for name, steps in values.items():
        made[:, 0, METRICS[name].index] = steps
    return made


def measured(outcomes: list[object], made: np.ndarray) -> list[float]:
    yardstick = Yardstick(experiment(outcomes=outcomes))
    found: list[float] = yardstick.measure(made[:, :, yardstick.columns])[0].tolist()
    return found


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("trust", 2.5),
        ({"metric": "trust", "summed": "sum"}, NAN),
        ({"metric": "trust", "summed": "last"}, 4.0),
        ({"metric": "trust", "step": 0}, 1.0),
        ("damage_busd", 6.0),
        ({"metric": "damage_busd", "summed": "mean"}, 2.0),
        ("collective_response", 0.75),
        ({"metric": "collective_response", "step": 1}, 0.3),
    ],
)
def test_steps_are_summed_up_as_is_asked(outcome: object, expected: float) -> None:
    made = metrics(
        trust=[1.0, NAN, 4.0],
        damage_busd=[1.0, 2.0, 3.0],
        collective_response=[0.1, 0.3, 0.2],
        averted_busd=[1.0, 1.0, 1.0],
        open_need_busd=[2.0, 2.0, 0.0],
    )
    part, whole = METRICS["collective_response"].over or ("", "")
    assert (part, whole) == ("averted_busd", "open_need_busd")
    assert measured([outcome], made) == pytest.approx([expected], nan_ok=True)


def test_outcomes_are_what_a_run_is_summed_up_to() -> None:
    made = record()
    table = made.table("metrics")
    n_runs = made.facts.replicates
    stacked = np.stack([table.numbers(name) for name in METRICS], axis=1).astype(np.float64)
    by_run = stacked.reshape(n_runs, -1, len(METRICS)).transpose(1, 0, 2)
    yardstick = Yardstick(experiment(outcomes=[]))
    measured = yardstick.measure(by_run[:, :, yardstick.columns])
    expected = [summary.over_runs for summary in summarise(made).values()]
    assert [interval(column.tolist()) for column in measured.T] == [
        pytest.approx(each, nan_ok=True) for each in expected
    ]


def test_all_metrics_are_judged_if_none_is_named() -> None:
    assert [each.metric for each in outcomes_of(experiment(outcomes=[]))] == list(METRICS)


def test_a_run_needs_the_steps_that_are_asked_for() -> None:
    assert Yardstick(experiment(outcomes=["trust"])).n_steps == 1
    assert Yardstick(experiment(outcomes=[{"metric": "trust", "step": 7}])).n_steps == 8
