from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.errors import InputError
from coopsim.scenario.founding import found, names_of
from coopsim.world.blocks import organisation
from unit.scenario.samples import SOUND, loaded

RELIEF = """\
organisations:
  - {id: RED, capacity_busd: 2, local_knowledge: 0.7, serves: [LVA]}
  - {id: BLUE, name: Blue Shield, capacity_busd: 1}
"""


def test_organisations_have_means_and_a_field_of_work(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, SOUND + RELIEF)
    assert names_of(scenario).organisations == ("BLUE", "RED")
    assert [each.name for each in scenario.organisations] == ["RED", "Blue Shield"]
    world = found(scenario, 0, 0)
    assert world.organisations[organisation.CAPACITY].tolist() == [1.0, 2.0]
    assert world.organisations[organisation.KNOWLEDGE].tolist() == [0.5, 0.7]
    # EST, FIN, LVA
    assert world.services[organisation.SERVES].tolist() == [[1.0, 1.0, 1.0], [0.0, 0.0, 1.0]]


def test_a_world_without_organisations(tmp_path: Path) -> None:
    world = found(loaded(tmp_path, SOUND), 0, 0)
    assert world.organisations.shape[1] == world.services.shape[1] == 0


@pytest.mark.parametrize(("own", "expected"), [("", None), ("    relief: 0.4\n", 0.4)])
def test_a_threat_may_say_how_far_relief_helps(
    tmp_path: Path, own: str, expected: float | None
) -> None:
    scenario = loaded(tmp_path, SOUND.replace("    severity: 0.5\n", f"    severity: 0.5\n{own}"))
    kind = scenario.threat_kinds()["cyberattack"].relief
    world = found(scenario, 0, 0)
    assert world.threats[organisation.RELIEF, 0] == (kind if expected is None else expected)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[LVA]}", "[LVX]}", r'organisations\[RED\]\.serves\[0\]: no such state \(got "LVX"\)'),
        ("[LVA]}", "[]}", "must be all or a list of state ids"),
        ("id: BLUE", "id: RED", '"RED" is listed twice'),
        ("local_knowledge: 0.7", "local_knowledge: 7", "must be between 0 and 1"),
    ],
)
def test_faults_of_organisations(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        loaded(tmp_path, SOUND + RELIEF.replace(old, new))


def test_a_variant_without_a_state_serves_it_no_more(tmp_path: Path) -> None:
    text = SOUND + RELIEF + "variants:\n  alone:\n    states: {LVA: null}\n"
    scenario = loaded(tmp_path, text, variant="alone")
    # Who served nobody else is gone as well.
    assert [each.id for each in scenario.organisations] == ["BLUE"]
