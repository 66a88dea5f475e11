"""Time a comparison: two scenarios of some thirty states, 200 replicates of each, on all cores.

    .venv/bin/python benchmarks/compare.py

Prints the wall time, warm, and how many times pairing narrows the interval of each metric (median)
when every state's military spending is cut by a twentieth.
"""

from __future__ import annotations

import math
import os
import time
from statistics import median

from coopsim.analysis.comparison import compare
from coopsim.scenario import load
from coopsim.scenario.altering import altered

REPLICATES = 200
SHARE = 0.95


def main() -> None:
    """Print the wall time and the factor."""
    base = load("baseline")
    less = {f"states[{each.id}].defence_share": SHARE * each.defence_share for each in base.states}
    other = altered(base, set=less)
    compare(base, other, replicates=2)
    started = time.perf_counter()
    found = compare(base, other, replicates=REPLICATES)
    took = time.perf_counter() - started
    factors = [each.narrowed for each in found.differences.values()]
    known = [factor for factor in factors if not math.isnan(factor)]
    print(f"{2 * REPLICATES} runs of {len(base.states)} states, {base.steps} steps: {took:.1f} s")
    print(f"on {os.cpu_count()} cores, with a load of {os.getloadavg()[0]:.1f}")
    print(f"paired intervals are {median(known):.1f} times narrower ({len(known)} metrics)")


if __name__ == "__main__":
    main()
