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

from coopsim.metrics.registry import METRICS
from coopsim.runs.one import buffers, drain
from coopsim.scenario import load
from coopsim.scenario.founding import found, size_of
from coopsim.step import Tape, advance
from coopsim.world.ledger import CHANGES, EVERYTHING, NOTHING, rows_per_step
from coopsim.world.world import World, copy

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


def one_run(founded: World, level: int) -> None:
    """Run a copy of a founded world, taking the ledger out whenever it is full."""
    world, size = copy(founded), size_of(founded)
    ledger, room = buffers(size, level, STEPS), rows_per_step(size)
    tape = Tape(np.empty((STEPS, len(METRICS))), np.empty((STEPS, *world.states.shape)))
    step = 0
    while step < STEPS:
        rest = Tape(tape.metrics[step:], tape.states[step:])
        step = advance(world, ledger, rest, step, STEPS, room)
        drain(ledger)


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
    founded = found(load("baseline", set=left_out), 0, 0)
    candidates = {name: partial(one_run, founded, level) for name, level in LEVELS.items()}
    taken = in_turn(candidates, ROUNDS)
    print(f"{founded.states.shape[1]} states x {STEPS} steps, median of {ROUNDS} runs")
    for name, seconds in taken.items():
        ratio = seconds / taken["no ledger"]
        print(f"  {name:22s} {1e3 * seconds:6.2f} ms of CPU a run, {ratio:4.2f} x no ledger")
    print(f"first compilation        {compilation():6.1f} s of CPU")


if __name__ == "__main__":
    main()
