"""Pick states by lot, so that the order of rows means nothing."""

from __future__ import annotations

from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.ranking import sort_down
from coopsim.world.world import Numbers, Rows


@kernel
def line_up(keys: Rows, order: Rows, scratch: Numbers) -> None:
    """Write the rows of states into ``order``, by falling stable id; ``scratch`` is ``[2, n]``."""
    n = keys.shape[0]
    for i in range(n):
        order[i] = i
        scratch[0, i] = float(keys[i])
        scratch[1, i] = 0.0
    sort_down(scratch[0], scratch[1], order, n)


@inlined_kernel
def place(lot: float, n: int) -> int:
    """Return the place among n that a lot between 0 and 1 falls on."""
    return min(n - 1, int(lot * n))


@inlined_kernel
def three_places(one: float, two: float, three: float, n: int) -> tuple[int, int, int]:
    """Return three different places among n, at least 3, that three lots fall on."""
    first, second, third = place(one, n), place(two, n - 1), place(three, n - 2)
    second += 1 if second >= first else 0
    third += 1 if third >= min(first, second) else 0
    third += 1 if third >= max(first, second) else 0
    return first, second, third
