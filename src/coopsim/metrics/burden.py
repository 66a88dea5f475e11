"""Burden sharing: who carries how much of the help, for its size."""

from __future__ import annotations

import math

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.phases.ranking import sort_down
from coopsim.world.blocks import state
from coopsim.world.fields import LEVEL
from coopsim.world.world import Numbers, Rows, World

BURDEN = "help given since the start / GDP"

GINI = metric(
    "burden_gini", "Inequality of burdens (Gini)", "1", LEVEL, f"Gini coefficient of {BURDEN}",
    "last", source="Gini coefficient",
)  # fmt: skip
RANK_CORRELATION = metric(
    "burden_rank_correlation", "Burden against size", "1", (-1.0, 1.0),
    f"Spearman correlation of GDP with {BURDEN}; above 0 the large carry more", "last",
    source="Olson and Zeckhauser 1966",
)  # fmt: skip


@kernel
def measure_burden(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    n, order = world.states.shape[1], world.lists[0]
    gdp, burden = world.states[state.GDP], world.scratch[0]
    for i in range(n):
        burden[i] = world.states[state.GIVEN, i] / gdp[i] if gdp[i] > 0.0 else 0.0
    rank(burden, world.scratch[3], order, n, world.scratch[1])
    row[GINI] = gini(burden, order, n)
    rank(gdp, world.scratch[3], order, n, world.scratch[2])
    row[RANK_CORRELATION] = correlation(world.scratch[1], world.scratch[2], n)


@kernel
def gini(values: Numbers, order: Rows, n: int) -> float:
    """Return the Gini coefficient of n values >= 0, or NaN if all are zero.

    ``order`` holds their positions from the largest to the smallest.
    """
    weighted, whole = 0.0, 0.0
    for rank in range(n):
        value = values[order[n - 1 - rank]]
        weighted += (2.0 * (rank + 1.0) - n - 1.0) * value
        whole += value
    return weighted / (n * whole) if whole > 0.0 else math.nan


@kernel
def rank(values: Numbers, lots: Numbers, order: Rows, n: int, ranks: Numbers) -> None:
    """Rank n values from the largest; equal values share the mean of their ranks.

    Writes positions by rank into ``order`` and ranks by position into ``ranks``; ``lots`` is
    room for n zeros.
    """
    for i in range(n):
        order[i] = i
        lots[i] = 0.0
    sort_down(values, lots, order, n)
    first = 0
    while first < n:
        last = first
        while last + 1 < n and values[order[last + 1]] == values[order[first]]:
            last += 1
        for position in range(first, last + 1):
            ranks[order[position]] = 0.5 * (first + last)
        first = last + 1


@kernel
def correlation(x: Numbers, y: Numbers, n: int) -> float:
    """Return Pearson's correlation of n pairs, or NaN if either does not vary."""
    mean_x, mean_y, spread_x, spread_y = 0.0, 0.0, 0.0, 0.0
    for i in range(n):
        spread_x = max(spread_x, abs(x[i] - x[0]))
        spread_y = max(spread_y, abs(y[i] - y[0]))
        mean_x += x[i] / n
        mean_y += y[i] / n
    xx, yy, xy = 0.0, 0.0, 0.0
    for i in range(n):
        dx, dy = x[i] - mean_x, y[i] - mean_y
        xx += dx * dx
        yy += dy * dy
        xy += dx * dy
    # Sums of squares may miss zero by a rounding error, the spread does not.
    if spread_x <= 0.0 or spread_y <= 0.0:
        return math.nan
    return min(1.0, max(-1.0, xy / math.sqrt(xx * yy)))
