from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.cli import main
from coopsim.runs.store import read
from unit.cli.samples import small


@pytest.fixture
def parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run a small scenario with a checkpoint before its second step; return the folder."""
    monkeypatch.chdir(tmp_path)
    words = ["run", small(tmp_path), "-o", "parent", "--checkpoint-every", "1", "-q"]
    assert main([*words, "--replicates", "2"]) == 0
    return Path("parent")


def test_a_branch_without_a_change_has_the_same_files(
    parent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["branch", "parent", "--step", "1", "-o", "same", "-q"]) == 0
    assert capsys.readouterr().out.endswith("same\n")
    assert main(["verify", "same"]) == 0
    for file in parent.rglob("*.parquet"):
        name = file.relative_to(parent)
        if name.name != "checkpoints.parquet":
            assert (Path("same") / name).read_bytes() == file.read_bytes(), name
    scenario = "scenario.resolved.yaml"
    assert (Path("same") / scenario).read_bytes() == (parent / scenario).read_bytes()


def test_a_changed_branch_says_what_happened(
    parent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["branch", str(parent), "--step", "2", "--without", "trust", "--replicate", "1"]
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"].startswith("results/small-from-2-")
    assert told["replicates"] == 1
    record = read(Path(told["folder"]))
    assert record.table("branch").texts("parent") == ["parent"]
    assert "name: branch" in record.scenario_yaml
    assert "intervention" in record.table("events").texts("kind")


@pytest.mark.parametrize(
    ("words", "code", "fault"),
    [
        (["--step", "3"], 2, "step: must be between 0 and 2 (got 3)"),
        (["--step", "1", "--set", "steps=2"], 2, "can't change in the middle of a run"),
        (["--step", "1", "--replicate", "2"], 2, "replicate: there is no such run (got 2)"),
        (["--step", "1", "-o", "parent"], 2, "parent is not empty"),
        ([], 2, "--step"),
    ],
)
def test_bad_input_leaves_nothing(
    parent: Path, words: list[str], code: int, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in Path().iterdir())
    assert main(["branch", str(parent), *words]) == code
    assert fault in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == before


def test_an_edited_scenario_is_refused(parent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = parent / "scenario.resolved.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Three", "title: Four"), encoding="utf-8")
    assert main(["branch", str(parent), "--step", "1"]) == 1
    assert "the scenario in parent is not the one that was run" in capsys.readouterr().err


def test_checkpoints_are_verified(parent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = parent / "checkpoints.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert main(["verify", str(parent)]) == 1
    assert "checkpoints.parquet: can't be read" in capsys.readouterr().out
    file.unlink()
    assert main(["verify", str(parent)]) == 1
    assert "checkpoints.parquet: is missing" in capsys.readouterr().out
