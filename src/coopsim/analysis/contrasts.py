"""Paired contrasts of a sweep: how much one end of a factor, or one arm, differs from another.

A contrast is made inside each replicate, over whatever points it takes, and its interval is over
replicates: these are independent of each other, while points that share their luck are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coopsim.analysis.swept import Swept
from coopsim.experiment.factors import Scalar
from coopsim.statistics import Interval, interval
from coopsim.world.world import Numbers

Picked = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Hold a difference of two groups of points or arms.

    Attributes:
        what: the factor that differs, or ``arm``.
        before: its value in one group.
        after: its value in the other.
        difference: after - before, paired by replicate, with its 95 % interval.
        points: which points are in either group.
        arms: names of the arms in either group.
    """

    what: str
    before: Scalar
    after: Scalar
    difference: Interval
    points: tuple[int, ...]
    arms: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves 0 out."""
        return is_clear(self.difference)


def is_clear(difference: Interval) -> bool:
    """Tell whether an interval leaves 0 out; one that is not known does not."""
    return difference.low > 0.0 or difference.high < 0.0


def ends_of(swept: Swept, factor: str) -> tuple[Scalar, Scalar]:
    """Return the smallest and the largest value of a factor of numbers, else first and last."""
    values = list(dict.fromkeys(each for each in swept.values(factor) if each is not None))
    numbers = [each for each in values if isinstance(each, int | float)]
    return (min(numbers), max(numbers)) if len(numbers) == len(values) else (values[0], values[-1])


def of_factor(swept: Swept, runs: Numbers, factor: str) -> Contrast:
    """Contrast the ends of a factor, over all values of the others and all arms.

    Args:
        swept: a sweep on a grid.
        runs: ``[replicate, point, arm]`` of the outcome.
        factor: its name.
    """
    ends = ends_of(swept, factor)
    low, high = (_at(swept, factor, end) for end in ends)
    differences = _mean(runs[:, high]) - _mean(runs[:, low])
    points = tuple(np.flatnonzero(low | high).tolist())
    return Contrast(factor, *ends, interval(differences.tolist()), points, swept.plan.arms)


def of_both(swept: Swept, runs: Numbers, factors: Sequence[str]) -> Interval:
    """Return by how much more the first of two factors does at the high end of the second."""
    (low, high), (weak, strong) = (
        [_at(swept, factor, end) for end in ends_of(swept, factor)] for factor in factors
    )
    effects = [_mean(runs[:, high & at]) - _mean(runs[:, low & at]) for at in (weak, strong)]
    return interval((effects[1] - effects[0]).tolist())


def of_arms(swept: Swept, runs: Numbers) -> list[Contrast]:
    """Contrast every arm with the first, over all points."""
    first, *others = swept.plan.arms
    points = tuple(range(swept.plan.study.design.n_points))
    found = []
    for place, other in enumerate(others, start=1):
        differences = _mean(runs[:, :, [place]]) - _mean(runs[:, :, [0]])
        paired = interval(differences.tolist())
        found.append(Contrast("arm", first, other, paired, points, (first, other)))
    return found


def _at(swept: Swept, factor: str, value: Scalar) -> Picked:
    return np.array([each == value for each in swept.values(factor)])


def _mean(runs: Numbers) -> Numbers:
    """Return the mean over points and arms, ``[replicate]``; NaN if any of them is NaN."""
    # Not over what is known: the two sides of a contrast must stand for the same points.
    means: Numbers = runs.reshape(len(runs), -1).mean(axis=1)
    return means
