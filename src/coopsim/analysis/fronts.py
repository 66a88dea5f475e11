"""Which choices does no other beat: the Pareto front of levers and arms, with how sure it is.

A choice is a value for every lever, in one arm. What it comes to is the mean over everything that
nobody decides: replicates, and the values of uncertainties, which must be the same for every
choice. Two choices are compared by paired differences, replicate by replicate, goal by goal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from coopsim.analysis.swept import Swept
from coopsim.errors import CoopsimError
from coopsim.experiment.factors import Scalar
from coopsim.statistics import LEVEL, Interval, interval, t_quantile
from coopsim.world.world import Numbers

Picked = npt.NDArray[np.bool_]
_LESS: Final = "less"
_REPLICATES: Final = 2


class Verdict(StrEnum):
    """Say whether a choice is on the front, as far as the intervals tell."""

    front = "on the front"
    open = "perhaps on the front"
    behind = "behind the front"


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one choice of levers and arm.

    Attributes:
        arm: name of the arm.
        levers: value of each lever that varies.
        points: the design points over which it is a mean.
        goals: what it comes to, by outcome, with 95 % intervals over replicates.
        is_best: whether no other choice beats it by its means alone.
        verdict: ``front`` if every other choice is clearly worse in some goal, ``behind`` if some
            other one is clearly better in one goal and worse in none, else ``open``.
    """

    arm: str
    levers: Mapping[str, Scalar | None]
    points: tuple[int, ...]
    goals: Mapping[str, Interval]
    is_best: bool
    verdict: Verdict


def front_of(swept: Swept) -> list[Choice]:
    """Judge every choice of a sweep by the goals of its experiment, point by point and arm by arm.

    Raises:
        CoopsimError: There are no goals or one replicate only, numbers are missing, or choices
            meet different uncertainties.
        ResultsError: A file of runs is missing or damaged.
    """
    goals = swept.plan.study.experiment.goals
    if not goals:
        raise CoopsimError("the experiment names no goals")
    if swept.replicates < _REPLICATES:
        raise CoopsimError("a front needs two replicates at least, to tell choices from luck")
    grouped = _grouped(swept)
    # [goal, replicate, choice]; choices of one group of points stand together, arm by arm.
    values = np.stack([_of_choices(swept, name, list(grouped.values())) for name in goals])
    signs = np.array([-1.0 if way == _LESS else 1.0 for way in goals.values()])
    is_best, verdicts = judged(values * signs[:, np.newaxis, np.newaxis])
    names = [dial.name for dial in swept.varied if dial.is_lever]
    return [
        Choice(
            arm,
            dict(zip(names, levers, strict=True)),
            points,
            {name: interval(values[g, :, at].tolist()) for g, name in enumerate(goals)},
            bool(is_best[at]),
            verdicts[at],
        )
        for at, (levers, points, arm) in enumerate(
            (levers, points, arm) for levers, points in grouped.items() for arm in swept.plan.arms
        )
    ]


def judged(values: Numbers) -> tuple[Picked, list[Verdict]]:
    """Judge choices by ``[goal, replicate, choice]``, of which more is better.

    Returns:
        whether no other choice beats each by means alone, and the verdicts.
    """
    n_replicates, n_choices = values.shape[1:]
    factor = t_quantile(0.5 + 0.5 * LEVEL, n_replicates - 1) / np.sqrt(n_replicates)
    is_best, verdicts = np.ones(n_choices, dtype=np.bool_), []
    for one in range(n_choices):
        # How much every other choice does better than this one, ``[goal, choice]``.
        ahead = values - values[:, :, [one]]
        mean, half = ahead.mean(axis=1), factor * ahead.std(axis=1, ddof=1)
        better, worse = mean > half, mean < -half
        same = np.all(ahead == 0.0, axis=1)
        is_best[one] = not np.any(np.all(mean >= 0.0, axis=0) & np.any(mean > 0.0, axis=0))
        if np.any(np.all(better | same, axis=0) & np.any(better, axis=0)):
            verdicts.append(Verdict.behind)
        elif np.all(np.any(worse, axis=0) | np.all(same, axis=0)):
            verdicts.append(Verdict.front)
        else:
            verdicts.append(Verdict.open)
    return is_best, verdicts


def _grouped(swept: Swept) -> dict[tuple[Scalar | None, ...], tuple[int, ...]]:
    """Return the points of each combination of levers."""
    levers, others = (
        list(
            zip(*(swept.values(dial.name) for dial in swept.varied if dial.is_lever is kind),
                strict=True)
        )
        or [()] * swept.plan.study.design.n_points
        for kind in (True, False)
    )  # fmt: skip
    groups: dict[tuple[Scalar | None, ...], list[int]] = {}
    for point, values in enumerate(levers):
        groups.setdefault(values, []).append(point)
    met = {tuple(sorted(map(repr, (others[point] for point in each)))) for each in groups.values()}
    # A choice that met milder circumstances than another would look like the better one.
    if len(met) > 1:
        raise CoopsimError("choices meet different uncertainties, so that none can be called best")
    return {values: tuple(points) for values, points in groups.items()}


def _of_choices(swept: Swept, outcome: str, groups: Sequence[tuple[int, ...]]) -> Numbers:
    """Return what each choice comes to, ``[replicate, choice]``."""
    runs = swept.runs(outcome)
    if not np.all(np.isfinite(runs)):
        raise CoopsimError(f"{outcome} is missing in some runs, and no front could be trusted")
    by_group = [runs[:, list(points)].mean(axis=1) for points in groups]
    return np.stack(by_group, axis=1).reshape(len(runs), -1)
