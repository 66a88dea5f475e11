"""How benchmarks measure: in turn, in one run, the median of several rounds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

Work = Callable[[], object]


class Taken(NamedTuple):
    """CPU seconds of several rounds: their median, and the least, which load hardly moves."""

    median: float
    least: float


def in_turn(candidates: Mapping[str, Work], rounds: int) -> dict[str, Taken]:
    """Return the CPU seconds of each candidate, measured A B C A B C …, once warm."""
    for work in candidates.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, work in candidates.items():
            started = time.process_time()
            work()
            taken[name].append(time.process_time() - started)
    return {name: Taken(statistics.median(each), min(each)) for name, each in taken.items()}
