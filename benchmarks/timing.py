"""How benchmarks measure: in turn, in one run, the median of several rounds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]


def in_turn(candidates: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Return the median CPU seconds of each candidate, measured A B C A B C …, once warm."""
    for work in candidates.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, work in candidates.items():
            started = time.process_time()
            work()
            taken[name].append(time.process_time() - started)
    return {name: statistics.median(values) for name, values in taken.items()}
