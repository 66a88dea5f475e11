"""Choose the points of a design: a list of values for each factor."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from coopsim.errors import Fault, InputError
from coopsim.experiment.factors import Dial, Scalar, at_quantiles
from coopsim.experiment.schema import MOST_POINTS, DesignSetting

_Unit = npt.NDArray[np.float64]
_LEVELS: Final = 5
_ENDS: Final = 2
_MORRIS_LEVELS: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Hold the points of a design, by factor.

    Attributes:
        columns: the values of each factor, one a point; None leaves the scenario's own.
        n_points: how many points there are; 1 if nothing varies.
    """

    columns: Mapping[str, Sequence[Scalar | None]]
    n_points: int

    def point(self, i: int) -> dict[str, Scalar]:
        """Return what a point sets, by factor."""
        return {
            name: value for name, column in self.columns.items() if (value := column[i]) is not None
        }

    def sha256(self) -> str:
        """Return the hash of all values."""
        text = json.dumps({name: list(column) for name, column in self.columns.items()})
        return hashlib.sha256(text.encode()).hexdigest()


def design_of(setting: DesignSetting, dials: Sequence[Dial]) -> Design:
    """Choose the points of a design that is not a table.

    Equal settings and factors give equal points, with SALib's order where it has one.

    Raises:
        InputError: There would be more than a million points.
    """
    # Arms alone make an experiment too.
    if not dials:
        return Design({}, 1)
    _check_size(setting, dials)
    columns = _KINDS[setting.kind](setting, dials)
    named = {dial.name: column for dial, column in zip(dials, columns, strict=True)}
    return Design(named, len(columns[0]))


def _check_size(setting: DesignSetting, dials: Sequence[Dial]) -> None:
    """Refuse a design before its points fill the memory."""
    n = {
        "grid": math.prod(_n_levels(setting, dial) for dial in dials),
        "sobol": (setting.points or 0) * (len(dials) + 2),
        "morris": (setting.trajectories or 0) * (len(dials) + 1),
    }.get(setting.kind, 0)
    if n > MOST_POINTS:
        message = f"there would be {n:,} points; {MOST_POINTS:,} are the most"
        raise InputError([Fault(None, "design", message, "vary less, or draw a sample")])


def _n_levels(setting: DesignSetting, dial: Dial) -> int:
    return len(dial.factor.values) or setting.levels or _LEVELS


def _listed(dial: Dial, levels: int) -> list[Scalar]:
    """Return the values of a factor, or of a distribution so many from its low to its high end."""
    factor = dial.factor
    if factor.values:
        return list(factor.values)
    values = at_quantiles(factor, np.linspace(0.0, 1.0, levels))
    # Whole numbers may be fewer than levels.
    return list(dict.fromkeys(values))


def _grid(setting: DesignSetting, dials: Sequence[Dial]) -> list[list[Scalar]]:
    lists = [_listed(dial, setting.levels or _LEVELS) for dial in dials]
    return [list(column) for column in zip(*itertools.product(*lists), strict=True)]


def _zip(_: DesignSetting, dials: Sequence[Dial]) -> list[list[Scalar]]:
    return [list(dial.factor.values) for dial in dials]


def _one_at_a_time(setting: DesignSetting, dials: Sequence[Dial]) -> list[list[Scalar | None]]:
    # The first point is the scenario as it is.
    columns: list[list[Scalar | None]] = [[None] for _ in dials]
    for i, dial in enumerate(dials):
        for value in _listed(dial, setting.levels or _ENDS):
            for j, column in enumerate(columns):
                column.append(value if i == j else None)
    return columns


def _latin_hypercube(setting: DesignSetting, dials: Sequence[Dial]) -> list[list[Scalar]]:
    # Imported here like SALib below: a second that grids need not wait for.
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube(len(dials), rng=np.random.default_rng(setting.seed))
    return _drawn(sampler.random(setting.points or 1), dials)


def _sobol(setting: DesignSetting, dials: Sequence[Dial]) -> list[list[Scalar]]:
    from SALib.sample import sobol

    unit = sobol.sample(_problem(dials), setting.points, calc_second_order=False, seed=setting.seed)
    return _drawn(unit, dials)


def _morris(setting: DesignSetting, dials: Sequence[Dial]) -> list[list[Scalar]]:
    from SALib.sample import morris

    levels = setting.levels or _MORRIS_LEVELS
    unit = morris.sample(
        _problem(dials), setting.trajectories, num_levels=levels, seed=setting.seed
    )
    return _drawn(unit, dials)


def _problem(dials: Sequence[Dial]) -> dict[str, Any]:
    """Describe the unit cube to SALib; distributions are ours, so that all designs share them."""
    names = [dial.name for dial in dials]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _drawn(unit: _Unit, dials: Sequence[Dial]) -> list[list[Scalar]]:
    return [at_quantiles(dial.factor, unit[:, i]) for i, dial in enumerate(dials)]


_KINDS: Final[dict[str, Callable[[DesignSetting, Sequence[Dial]], Any]]] = {
    "grid": _grid,
    "zip": _zip,
    "one_at_a_time": _one_at_a_time,
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": _morris,
}
