from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.record import Facts, Record
from coopsim.runs.summary import run_values, summarise, values_of_runs
from coopsim.runs.tables import Column, Table
from unit.runs.samples import raw_run, record

NAN = math.nan
# Three runs of three steps each.
PART = [1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 4.0, NAN, 2.0]
WHOLE = [2.0, 4.0, 6.0, 0.0, 0.0, 0.0, 1.0, 1.0, 6.0]


def metrics(**columns: list[float]) -> Table:
    by_name = {"part": PART, "whole": WHOLE, **columns}
    return Table(
        "metrics",
        (
            Column("replicate", np.repeat(np.arange(3), 3), "", ""),
            Column("step", np.tile(np.arange(3), 3), "", ""),
            *(Column(name, np.array(values), "1", "") for name, values in by_name.items()),
        ),
    )


def declared(name: str, summary: str, over: tuple[str, str] | None = None) -> Metric:
    return Metric(name, 0, name, "1", 0.0, 1.0, "", "stylised", summary, over)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        (declared("whole", "sum"), [12.0, 0.0, 8.0]),
        (declared("whole", "mean"), [4.0, 0.0, 8.0 / 3.0]),
        (declared("part", "mean"), [2.0, 0.0, 3.0]),
        (declared("part", "last"), [3.0, 0.0, 2.0]),
        (declared("ratio", "over", ("whole", "whole")), [1.0, NAN, 1.0]),
        (declared("ratio", "over", ("part", "whole")), [0.5, NAN, NAN]),
    ],
)
def test_a_run_is_summed_up_by_the_rule_of_the_metric(
    metric: Metric, expected: list[float]
) -> None:
    assert run_values(metrics(), metric) == pytest.approx(expected, nan_ok=True)


def test_steps_without_a_value_do_not_count_in_a_mean() -> None:
    gaps = [NAN, NAN, NAN, NAN, 1.0, 2.0, 0.0, 0.0, NAN]
    assert run_values(metrics(gaps=gaps), declared("gaps", "mean")) == pytest.approx(
        [NAN, 1.5, 0.0], nan_ok=True
    )


def test_the_last_step_counts_even_if_it_has_no_value() -> None:
    gaps = [1.0, 1.0, NAN] * 3
    assert run_values(metrics(gaps=gaps), declared("gaps", "last")) == pytest.approx(
        [NAN] * 3, nan_ok=True
    )


def test_a_ratio_weighs_steps_by_what_was_at_stake() -> None:
    table = metrics(helped=[1.0, 0.0, 0.0] * 3, needed=[1.0, 9.0, 0.0] * 3)
    assert run_values(table, declared("r", "over", ("helped", "needed"))) == [0.1] * 3


def test_a_record_is_summed_up_over_its_runs() -> None:
    table = Table(
        "metrics",
        (
            Column("replicate", np.array([0, 0, 1, 1]), "", ""),
            Column("step", np.array([0, 1, 0, 1]), "", ""),
            Column("strikes", np.array([1.0, 2.0, 2.0, 3.0]), "", ""),
            Column("of_a_later_version", np.zeros(4), "", ""),
        ),
    )
    facts = Facts("sample", "", 0, 2, 2, "nothing")
    made = Record(facts, "", {"metrics": table}, datetime(2025, 1, 1, tzinfo=UTC), 0.0)
    summary = summarise(made)
    assert list(summary) == ["strikes"]
    mean, low, high, n = summary["strikes"].over_runs
    assert (mean, n) == (4.0, 2)
    # Two values, 3 and 5: standard error 1, and the t quantile of one degree of freedom.
    assert (low, high) == pytest.approx((4.0 - 12.7062, 4.0 + 12.7062), abs=1e-4)
    assert summary["strikes"].metric is METRICS["strikes"]


def test_every_metric_of_the_registry_is_summed_up() -> None:
    summary = summarise(record())
    assert list(summary) == list(METRICS)
    assert {name for name in METRICS if METRICS[name].summary == "over"} < set(summary)


def test_runs_are_summed_up_alike_with_and_without_a_table() -> None:
    table, measured = record().table("metrics"), [raw_run(0).metrics, raw_run(1).metrics]
    for metric in METRICS.values():
        found = values_of_runs(measured, metric)
        assert found == pytest.approx(run_values(table, metric), abs=0.0, nan_ok=True)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_the_rules_of_the_registry_are_known(metric: Metric) -> None:
    assert metric.summary in {"sum", "mean", "last", "over"}
    assert (metric.summary == "over") is (metric.over is not None)
    for name in metric.over or ():
        assert METRICS[name].summary == "sum"
