"""Do the same with many things at once: the compiled step lets other threads work meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], over: Iterable[T]) -> Iterator[R]:
    """Yield what comes of each thing, in the order of the things, with a thread for each core.

    The order in which threads finish shows nowhere. Whoever stops early, or is interrupted, waits
    for what has begun and for nothing else.
    """
    # Threads share the founded worlds, which processes would have to copy.
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        yield from pool.map(work, over)
    finally:
        pool.shutdown(cancel_futures=True)
