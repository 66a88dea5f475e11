from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.errors import InputError
from coopsim.experiment.grounds import Ground, Point, refusals, retuned
from coopsim.experiment.schema import Arm, Factor
from coopsim.scenario.resolving import ScenarioFile
from unit.scenario.samples import SOUND, write

VARIANT = "variants: {calm: {threats: {cyber: {severity: 0.1}}}}\n"


def ground(folder: Path, arm: dict[str, Any] | None = None, **paths: str) -> Ground:
    file = ScenarioFile(write(folder, SOUND + VARIANT))
    factors = {name: Factor(path=path) for name, path in paths.items()}
    return Ground(file, Arm.model_validate(arm or {}), 7, factors)


def test_an_arm_has_its_variant_settings_and_steps(tmp_path: Path) -> None:
    arm = {"variant": "calm", "set": {"seed": 5}, "without": ["trust"]}
    base = ground(tmp_path, arm).base
    assert (base.steps, base.seed, base.threats[0].severity) == (7, 5, 0.1)
    assert base.mechanisms["trust"].scale == 0.0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("mechanisms.friction", 0.5),
        ("mechanisms.friction.scale", 2),
        ("mechanisms.trust.refusal_weight", 1.5),
    ],
)
def test_the_short_way_gives_what_the_long_way_gives(
    tmp_path: Path, path: str, value: float
) -> None:
    arm = ground(tmp_path, x=path)
    point = arm.at({"x": value})
    assert point.retuned
    assert point.renumbered == ()
    assert point.base is arm.base
    assert point.scenario.values() == arm.scenario({"x": value}).values()
    assert point.scenario.sha256() == arm.scenario({"x": value}).sha256()
    assert arm.base.sha256() != point.scenario.sha256()


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("states[EST].gdp_busd", 50, "states"),
        ("states[EST].defence_share", 0.5, "states"),
        ("threats[cyber].severity", 0.25, "threats"),
        ("threats[cyber].rate_per_year", 3, "threats"),
    ],
)
def test_numbers_of_states_and_threats_go_the_short_way(
    tmp_path: Path, path: str, value: float, part: str
) -> None:
    arm = ground(tmp_path, x=path, y="mechanisms.friction.scale")
    point = arm.at({"x": value, "y": 0.5})
    assert point.renumbered == (part,)
    whole = arm.scenario({"x": value, "y": 0.5})
    assert point.scenario.values() == whole.values()
    assert point.scenario.sha256() == whole.sha256()
    assert point.scenario.values() != arm.base.values()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("steps", 5), ("mechanisms.trust", True), ("seed", 3), ("states[0].gdp_busd", 50),
        ("threats[cyber].rate_per_year", 0), ("states[EST].name", "Eesti"),
    ],
)  # fmt: skip
def test_anything_else_goes_the_long_way(tmp_path: Path, path: str, value: float) -> None:
    point = ground(tmp_path, x=path).at({"x": value})
    assert point.renumbered is None
    assert point.scenario.values() == ground(tmp_path, x=path).scenario({"x": value}).values()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("mechanisms.friction.scale", 9.0, r"must be between 0 and 5"),
        ("mechanisms.frictoin.scale", 1.0, r"unknown key"),
        ("mechanisms.trust.refusal_wieght", 1.0, r"unknown key"),
        ("states[EST].defence_share", 7.0, r"must be between 0 and 1"),
    ],
)
def test_faults_are_those_of_set(tmp_path: Path, path: str, value: float, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ground(tmp_path, x=path).at({"x": value})


def test_retuned_leaves_what_it_was_given(tmp_path: Path) -> None:
    base = ground(tmp_path).base
    before = dict(base.mechanisms)
    numbers, rest = retuned({"mechanisms.trust.refusal_weight": 1.0, "mechanisms.trust": 0.5})
    assert numbers == {("trust", "refusal_weight"): 1.0, ("trust", "scale"): 0.5}
    changed = Point(base, numbers).scenario.mechanisms["trust"]
    assert changed.scale == 0.5
    assert changed.parameters == {**before["trust"].parameters, "refusal_weight": 1.0}
    assert base.mechanisms == before
    assert rest == {}
    others = {"steps": 3, "mechanisms.trust": True, "mechanisms.friction": -1}
    assert retuned(others) == ({}, others)


def test_refusals_have_their_hints(tmp_path: Path) -> None:
    told = list(refusals(ground(tmp_path, x="states[ETS].gdp_busd"), "x", 1))
    assert told == [("states[ETS]: no such entry", 'did you mean "EST"?')]


def test_a_reason_is_told_once_for_all_entries(tmp_path: Path) -> None:
    told = list(refusals(ground(tmp_path, x="states[*].defence_share"), "x", 7))
    assert told == [("states[EST].defence_share: must be between 0 and 1 (got 7)", "")]
    assert list(refusals(ground(tmp_path, x="states[*].defence_share"), "x", 0.5)) == []
