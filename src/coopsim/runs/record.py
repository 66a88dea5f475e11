"""What is known after a scenario was run: tables, and what they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from coopsim.errors import CoopsimError
from coopsim.runs.tables import Table

if TYPE_CHECKING:
    from coopsim.runs.frames import Frame

# How much is recorded, by level of the ledger; at the first there are metrics only.
LEVELS: Final = ("nothing", "changes", "everything")
DECISIONS: Final = "decisions/"


@dataclass(frozen=True, slots=True)
class Facts:
    """Say what was run. Equal facts, and equal versions of coopsim, give equal tables.

    Attributes:
        scenario: name of the scenario.
        scenario_sha256: hash of all its values.
        seed: seed of all draws.
        replicates: how many runs, each with luck of its own.
        steps: steps of each run.
        recorded: one of LEVELS.
    """

    scenario: str
    scenario_sha256: str
    seed: int
    replicates: int
    steps: int
    recorded: str


@dataclass(frozen=True, eq=False)
class Record:
    """Hold the results of a scenario, from a run or from a folder.

    Attributes:
        facts: what was run.
        scenario_yaml: the scenario with every value written out.
        contents: tables by name: ``metrics``, ``states``, ``partnerships``, ``events`` and
            ``decisions/KIND``, in this order.
        started: when the run began, with its time zone.
        seconds: how long it took.
    """

    facts: Facts
    scenario_yaml: str
    contents: Mapping[str, Table]
    started: datetime
    seconds: float

    @cached_property
    def runs(self) -> list[int]:
        """Return the replicates that are held: one alone if a run was replayed or branched."""
        return list(dict.fromkeys(self.table("metrics").numbers("replicate").tolist()))

    def tables(self) -> Mapping[str, Table]:
        """Return the plain tables by name; they need no pandas."""
        return self.contents

    def table(self, name: str) -> Table:
        """Return a plain table.

        Raises:
            CoopsimError: It was not recorded.
        """
        if name not in self.contents:
            kept = ", ".join(self.contents)
            raise CoopsimError(f'there is no table "{name}" here, only: {kept}')
        return self.contents[name]

    @cached_property
    def metrics(self) -> Frame:
        """Return the metrics of every step: replicate, step, and a column for each metric."""
        return self._frame("metrics")

    @cached_property
    def states(self) -> Frame:
        """Return every state in every step: replicate, step, state, and its attributes."""
        return self._frame("states")

    @cached_property
    def partnerships(self) -> Frame:
        """Return every partnership: who, when it formed, when and why it ended."""
        return self._frame("partnerships")

    @cached_property
    def events(self) -> Frame:
        """Return what happened: kind, actor, partner, subject, size, cause."""
        return self._frame("events")

    @cached_property
    def decisions(self) -> Frame:
        """Return the decisions of all kinds, each with the terms of its score."""
        # Pandas takes half a second to import, and whoever only runs and stores needs none.
        from coopsim.runs.frames import decisions_frame

        kinds = {name: self.contents[name] for name in self.contents if name.startswith(DECISIONS)}
        if not kinds:
            self.table("decisions")
        return decisions_frame(kinds)

    def _frame(self, name: str) -> Frame:
        from coopsim.runs.frames import frame

        return frame(self.table(name))
