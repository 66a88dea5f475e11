from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.documents import read_yaml_text
from coopsim.errors import InputError
from coopsim.scenario import load, read_settings
from coopsim.scenario.altering import altered
from coopsim.scenario.shelves import shipped_names
from coopsim.scenario.unfolding import unfolded
from unit.scenario.samples import SOUND, loaded, told, write


@pytest.mark.parametrize("name", shipped_names())
def test_without_changes_nothing_changes(name: str) -> None:
    scenario = load(name)
    same = altered(scenario)
    assert same.sha256() == scenario.sha256()
    assert same.resolved_yaml() == scenario.resolved_yaml()


def test_a_change_equals_loading_with_it(tmp_path: Path) -> None:
    settings = {"states[EST].defence_share": 0.05, "dyads[EST-FIN].trust": 0.9, "steps": 30}
    changed = altered(loaded(tmp_path, SOUND), set=settings, without=["trust"])
    whole = loaded(tmp_path, SOUND, set=settings, without=["trust"])
    assert changed.sha256() == whole.sha256()
    assert changed.resolved_yaml() == whole.resolved_yaml()
    assert "0.05  # --set" in changed.resolved_yaml()


def test_the_first_scenario_stays_as_it_is(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, SOUND)
    before = scenario.sha256()
    altered(scenario, set={"states[FIN]": None, "mechanisms.trust": "off"})
    assert scenario.sha256() == before


def test_states_of_a_population_have_names_by_now(tmp_path: Path) -> None:
    crowd = "states:\n  - {id: S, count: 3, gdp_busd: {low: 1, high: 9}, defence_share: 0.02,"
    crowd += " personnel_k: 5, latitude: 50, longitude: 3}\n"
    scenario = loaded(tmp_path, crowd)
    changed = altered(scenario, set={"states[S002].gdp_busd": 70})
    assert [each.gdp_busd for each in changed.states][1] == 70.0
    assert changed.states[0] == scenario.states[0]


def test_faults_stand_where_the_change_was_typed(tmp_path: Path) -> None:
    settings = read_settings(["states[EST].defence_share=7", "states[ETS].gdp_busd=1"])
    with pytest.raises(InputError, match=r".") as caught:
        altered(loaded(tmp_path, SOUND), set=settings, without=["trsut"])
    assert [told(fault) for fault in caught.value.faults] == [
        '1:8 states[ETS]: no such entry (did you mean "EST"?)',
        "1:27 states[EST].defence_share: must be between 0 and 1 (got 7) ()",
        '1:1 : no such mechanism (did you mean "trust"?)',
    ]


def test_values_stand_in_a_tree_as_in_the_resolved_file(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, SOUND))
    resolved = read_yaml_text(scenario.resolved_yaml(), "resolved").plain()
    mine = unfolded(scenario).plain()
    # Facts on pairs that are not known are not written.
    del resolved["dyads"], mine["dyads"]
    assert mine == resolved
