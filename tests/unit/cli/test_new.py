from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.cli import main
from coopsim.scenario import load
from coopsim.scenario.json_schema import json_schema


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_scenario_is_written_with_its_schema(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "nordic-floods"]) == 0
    out, err = capsys.readouterr()
    assert out == "Wrote nordic-floods.yaml\n"
    assert "Next: coopsim run nordic-floods.yaml\n" in err
    assert sorted(path.name for path in here.iterdir()) == [
        "nordic-floods.yaml",
        "scenario.schema.json",
    ]
    assert load("nordic-floods.yaml").name == "nordic-floods"
    assert json.loads(Path("scenario.schema.json").read_text(encoding="utf-8")) == json_schema()


@pytest.mark.parametrize("name", ["studies/deep/floods", "studies/deep/floods.yaml"])
def test_a_folder_may_stand_before_the_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", name, "-q"]) == 0
    assert capsys.readouterr() == ("studies/deep/floods.yaml\n", "")
    assert load("studies/deep/floods.yaml").name == "floods"


def test_nothing_is_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine.yaml").write_text("name: mine\n", encoding="utf-8")
    (here / "scenario.schema.json").write_text("{}", encoding="utf-8")
    assert main(["new", "mine"]) == 2
    assert capsys.readouterr() == ("", "mine.yaml: is there already; choose another name\n")
    assert main(["new", "other"]) == 0
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "name: mine\n"
    assert (here / "scenario.schema.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("name", ["Nordic", "two words", "-x-", "a" * 65, "ñ"])
def test_a_name_that_no_scenario_can_have_is_refused(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "small letters, digits and - only" in err
    assert list(here.iterdir()) == []
