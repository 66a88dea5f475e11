"""Which factors drive an outcome: indices of Sobol', effects of Morris, and PAWN, through SALib.

SALib makes nonsense of rows in another order, and zeros of one missing number, and says nothing;
so what goes in is checked first.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from coopsim.errors import CoopsimError
from coopsim.experiment.factors import Scalar
from coopsim.world.world import Numbers, Rows

# SALib takes 0 for no seed at all.
_SEED: Final = 1
_RESAMPLES: Final = 200
_MORRIS_LEVELS: Final = 4
_SLICES: Final = 10
_PAWN_RESAMPLES: Final = 40
_LEAST_A_SLICE: Final = 5
_LEVEL: Final = 0.95

Columns = Mapping[str, Sequence[Scalar | None]]


@dataclass(frozen=True, slots=True)
class Strength:
    """Say how strongly a factor drives an outcome.

    Attributes:
        factor: its name.
        value: total index of Sobol', mean absolute effect of Morris, or median of PAWN.
        low: lower end of its 95 % interval, by bootstrap.
        high: upper end.
        alone: index of first order of Sobol', or mean effect with its sign of Morris; NaN of PAWN.
    """

    factor: str
    value: float
    low: float
    high: float
    alone: float


def sobol_indices(columns: Columns, outcome: Numbers) -> list[Strength]:
    """Return indices of total and first order, factor by factor.

    Args:
        columns: values of each factor, one a point, as Saltelli's scheme orders points.
        outcome: ``[point]``.

    Raises:
        CoopsimError: A number is missing, points are missing or in another order, or the outcome
            never varies.
    """
    from SALib.analyze import sobol

    codes = _checked(columns, outcome, block=len(columns) + 2)
    for i in range(len(columns)):
        expected = codes[:, 0].copy()
        expected[:, i] = codes[:, -1, i]
        _check_order(bool(np.array_equal(codes[:, 1 + i], expected)))
    found = sobol.analyze(
        _problem(columns), outcome, calc_second_order=False, num_resamples=_RESAMPLES,
        conf_level=_LEVEL, seed=_SEED,
    )  # fmt: skip
    return _strengths(columns, found["ST"], found["ST_conf"], found["S1"])


def morris_effects(columns: Columns, outcome: Numbers, levels: int | None = None) -> list[Strength]:
    """Return mean absolute elementary effects over the whole range of each factor, and mean ones.

    Args:
        columns: values of each factor, one a point, as trajectories order points.
        outcome: ``[point]``.
        levels: how many values of each factor the design took.

    Raises:
        CoopsimError: As `sobol_indices`; or a step of a trajectory changes nothing, since a factor
            has fewer values than the design has levels.
    """
    from SALib.analyze import morris

    codes = _checked(columns, outcome, block=len(columns) + 1)
    changed = codes[:, 1:] != codes[:, :-1]
    # Along a trajectory each factor changes once, and one at a time.
    _check_order(bool(np.all(changed.sum(axis=1) <= 1) and np.all(changed.sum(axis=2) <= 1)))
    if not np.all(changed.sum(axis=2) == 1):
        raise CoopsimError("a step of Morris changed no factor; give factors as many values as it")
    found = morris.analyze(
        _problem(columns), codes.reshape(-1, len(columns)).astype(np.float64), outcome,
        num_resamples=_RESAMPLES, conf_level=_LEVEL, num_levels=levels or _MORRIS_LEVELS,
        seed=_SEED,
    )  # fmt: skip
    return _strengths(columns, found["mu_star"], found["mu_star_conf"], found["mu"])


def pawn_distances(columns: Columns, outcome: Numbers) -> list[Strength]:
    """Return how far knowing a factor moves the whole distribution of an outcome, from 0 to 1.

    Args:
        columns: values of each factor, one a point, of any sample at random.
        outcome: ``[point]``.

    Raises:
        CoopsimError: A number is missing, the outcome never varies, or there are too few points.
    """
    from SALib.analyze import pawn

    codes = _checked(columns, outcome, block=1).reshape(-1, len(columns)).astype(np.float64)
    n = len(codes)
    if n < _SLICES * _LEAST_A_SLICE:
        least = _SLICES * _LEAST_A_SLICE
        raise CoopsimError(f"{n} points are too few for PAWN; {least} are the least")
    problem, draws = _problem(columns), np.random.default_rng(_SEED)
    samples = [np.arange(n), *(draws.integers(n, size=n) for _ in range(_PAWN_RESAMPLES))]
    medians = np.array(
        [pawn.analyze(problem, codes[each], outcome[each], S=_SLICES)["median"] for each in samples]
    )
    half = 1.96 * medians[1:].std(axis=0, ddof=1)
    return _strengths(columns, medians[0], half, np.full(len(columns), np.nan))


def clear_order(strengths: Sequence[Strength]) -> list[list[Strength]]:
    """Put factors in an order, strongest first; those whose intervals overlap share a place."""
    places: list[list[Strength]] = []
    for each in sorted(strengths, key=lambda one: -one.value):
        # With any of the place: the first of a chain and its last need not touch.
        if places and any(each.high >= other.low for other in places[-1]):
            places[-1].append(each)
        else:
            places.append([each])
    return places


def places_of(each: Strength, found: Sequence[Strength]) -> tuple[int, int]:
    """Return the first and the last place that a factor may have among all, from 1.

    Those whose intervals lie wholly above its own stand before it, those wholly below behind it.
    """
    first = 1 + sum(other.low > each.high for other in found)
    last = len(found) - sum(other.high < each.low for other in found)
    return first, last


def _checked(columns: Columns, outcome: Numbers, block: int) -> Rows:
    """Return the ranks of values ``[block, row, factor]``, after a look at everything."""
    if not np.all(np.isfinite(outcome)):
        raise CoopsimError("a number of the outcome is missing, and no index could be trusted")
    if any(len(values) != len(outcome) for values in columns.values()) or len(outcome) % block:
        raise CoopsimError(f"{len(outcome)} points are not what this design has")
    if np.ptp(outcome) == 0.0:
        raise CoopsimError("the outcome is the same at every point: nothing drives it")
    ranks = [np.unique(np.array(values), return_inverse=True)[1] for values in columns.values()]
    return np.stack(ranks, axis=1).astype(np.int64).reshape(-1, block, len(columns))


def _check_order(is_kept: bool) -> None:
    if not is_kept:
        raise CoopsimError("the points are not in the order in which this design was made")


def _problem(columns: Columns) -> dict[str, Any]:
    names = list(columns)
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _strengths(columns: Columns, values: Any, halves: Any, alone: Any) -> list[Strength]:
    rows = itertools.zip_longest(columns, values, halves, alone)
    return [
        Strength(name, float(value), float(value - half), float(value + half), float(one))
        for name, value, half, one in rows
    ]
