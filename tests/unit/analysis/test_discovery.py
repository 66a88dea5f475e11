from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.analysis.discovery import find_box
from coopsim.analysis.swept import Swept
from coopsim.errors import CoopsimError
from unit.analysis.sweeping import OUTCOME, formula_swept, scaled

FACTORS = scaled(budget=(0, 1), friction=(0, 1), other=(0, 1))


def planted(point: dict[str, float], *_: Any) -> float:
    """Collapse where budgets are tight and friction is strong."""
    return 0.1 if point["budget"] < 0.4 and point["friction"] > 0.6 else 0.5


@pytest.fixture
def swept(tmp_path: Path) -> Swept:
    design = {"kind": "latin_hypercube", "points": 600, "seed": 3}
    return formula_swept(tmp_path, planted, design=design, uncertainties=FACTORS)


def test_a_planted_box_is_found(swept: Swept) -> None:
    pytest.importorskip("ema_workbench", reason="ema_workbench is not installed: PRIM not tested")
    columns: dict[str, Any] = {dial.name: swept.values(dial.name) for dial in swept.varied}
    box = find_box(columns, swept.complete(OUTCOME, swept.plan.arms[0]) < 0.3)
    sides = {side.factor: side for side in box.sides}
    assert set(sides) == {"budget", "friction"}
    assert sides["budget"].high == pytest.approx(0.4, abs=0.03)
    assert sides["budget"].low == sides["budget"].least
    assert sides["friction"].low == pytest.approx(0.6, abs=0.03)
    assert sides["friction"].high == sides["friction"].most
    assert box.coverage > 0.9
    assert box.density > 0.9
    assert box.base == pytest.approx(0.16, abs=0.03)
    assert box.mass == pytest.approx(0.16, abs=0.03)


def test_too_few_cases_are_refused() -> None:
    few = np.arange(100) < 3
    with pytest.raises(CoopsimError, match="3 of 100 points are of interest: too few"):
        find_box({"a": list(range(100))}, few)


def test_who_lacks_the_library_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis.prim", None)
    with pytest.raises(CoopsimError, match=r"pip install \"coopsim\[discovery\]\""):
        find_box({"a": list(range(100))}, np.arange(100) < 50)
