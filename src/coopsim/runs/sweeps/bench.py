"""Compute the runs of one file, on whatever thread or machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from coopsim.errors import CoopsimError, shortened
from coopsim.randomness import run_key
from coopsim.runs.sweeps.desk import Desk, HaltedError
from coopsim.runs.sweeps.founded import Founded, Founder
from coopsim.runs.sweeps.measuring import Yardstick
from coopsim.runs.sweeps.plan import Plan, Run
from coopsim.runs.tables import RESULTS_VERSION
from coopsim.world.world import Numbers

# Worlds that are kept founded, because the next replicates need them again.
_KEPT_BYTES: Final = 50_000_000
# Worlds that are founded in a row before they run.
_BATCH_BYTES: Final = 4_000_000
_ERROR_SHOWN: Final = 300


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


class Bench:
    """Compute runs; threads may share one, and other processes get a copy without its worlds."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._clear()

    def __getstate__(self) -> dict[str, Any]:
        return {"_plan": self._plan}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._clear()

    def _clear(self) -> None:
        self._yardstick = Yardstick(self._plan.study.experiment)
        self._founders: dict[str, Founder] = {}
        self._kept: dict[int, Founded] = {}
        self._room = _KEPT_BYTES
        self._thread = threading.local()

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
        computed = Computed(
            [""] * len(runs), np.full((len(runs), len(self._plan.outcomes)), np.nan), {}
        )
        # Cell by cell, so that each is founded once although runs are ordered by replicate.
        places: dict[int, list[int]] = {}
        for place, run in enumerate(runs):
            places.setdefault(run.cell, []).append(place)
        metrics: dict[int, Numbers] = {}
        for batch in self._batches(places):
            for cell, founded in batch:
                self._name(computed, founded, cell, [(each, runs[each]) for each in places[cell]])
            for cell, founded in batch:
                for place in places[cell]:
                    found = self._metrics_or_why(founded, runs[place].luck, halted)
                    if isinstance(found, str):
                        computed.errors[place] = found
                    else:
                        metrics[place] = found
        self._measure(metrics, computed.outcomes)
        return computed

    def _batches(self, cells: Iterable[int]) -> Iterator[list[tuple[int, Founded | str]]]:
        """Yield cells founded, or why they can't be, some at once.

        A run drives everything else out of the caches of the processor: founding one cell between
        two runs takes four times as long as founding many in a row.
        """
        batch: list[tuple[int, Founded | str]] = []
        weight = 0
        for cell in cells:
            founded = self._founded_or_why(cell)
            batch.append((cell, founded))
            weight += 0 if isinstance(founded, str) else founded.weight
            if weight > _BATCH_BYTES:
                yield batch
                batch, weight = [], 0
        yield batch

    def _name(
        self, computed: Computed, founded: Founded | str, cell: int, runs: list[tuple[int, Run]]
    ) -> None:
        made_of = f"{self._plan.sha256} {cell}" if isinstance(founded, str) else founded.sha256
        for place, run in runs:
            computed.ids[place] = run_id(made_of, run.luck, self._plan.seed)

    def _founded_or_why(self, cell: int) -> Founded | str:
        try:
            founded = self._founded(cell)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other points go on
            return _told(error)
        if founded.steps < self._yardstick.n_steps:
            last = self._yardstick.n_steps - 1
            return f"step {last} is an outcome, and the run has {founded.steps} steps"
        return founded

    def _metrics_or_why(
        self, founded: Founded | str, luck: int, halted: Callable[[], bool]
    ) -> Numbers | str:
        """Return what a run measured of what is needed, ``[step, n]``, or why there is nothing."""
        if isinstance(founded, str):
            return founded
        try:
            desk: Desk | None = getattr(self._thread, "desk", None)
            if desk is None or not desk.fits(founded):
                desk = self._thread.desk = Desk(founded)
            found = desk.run(founded, _key(self._plan.seed, luck), halted)
            return found.take(self._yardstick.columns, axis=1)
        except HaltedError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other runs go on
            return _told(error)

    def _measure(self, metrics: dict[int, Numbers], outcomes: Numbers) -> None:
        """Measure runs, all of equal length at once: one by one takes ten times as long."""
        lengths: dict[int, list[int]] = {}
        for place, each in metrics.items():
            lengths.setdefault(len(each), []).append(place)
        for places in lengths.values():
            stacked = np.stack([metrics[place] for place in places], axis=1)
            outcomes[places] = self._yardstick.measure(stacked)

    def _founded(self, cell: int) -> Founded:
        kept = self._kept.get(cell)
        if kept is not None:
            return kept
        point, name = self._plan.cell(cell)
        ground = self._plan.study.grounds[name]
        founder = self._founders.get(name)
        if founder is None:
            founder = self._founders[name] = Founder(ground)
        founded = founder.found(ground.at(self._plan.study.design.point(point)))
        # The first come stay: going round through more than fit, the oldest is needed next.
        if self._room >= founded.weight:
            self._room -= founded.weight
            self._kept[cell] = founded
        return founded


@lru_cache(maxsize=64)
def _key(seed: int, luck: int) -> tuple[int, int]:
    # Cells with common luck ask for the same key one after the other.
    return run_key(seed, luck)


def run_id(scenario_sha256: str, luck: int, seed: int) -> str:
    """Return the id of a run: equal scenarios, seeds and replicates have equal ids."""
    text = f"{scenario_sha256} {seed} {luck} {RESULTS_VERSION}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _told(error: Exception) -> str:
    text = str(error) if isinstance(error, CoopsimError) else f"{type(error).__name__}: {error}"
    return shortened(" ".join(text.split()), _ERROR_SHOWN)
