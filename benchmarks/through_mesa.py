"""Time coopsim's Mesa face: 30 states over 200 steps, core profile, on one core.

    .venv/bin/python benchmarks/through_mesa.py

Each round measures, one after the other: the compiled step in one call, the compiled step one call
a step, `CooperationModel` as users step it, and the same model written as ordinary Mesa agents
(tests/faces/plain_mesa.py). Prints medians, and medians of the ratios and differences within a
round. Founding is not counted.
"""

# The name of this file is not mesa.py: Python would import it instead of Mesa.
from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mesa
import numpy as np

from coopsim.metrics.registry import METRICS
from coopsim.model import CooperationModel
from coopsim.scenario import Scenario, load
from coopsim.scenario.founding import found, size_of
from coopsim.step import Tape, advance
from coopsim.world.ledger import CHANGES, empty, rows_per_step

STEPS, ROUNDS = 200, 7
LEFT_OUT = ("KEN", "ZAF")
# The twin lives with the test that shows it to be the same model.
TESTS = Path(__file__).parents[1] / "tests"


def engine(scenario: Scenario, seed: int, stretch: int) -> float:
    """Return the CPU seconds of all steps, so many in one call of the compiled step."""
    world = found(scenario, seed, 0)
    size = size_of(world)
    # In one call there is one ledger for all steps, as in `coopsim.run`.
    ledger, room = empty(size, CHANGES, stretch + 1), rows_per_step(size)
    tape = Tape(np.empty((stretch, len(METRICS))), np.empty((0, *world.states.shape)))
    started = time.process_time()
    for step in range(0, STEPS, stretch):
        ledger.used[:] = 0
        advance(world, ledger, tape, step, step + stretch, room)
    return time.process_time() - started


def stepped(model: mesa.Model) -> float:
    """Return the CPU seconds that all steps of a Mesa model take."""
    started = time.process_time()
    for _ in range(STEPS):
        model.step()
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    sys.path.insert(0, str(TESTS))
    from faces.plain_mesa import PlainModel

    left_out: dict[str, object] = {f"states[{name}]": None for name in LEFT_OUT}
    scenario = load("baseline", set=left_out)
    works: dict[str, Callable[[int], float]] = {
        "compiled step, one call": lambda seed: engine(scenario, seed, STEPS),
        "compiled step, a call a step": lambda seed: engine(scenario, seed, 1),
        "CooperationModel": lambda seed: stepped(CooperationModel(scenario, rng=seed)),
        "ordinary Mesa agents": lambda seed: stepped(PlainModel(scenario, rng=seed)),
    }
    # Round 0 warms up and is thrown away.
    rounds = [[work(seed) for work in works.values()] for seed in range(ROUNDS + 1)][1:]
    version = f"Mesa {mesa.__version__}, Python {sys.version.split()[0]}"
    print(f"{len(scenario.states)} states x {STEPS} steps, {version}, median of {ROUNDS} rounds")
    for name, seconds in zip(works, zip(*rounds, strict=True), strict=True):
        print(f"  {name:30s} {1e3 * statistics.median(seconds):8.1f} ms of CPU a run")
    above = [(each[2] - each[0]) / STEPS for each in rounds]
    print(f"a step of CooperationModel above the engine: {1e6 * statistics.median(above):6.1f} us")
    faster = [each[3] / each[2] for each in rounds]
    print(
        f"CooperationModel is faster than ordinary Mesa agents: {statistics.median(faster):.0f} x"
    )


if __name__ == "__main__":
    main()
