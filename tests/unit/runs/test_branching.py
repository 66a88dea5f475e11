from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coopsim.errors import InputError, ResultsError
from coopsim.runs.branching import Fork, branch
from coopsim.runs.hashing import content_hash
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.tables import Table
from coopsim.scenario import Scenario, read_settings
from coopsim.scenario.altering import altered, intervened
from coopsim.world.ledger import EVERYTHING, NOTHING
from unit.runs.samples import scenario

STEPS = 8
CHANGE: dict[str, object] = {"states[DEU].defence_share": 0.2}


def given() -> Scenario:
    return scenario(STEPS)


@pytest.fixture(scope="module", params=[0, 3], ids=["replayed", "checkpoints"])
def parent(request: pytest.FixtureRequest) -> Record:
    return run(given(), seed=2, replicates=3, checkpoint_every=request.param)


def fork(step: int, settings: dict[str, object] | None = None, *without: str) -> Fork:
    return Fork("results/parent", step, settings or {}, without)


def hashes(record: Record) -> dict[str, str]:
    own = record.tables().keys() - {"branch", "checkpoints"}
    return {name: content_hash(record.table(name)) for name in own}


@pytest.mark.parametrize("step", range(STEPS))
def test_without_a_change_everything_stays(parent: Record, step: int) -> None:
    found = branch(parent, given(), fork(step))
    assert hashes(found) == hashes(parent)
    assert found.facts == parent.facts
    assert found.scenario_yaml == parent.scenario_yaml


@pytest.mark.parametrize("step", [0, 4])
def test_a_changed_branch_is_a_run_with_one_more_intervention(parent: Record, step: int) -> None:
    found = branch(parent, given(), fork(step, CHANGE, "trust"))
    whole = run(intervened(given(), step, CHANGE, ["trust"]), seed=2, replicates=3)
    assert hashes(found) == hashes(whole)
    assert found.facts == whole.facts
    assert found.scenario_yaml == whole.scenario_yaml
    assert hashes(found) != hashes(parent)


def test_before_the_step_nothing_differs(parent: Record) -> None:
    found = branch(parent, given(), fork(5, CHANGE)).table("metrics")
    old = parent.table("metrics")
    early = old.numbers("step") < 5
    for column in old.columns:
        mine = found.numbers(column.name)
        np.testing.assert_array_equal(mine[early], old.numbers(column.name)[early])
    damage = "budget_stress"
    assert not np.array_equal(found.numbers(damage), old.numbers(damage), equal_nan=True)


def test_one_replicate_can_go_on_alone(parent: Record) -> None:
    found = branch(parent, given(), fork(4), replicate=1)
    assert set(found.table("metrics").numbers("replicate").tolist()) == {1}
    assert found.facts.replicates == 1
    for name in ("metrics", "events", "partnerships", "decisions/form"):
        old = parent.table(name)
        mine = old.numbers("replicate") == 1
        assert found.table(name).n_rows == np.count_nonzero(mine)


@pytest.mark.parametrize("level", [NOTHING, EVERYTHING])
def test_what_was_recorded_is_recorded(level: int) -> None:
    parent = run(given(), seed=2, record=level, checkpoint_every=2)
    assert hashes(branch(parent, given(), fork(5))) == hashes(parent)


def test_the_parent_the_step_and_the_changes_are_named(parent: Record) -> None:
    settings: dict[str, Any] = dict(read_settings(["states[DEU].defence_share=0.2"]))
    told = branch(parent, given(), fork(4, settings, "trust")).table("branch")
    assert told.texts("parent") == ["results/parent"] * 2
    assert told.numbers("step").tolist() == [4, 4]
    assert told.texts("change") == ["--set states[DEU].defence_share=0.2", "--without trust"]
    assert branch(parent, given(), fork(4)).table("branch").texts("change") == [""]


def test_interventions_of_the_parent_come_first() -> None:
    first = {"at": 4, "set": {"states[DEU].defence_share": 0.5}}
    base = altered(given(), set={"interventions": [first]})
    parent = run(base, seed=2, checkpoint_every=2)
    states = branch(parent, base, fork(4, CHANGE)).table("states")
    german = np.array(states.texts("state")) == "DEU"
    shares = states.numbers("defence_share")[german].tolist()
    assert shares == [0.02] * 4 + [0.2] * 4


def test_progress_counts_all_steps(parent: Record) -> None:
    told: list[tuple[int, int]] = []
    branch(parent, given(), fork(7), progress=lambda *numbers: told.append(numbers))
    assert told[-1] == (3 * STEPS, 3 * STEPS)


@pytest.mark.parametrize(
    ("where", "options", "fault"),
    [
        (fork(8), {}, r"step: must be between 0 and 7 \(got 8\)"),
        (fork(-1), {}, r"step: must be between 0 and 7 \(got -1\)"),
        (fork(4), {"replicate": 3}, r"replicate: there is no such run \(got 3\); there are 3"),
        (fork(4, {"steps": 9}), {}, "steps: can't change in the middle of a run"),
        (fork(4, {"states[DEU].readines": 1}), {}, r'unknown key\n.*\n.*did you mean "readiness"'),
        (fork(4, None, "trsut"), {}, "no such mechanism"),
    ],
)
def test_bad_input_is_refused(
    parent: Record, where: Fork, options: dict[str, int], fault: str
) -> None:
    with pytest.raises(InputError, match=fault):
        branch(parent, given(), where, **options)  # type: ignore[arg-type] # of one type here


def test_another_scenario_is_refused(parent: Record) -> None:
    with pytest.raises(ResultsError, match=r"the scenario in results/parent is not the one that"):
        branch(parent, altered(given(), set={"title": "Other"}), fork(4))


def test_another_history_is_refused() -> None:
    parent = run(given(), seed=2)
    metrics = parent.table("metrics")
    columns = tuple(
        replace(each, values=each.values + 1.0)  # type: ignore[operator,arg-type] # these are numbers
        if each.name == "trust"
        else each
        for each in metrics.columns
    )
    other = replace(parent, contents={**parent.contents, "metrics": Table("metrics", columns)})
    with pytest.raises(ResultsError, match=r"does not make the history of the parent \(trust diff"):
        branch(other, given(), fork(4))
