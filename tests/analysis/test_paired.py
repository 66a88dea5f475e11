"""What pairing is for: exact zeros where nothing differs, narrow intervals where something does."""

from __future__ import annotations

import math
from statistics import median

import pytest

import coopsim
from coopsim.analysis.comparison import Comparison, compare
from coopsim.scenario import load
from coopsim.scenario.altering import altered
from coopsim.scenario.shelves import shipped_names

REPLICATES = 40


@pytest.fixture(scope="module")
def cut() -> Comparison:
    """Cut every state's military spending by a twentieth."""
    base = load("baseline")
    less = {f"states[{each.id}].defence_share": 0.95 * each.defence_share for each in base.states}
    return compare(base, altered(base, set=less), replicates=REPLICATES)


@pytest.mark.parametrize("name", shipped_names())
def test_a_scenario_against_itself_is_zero_everywhere(name: str) -> None:
    found = coopsim.compare(name, name, replicates=3, steps=12)
    for each in found.differences.values():
        assert all(value == 0.0 or math.isnan(value) for value in each.values), each.metric.name
        assert each.first == each.second or each.first.n == 0
    assert {(each.step, each.event) for each in found.partings} == {(None, None)}
    assert found.ties == ()


@pytest.mark.parametrize("mechanism", ["institutions", "trust", "friction", "damage"])
def test_numbers_of_a_mechanism_that_is_off_in_both_make_no_difference(mechanism: str) -> None:
    base = load("baseline").without(mechanism)
    settings = {
        f"mechanisms.{mechanism}.{name}": 0.9 * value
        for name, value in base.mechanisms[mechanism].parameters.items()
    }
    if mechanism == "institutions":
        settings = {"institutions[NATO].obligation": 0.9, "institutions[NATO].standards": 0.1}
    found = compare(base, altered(base, set=settings), replicates=2, steps=24)
    assert all(each.is_none for each in found.differences.values())


def test_pairing_narrows_intervals_at_least_five_times(cut: Comparison) -> None:
    factors = [each.narrowed for each in cut.differences.values() if not math.isnan(each.narrowed)]
    assert len(factors) > 30
    assert median(factors) >= 5.0


def test_a_small_cut_shows_on_the_same_luck(cut: Comparison) -> None:
    damage = cut.differences["damage_busd"]
    assert damage.is_clear
    assert damage.same_sign > 0.9
    # With luck of its own each world would hide it.
    assert damage.unpaired.low < 0.0 < damage.unpaired.high
    assert cut.differences["strikes"].is_none


def test_shares_add_up_and_what_does_nothing_gets_nothing() -> None:
    found = coopsim.compare(
        "baseline",
        set={"mechanisms.friction": 1.5, "title": "Something else"},
        without=["institutions"],
        attribute=True,
        steps=24,
        replicates=6,
    )
    shares = found.shares.set_index(["metric", "change"])
    for name, rows in found.shares.groupby("metric"):
        if rows["replicates"].iloc[0] == 6:
            assert rows["adds"].sum() == pytest.approx(rows["of"].iloc[0], abs=1e-9), name
            assert shares.loc[(name, "title=Something else"), "adds"] == 0.0
