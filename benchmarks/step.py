"""Time the compiled step: 30 states over 200 steps, on one core, bare and with everything on.

    .venv/bin/python benchmarks/step.py

Prints milliseconds of CPU a run without the ledger, with changes and refusals recorded, and
with every decision recorded: of the baseline with the core mechanisms, and of `everything.yaml`,
in which all mechanisms are on and have something to do. All are measured in turn. Then come the
CPU seconds of a first compilation in an empty cache, which serves both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

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
# Leaving so many of the baseline's states out makes thirty; `everything.yaml` adds one.
LEFT_OUT = ("KEN", "ZAF", "BRA")
EVERYTHING_ON = Path(__file__).with_name("everything.yaml")
WORLDS: dict[str, tuple[str | Path, tuple[str, ...]]] = {
    "core": ("baseline", LEFT_OUT[:2]),
    "full": (EVERYTHING_ON, LEFT_OUT),
}
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
    candidates = {}
    for profile, (source, left_out) in WORLDS.items():
        beginning = Beginning(load(source, set={f"states[{name}]": None for name in left_out}))
        for name, level in LEVELS.items():
            candidates[f"{profile}, {name}"] = partial(one_run, beginning, level)
    taken = in_turn(candidates, ROUNDS)
    print(f"{len(beginning.names.states)} states x {STEPS} steps, milliseconds of CPU a run")
    print(f"  {'median and least of ' + str(ROUNDS) + ' runs':28s} {'median':>7s} {'least':>7s}")
    bare = taken["core, no ledger"].least
    for name, each in taken.items():
        ratio = each.least / bare
        print(f"  {name:28s} {1e3 * each.median:7.2f} {1e3 * each.least:7.2f}   x {ratio:4.2f}")
    print(f"first compilation: {compilation():.1f} s of CPU")


if __name__ == "__main__":
    main()
