"""Find what one state holds towards others: the edge between two, and those to higher rows."""

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
    found = _first_from(edges, first, last, j)
    return found if found < last and edges[TO, found] == j else ABSENT


@inlined_kernel
def first_above(edges: Rows, row_start: Rows, i: int) -> int:
    """Return the first edge from state i to a higher row, or where the next state begins.

    From there to the end of its row a state meets each pair that it is the lower row of.
    """
    first, last = row_start[i], row_start[i + 1]
    guess = first + i
    if guess <= last and (i == 0 or (guess > first and edges[TO, guess - 1] == i - 1)):
        return guess
    return _first_from(edges, first, last, i)


@kernel
def _first_from(edges: Rows, first: int, last: int, j: int) -> int:
    """Return the first edge to row j or higher, halving the row: its edges rise by column."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if edges[TO, middle] < j:
            low = middle + 1
        else:
            high = middle
    return low
