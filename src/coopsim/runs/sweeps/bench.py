"""Compute the runs of one file, on whatever thread or machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from coopsim.errors import CoopsimError, shortened
from coopsim.metrics.registry import METRICS
from coopsim.randomness import run_key
from coopsim.runs.one import STRETCH
from coopsim.runs.sweeps.measuring import measured, outcomes_of
from coopsim.runs.sweeps.plan import Plan, Run
from coopsim.runs.tables import RESULTS_VERSION
from coopsim.scenario.founding import found, retune, size_of
from coopsim.scenario.mechanisms import as_written
from coopsim.scenario.schema import Scenario
from coopsim.step import Tape, advance
from coopsim.world.ledger import NOTHING, empty, rows_per_step
from coopsim.world.world import Numbers, World, copy

# Worlds that are kept founded, because the next replicates need them again.
_KEPT_BYTES: Final = 50_000_000
_ERROR_SHOWN: Final = 300
_MECHANISMS: Final = "mechanisms"


class HaltedError(CoopsimError):
    """Tell that runs were given up because nobody waits for them any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """Hold the runs of one file, in their order.

    Attributes:
        ids: of each run, by what it was made of.
        outcomes: ``[run, outcome]``; NaN in runs that failed.
        errors: why a run failed, by its place.
    """

    ids: list[str]
    outcomes: Numbers
    errors: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Founded:
    """Hold a cell that is ready to run.

    Attributes:
        world: before its first step, with no luck yet.
        steps: of a run.
        sha256: hash of its scenario.
    """

    world: World
    steps: int
    sha256: str


class Bench:
    """Compute runs; threads may share one, and other processes get a copy without its worlds."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._outcomes = outcomes_of(plan.study.experiment)
        self._clear()

    def __getstate__(self) -> dict[str, Any]:
        return {"_plan": self._plan, "_outcomes": self._outcomes}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._clear()

    def _clear(self) -> None:
        self._arms: dict[str, _Arm] = {}
        self._kept: dict[int, _Founded] = {}
        self._room = _KEPT_BYTES

    def compute(self, chunk: int, halted: Callable[[], bool]) -> Computed:
        """Compute the runs of a file.

        Args:
            chunk: number of the file.
            halted: tells whether to give up.

        Raises:
            HaltedError: Somebody gave up.
        """
        return self.compute_runs(self._plan.runs(chunk), halted)

    def compute_runs(
        self, numbers: Sequence[int], halted: Callable[[], bool] = lambda: False
    ) -> Computed:
        """Compute runs by their numbers; arguments and errors as of `compute`."""
        runs = [self._plan.run(number) for number in numbers]
        computed = Computed([""] * len(runs), np.full((len(runs), len(self._outcomes)), np.nan), {})
        # Cell by cell, so that each is founded once although runs are ordered by replicate.
        places: dict[int, list[int]] = {}
        for place, run in enumerate(runs):
            places.setdefault(run.cell, []).append(place)
        for cell, here in places.items():
            founded = self._founded_or_why(cell)
            for place in here:
                self._one(founded, runs[place], place, computed, halted)
        return computed

    def _founded_or_why(self, cell: int) -> _Founded | str:
        try:
            return self._founded(cell)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other points go on
            return _told(error)

    def _one(
        self,
        founded: _Founded | str,
        run: Run,
        place: int,
        computed: Computed,
        halted: Callable[[], bool],
    ) -> None:
        """Compute one run and put it into its place, or why there is none."""
        if isinstance(founded, str):
            computed.ids[place] = run_id(
                f"{self._plan.sha256} {run.cell}", run.luck, self._plan.seed
            )
            computed.errors[place] = founded
            return
        computed.ids[place] = run_id(founded.sha256, run.luck, self._plan.seed)
        try:
            metrics = self._metrics(founded, run.luck, halted)
            computed.outcomes[place] = measured(self._outcomes, metrics)
        except HaltedError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other runs go on
            computed.errors[place] = _told(error)

    def _metrics(self, founded: _Founded, luck: int, halted: Callable[[], bool]) -> Numbers:
        world = copy(founded.world)
        world.luck[:] = run_key(self._plan.seed, luck)
        size = size_of(world)
        ledger, room = empty(size, NOTHING), rows_per_step(size)
        metrics = np.empty((founded.steps, len(METRICS)))
        states = np.empty((0, *world.states.shape))
        stretch = max(1, STRETCH // max(1, size.edges))
        step = 0
        while step < founded.steps:
            if halted():
                raise HaltedError("given up")
            until = min(founded.steps, step + stretch)
            step = advance(world, ledger, Tape(metrics[step:], states), step, until, room)
        return metrics

    def _founded(self, cell: int) -> _Founded:
        kept = self._kept.get(cell)
        if kept is not None:
            return kept
        point, name = self._plan.cell(cell)
        arm = self._arms.get(name)
        if arm is None:
            arm = self._arms[name] = _Arm(self._plan.study.grounds[name].base)
        at = self._plan.study.grounds[name].at(self._plan.study.design.point(point))
        founded = arm.retuned(at.scenario) if at.retuned else _found(at.scenario)
        # The first come stay: going round through more than fit, the oldest is needed next.
        size = sum(block.nbytes for block in founded.world)
        if self._room >= size:
            self._room -= size
            self._kept[cell] = founded
        return founded


class _Arm:
    """Found worlds that differ in mechanisms alone, without founding each from nothing.

    Args:
        base: the scenario from which they differ.
    """

    def __init__(self, base: Scenario) -> None:
        self._world = found(base, 0, 0)
        values = base.values()
        before = {key: value for key, value in values.items() if key < _MECHANISMS}
        after = {key: value for key, value in values.items() if key > _MECHANISMS}
        # What Scenario.sha256 hashes, in three parts of which only the middle one changes.
        self._before = hashlib.sha256(f'{_canonical(before)[:-1]},"{_MECHANISMS}":'.encode())
        self._after = f",{_canonical(after)[1:]}".encode()

    def retuned(self, scenario: Scenario) -> _Founded:
        world = copy(self._world)
        retune(world, scenario)
        digest = self._before.copy()
        digest.update(_canonical(as_written(scenario.mechanisms)).encode())
        digest.update(self._after)
        return _Founded(world, scenario.steps, digest.hexdigest())


def run_id(scenario_sha256: str, luck: int, seed: int) -> str:
    """Return the id of a run: equal scenarios, seeds and replicates have equal ids."""
    text = f"{scenario_sha256} {seed} {luck} {RESULTS_VERSION}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _found(scenario: Scenario) -> _Founded:
    return _Founded(found(scenario, 0, 0), scenario.steps, scenario.sha256())


def _canonical(values: Any) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _told(error: Exception) -> str:
    text = str(error) if isinstance(error, CoopsimError) else f"{type(error).__name__}: {error}"
    return shortened(" ".join(text.split()), _ERROR_SHOWN)
