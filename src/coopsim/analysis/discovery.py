"""Under which circumstances does it happen: boxes of factors, by PRIM, from ema_workbench.

PRIM peels thin slices off the space of all factors, as long as what is left holds more cases of
interest (the method is Friedman and Fisher’s). The end of its trajectory restricts too much.
Taken is the box on the way that has the largest harmonic mean of coverage (share of all cases of
interest that lie in the box) and density (share of the points in the box that are of interest).
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from coopsim.errors import CoopsimError
from coopsim.world.world import Numbers

EXTRA: Final = 'PRIM needs ema_workbench: pip install "coopsim[discovery]"'
# Restrictions that chance would give as often as this are left out (Bryant and Lempert 2010).
_QUASI_P: Final = 0.05
_ABOVE_NONE: Final = 1e-9
_FEWEST: Final = 20
_CASES: Final = 5


@dataclass(frozen=True, slots=True)
class Side:
    """Hold the range that a box leaves to a factor, and the whole range of its sample."""

    factor: str
    low: float
    high: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Box:
    """Hold circumstances under which cases of interest crowd.

    Attributes:
        sides: of the factors that it restricts; none if nothing does better than all points.
        coverage: share of all cases of interest that lie in it.
        density: share of its points that are of interest.
        mass: share of all points that lie in it.
        base: share of all points that are of interest.
    """

    sides: tuple[Side, ...]
    coverage: float
    density: float
    mass: float
    base: float


def find_box(columns: Mapping[str, Sequence[float]], of_interest: npt.NDArray[np.bool_]) -> Box:
    """Find where cases of interest crowd; see the head of this file for which box is taken.

    Args:
        columns: values of each factor, one a point; points must be spread over the whole space.
        of_interest: ``[point]``.

    Raises:
        CoopsimError: ema_workbench is missing, there are too few points, or too few of either kind.
    """
    n_cases = int(of_interest.sum())
    if len(of_interest) < _FEWEST or min(n_cases, len(of_interest) - n_cases) < _CASES:
        counted = f"{n_cases} of {len(of_interest)} points are of interest"
        raise CoopsimError(f"{counted}: too few points, or too few that are or are not, for a box")
    found = _peeled(columns, of_interest)
    path = found.peeling_trajectory
    density, mass = (path[name].to_numpy(np.float64) for name in ("mean", "mass"))
    coverage = density * mass / of_interest.mean()
    # The first of equals: it restricts least.
    best = int(np.argmax(2.0 * coverage * density / np.maximum(coverage + density, 1e-12)))
    limits = found.box_lims[best]
    chances = found.qp[best] if hasattr(found, "qp") else found.p_values[best]
    spans = {name: np.array(values, dtype=np.float64) for name, values in columns.items()}
    sides = tuple(
        _side(name, limits[name], spans[name])
        for name, chance in chances.items()
        if min(each for each in chance if each >= 0.0) < _QUASI_P
    )
    return _measured(sides, spans, of_interest)


def _side(name: str, limits: Sequence[float], values: Numbers) -> Side:
    low, high = map(float, limits)
    return Side(name, low, high, float(values.min()), float(values.max()))


def _peeled(columns: Mapping[str, Sequence[float]], of_interest: npt.NDArray[np.bool_]) -> Any:
    """Return the first box of PRIM with all that it was on the way."""
    with warnings.catch_warnings():
        # Its import tells of engines that nobody asked for.
        warnings.simplefilter("ignore")
        try:
            import pandas as pd
            from ema_workbench.analysis.prim import Prim
        except ImportError:
            raise CoopsimError(EXTRA) from None
        table = pd.DataFrame(columns, dtype=np.float64)
        # Version 2.5 takes what reaches it for a case of interest, and drops boxes less dense.
        has_it = "threshold" in inspect.signature(Prim).parameters
        wanted = {"threshold": _ABOVE_NONE} if has_it else {}
        box = Prim(table, of_interest, **wanted).find_box()
    if box is None:
        raise CoopsimError("PRIM found no box")
    return box


def _measured(
    sides: tuple[Side, ...], spans: Mapping[str, Numbers], of_interest: npt.NDArray[np.bool_]
) -> Box:
    """Measure a box anew, since restrictions of its were left out."""
    inside = np.ones(len(of_interest), dtype=bool)
    for side in sides:
        inside &= (spans[side.factor] >= side.low) & (spans[side.factor] <= side.high)
    n_inside = int((inside & of_interest).sum())
    return Box(
        sides, n_inside / int(of_interest.sum()), n_inside / int(inside.sum()),
        float(inside.mean()), float(of_interest.mean()),
    )  # fmt: skip
