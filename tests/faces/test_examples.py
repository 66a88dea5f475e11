"""The example scripts run and print what they announce."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def printed(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    return capsys.readouterr().out


def test_every_example_is_tried() -> None:
    assert sorted(path.name for path in EXAMPLES.iterdir() if path.suffix) == [
        "with_mesa.py",
        "with_pandas.py",
    ]


def test_with_mesa(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed("with_mesa.py", capsys)
    assert "They double their spending: USA DEU" in out
    assert "The same until then: True" in out
    amounts = [float(line.split()[-3]) for line in out.splitlines() if "afterwards" in line]
    assert amounts[0] > amounts[1] > 0.0
    assert "Northern Europe" in out


def test_with_pandas(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed("with_pandas.py", capsys)
    shares = [float(line.split()[-1].rstrip("%")) for line in out.splitlines()[1:3]]
    assert 0.0 < shares[1] < shares[0] < 100.0
    assert "The first new partnership forms in step" in out
