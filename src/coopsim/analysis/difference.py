"""What a change did to one metric: paired differences, their interval, size and sign."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coopsim.metrics.registry import Metric
from coopsim.statistics import (
    Interval,
    interval,
    paired_interval,
    unpaired_interval,
    variance_of,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Say what a change did to a metric, over all replicates.

    Attributes:
        metric: its declaration.
        first: mean and 95 % interval in the first scenario.
        second: the same in the second.
        paired: second less first, replicate by replicate: mean and 95 % interval.
        unpaired: what the interval would be if the two had luck of their own.
        effect: mean of the paired differences over their standard deviation; NaN if they do not
            vary.
        same_sign: share of the replicates whose difference has the sign of the mean; NaN if the
            mean is 0.
        values: the paired difference of each replicate; NaN where there was nothing to measure.
    """

    metric: Metric
    first: Interval
    second: Interval
    paired: Interval
    unpaired: Interval
    effect: float
    same_sign: float
    values: tuple[float, ...]

    @property
    def is_none(self) -> bool:
        """Tell whether no replicate shows any difference."""
        # Exactly: on equal luck what a change does not touch is the same to the last bit.
        return all(value == 0.0 or math.isnan(value) for value in self.values)

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves 0 out."""
        return self.paired.low > 0.0 or self.paired.high < 0.0

    @property
    def narrowed(self) -> float:
        """Return how many times narrower pairing made the interval; NaN if it has no width."""
        width = self.paired.high - self.paired.low
        return (self.unpaired.high - self.unpaired.low) / width if width > 0.0 else math.nan


def difference(metric: Metric, first: Sequence[float], second: Sequence[float]) -> Difference:
    """Compare a metric's values, one a replicate, of two scenarios on the same luck."""
    values = tuple(other - one for one, other in zip(first, second, strict=True))
    paired = paired_interval(first, second)
    spread = math.sqrt(variance_of(values))
    return Difference(
        metric,
        interval(first),
        interval(second),
        paired,
        unpaired_interval(first, second),
        paired.mean / spread if spread > 0.0 else math.nan,
        _share_of_sign(values, paired.mean),
        values,
    )


def _share_of_sign(values: Sequence[float], mean: float) -> float:
    known = [value for value in values if not math.isnan(value)]
    if not known or mean == 0.0:
        return math.nan
    return sum(value * mean > 0.0 for value in known) / len(known)
