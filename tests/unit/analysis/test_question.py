from __future__ import annotations

import pytest

from coopsim.analysis.question import ask, changes_of
from coopsim.errors import InputError
from coopsim.scenario import read_settings
from unit.analysis.samples import base, poorer

LESS = {"states[DEU].defence_share": 0.004}


def test_each_setting_and_each_mechanism_is_a_change() -> None:
    typed = changes_of(read_settings(["steps=3", "title=new"]), ["trust", "friction"])
    assert [each.title for each in typed] == (
        ["steps=3", "title=new", "without trust", "without friction"]
    )
    assert [each.without for each in typed[2:]] == [("trust",), ("friction",)]
    assert changes_of(LESS, ())[0].title == "states[DEU].defence_share=0.004"


def test_changes_are_made_to_the_first_scenario() -> None:
    asked = ask(base(), changes=changes_of(LESS, ()), replicates=2)
    direct = ask(base(), poorer(), replicates=2)
    assert asked.differences["damage_busd"] == direct.differences["damage_busd"]
    assert not asked.differences["damage_busd"].is_none
    assert asked.scenarios == ("sample", "states[DEU].defence_share=0.004")
    assert direct.scenarios == ("sample", "sample")


def test_with_a_second_scenario_changes_are_made_to_that() -> None:
    asked = ask(base(), poorer(), changes_of({}, ["institutions"]), replicates=2, titles=("A", "B"))
    assert asked.scenarios == ("A", "B, without institutions")
    both = ask(base(), poorer().without("institutions"), replicates=2)
    assert asked.differences["damage_busd"] == both.differences["damage_busd"]


def test_without_anything_a_scenario_is_compared_with_itself() -> None:
    asked = ask(base(), replicates=1)
    assert asked.scenarios == ("sample", "nothing changed")
    assert all(each.is_none for each in asked.differences.values())


def test_shares_go_to_the_second_scenario_and_to_the_changes() -> None:
    found = ask(
        base(), poorer(), changes_of({}, ["institutions"]), replicates=2, shares=True,
        titles=("A", "B"),
    )  # fmt: skip
    assert found.attribution is not None
    assert found.attribution.changes == ("B", "without institutions")
    rows = found.shares.set_index(["metric", "change"])
    assert rows.loc[("damage_busd", "B"), "adds"] == found.attribution.shares["damage_busd"][0].mean


def test_without_changes_shares_go_to_what_tells_the_two_apart() -> None:
    second = poorer().without("institutions")
    found = ask(base(), second, replicates=2, shares=True)
    assert found.attribution is not None
    assert found.attribution.changes == ("mechanisms.institutions", "states: defence_share")


def test_progress_counts_all_runs() -> None:
    told: list[tuple[int, int]] = []
    ask(
        base(2), changes=changes_of(LESS, ["trust"]), replicates=2, shares=True,
        progress=lambda *numbers: told.append(numbers),
    )  # fmt: skip
    assert told[0] == (2, 12)
    assert told[-1] == (12, 12)
    assert told == sorted(told)


def test_one_change_is_not_shared_out() -> None:
    with pytest.raises(InputError, match="--attribute: there is nothing to share out among 1"):
        ask(base(), changes=changes_of(LESS, ()), shares=True)
