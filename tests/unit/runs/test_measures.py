from __future__ import annotations

import numpy as np

from coopsim.metrics.registry import METRICS
from coopsim.runs.measures import metrics_table, states_table
from coopsim.runs.tables import Words
from coopsim.world.blocks import state
from coopsim.world.fields import FIELDS
from unit.runs.samples import NAMES, raw_run

RUNS = [raw_run(0), raw_run(1)]


def test_metrics_stand_by_replicate_and_step() -> None:
    table = metrics_table(RUNS)
    assert table.name == "metrics"
    assert table.numbers("replicate").tolist() == [0, 0, 0, 1, 1, 1]
    assert table.numbers("step").tolist() == [0, 1, 2, 0, 1, 2]


def test_every_metric_has_its_column_with_unit_and_formula() -> None:
    table = metrics_table(RUNS)
    assert [column.name for column in table.columns[2:]] == list(METRICS)
    trust = table.column("trust")
    at = METRICS["trust"].index
    expected = [run.metrics[step, at] for run in RUNS for step in range(3)]
    np.testing.assert_array_equal(table.numbers("trust"), expected)
    assert (trust.unit, trust.meaning) == ("1", "Trust: mean over ordered pairs")


def test_what_could_not_be_measured_is_nan() -> None:
    first = metrics_table(RUNS).columns[2]
    assert isinstance(first.values, np.ndarray)
    assert np.isnan(first.values).tolist() == [False, True, False, False, True, False]


def test_states_stand_by_replicate_step_and_id() -> None:
    table = states_table(RUNS, NAMES)
    assert table.n_rows == 2 * 3 * 3
    assert table.numbers("replicate").tolist() == [0] * 9 + [1] * 9
    assert table.numbers("step").tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2] * 2
    assert table.texts("state") == ["DEU", "FRA", "POL"] * 6
    assert isinstance(table.column("state").values, Words)


def test_every_field_of_a_state_has_its_column() -> None:
    table = states_table(RUNS, NAMES)
    fields = FIELDS[state.BLOCK]
    assert [column.name for column in table.columns[3:]] == list(fields)
    reserve = table.column("reserve_busd")
    assert (reserve.unit, reserve.meaning) == (
        "billion USD",
        "Money set aside for emergencies, help and operations.",
    )
    expected = [
        run.states[step, fields["reserve_busd"].index, i]
        for run in RUNS
        for step in range(3)
        for i in range(3)
    ]
    np.testing.assert_array_equal(table.numbers("reserve_busd"), expected)


def test_tables_hold_copies() -> None:
    run = raw_run()
    table = metrics_table([run])
    before = table.numbers("trust").copy()
    run.metrics[:] = 0.0
    np.testing.assert_array_equal(table.numbers("trust"), before)
