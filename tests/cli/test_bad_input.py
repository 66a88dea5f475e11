"""Bad input ends with 2, tells each fault at its place, and leaves nothing behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.process import coopsim
from coopsim.cli import main

FAULTS = Path(__file__).parents[1] / "faults"
BROKEN = sorted(path.name for path in (FAULTS / "broken").glob("*.yaml"))

# Faults inside a variant keep a run from being made only if that variant is asked for.
CHOSEN = {"bad-variant-inside.yaml": ["--variant", "wild"]}


def places(name: str) -> list[str]:
    """Return what a broken file says about the places of its faults."""
    lines = (FAULTS / "broken" / name).read_text(encoding="utf-8").splitlines()
    marks = [line.split()[2] for line in lines if line.startswith("# expect: ")]
    return [mark if mark.count(":") > 1 else f"{name}:{mark}" for mark in marks]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_scenario_is_not_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", str(FAULTS / "broken" / name), *CHOSEN.get(name, [])]) == 2
    assert list(tmp_path.iterdir()) == []
    out, err = capsys.readouterr()
    assert out == ""
    missing = [place for place in places(name) if f"{place}: " not in err]
    assert missing == [] or (name in CHOSEN and len(missing) < len(places(name)))


def test_all_broken_scenarios_are_told_at_once(tmp_path: Path) -> None:
    assert len(BROKEN) >= 15
    files = [str(FAULTS / "broken" / name) for name in BROKEN]
    told = coopsim("validate", str(FAULTS / "sound.yaml"), *files, "--json", cwd=tmp_path)
    assert (told.code, told.err) == (2, "")
    sound, *broken = json.loads(told.out)
    assert sound["ok"] is True
    for verdict, name in zip(broken, BROKEN, strict=True):
        found = [f"{Path(f['file']).name}:{f['line']}:{f['column']}" for f in verdict["faults"]]
        assert found == [place.rpartition("/")[2] for place in places(name)]


def test_faults_go_to_stderr(tmp_path: Path) -> None:
    told = coopsim("run", str(FAULTS / "broken" / "unknown-key.yaml"), "-o", "out", cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert 'did you mean "defence_share"?' in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_that_lacks_letters_is_no_bug() -> None:
    told = coopsim("validate", "Māori", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert told.code == 2
    assert "M?ori: " in told.err


def test_a_word_that_is_no_command_is_told() -> None:
    told = coopsim("rum")
    assert (told.code, told.out) == (2, "")
    assert "No such command 'rum'" in told.err
