from __future__ import annotations

from typing import Any

import pytest

from coopsim.errors import Fault
from coopsim.scenario import check
from coopsim.scenario.removal import lay
from unit.scenario.samples import SOUND, loaded, node, write


def laid(over: str, base: str = SOUND) -> dict[str, Any]:
    faults: list[Fault] = []
    values = lay(node(base), node(over), faults).plain()
    assert faults == []
    return dict(values)


def test_a_state_that_is_taken_away_is_forgotten_everywhere() -> None:
    values = laid("states: {LVA: null}")
    assert [each["id"] for each in values["states"]] == ["EST", "FIN"]
    assert values["states"][0]["borders"] == []
    assert values["dyads"] == []
    assert values["institutions"][0]["members"] == ["EST"]
    assert values["threats"][0]["schedule"] == [{"at": 3, "targets": ["EST"]}]
    assert values["partnerships"] == [{"kind": "dialogue", "members": ["EST", "FIN"]}]


def test_partnerships_of_one_and_strikes_on_nobody_disappear() -> None:
    values = laid("states: {LVA: null, EST: null}")
    assert values["partnerships"] == []
    assert values["threats"][0]["schedule"] == []


def test_what_is_left_is_a_sound_scenario(tmp_path: Any) -> None:
    text = SOUND + "variants:\n  alone:\n    states: {LVA: null}\n"
    assert check(write(tmp_path, text)) == ()
    assert len(loaded(tmp_path, text, variant="alone").states) == 2


def test_targets_are_mended_but_never_become_all() -> None:
    base = SOUND.replace("    severity: 0.5\n", "    severity: 0.5\n    targets: [LVA]\n")
    assert laid("states: {LVA: null}", base)["threats"][0]["targets"] == []


def test_an_attacker_goes_with_the_state_behind_it() -> None:
    foes = """\
attackers:
  - {id: plan, threat: cyber, strategy: rival, capability_busd: 1, sponsor: LVA}
  - {id: other, threat: cyber, strategy: rival, capability_busd: 1, sponsor: EST}
  - {id: gang, threat: cyber, strategy: group, capability_busd: 1}
"""
    left = laid("states: {LVA: null}", SOUND + foes)["attackers"]
    assert [each["id"] for each in left] == ["other", "gang"]


def test_nothing_changes_without_a_state_that_goes() -> None:
    assert laid("steps: 5") == {**node(SOUND).plain(), "steps": 5}


@pytest.mark.parametrize("odd", ["dyads: 5", "dyads: [5]", "threats: [{schedule: 5}]", "states: 5"])
def test_odd_forms_are_left_to_the_schema(odd: str) -> None:
    key = odd.partition(":")[0]
    base = f"{odd}\n" if key == "states" else f"states: [{{id: A}}]\n{odd}\n"
    faults: list[Fault] = []
    values = lay(node(base), node("states: {A: null}"), faults).plain()
    if key != "states":
        assert values[key] == node(odd).plain()[key]


def test_odd_values_among_ids_are_left_to_the_schema() -> None:
    base = "states: [{id: A, borders: [[A], {a: 1}, 3]}, {id: B}]\n"
    values = laid("states: {B: null}", base)
    assert values["states"][0]["borders"] == [["A"], {"a": 1}, 3]
