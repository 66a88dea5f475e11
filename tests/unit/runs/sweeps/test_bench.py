from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.runs.one import simulate
from coopsim.runs.sweeps.bench import Bench, run_id
from coopsim.runs.sweeps.desk import HaltedError
from coopsim.runs.sweeps.plan import Plan
from unit.experiment.samples import WORLD
from unit.runs.sweeps.samples import plan

STATES = {"a": {"path": "states[*].defence_share", "times": True, "values": [0.5, 1]}}
LATE = {"outcomes": [{"metric": "trust", "name": "late", "step": 3}, "trust"]}


def never() -> bool:
    return False


@pytest.mark.parametrize(
    "uncertainties", [None, STATES, {"s": {"path": "steps", "values": [3, 5]}}]
)
def test_outcomes_are_those_of_single_runs(tmp_path: Path, uncertainties: Any) -> None:
    made = plan(tmp_path, outcomes=["damage_busd", "trust"], uncertainties=uncertainties, seed=3)
    computed = Bench(made).compute_runs(range(made.n_runs))
    assert computed.errors == {}
    for number in range(made.n_runs):
        run = made.run(number)
        point, arm = made.cell(run.cell)
        scenario = made.study.grounds[arm].scenario(made.study.design.point(point))
        raw = simulate(scenario, 3, run.luck, record=0)
        bench = Bench(made)
        expected = bench._yardstick.measure(raw.metrics[:, np.newaxis, bench._yardstick.columns])
        assert np.array_equal(computed.outcomes[number], expected[0], equal_nan=True)
        assert computed.ids[number] == run_id(scenario.sha256(), run.luck, 3)


CHANGES = [
    {"at": 2, "set": {"threats[cyber].rate_per_year": 60}},
    {"when": {"metric": "trust", "above": 0}, "set": {"states[AAA].defence_share": 0.2}},
]


def test_interventions_come_in_sweeps_as_in_single_runs(tmp_path: Path) -> None:
    changed = {**WORLD, "interventions": CHANGES}
    made = plan(tmp_path, world=changed, outcomes=["damage_busd", "need_busd"], seed=3)
    bench = Bench(made)
    computed = bench.compute_runs(range(made.n_runs))
    assert computed.errors == {}
    for number in range(made.n_runs):
        run = made.run(number)
        point, arm = made.cell(run.cell)
        scenario = made.study.grounds[arm].scenario(made.study.design.point(point))
        metrics = simulate(scenario, 3, run.luck, record=0).metrics
        expected = bench._yardstick.measure(metrics[:, np.newaxis, bench._yardstick.columns])
        assert np.array_equal(computed.outcomes[number], expected[0], equal_nan=True)
    without = Bench(plan(tmp_path, outcomes=["damage_busd", "need_busd"], seed=3))
    assert not np.array_equal(computed.outcomes, without.compute_runs(range(made.n_runs)).outcomes)


def test_luck_is_common_or_own(tmp_path: Path) -> None:
    same = {
        "uncertainties": {"seed": {"values": [1, 1]}},
        "levers": {},
        "outcomes": ["damage_busd"],
    }
    common = Bench(plan(tmp_path, **same)).compute(0, never).outcomes.ravel()
    assert common[0] == common[1]
    own = Bench(plan(tmp_path, **same, luck="own")).compute(0, never).outcomes.ravel()
    assert own[0] != own[1]


def broken(folder: Path, monkeypatch: pytest.MonkeyPatch, cell: int) -> Plan:
    """Return a plan with one cell that cannot be founded."""
    made = plan(folder)
    (ground,) = made.study.grounds.values()
    genuine = ground.at
    bad = made.study.design.point(cell)

    def failing(point: dict[str, Any]) -> Any:
        if point == bad:
            raise ZeroDivisionError("this point\nis broken")
        return genuine(point)

    monkeypatch.setattr(ground, "at", failing)
    return made


def test_a_point_that_fails_is_a_row_with_its_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = Bench(broken(tmp_path, monkeypatch, 2)).compute(0, never)
    assert computed.errors == {2: "ZeroDivisionError: this point is broken"}
    assert np.all(np.isnan(computed.outcomes[2]))
    assert np.all(~np.isnan(np.delete(computed.outcomes, 2, axis=0)[:, 0]))
    assert len(set(computed.ids)) == len(computed.ids)


def test_a_step_beyond_the_end_is_the_error_of_its_runs(tmp_path: Path) -> None:
    short = {"uncertainties": {"steps": {"values": [3, 4]}}, "levers": {}, **LATE}
    computed = Bench(plan(tmp_path, **short)).compute(0, never)
    assert computed.errors[0] == "step 3 is an outcome, and the run has 3 steps"
    assert 1 not in computed.errors


def test_whoever_is_not_waited_for_gives_up(tmp_path: Path) -> None:
    with pytest.raises(HaltedError, match="given up"):
        Bench(plan(tmp_path)).compute(0, lambda: True)


def test_another_process_gets_the_same(tmp_path: Path) -> None:
    bench = Bench(plan(tmp_path))
    here = bench.compute(1, never)
    there = pickle.loads(pickle.dumps(bench)).compute(1, never)
    assert there.ids == here.ids
    assert np.array_equal(there.outcomes, here.outcomes, equal_nan=True)
