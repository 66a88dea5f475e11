"""A finished sweep, read back: what every outcome came to, and in which rows that stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from coopsim.errors import CoopsimError, ResultsError
from coopsim.experiment.factors import Dial, Scalar
from coopsim.runs.parquet import read_parquet
from coopsim.runs.provenance import MANIFEST
from coopsim.runs.sweeps.finishing import FAILURES, SUMMARY
from coopsim.runs.sweeps.folder import Folder
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.reopening import reopen
from coopsim.runs.tables import Table
from coopsim.world.world import Numbers, Rows

_NAMED: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """Hold a finished sweep.

    Attributes:
        place: its folder.
        plan: what was swept.
        summary: one row a point, arm and outcome, in this order.
        failures: one row a run that failed.
        manifest: what its manifest says.
    """

    place: Path
    plan: Plan
    summary: Table
    failures: Table
    manifest: dict[str, Any]

    @property
    def replicates(self) -> int:
        """Return how many replicates were made; a stop rule may have ended them early."""
        return int(self.manifest["what"]["replicates"])

    def cells(self, outcome: str, column: str = "mean") -> Numbers:
        """Return a column of the summary for one outcome, ``[point, arm]``."""
        values: Numbers = self.summary.numbers(column).astype(np.float64)
        return values[self.rows(outcome)].reshape(-1, len(self.plan.arms))

    def rows(self, outcome: str, arm: str | None = None) -> Rows:
        """Return which rows of the summary an outcome has, in one arm or in all, point by point."""
        found = np.arange(self.plan.outcomes.index(outcome), self.summary.n_rows, self._n_outcomes)
        n_arms = len(self.plan.arms)
        return found if arm is None else found[self.plan.arms.index(arm) :: n_arms]

    @property
    def _n_outcomes(self) -> int:
        return len(self.plan.outcomes)

    @property
    def varied(self) -> list[Dial]:
        """List the factors that take more than one value."""
        columns = self.plan.study.design.columns
        return [dial for dial in self.plan.study.dials if len(set(columns[dial.name])) > 1]

    def values(self, factor: str) -> Sequence[Scalar | None]:
        """Return the values of a factor, one a point."""
        return self.plan.study.design.columns[factor]

    def runs(self, outcome: str) -> Numbers:
        """Return what an outcome came to in each run, ``[replicate, point, arm]``.

        Raises:
            ResultsError: A file of runs is missing or damaged.
        """
        folder, found = Folder(self.place, self.plan), np.full(self._n_runs, np.nan)
        for chunk in range(self.plan.n_chunks):
            numbers = self.plan.runs(chunk)
            if numbers.start >= self._n_runs:
                break
            table = folder.table(chunk)
            if table is None:
                raise ResultsError(f"{self.place} lacks runs; coopsim verify says which")
            found[numbers.start : numbers.stop] = table.numbers(outcome)
        return found.reshape(self.replicates, -1, len(self.plan.arms))

    @property
    def _n_runs(self) -> int:
        return self.replicates * self.plan.n_cells

    def complete(self, outcome: str, arm: str) -> Numbers:
        """Return the means of an outcome, one a point, where each must be known.

        Raises:
            CoopsimError: Runs failed, or had nothing to measure; they are named.
        """
        if self.failures.n_rows:
            runs = [str(each) for each in self.failures.texts("run")]
            raise CoopsimError(f"{len(runs)} runs failed: {_listed(runs)}")
        means: Numbers = self.cells(outcome)[:, self.plan.arms.index(arm)]
        gaps = np.flatnonzero(~np.isfinite(means)).tolist()
        if gaps:
            points = _listed([str(each) for each in gaps])
            raise CoopsimError(f"{outcome} was not to be measured at {len(gaps)} points: {points}")
        return means


def read_swept(place: Path) -> Swept:
    """Read the folder of a finished sweep.

    Raises:
        ResultsError: It holds none, is not finished, or is damaged.
    """
    plan = reopen(place)
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        summary, failures = (
            read_parquet(place / f"{name}.parquet", name) for name in (SUMMARY, FAILURES)
        )
    except FileNotFoundError:
        hint = f"coopsim status {place} says how far it is"
        raise ResultsError(f"the sweep in {place} is not finished; {hint}") from None
    except (OSError, ValueError):
        hint = f"coopsim verify {place} says more"
        raise ResultsError(f"{place} is damaged; {hint}") from None
    return Swept(place, plan, summary, failures, manifest)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
