"""Whether parameters that were planted can be read off the results of their runs.

The runs of a sweep are synthetic data of which the truth is known. Each factor is estimated by a
regression on the outcomes, their squares and products, in folds: no point is estimated by a
regression that has seen it. What can't be recovered here can't be learnt from such data by this
means, however well the model fits them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from coopsim.analysis.swept import Swept
from coopsim.errors import CoopsimError
from coopsim.world.world import Numbers

FOLDS: Final = 5
# Keeps coefficients finite where outcomes move together.
_RIDGE: Final = 1e-2
_LEAST_POINTS: Final = 50
# Ends of the errors that hold 90 % of those seen.
_ENDS: Final = (5.0, 95.0)
# The error of a guess that has seen no data is 1 in these units.
_ROOT: Final = 0.5


class Recovered(NamedTuple):
    """Say how well one factor was recovered.

    Attributes:
        name: of the factor.
        correlation: between planted and estimated values.
        error: root of the mean squared error, as a share of that of a guess without data.
        coverage: share of points whose planted value lies in their interval of 90 %.
        is_recovered: whether the error is at most half of a guess's.
    """

    name: str
    correlation: float
    error: float
    coverage: float
    is_recovered: bool


def recover(swept: Swept, arm: str | None = None) -> list[Recovered]:
    """Recover each factor of a sweep from its outcomes.

    Args:
        swept: a finished sweep over factors of numbers.
        arm: which of its arms; the first if None.

    Raises:
        CoopsimError: There are fewer than fifty points, or outcomes are missing.
    """
    chosen = arm or swept.plan.arms[0]
    n = swept.plan.study.design.n_points
    if n < _LEAST_POINTS:
        raise CoopsimError(f"recovery needs at least {_LEAST_POINTS} points, and here are {n}")
    outcomes = np.stack([swept.complete(name, chosen) for name in swept.plan.outcomes], axis=1)
    found = []
    for dial in swept.varied:
        planted = np.array([float(value) for value in swept.values(dial.name)])  # type: ignore[arg-type]  # complete() leaves numbers only
        found.append(recovered(dial.name, planted, outcomes))
    return found


def recovered(name: str, planted: Numbers, outcomes: Numbers) -> Recovered:
    """Recover one factor.

    Args:
        name: of the factor.
        planted: ``[point]`` its values.
        outcomes: ``[point, outcome]`` what they came to.
    """
    features = _features(outcomes)
    estimated, inside = np.empty(len(planted)), np.empty(len(planted), dtype=np.bool_)
    fold = np.arange(len(planted)) % FOLDS
    for each in range(FOLDS):
        seen, new = fold != each, fold == each
        fit = _fit(features[seen], planted[seen])
        estimated[new] = features[new] @ fit
        low, high = np.percentile(planted[seen] - features[seen] @ fit, _ENDS)
        miss = planted[new] - estimated[new]
        inside[new] = (miss >= low) & (miss <= high)
    spread = float(np.std(planted))
    error = float(np.sqrt(np.mean((planted - estimated) ** 2))) / spread
    correlation = float(np.corrcoef(planted, estimated)[0, 1])
    return Recovered(name, correlation, error, float(np.mean(inside)), error <= _ROOT)


def _features(outcomes: Numbers) -> Numbers:
    """Return 1, the outcomes, and their squares and products, each of mean 0 and spread 1."""
    plain = _scaled(outcomes)
    ones, others = np.triu_indices(plain.shape[1])
    squares = _scaled(plain[:, ones] * plain[:, others])
    return np.concatenate((np.ones((len(plain), 1)), plain, squares), axis=1)


def _scaled(values: Numbers) -> Numbers:
    spread = values.std(axis=0)
    scaled: Numbers = (values - values.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    return scaled


def _fit(features: Numbers, values: Numbers) -> Numbers:
    """Return the coefficients of a ridge regression; the first, of 1, is not drawn to zero."""
    penalty = _RIDGE * len(features) * np.eye(features.shape[1])
    penalty[0, 0] = 0.0
    fitted = np.linalg.solve(features.T @ features + penalty, features.T @ values)
    return np.asarray(fitted, dtype=np.float64)
