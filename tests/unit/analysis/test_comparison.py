from __future__ import annotations

import pytest

from coopsim.analysis import comparison
from coopsim.analysis.comparison import Goal, check_goal, compare
from coopsim.errors import CoopsimError, InputError
from coopsim.metrics.registry import METRICS
from unit.analysis.samples import base, poorer


def test_a_scenario_does_not_differ_from_itself() -> None:
    found = compare(base(), base(), replicates=3)
    assert all(each.values == (0.0,) * 3 for each in found.differences.values() if each.paired.n)
    assert all(each.is_none for each in found.differences.values())
    assert [each.step for each in found.partings] == [None] * 3
    assert found.ties == ()


def test_a_change_shows_in_what_it_touches() -> None:
    found = compare(base(), poorer(), replicates=3, seed=5)
    assert list(found.differences) == list(METRICS)
    assert found.differences["damage_busd"].paired.mean > 0.0
    assert found.differences["strikes"].is_none
    assert [each.step is not None for each in found.partings] == [True] * 3
    assert (found.seed, found.steps, found.replicates) == (5, 6, 3)
    assert found.scenarios == ("sample", "sample")


def test_what_is_off_in_both_makes_no_difference() -> None:
    first = base().without("trust")
    second = base().without("trust")
    assert compare(first, second, replicates=2).differences["trust"].is_none


def test_replicates_are_made_until_the_outcome_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "BATCH", 4)
    known = compare(base(), poorer(), replicates=40, goal=Goal("strikes", 0.1))
    assert known.replicates == 4
    told: list[tuple[int, int]] = []
    wide = compare(
        base(), poorer(), replicates=6, goal=Goal("damage_busd", 1e-9),
        progress=lambda *numbers: told.append(numbers),
    )  # fmt: skip
    assert wide.replicates == 6
    assert told == [(n, 6) for n in range(1, 7)]


def test_more_replicates_begin_with_the_same_ones() -> None:
    few, many = (compare(base(), poorer(), replicates=n) for n in (2, 4))
    damage = "damage_busd"
    assert many.differences[damage].values[:2] == few.differences[damage].values
    assert many.partings[:2] == few.partings


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"replicates": 0}, "replicates: must be between 1 and"),
        ({"goal": Goal("damage", 1.0)}, 'outcome: no such metric "damage"; did you mean'),
        ({"goal": Goal("strikes", 0.0)}, r"half-width: must be above 0 \(got 0.0\)"),
        ({"steps": 0}, "steps: must be between 1 and"),
    ],
)
def test_what_is_out_of_range_is_refused(options: dict[str, object], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        compare(base(), base(), **{"replicates": 2, **options})  # type: ignore[arg-type] # of many types


def test_a_goal_may_have_two_faults() -> None:
    with pytest.raises(InputError, match=r".") as caught:
        check_goal(Goal("nothing", float("nan")))
    assert len(caught.value.faults) == 2


def test_the_same_can_be_had_as_frames() -> None:
    found = compare(base(), poorer(), replicates=2)
    damage = found.metrics.set_index("metric").loc["damage_busd"]
    assert damage["difference"] == found.differences["damage_busd"].paired.mean
    assert found.histories["replicate"].tolist() == [0, 1]
    assert len(found.partnerships) == len(found.ties)
    with pytest.raises(CoopsimError, match="was not shared out; ask for it with attribute=True"):
        _ = found.shares
