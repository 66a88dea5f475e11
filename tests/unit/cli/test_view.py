from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.app import live, server
from coopsim.cli import main
from coopsim.cli.watch import COMPILING
from unit.analysis.sweeping import formula_swept
from unit.analysis.test_swept import GRID, value
from unit.cli.samples import kept, small


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Take down what would be served, and end it as Ctrl-C does."""
    seen: list[Any] = []

    def serve(app: Any, listener: Any, ready: Any) -> None:
        seen.append((app, listener.getsockname()))
        ready()
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "serve", serve)
    return seen


def test_a_scenario_is_run_live(
    tmp_path: Path, served: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["view", small(tmp_path), "--no-open", "--port", "0", "--seed", "0"]) == 0
    (_, (host, port)) = served[0]
    out, err = capsys.readouterr()
    assert host == "127.0.0.1"
    assert out == f"http://127.0.0.1:{port}/\n"
    assert "Ctrl-C ends it." in err


@pytest.mark.usefixtures("served")
def test_who_waits_for_the_compiler_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live.LiveRun, "is_compiling", True)
    assert main(["view", small(tmp_path), "--no-open", "--port", "0"]) == 0
    assert COMPILING in capsys.readouterr().err


def test_a_folder_is_shown(
    tmp_path: Path, served: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = kept(tmp_path)
    assert main(["view", str(folder), "--no-open", "--port", "0", "-q"]) == 0
    assert len(served) == 1
    assert "http://127.0.0.1:" in capsys.readouterr().out


def test_the_browser_is_opened(
    tmp_path: Path, served: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", asked.append)
    assert main(["view", small(tmp_path), "--port", "0"]) == 0
    assert asked == [f"http://127.0.0.1:{served[0][1][1]}/"]


@pytest.mark.parametrize("flags", [("--replicate", "1"), ("--against", ".")])
def test_flags_of_folders_are_refused_for_live_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...]
) -> None:
    assert main(["view", small(tmp_path), *flags]) == 2
    assert f"{flags[0]}: is for a folder of results only" in capsys.readouterr().err


@pytest.mark.parametrize(
    "flags", [("--seed", "0"), ("--set", "steps=3"), ("--without", "trust"), ("--variant", "x")]
)
def test_flags_of_live_runs_are_refused_for_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...]
) -> None:
    assert main(["view", str(tmp_path), *flags]) == 2
    assert f"{flags[0]}: is for a live run only" in capsys.readouterr().err


def test_a_scenario_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["view", "no-such-scenario", "--no-open", "--port", "0"]) == 2
    assert "no-such-scenario" in capsys.readouterr().err


def test_a_sweep_is_shown_with_its_runs(tmp_path: Path, served: list[Any]) -> None:
    swept = formula_swept(tmp_path, value, **GRID)
    assert main(["view", str(swept.place), "--no-open", "--port", "0"]) == 0
    assert len(served) == 1


@pytest.mark.parametrize("flags", [("--replicate", "1"), ("--against", ".")])
def test_flags_of_runs_are_refused_for_sweeps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...]
) -> None:
    swept = formula_swept(tmp_path, value, **GRID)
    assert main(["view", str(swept.place), *flags]) == 2
    assert f"{flags[0]}: is for folders of runs, and this is a sweep" in capsys.readouterr().err
