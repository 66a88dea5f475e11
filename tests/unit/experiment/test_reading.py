from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.experiment import check_experiment, is_experiment, read_experiment
from unit.experiment.samples import BUDGET, file, refused, study

EXPERIMENTS = sorted(
    path.stem for path in (Path(__file__).parents[3] / "experiments").glob("*.yaml")
)


def test_a_study_has_arms_dials_and_points(tmp_path: Path) -> None:
    read = study(tmp_path, arms={"one": {}, "calm": {"variant": "calm"}}, steps=3)
    assert list(read.grounds) == ["one", "calm"]
    assert [dial.name for dial in read.dials] == ["friction", "budget"]
    assert read.design.n_points == 6
    assert {ground.base.steps for ground in read.grounds.values()} == {3}
    assert read.grounds["calm"].base.threats[0].severity == 0.1


def test_the_scenario_alone_is_an_arm(tmp_path: Path) -> None:
    assert list(study(tmp_path).grounds) == ["world"]


def test_the_name_is_that_of_the_file(tmp_path: Path) -> None:
    assert study(tmp_path, name=None).experiment.name == "small"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"arms": {"a": {"variant": "clam"}}},
         'arms.a.variant: no variant "clam" (did you mean "calm"?)'),
        ({"arms": {"a": {"without": ["trsut"]}}}, "arms.a.without: no such mechanism (trsut) ()"),
        ({"arms": {"a": {"set": {"seed": -1}}}}, "arms.a.set.seed: must be at least 0 (got -1) ()"),
        ({"arms": {"a": {"set": {"sed": 1}}}},
         'arms.a.set.sed: unknown key (did you mean "seed"?)'),
        ({"arms": {"a": {"scenario": "no.yaml"}}}, "no such file"),
        ({"levers": {"b": {**BUDGET, "values": [1, 50]}}},
         "mechanisms.budgets.operations_share: must be between 0 and 1 (got 2.5)"),
        ({"levers": {"b": {**BUDGET, "path": "mechanisms.budget.operations_share"}}},
         'levers.b: the scenario has no "budget" at mechanisms ()'),
        ({"outcomes": [{"metric": "trust", "step": 9}]},
         "outcomes[0].step: after the last step, which is 3 (got 9) ()"),
        ({"answer": "{damage}"}, 'answer: no such result (got "damage")'),
        ({"answer": "{damage_busd@calm}"}, 'no such result (got "damage_busd@calm")'),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_its_place(tmp_path: Path, keys: dict[str, Any], fault: str) -> None:
    (told,) = refused(file(tmp_path, **keys))
    assert fault in told
    assert told[0].isdecimal()


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    levers = {"b": {**BUDGET, "values": [50, 60]}, "c": {"path": "stpes", "values": [1, 2]}}
    assert len(refused(file(tmp_path, levers=levers))) == 4


def test_faults_of_the_scenario_are_told_in_the_scenario(tmp_path: Path) -> None:
    world = {"states": [{"id": "AAA"}]}
    assert all("states[AAA]" in fault for fault in refused(file(tmp_path, world=world)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("budget,other\n1,2\n", 'nothing here is called like the column "other"'),
        ("friction\n1\n", 'the table has no column "budget"'),
        ("budget,friction\n1,1\nmuch,1\n", 'must be a number, since it multiplies (got "much")'),
        ("budget,friction\n1,99\n", "must be between 0 and 5 (got 99"),
    ],
)
def test_a_table_must_fit(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    factors: dict[str, Any] = {
        "levers": {"budget": {"path": "mechanisms.budgets.operations_share", "times": True}},
        "uncertainties": {"friction": {"path": "mechanisms.friction.scale"}},
    }
    told = refused(file(tmp_path, design={"kind": "table", "file": "t.csv"}, **factors))
    assert any(fault in each for each in told)


def test_columns_of_a_table_may_be_paths(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("mechanisms.friction.scale\n0.5\n2\n", encoding="utf-8")
    read = study(tmp_path, design={"kind": "table", "file": "t.csv"}, levers={}, uncertainties={})
    assert read.design.n_points == 2
    assert read.design.point(1) == {"mechanisms.friction.scale": 2}


def test_a_table_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    design = {"kind": "table", "file": "no.csv"}
    (told,) = refused(file(tmp_path, design=design, levers={}, uncertainties={}))
    assert "design.file" in told
    assert "no such file" in told


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_shipped_experiments_are_sound(name: str) -> None:
    assert check_experiment(name) == ()
    assert read_experiment(name).experiment.name == name
    assert is_experiment(name)


def test_experiments_are_told_from_scenarios(tmp_path: Path) -> None:
    path = file(tmp_path)
    assert is_experiment(path)
    assert not is_experiment(tmp_path / "world.yaml")
    assert not is_experiment(tmp_path / "no.yaml")
    assert not is_experiment("baseline")
