"""Time the compiled step: 30 states over 200 steps, on one core, bare and with everything on.

    .venv/bin/python benchmarks/step.py

Prints milliseconds of CPU a run without the ledger, with changes and refusals recorded, and
with every decision recorded: of the baseline with the core mechanisms, and of `everything.yaml`,
in which all mechanisms are on and have something to do. All are measured in turn. Then come steps
of a growing synthetic population (`population.yaml`), with the power of the number of states by
which their time grows; the world of all states, where it is shipped; and the CPU seconds of a first
compilation in an empty cache, which serves all.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
from timing import in_turn

from coopsim.course import Beginning
from coopsim.errors import CoopsimError
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
POPULATION = Path(__file__).with_name("population.yaml")
# Numbers of states; growth is told from the first to the last.
SIZES, GROWING_ROUNDS = (30, 60, 120, 190), 7
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


def one_run(beginning: Beginning, level: int, steps: int = STEPS) -> None:
    """Make one run, taking the ledger out whenever it is full."""
    world = beginning.world
    course = beginning.course(0, 0, buffers(size_of(world), level, steps))
    tape = Tape(np.empty((steps, len(METRICS))), np.empty((steps, *world.states.shape)))
    while course.step < steps:
        course.advance(Tape(tape.metrics[course.step :], tape.states[course.step :]), steps)
        course.drain()


def compilation() -> float:
    """Return the CPU seconds of a first run with nothing cached."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COOPSIM_CACHE_DIR": folder}
        command = [sys.executable, "-c", COMPILE]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def growth() -> None:
    """Measure and print how the time of a step grows with the number of states."""
    candidates = {}
    for size in SIZES:
        beginning = Beginning(load(POPULATION, set={"states[S].count": size}))
        steps = beginning.scenario.steps
        candidates[str(size)] = partial(one_run, beginning, NOTHING, steps)
    taken = in_turn(candidates, GROWING_ROUNDS)
    print("states: microseconds of CPU a step, core without ledger, least of", GROWING_ROUNDS)
    print("  " + ", ".join(f"{n}: {1e6 * each.least / steps:.0f}" for n, each in taken.items()))
    times = [each.least for each in taken.values()]
    power = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
    print(f"  time a step grows by the power {power:.2f} of the number of states")


def whole_world() -> None:
    """Measure and print a run of the world of all states."""
    try:
        beginning = Beginning(load("world"))
    except CoopsimError:
        print("the world of all states is not shipped with this version")
        return
    steps = beginning.scenario.steps
    taken = in_turn({"world": partial(one_run, beginning, NOTHING, steps)}, GROWING_ROUNDS)
    size = f"{len(beginning.names.states)} states x {steps} steps"
    print(f"world of {size}, no ledger: {taken['world'].least:.2f} s of CPU a run")


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
    growth()
    whole_world()
    print(f"first compilation: {compilation():.1f} s of CPU")


if __name__ == "__main__":
    main()
