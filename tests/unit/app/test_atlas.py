from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest

from coopsim.analysis.discovery import find_box
from coopsim.app import atlas
from coopsim.app.atlas import atlas_of
from coopsim.app.packing import pack, unpack
from coopsim.reports import of_box
from unit.analysis.sweeping import OUTCOME, formula_swept, scaled
from unit.analysis.test_discovery import planted
from unit.analysis.test_swept import GRID, failing, value

CUBE = scaled(x=(0, 1), y=(0, 1), z=(0, 1))


def drivers(made: dict[str, Any], outcome: int = 0, arm: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = made["drivers"][outcome][arm]
    return found


def test_points_and_numbers_are_those_of_the_sweep(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, value, **GRID)
    done: list[str] = []
    made = atlas_of(swept, opens=True, tell=done.append)
    assert (made["points"], made["arms"], made["replicates"]) == (6, ["one", "calm"], 3)
    # Levers stand first, and each point knows its values.
    assert [each["name"] for each in made["factors"]] == ["a", "b"]
    first, second = made["factors"]
    assert first["labels"] == ["0", "1", "2"]
    points = [swept.plan.study.design.point(i) for i in range(6)]
    assert [first["numbers"][code] for code in first["codes"]] == [each["a"] for each in points]
    assert [second["numbers"][code] for code in second["codes"]] == [each["b"] for each in points]
    means = made["mean"].reshape(2, 6, 2)
    assert means[0] == pytest.approx(swept.cells(OUTCOME), rel=1e-6)
    assert means[1] == pytest.approx(swept.cells("trust"), rel=1e-6)
    runs = made["runs"].reshape(3, 6, 2, 2)
    assert runs[2, 4, 1, 1] == pytest.approx(2 * value(points[4], "calm", 2))
    assert done[-1].endswith(" (2 of 2)")


def test_of_a_grid_the_ends_of_factors_are_contrasted(tmp_path: Path) -> None:
    found = drivers(atlas_of(formula_swept(tmp_path, value, **GRID), opens=True))
    assert found["signed"] is True
    effects = {each["factor"]: each for each in found["strengths"]}
    assert effects["a"]["value"] == pytest.approx(2.0)
    assert effects["b"]["value"] == pytest.approx(10.0)


def test_factors_that_can_not_be_told_apart_may_have_the_same_places(tmp_path: Path) -> None:
    swept = formula_swept(
        tmp_path, lambda point, *_: point["x"] + point["y"] + 5 * point["z"],
        design={"kind": "sobol", "points": 64}, uncertainties=CUBE,
    )  # fmt: skip
    found = drivers(atlas_of(swept, opens=False))["strengths"]
    assert {each["factor"]: each["places"] for each in found} == {
        "z": (1, 1),
        "x": (2, 3),
        "y": (2, 3),
    }
    assert [each["value"] for each in found] == sorted(each["value"] for each in found)[::-1]


def test_what_can_not_be_measured_is_said(tmp_path: Path) -> None:
    few = {"kind": "latin_hypercube", "points": 20}
    swept = formula_swept(
        tmp_path, lambda point, *_: point["x"], design=few, uncertainties=CUBE
    )  # fmt: skip
    assert drivers(atlas_of(swept, opens=True))["refused"].startswith("20 points are too few")


def test_runs_that_failed_leave_gaps(tmp_path: Path) -> None:
    made = atlas_of(formula_swept(tmp_path, failing, **GRID), opens=True)
    assert np.isnan(made["runs"]).any()
    assert any("runs failed" in text for text in made["doubts"])
    pack(made)


def test_too_many_runs_are_not_brought_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atlas, "MOST_NUMBERS", 10)
    assert atlas_of(formula_swept(tmp_path, value, **GRID), opens=True)["runs"] is None


def test_the_box_that_is_asked_for_is_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ema_workbench", reason="ema_workbench is not installed: PRIM not tested")
    swept = formula_swept(
        tmp_path, planted, design={"kind": "latin_hypercube", "points": 300, "seed": 3},
        uncertainties=scaled(budget=(0, 1), friction=(0, 1), other=(0, 1)),
        interest={"outcome": OUTCOME, "below": 0.3},
    )  # fmt: skip
    seeking = Mock(side_effect=find_box)
    monkeypatch.setattr(of_box, "find_box", seeking)
    box = atlas_of(swept, opens=True)["box"]
    seeking.assert_called_once()
    assert {each["factor"] for each in box["sides"]} == {"budget", "friction"}
    assert box["beyond"] == "below 30%"
    wanted = swept.cells(OUTCOME)[:, 0] < 0.3
    assert box["wanted"].tolist() == wanted.tolist()
    assert "these circumstances hold" in box["says"]


def test_a_box_that_can_not_be_found_says_why(tmp_path: Path) -> None:
    swept = formula_swept(
        tmp_path, planted, design={"kind": "latin_hypercube", "points": 60, "seed": 3},
        uncertainties=scaled(budget=(0, 1), friction=(0, 1)),
        interest={"outcome": OUTCOME, "below": 0.01},
    )  # fmt: skip
    box = atlas_of(swept, opens=True)["box"]
    assert box["sides"] == []
    assert box["says"].startswith("No box: 0 of 60 points are of interest")


def test_it_can_be_packed_and_is_the_same_each_time(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, value, **GRID)
    packed = pack(atlas_of(swept, opens=True))
    assert packed == pack(atlas_of(swept, opens=True))
    assert unpack(packed)["atlas"] == "small"
