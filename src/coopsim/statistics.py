"""Means and paired differences with their uncertainty: Student's t, in plain Python.

The quantile of t comes from its distribution function, which is a regularised incomplete beta
function (Abramowitz and Stegun 1972, 26.7.1 and 26.5.8), by halving an interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

LEVEL: Final = 0.95
# Enough for a million replicates: the fraction converges in about sqrt(degrees of freedom) terms.
_TERMS: Final = 10_000
_TINY: Final = 1e-300
_EPSILON: Final = 1e-15


class Interval(NamedTuple):
    """Hold a mean and its confidence interval.

    Attributes:
        mean: mean of the values; NaN if there is none.
        low: lower end; NaN with fewer than two values.
        high: upper end; NaN likewise.
        n: how many values there were.
    """

    mean: float
    low: float
    high: float
    n: int


def interval(values: Sequence[float], level: float = LEVEL) -> Interval:
    """Return the mean of independent values with its t-interval; NaN values do not count.

    Args:
        values: any number of values.
        level: chance that the interval covers the true mean, in (0, 1).

    Raises:
        ValueError: The level is not in (0, 1).
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"the level of an interval must be between 0 and 1 (got {level})")
    known = [value for value in values if not math.isnan(value)]
    n = len(known)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = math.fsum(known) / n
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1)
    half = t_quantile(0.5 + 0.5 * level, n - 1) * math.sqrt(variance_of(known) / n)
    return Interval(mean, mean - half, mean + half, n)


def paired_interval(
    before: Sequence[float], after: Sequence[float], level: float = LEVEL
) -> Interval:
    """Return the mean of after - before, pair by pair, with its t-interval.

    Pairs with a NaN do not count.

    Raises:
        ValueError: The two differ in length, or the level is not in (0, 1).
    """
    differences = [late - early for early, late in zip(before, after, strict=True)]
    return interval(differences, level)


def unpaired_interval(
    before: Sequence[float], after: Sequence[float], level: float = LEVEL
) -> Interval:
    """Return the difference of two means as if the two were independent (Welch's interval).

    NaN values do not count. The degrees of freedom are rounded down, which widens the interval.

    Args:
        before: any number of values.
        after: any number of values.
        level: chance that the interval covers the true difference, in (0, 1).

    Raises:
        ValueError: The level is not in (0, 1).
    """
    one, other = interval(before, level), interval(after, level)
    mean, n = other.mean - one.mean, min(one.n, other.n)
    if n < 2:
        return Interval(mean, math.nan, math.nan, n)
    parts = [(variance_of(values), each.n) for values, each in ((before, one), (after, other))]
    total = sum(variance / n for variance, n in parts)
    if total == 0.0:
        return Interval(mean, mean, mean, n)
    freedom = total**2 / sum((variance / n) ** 2 / (n - 1) for variance, n in parts)
    half = t_quantile(0.5 + 0.5 * level, max(1, math.floor(freedom))) * math.sqrt(total)
    return Interval(mean, mean - half, mean + half, n)


def variance_of(values: Sequence[float]) -> float:
    """Return the variance of a sample; NaN values do not count, and one value has none (NaN)."""
    known = [value for value in values if not math.isnan(value)]
    if len(known) < 2:
        return math.nan
    mean = math.fsum(known) / len(known)
    return math.fsum((value - mean) ** 2 for value in known) / (len(known) - 1)


@lru_cache(maxsize=256)
def t_quantile(probability: float, freedom: int) -> float:
    """Return the value that Student's t exceeds with chance 1 - probability.

    Args:
        probability: in (0, 1).
        freedom: degrees of freedom, at least 1.

    Raises:
        ValueError: One of them is out of range.
    """
    if not 0.0 < probability < 1.0 or freedom < 1:
        raise ValueError(f"there is no t quantile at {probability} with {freedom} degrees")
    if probability < 0.5:
        return -t_quantile(1.0 - probability, freedom)
    tail = 2.0 * (1.0 - probability)
    low, high = 0.0, 1.0
    while _two_tails(high, freedom) > tail:
        low, high = high, 2.0 * high
    middle = 0.5 * (low + high)
    # Ends when no number is left between the two.
    while low < middle < high:
        if _two_tails(middle, freedom) > tail:
            low = middle
        else:
            high = middle
        middle = 0.5 * (low + high)
    return middle


def _two_tails(t: float, freedom: int) -> float:
    """Return the chance that Student's t lies further from 0 than t >= 0."""
    return _beta(0.5 * freedom, 0.5, freedom / (freedom + t * t), t * t / (freedom + t * t))


def _beta(a: float, b: float, x: float, y: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), where y = 1 - x.

    The fraction converges fast on one side of the mean only; the other follows by symmetry.
    """
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _beta(b, a, y, x)
    if x == 0.0:
        return 0.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    log_front += a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) / (a * _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """Evaluate the continued fraction of the incomplete beta function (Lentz's method)."""
    value, upper, lower = 1.0, 1.0, 0.0
    for n in range(1, _TERMS):
        m, odd = divmod(n, 2)
        if odd:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        else:
            step = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        lower = 1.0 / (_nonzero(1.0 + step * lower))
        upper = _nonzero(1.0 + step / upper)
        value *= upper * lower
        if abs(upper * lower - 1.0) < _EPSILON:
            break
    return value


def _nonzero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
