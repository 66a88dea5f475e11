"""Mean, spread and interval of every outcome in every cell, replicate by replicate.

Sums of NumPy depend on the machine; adding one replicate at a time to each cell does not. The
updates are those of Welford.
"""

from __future__ import annotations

import math

import numpy as np

from coopsim.statistics import LEVEL, Interval, t_quantile
from coopsim.world.world import Numbers


class Moments:
    """Sum up outcomes as they come.

    Args:
        n_cells: how many cells there are.
        n_outcomes: how many outcomes each run has.

    Attributes:
        n: ``[cell, outcome]`` values so far; NaN does not count.
        mean: ``[cell, outcome]`` their mean.
    """

    def __init__(self, n_cells: int, n_outcomes: int) -> None:
        self.n = np.zeros((n_cells, n_outcomes))
        self.mean = np.zeros((n_cells, n_outcomes))
        self._squares = np.zeros((n_cells, n_outcomes))

    def add(self, first: int, outcomes: Numbers) -> None:
        """Add runs ``[run, outcome]`` that stand one after the other, from a cell on."""
        n_cells = len(self.n)
        begin = 0
        # At most one value a cell at a time: a cell's mean has to move between its values.
        while begin < len(outcomes):
            cell = (first + begin) % n_cells
            end = min(len(outcomes), begin + n_cells - cell)
            self._add(slice(cell, cell + end - begin), outcomes[begin:end])
            begin = end

    def _add(self, cells: slice, values: Numbers) -> None:
        known = ~np.isnan(values)
        self.n[cells] += known
        gap = np.where(known, values - self.mean[cells], 0.0)
        self.mean[cells] += gap / np.maximum(self.n[cells], 1.0)
        self._squares[cells] += np.where(known, gap * (values - self.mean[cells]), 0.0)

    def sd(self) -> Numbers:
        """Return the standard deviations ``[cell, outcome]``; NaN with fewer than two values."""
        with np.errstate(invalid="ignore", divide="ignore"):
            spread: Numbers = np.where(
                self.n > 1.0, np.sqrt(self._squares / (self.n - 1.0)), np.nan
            )
        return spread

    def half_widths(self, level: float = LEVEL) -> Numbers:
        """Return half the widths of the t-intervals; NaN with fewer than two values."""
        quantiles = np.full(self.n.shape, np.nan)
        # Quantiles take long to find, and cells mostly have equal numbers of runs.
        for n in np.unique(self.n):
            if n > 1.0:
                quantiles[self.n == n] = t_quantile(0.5 + 0.5 * level, int(n) - 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            half: Numbers = quantiles * self.sd() / np.sqrt(self.n)
        return half

    def means(self) -> Numbers:
        """Return the means ``[cell, outcome]``; NaN where there is no value."""
        return np.where(self.n > 0.0, self.mean, np.nan)


def mean_interval(mean: float, sd: float, n: int, level: float = LEVEL) -> Interval:
    """Return a mean with its t-interval; NaN ends with fewer than two values."""
    half = t_quantile(0.5 + 0.5 * level, n - 1) * sd / math.sqrt(n) if n > 1 else math.nan
    return Interval(mean, mean - half, mean + half, n)
