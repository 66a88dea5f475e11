from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from coopsim.analysis import recovery
from coopsim.analysis import swept as reading
from coopsim.analysis.recovery import Recovered
from coopsim.cli import main

FOUND = [
    Recovered("cost", 0.95, 0.31, 0.9, is_recovered=True),
    Recovered("stake", 0.1, 0.99, 0.88, is_recovered=False),
]


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recover without a sweep."""
    monkeypatch.setattr(reading, "read_swept", lambda place: SimpleNamespace(place=place))
    monkeypatch.setattr(recovery, "recover", lambda _: FOUND)


def test_what_was_recovered_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recover", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1].split() == ["cost", "0.95", "0.31", "90%", "yes"]
    assert err == "1 of 2 factors are recovered with at most half the error of a guess.\n"


def test_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recover", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["error"] == 0.99
