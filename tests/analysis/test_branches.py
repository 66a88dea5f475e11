"""A branch without a change continues to the same bytes, and interventions mean the same to all."""

from __future__ import annotations

from pathlib import Path

import pytest

import coopsim
from coopsim.runs.branching import Fork, branch
from coopsim.runs.hashing import content_hash
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.store import write
from coopsim.scenario import Scenario, load
from coopsim.scenario.altering import altered

EVERY = 10
STEPS = 60
ENTRIES = [
    {"name": "rearm", "at": 20, "set": {"states[FRA].defence_share": 0.05}},
    {"when": {"metric": "strikes", "above": 1.5, "for": 2}, "set": {"mechanisms.friction": 2}},
    {"at": 31, "without": ["institutions"]},
]


def changing() -> Scenario:
    """Return a scenario whose world changes at steps, and when a metric says so."""
    return altered(load("baseline"), set={"interventions": ENTRIES, "steps": STEPS})


@pytest.fixture(scope="module", params=["changing", "cyber-wave"])
def parent(request: pytest.FixtureRequest) -> tuple[Scenario, Record]:
    scenario = changing() if request.param == "changing" else load(request.param)
    return scenario, run(
        scenario, seed=3, replicates=2, steps=min(STEPS, scenario.steps), checkpoint_every=EVERY
    )


def test_a_branch_at_every_tenth_step_continues_to_identical_bytes(
    parent: tuple[Scenario, Record], tmp_path: Path
) -> None:
    scenario, record = parent
    write(record, tmp_path / "parent")
    files = [path.relative_to(tmp_path / "parent") for path in tmp_path.rglob("*.parquet")]
    for step in range(0, record.facts.steps, EVERY):
        folder = tmp_path / f"from-{step}"
        write(branch(record, scenario, Fork("parent", step, {}, ())), folder)
        for file in files:
            if file.name != "checkpoints.parquet":
                kept = (tmp_path / "parent" / file).read_bytes()
                assert (folder / file).read_bytes() == kept, f"{file} at step {step}"


def test_between_checkpoints_steps_are_repeated(parent: tuple[Scenario, Record]) -> None:
    scenario, record = parent
    found = branch(record, scenario, Fork("parent", EVERY + 3, {}, ()))
    for name in found.tables().keys() - {"branch"}:
        assert content_hash(found.table(name)) == content_hash(record.table(name)), name


def test_interventions_come_alike_in_runs_snapshots_and_mesa_models() -> None:
    scenario = changing()
    record = coopsim.run(scenario, seed=3, replicates=1)
    told = record.events[record.events["kind"] == "intervention"]
    assert {"rearm", "1", "2"} == set(told["subject"])
    assert told.loc[told["subject"] == "1", "cause"].tolist() == ["condition"]
    model = coopsim.CooperationModel(scenario, rng=3)
    seen: dict[str, int] = {}
    for snapshot in coopsim.play(scenario, seed=3):
        model.step()
        trust = record.metrics["trust"][snapshot.step]
        assert snapshot.metrics["trust"] == trust == model.metrics["trust"]
        seen |= {
            each.subject: snapshot.step for each in model.events if each.kind == "intervention"
        }
    assert seen == dict(zip(told["subject"], told["step"], strict=True))
    assert model.state("FRA").defence_share == 0.05


def test_a_comparison_with_an_intervention_parts_at_its_step() -> None:
    base = altered(load("baseline"), set={"steps": 30})
    cut = altered(base, set={"interventions": [ENTRIES[0]]})
    found = coopsim.compare(base, cut, replicates=3)
    assert [each.step for each in found.partings] == [20] * 3
    assert {each.event.step for each in found.partings if each.event} == {20}
