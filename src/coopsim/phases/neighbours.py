"""Find what one state holds towards another: the edge between the two."""

from __future__ import annotations

from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.world import TO, Rows

# No edge: neither of the two holds anything towards the other.
ABSENT = -1


@inlined_kernel
def edge_between(edges: Rows, row_start: Rows, i: int, j: int) -> int:
    """Return the edge from state i to state j, or ABSENT.

    Where everyone knows everyone, it stands as far into the row as j does, less i itself.
    """
    first, last = row_start[i], row_start[i + 1]
    guess = first + j - (1 if j > i else 0)
    if guess < last and edges[TO, guess] == j:
        return guess
    return _search(edges, first, last, j)


@kernel
def _search(edges: Rows, first: int, last: int, j: int) -> int:
    """Halve the row until one edge is left; edges of one state rise by column."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if edges[TO, middle] < j:
            low = middle + 1
        else:
            high = middle
    return low if low < last and edges[TO, low] == j else ABSENT
