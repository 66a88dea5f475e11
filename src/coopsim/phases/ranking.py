"""Sort by score and lot, with a heap: small to compile, the same on every machine."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.world.world import Numbers, Rows


@kernel
def sort_down(scores: Numbers, lots: Numbers, order: Rows, n: int) -> None:
    """Reorder ``order[:n]`` so that scores fall; equal scores stand by falling lots.

    ``order`` holds positions in ``scores`` and ``lots``; if both are equal, they rise.
    """
    for start in range(n // 2 - 1, -1, -1):
        _sift(scores, lots, order, start, n)
    for end in range(n - 1, 0, -1):
        order[0], order[end] = order[end], order[0]
        _sift(scores, lots, order, 0, end)


@kernel
def _before(scores: Numbers, lots: Numbers, a: int, b: int) -> bool:
    if scores[a] != scores[b]:
        return bool(scores[a] > scores[b])
    if lots[a] != lots[b]:
        return bool(lots[a] > lots[b])
    return a < b


@kernel
def _sift(scores: Numbers, lots: Numbers, order: Rows, root: int, end: int) -> None:
    """Sink the root until no child ranks after it: the last in rank comes to the top."""
    while True:
        child = 2 * root + 1
        if child >= end:
            return
        if child + 1 < end and _before(scores, lots, order[child], order[child + 1]):
            child += 1
        if not _before(scores, lots, order[root], order[child]):
            return
        order[root], order[child] = order[child], order[root]
        root = child
