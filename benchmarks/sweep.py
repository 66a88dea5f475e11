"""Measure what a sweep costs beside the simulation itself: founding, summing up, storing.

    .venv/bin/python benchmarks/sweep.py [RUNS]

Runs of 30 states over 120 steps, 10,000 unless told otherwise, by two designs: twenty points with
many replicates, and a sample of as many points as runs. Prints CPU of the whole
process against CPU inside the compiled step, and the largest memory so far.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from coopsim.experiment import read_experiment
from coopsim.runs.executors import usable_cores
from coopsim.runs.sweeps import desk
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sweeping import Where, sweep

RUNS = 10_000
OUTCOMES = [
    "collective_response", "help_arrived_busd", "help_delay_months", "honour_rate",
    "damage_busd", "averted_busd", "burden_gini", "trust",
]  # fmt: skip
LEFT_OUT = {"calm": {"set": {"states[KEN]": None, "states[ZAF]": None}}}
BUDGET = {"path": "mechanisms.budgets.operations_share", "times": True}
GRID = {
    "design": {"kind": "grid"},
    "levers": {"budget": {**BUDGET, "values": [0.25, 0.5, 1, 1.5, 2]}},
    "uncertainties": {"mechanisms.friction.scale": {"values": [0, 0.5, 1, 2]}},
}


def designs(runs: int) -> dict[str, dict[str, Any]]:
    """Return the experiments that are timed, by what is special about them."""
    common = {"scenario": "baseline", "arms": LEFT_OUT, "outcomes": OUTCOMES}
    drawn = {"design": {"kind": "latin_hypercube", "points": runs}, "priors": "core"}
    return {
        "few points": {**common, **GRID, "replicates": runs // 20},
        "many points": {**common, **drawn, "replicates": 1},
    }


class Stopwatch:
    """Add up the CPU of each thread inside a function."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self._lock = threading.Lock()
        self.seconds = 0.0

    def __call__(self, *arguments: Any) -> Any:
        """Call the function."""
        began = time.thread_time()
        result = self._function(*arguments)
        with self._lock:
            self.seconds += time.thread_time() - began
        return result


def measure(experiment: dict[str, Any], workers: int) -> tuple[float, float, float]:
    """Return CPU of the process, CPU inside the step, and time on the clock, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        # JSON is YAML.
        file = Path(folder, "experiment.yaml")
        file.write_text(json.dumps(experiment), encoding="utf-8")
        genuine = vars(desk)["advance"]
        inside = Stopwatch(genuine)
        vars(desk)["advance"] = inside
        clock, began = time.perf_counter(), time.process_time()
        try:
            sweep(Plan(read_experiment(file)), Path(folder, "out"), Where(workers))
        finally:
            vars(desk)["advance"] = genuine
        return time.process_time() - began, inside.seconds, time.perf_counter() - clock


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    # What is compiled and imported once does not count.
    for experiment in designs(20).values():
        measure(experiment, 1)
    for name, experiment in designs(runs).items():
        for workers in sorted({1, usable_cores()}):
            cpu, inside, clock = measure(experiment, workers)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            share = (cpu - inside) / inside
            print(
                f"{name:11s} {workers} workers: {runs:,} runs in {clock:.1f} s; "
                f"step {inside:.1f} s of CPU, the rest {cpu - inside:.1f} s ({share:.1%}); "
                f"{memory:.0f} MB"
            )


if __name__ == "__main__":
    main()
