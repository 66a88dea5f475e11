from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.errors import InputError
from unit.runs.sweeps.samples import plan

TWO_ARMS = {"arms": {"one": {}, "calm": {"variant": "calm"}}}


def test_runs_are_points_times_arms_times_replicates(tmp_path: Path) -> None:
    made = plan(tmp_path, **TWO_ARMS)
    assert (made.n_cells, made.replicates, made.n_runs) == (12, 4, 48)
    assert [made.cell(i) for i in range(3)] == [(0, "one"), (0, "calm"), (1, "one")]


@pytest.mark.parametrize("size", [1, 4, 6, 7, 13, 24, 100])
def test_files_hold_every_run_once_in_their_order(tmp_path: Path, size: int) -> None:
    made = plan(tmp_path, runs_per_file=size)
    runs = [number for chunk in range(made.n_chunks) for number in made.runs(chunk)]
    assert runs == list(range(24))
    assert max(len(made.runs(chunk)) for chunk in range(made.n_chunks)) <= max(size, 1)


@pytest.mark.parametrize("size", [1, 4, 6, 7, 13, 24])
def test_every_replicate_ends_with_a_file_or_inside_one(tmp_path: Path, size: int) -> None:
    made = plan(tmp_path, runs_per_file=size)
    ends = {made.runs(chunk).stop for chunk in range(made.n_chunks)}
    whole = {end for end in ends if end % made.n_cells == 0}
    assert whole == ends if size >= made.n_cells else whole == {6, 12, 18, 24}


def test_runs_are_ordered_by_replicate(tmp_path: Path) -> None:
    made = plan(tmp_path)
    assert [made.run(i).replicate for i in range(24)] == [i // 6 for i in range(24)]
    assert [made.run(i).cell for i in range(24)] == [*range(6)] * 4


def test_common_luck_is_that_of_the_replicate(tmp_path: Path) -> None:
    assert [plan(tmp_path).run(i).luck for i in (0, 5, 6, 23)] == [0, 0, 1, 3]
    own = plan(tmp_path, luck="own")
    assert [own.run(i).luck for i in (0, 5, 6, 23)] == [0, 5, 6, 23]


def test_the_size_of_files_follows_from_the_size_of_runs(tmp_path: Path) -> None:
    made = plan(tmp_path, runs_per_file=None, replicates=1000)
    # Two states over four steps: as many runs as a file may hold, in whole replicates.
    assert len(made.runs(0)) == 1000 // 6 * 6


@pytest.mark.parametrize(("stop", "replicates"), [({"runs": 13}, 2), ({"runs": 100}, 4)])
def test_so_many_runs_are_whole_replicates(
    tmp_path: Path, stop: dict[str, Any], replicates: int
) -> None:
    assert plan(tmp_path, stop=stop).replicates == replicates


def test_fewer_runs_than_points_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"one replicate of every point takes 6 runs"):
        _ = plan(tmp_path, stop={"runs": 5}).replicates


def test_the_seed_is_the_experiments_or_the_scenarios(tmp_path: Path) -> None:
    assert plan(tmp_path).seed == 0
    assert plan(tmp_path, arms={"a": {"set": {"seed": 4}}}).seed == 4
    assert plan(tmp_path, seed=9).seed == 9


@pytest.mark.parametrize(
    ("keys", "same"),
    [
        ({}, True),
        ({"title": "Other words", "question": "Why?"}, True),
        ({"replicates": 5}, False),
        ({"seed": 1}, False),
        ({"luck": "own"}, False),
        ({"outcomes": ["trust"]}, False),
        ({"runs_per_file": 12}, False),
        ({"steps": 3}, False),
        ({"uncertainties": {"friction": {"path": "mechanisms.friction", "values": [0, 1]}}}, False),
    ],
)
def test_the_hash_tells_what_changes_numbers(
    tmp_path: Path, keys: dict[str, Any], same: bool
) -> None:
    assert (plan(tmp_path).sha256 == plan(tmp_path, **keys).sha256) is same


def test_outcomes_have_unit_and_title(tmp_path: Path) -> None:
    names = plan(tmp_path).outcome_notes()
    assert names[0] == ("damage_busd", "billion USD", names[0][2])
    assert [name for name, _, _ in names] == ["damage_busd", "collective_response", "trust"]
