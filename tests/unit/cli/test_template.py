from __future__ import annotations

import re
from pathlib import Path

import pytest

from coopsim.catalogue.registry import MECHANISMS
from coopsim.cli.template import template
from coopsim.scenario import check, load
from coopsim.scenario.actors import State


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "nordic-floods.yaml"
    file.write_text(template("nordic-floods", "scenario.schema.json"), encoding="utf-8")
    return file


def test_the_template_is_sound_with_all_its_variants(path: Path) -> None:
    assert check(path) == ()
    scenario = load(path)
    assert (scenario.name, len(scenario.states)) == ("nordic-floods", 4)
    assert load(path, variant="alone").mechanisms["response"].scale == 0.0


def test_the_first_state_shows_every_key(path: Path) -> None:
    written = load(path).states[0].model_dump(exclude_unset=True)
    remarked = re.findall(r"^    # (\w+): ", path.read_text(encoding="utf-8"), re.MULTILINE)
    # How much an issue matters is 1 unless it is given, and a rule of its own takes some lines.
    besides = {"region", "salience", "decision"}
    assert set(State.model_fields) - set(written) - set(remarked) <= besides
    given = [name for name in remarked if name in State.model_fields]
    assert [name for name in given if name in written] == []


def test_what_is_remarked_are_the_defaults(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    remarked = text.index("# mechanisms:")
    active = re.sub(r"^# ", "", text[remarked:], flags=re.MULTILINE)
    changed = path.with_name("changed.yaml")
    changed.write_text(text[:remarked] + active, encoding="utf-8")
    assert load(changed).sha256() == load(path).sha256()
    for mechanism in MECHANISMS.values():
        assert f"\n  {mechanism.name}:" in active
        for name in mechanism.parameters:
            assert f"\n    {name}: " in active


def test_the_first_line_names_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./scenario.schema.json"
