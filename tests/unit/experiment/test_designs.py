from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coopsim.errors import InputError
from coopsim.experiment.designs import Design, design_of
from coopsim.experiment.factors import dials_of
from unit.experiment.samples import experiment

UNIFORM = {"distribution": "uniform", "low": 0.0, "high": 2.0}
TWO = {
    "levers": {"a": {"path": "mechanisms.friction.scale", **UNIFORM}},
    "uncertainties": {"b": {"path": "mechanisms.trust.scale", **UNIFORM}},
}


def made(**keys: Any) -> Design:
    chosen = experiment(**keys)
    return design_of(chosen.design, dials_of(chosen))


def test_a_grid_has_every_pair_with_the_last_factor_fastest() -> None:
    design = made()
    assert design.n_points == 6
    assert design.columns["friction"] == [0, 0, 0, 1, 1, 1]
    assert design.columns["budget"] == [0.5, 1.0, 2.0] * 2
    assert design.point(4) == {"friction": 1, "budget": 1.0}


def test_a_grid_goes_from_end_to_end_of_a_distribution() -> None:
    design = made(**TWO, design={"kind": "grid", "levels": 3})
    assert set(design.columns["a"]) == {0.0, 1.0, 2.0}
    assert design.n_points == 9


def test_a_zip_goes_through_lists_side_by_side() -> None:
    design = made(design={"kind": "zip"}, levers={"budget": {"path": "steps", "values": [7, 8]}})
    assert design.columns == {"friction": [0, 1], "budget": [7, 8]}


def test_one_at_a_time_begins_with_the_scenario_as_it_is() -> None:
    design = made(design={"kind": "one_at_a_time"})
    assert [design.point(i) for i in range(design.n_points)] == [
        {},
        {"friction": 0},
        {"friction": 1},
        {"budget": 0.5},
        {"budget": 1.0},
        {"budget": 2.0},
    ]
    ends = made(**TWO, design={"kind": "one_at_a_time"})
    assert [ends.point(i) for i in range(1, 5)] == [{"b": 0.0}, {"b": 2.0}, {"a": 0.0}, {"a": 2.0}]


def test_nothing_that_varies_is_one_point() -> None:
    design = made(levers={}, uncertainties={})
    assert (design.n_points, design.point(0)) == (1, {})


def test_a_latin_hypercube_has_one_value_in_each_slice() -> None:
    design = made(**TWO, design={"kind": "latin_hypercube", "points": 20})
    for column in design.columns.values():
        slices = np.floor(np.array(column, dtype=float) * 10).astype(int)
        assert sorted(slices) == list(range(20))


def test_a_sobol_design_has_the_order_that_salib_analyses() -> None:
    design = made(**TWO, design={"kind": "sobol", "points": 8})
    assert design.n_points == 8 * (2 + 2)
    b, a = (np.array(design.columns[name], dtype=float).reshape(8, 4) for name in ("b", "a"))
    # Of each base point: A, then A with one column of B each, then B.
    assert np.array_equal(b[:, 1], b[:, 3])
    assert np.array_equal(a[:, 1], a[:, 0])
    assert np.array_equal(a[:, 2], a[:, 3])
    assert np.array_equal(b[:, 2], b[:, 0])


def test_morris_changes_one_factor_a_step() -> None:
    design = made(**TWO, design={"kind": "morris", "trajectories": 5})
    assert design.n_points == 5 * (2 + 1)
    columns = np.column_stack([np.array(each, dtype=float) for each in design.columns.values()])
    moves = np.diff(columns.reshape(5, 3, 2), axis=1) != 0.0
    assert np.all(moves.sum(axis=2) == 1)
    assert np.all(moves.sum(axis=1) == 1)


@pytest.mark.parametrize(
    "design",
    [
        {"kind": "latin_hypercube", "points": 16},
        {"kind": "sobol", "points": 16},
        {"kind": "morris", "trajectories": 4},
    ],
    ids=lambda design: str(design["kind"]),
)
def test_equal_seeds_give_equal_designs(design: dict[str, Any]) -> None:
    once, again = (made(**TWO, design=design).sha256() for _ in range(2))
    assert once == again
    assert made(**TWO, design={**design, "seed": 1}).sha256() != once


def test_a_design_of_more_than_a_million_points_is_refused() -> None:
    levers = {f"l{i}": {"values": list(range(50))} for i in range(4)}
    with pytest.raises(
        InputError, match=r"there would be 12,500,000 points; 1,000,000 are the most"
    ):
        made(levers=levers)
