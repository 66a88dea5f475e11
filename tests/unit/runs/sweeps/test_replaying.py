from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.errors import CoopsimError, ResultsError
from coopsim.runs.parquet import read_parquet
from coopsim.runs.sweeps.folder import chunk_file
from coopsim.runs.sweeps.replaying import Found, find_run, replay
from coopsim.runs.tables import Table
from unit.runs.sweeps.samples import swept


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return swept(tmp_path, luck="own", outcomes=["damage_busd", "trust"])[1]


def runs(out: Path, chunk: int) -> Table:
    return read_parquet(out / chunk_file(chunk), "runs")


@pytest.mark.parametrize(("chunk", "row"), [(0, 0), (2, 5)])
def test_a_run_is_made_again_whole(out: Path, chunk: int, row: int) -> None:
    table = runs(out, chunk)
    found = find_run(out, str(table.texts("run")[row]))
    assert found.number == 6 * chunk + row
    record = replay(found)
    damage = record.table("metrics").numbers("damage_busd")
    assert float(damage.sum()) == pytest.approx(float(table.numbers("damage_busd")[row]))
    assert {"states", "events", "partnerships"} <= set(record.tables())
    assert set(record.table("metrics").numbers("replicate").tolist()) == {found.number}


def test_the_beginning_of_an_id_is_enough(out: Path) -> None:
    run = str(runs(out, 1).texts("run")[0])
    assert find_run(out, run[:12]).number == 6


def test_a_beginning_that_is_shared_is_refused(out: Path) -> None:
    ids = [str(run) for chunk in range(4) for run in runs(out, chunk).texts("run")]
    # Twenty-four ids begin with one of sixteen digits.
    shared = max(ids, key=lambda run: sum(other[0] == run[0] for other in ids))[0]
    with pytest.raises(CoopsimError, match=rf'runs in \S+ begin with "{shared}"; write more of it'):
        find_run(out, shared)


def test_a_mistyped_id_is_told_with_its_neighbour(out: Path) -> None:
    run = str(runs(out, 0).texts("run")[0])
    with pytest.raises(CoopsimError, match=rf'holds no run "x{run[1:]}"; did you mean "{run}"'):
        find_run(out, f"x{run[1:]}")
    with pytest.raises(CoopsimError, match="holds no run"):
        find_run(out, "")


def test_other_numbers_than_those_stored_are_told(out: Path) -> None:
    found = find_run(out, str(runs(out, 0).texts("run")[0]))
    wrong = Found(found.plan, found.number, {**found.outcomes, "trust": 99.0})
    with pytest.raises(ResultsError, match="comes to other numbers than it did"):
        replay(wrong)
