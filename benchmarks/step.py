"""Time the compiled step: 30 states over 200 steps, core profile, on one core.

    .venv/bin/python benchmarks/step.py

Prints milliseconds of CPU a run without the ledger, with changes and refusals recorded, and
with every decision recorded, measured in turn; then the CPU seconds of a first compilation
in an empty cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial

import numpy as np
from timing import in_turn

from coopsim.course import Beginning
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import buffers
from coopsim.scenario import load
from coopsim.scenario.founding import size_of
from coopsim.step import Tape
from coopsim.world.ledger import CHANGES, EVERYTHING, NOTHING

STEPS, ROUNDS = 200, 31
LEFT_OUT = ("KEN", "ZAF")
LEVELS = {"no ledger": NOTHING, "changes and refusals": CHANGES, "every decision": EVERYTHING}
COMPILE = """
import time
from coopsim.scenario import load
from coopsim.scenario.founding import found
from coopsim.runs.one import simulate
scenario = load("baseline")
started = time.process_time()
simulate(scenario, 0, 0, steps=1)
print(time.process_time() - started)
"""


def one_run(beginning: Beginning, level: int) -> None:
    """Make one run, taking the ledger out whenever it is full."""
    world = beginning.world
    course = beginning.course(0, 0, buffers(size_of(world), level, STEPS))
    tape = Tape(np.empty((STEPS, len(METRICS))), np.empty((STEPS, *world.states.shape)))
    while course.step < STEPS:
        course.advance(Tape(tape.metrics[course.step :], tape.states[course.step :]), STEPS)
        course.drain()


def compilation() -> float:
    """Return the CPU seconds of a first run with nothing cached."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COOPSIM_CACHE_DIR": folder}
        command = [sys.executable, "-c", COMPILE]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Measure and print."""
    left_out: dict[str, object] = {f"states[{name}]": None for name in LEFT_OUT}
    beginning = Beginning(load("baseline", set=left_out))
    candidates = {name: partial(one_run, beginning, level) for name, level in LEVELS.items()}
    taken = in_turn(candidates, ROUNDS)
    print(f"{len(beginning.names.states)} states x {STEPS} steps, median of {ROUNDS} runs")
    for name, seconds in taken.items():
        ratio = seconds / taken["no ledger"]
        print(f"  {name:22s} {1e3 * seconds:6.2f} ms of CPU a run, {ratio:4.2f} x no ledger")
    print(f"first compilation        {compilation():6.1f} s of CPU")


if __name__ == "__main__":
    main()
