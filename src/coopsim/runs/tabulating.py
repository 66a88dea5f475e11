"""Turn raw runs into the tables of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopsim.runs.happenings import decision_tables, events_table
from coopsim.runs.measures import metrics_table, states_table
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import Table
from coopsim.runs.ties import partnerships_table
from coopsim.world.ledger import NOTHING

if TYPE_CHECKING:
    from coopsim.scenario.founding import Names


def tabulate(runs: Sequence[RawRun], names: Names, record: int) -> dict[str, Table]:
    """Make the tables of runs; metrics only if nothing else was recorded."""
    metrics = metrics_table(runs)
    if record == NOTHING:
        return {metrics.name: metrics}
    tables = (
        metrics, states_table(runs, names), partnerships_table(runs, names),
        events_table(runs, names), *decision_tables(runs, names).values(),
    )  # fmt: skip
    return {table.name: table for table in tables}
