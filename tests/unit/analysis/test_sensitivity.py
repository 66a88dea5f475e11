from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.analysis.sensitivity import (
    Strength,
    clear_order,
    morris_effects,
    pawn_distances,
    places_of,
    sobol_indices,
)
from coopsim.analysis.swept import Swept
from coopsim.errors import CoopsimError
from unit.analysis.sweeping import OUTCOME, formula_swept, scaled

CUBE = scaled(x=(0, 1), y=(0, 1), z=(0, 1))
# Ishigami and Homma 1990 with a = 7 and b = 0.1, worked out by hand.
VARIANCE = 7**2 / 8 + 0.1 * math.pi**4 / 5 + 0.1**2 * math.pi**8 / 18 + 0.5
FIRST_X = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2 / VARIANCE
FIRST_Y = 7**2 / 8 / VARIANCE
X_WITH_Z = 8 * 0.1**2 * math.pi**8 / 225 / VARIANCE


def ishigami(point: dict[str, float], *_: Any) -> float:
    x, y, z = (math.pi * (2 * point[name] - 1) for name in "xyz")
    return math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)


def columns(swept: Swept) -> dict[str, Any]:
    return {dial.name: swept.values(dial.name) for dial in swept.varied}


def complete(swept: Swept) -> Any:
    return swept.complete(OUTCOME, swept.plan.arms[0])


def test_sobol_of_ishigami_is_that_of_theory(tmp_path: Path) -> None:
    design = {"kind": "sobol", "points": 1024, "seed": 1}
    swept = formula_swept(tmp_path, ishigami, design=design, uncertainties=CUBE)
    found = {each.factor: each for each in sobol_indices(columns(swept), complete(swept))}
    theory = {
        "x": (FIRST_X + X_WITH_Z, FIRST_X),
        "y": (FIRST_Y, FIRST_Y),
        "z": (X_WITH_Z, 0.0),
    }
    for name, (total, first) in theory.items():
        assert found[name].value == pytest.approx(total, abs=0.02)
        assert found[name].alone == pytest.approx(first, abs=0.02)
        assert found[name].low < found[name].value < found[name].high


@pytest.fixture
def small(tmp_path: Path) -> Swept:
    design = {"kind": "sobol", "points": 8}
    return formula_swept(tmp_path, ishigami, design=design, uncertainties=CUBE)


def test_rows_in_another_order_are_refused(small: Swept) -> None:
    turned = {name: list(values)[::-1] for name, values in columns(small).items()}
    with pytest.raises(CoopsimError, match="not in the order"):
        sobol_indices(turned, complete(small))
    with pytest.raises(CoopsimError, match="not in the order"):
        morris_effects(columns(small), np.arange(40.0))


def test_a_missing_number_is_refused(small: Swept) -> None:
    outcome = complete(small).copy()
    outcome[3] = np.nan
    with pytest.raises(CoopsimError, match="is missing"):
        sobol_indices(columns(small), outcome)


@pytest.mark.parametrize("n", [39, 41])
def test_missing_rows_are_refused(small: Swept, n: int) -> None:
    with pytest.raises(CoopsimError, match="not what this design has"):
        sobol_indices(columns(small), np.arange(float(n)))


def test_what_never_varies_has_no_drivers(small: Swept) -> None:
    with pytest.raises(CoopsimError, match="nothing drives it"):
        sobol_indices(columns(small), np.ones(40))


def test_morris_finds_the_slopes_of_a_plane(tmp_path: Path) -> None:
    swept = formula_swept(
        tmp_path,
        lambda point, *_: 3 * point["x"] - 2 * point["y"],
        design={"kind": "morris", "trajectories": 6, "levels": 6},
        uncertainties=CUBE,
    )
    found = {each.factor: each for each in morris_effects(columns(swept), complete(swept), 6)}
    assert [found[name].value for name in "xyz"] == pytest.approx([3, 2, 0])
    assert [found[name].alone for name in "xyz"] == pytest.approx([3, -2, 0])


def test_morris_refuses_a_step_that_changes_nothing(tmp_path: Path) -> None:
    coarse = {"x": {"path": "mechanisms.friction.scale", "values": [0, 1]}}
    swept = formula_swept(
        tmp_path, lambda point, *_: point["x"] + point["y"],
        design={"kind": "morris", "trajectories": 8, "levels": 8},
        uncertainties={**coarse, "y": CUBE["x"]},
    )  # fmt: skip
    # On eight levels a step is four of them long, and so always leads from one half to the other.
    assert morris_effects(columns(swept), complete(swept), 8)
    still = {name: list(values) for name, values in columns(swept).items()}
    still["x"] = [0] * len(still["x"])
    with pytest.raises(CoopsimError, match="changed no factor"):
        morris_effects(still, complete(swept), 8)


def test_pawn_tells_what_matters_from_what_does_not(tmp_path: Path) -> None:
    swept = formula_swept(
        tmp_path, lambda point, *_: point["x"] ** 3,
        design={"kind": "latin_hypercube", "points": 300}, uncertainties=CUBE,
    )  # fmt: skip
    x, y, z = pawn_distances(columns(swept), complete(swept))
    assert x.low > max(y.high, z.high)
    with pytest.raises(CoopsimError, match="too few for PAWN"):
        pawn_distances({"x": list(range(40))}, np.arange(40.0))


def test_factors_whose_intervals_overlap_share_a_place() -> None:
    named = [
        Strength(name, value, value - 1, value + 1, 0)
        for name, value in (("a", 1), ("b", 9), ("c", 2.5), ("d", 4), ("e", 6.5))
    ]
    order = [[each.factor for each in place] for place in clear_order(named)]
    assert order == [["b"], ["e"], ["d", "c", "a"]]


def test_a_chain_of_intervals_does_not_make_all_of_them_first() -> None:
    chain = [
        Strength(name, value, value - 1, value + 1, math.nan)
        for name, value in (("a", 9), ("b", 7.5), ("c", 6), ("d", 1))
    ]
    assert [places_of(each, chain) for each in chain] == [(1, 2), (1, 3), (2, 3), (4, 4)]
