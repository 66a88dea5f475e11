"""What an experiment comes to: cells, runs in their order, and the files they are stored in.

A cell is a design point in one arm. Runs are ordered by replicate, so that whatever is there
after a stop is balanced; a file holds a number of runs that the experiment alone decides.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any, Final

from coopsim.errors import Fault, InputError
from coopsim.experiment import Study
from coopsim.experiment.answers import outcome_names
from coopsim.metrics.registry import METRICS
from coopsim.randomness import DRAW_VERSION, REPLICATE_LIMIT
from coopsim.runs.sweeps.measuring import outcomes_of
from coopsim.runs.tables import RESULTS_VERSION
from coopsim.scenario.schema import Scenario

# Steps times dyads of one file: one to two seconds of work.
_WORK_A_FILE: Final = 20_000_000
_MOST_RUNS_A_FILE: Final = 1000
# What people read and what reports ask: none of it changes a number.
_TEXTS: Final = frozenset(("name", "title", "question", "about", "answer", "interest", "goals"))


@dataclass(frozen=True, slots=True)
class Run:
    """Say which run one is.

    Attributes:
        cell: its place among points times arms.
        replicate: its replicate, from 0.
        luck: the replicate whose luck it meets: the same for all cells if luck is common.
    """

    cell: int
    replicate: int
    luck: int


@dataclass(frozen=True, eq=False)
class Plan:
    """Hold an experiment as so many runs.

    Attributes:
        study: the experiment.
        known_sha256: the hash that a folder was begun with; "" if there is none yet.
    """

    study: Study
    known_sha256: str = ""

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """Return the names of the arms."""
        return tuple(self.study.grounds)

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Return the names of the outcomes."""
        return outcome_names(self.study.experiment)

    @cached_property
    def n_cells(self) -> int:
        """Count the cells: points times arms; those of one point stand together."""
        return self.study.design.n_points * len(self.arms)

    @cached_property
    def seed(self) -> int:
        """Return the seed of all runs."""
        own = self.study.experiment.seed
        return self.first_scenario.seed if own is None else own

    @property
    def first_scenario(self) -> Scenario:
        """Return the scenario of the first arm before anything varies."""
        return next(iter(self.study.grounds.values())).base

    @cached_property
    def replicates(self) -> int:
        """Return the most replicates that are made.

        Raises:
            InputError: The experiment allows fewer runs than one of each cell, or more than there
                is luck for.
        """
        experiment = self.study.experiment
        most = experiment.replicates
        if experiment.stop.runs is not None:
            most = min(most, experiment.stop.runs // self.n_cells)
        if most == 0:
            message = f"one replicate of every point takes {self.n_cells:,} runs"
            raise InputError([Fault(None, "stop.runs", message, "allow more, or vary less")])
        if most * self.n_cells > REPLICATE_LIMIT:
            message = f"there would be {most * self.n_cells:,} runs; 2**31 are the most"
            raise InputError([Fault(None, "replicates", message, "make fewer, or vary less")])
        return most

    @property
    def n_runs(self) -> int:
        """Count the runs, if nothing stops the sweep early."""
        return self.replicates * self.n_cells

    @cached_property
    def _runs_a_file(self) -> int:
        wished = self.study.experiment.runs_per_file
        if wished is None:
            scenario = self.first_scenario
            n = len(scenario.states)
            work = scenario.steps * max(1, n * (n - 1))
            wished = max(1, min(_MOST_RUNS_A_FILE, _WORK_A_FILE // work))
        if wished >= self.n_cells:
            return min(wished // self.n_cells, self.replicates) * self.n_cells
        # Files never reach into the next replicate, so that each replicate ends with a file.
        return -(-self.n_cells // -(-self.n_cells // wished))

    @cached_property
    def _files_a_round(self) -> int:
        return max(1, -(-self.n_cells // self._runs_a_file))

    @property
    def n_chunks(self) -> int:
        """Count the files of runs, if nothing stops the sweep early."""
        if self._files_a_round > 1:
            return self.replicates * self._files_a_round
        return -(-self.n_runs // self._runs_a_file)

    def runs(self, chunk: int) -> range:
        """Return the numbers of the runs of a file, by replicate and cell."""
        size = self._runs_a_file
        if self._files_a_round == 1:
            return range(chunk * size, min(self.n_runs, (chunk + 1) * size))
        replicate, part = divmod(chunk, self._files_a_round)
        begin = replicate * self.n_cells
        return range(begin + part * size, begin + min(self.n_cells, (part + 1) * size))

    def run(self, number: int) -> Run:
        """Return the run of that number."""
        replicate, cell = divmod(number, self.n_cells)
        own = self.study.experiment.luck == "own"
        return Run(cell, replicate, number if own else replicate)

    def cell(self, cell: int) -> tuple[int, str]:
        """Return the point and the arm of a cell."""
        point, arm = divmod(cell, len(self.arms))
        return point, self.arms[arm]

    def outcome_notes(self) -> list[tuple[str, str, str]]:
        """Return name, unit and meaning of each outcome."""
        return [
            (name, METRICS[outcome.metric].unit, METRICS[outcome.metric].title)
            for name, outcome in zip(self.outcomes, outcomes_of(self.study.experiment), strict=True)
        ]

    @cached_property
    def essence(self) -> dict[str, Any]:
        """Return everything that decides about the numbers of a sweep, fit for JSON."""
        values = self.study.experiment.model_dump(mode="json")
        return {
            "coopsim": version("coopsim"),
            "results_version": RESULTS_VERSION,
            "draw_version": DRAW_VERSION,
            "experiment": {key: each for key, each in values.items() if key not in _TEXTS},
            "factors": [
                {**asdict(dial), "factor": dial.factor.model_dump(mode="json")}
                for dial in self.study.dials
            ],
            "design_sha256": self.study.design.sha256(),
            "scenarios": {
                name: ground.base.sha256() for name, ground in self.study.grounds.items()
            },
            "seed": self.seed,
            "runs_per_file": self._runs_a_file,
        }

    @cached_property
    def sha256(self) -> str:
        """Return the hash of everything that decides about the numbers."""
        if self.known_sha256:
            return self.known_sha256
        text = json.dumps(self.essence, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
