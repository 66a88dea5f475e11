"""Records of runs of three steps whose numbers are easy to check by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from coopsim.metrics.registry import METRICS
from coopsim.runs.record import Facts, Record
from coopsim.runs.tabulating import tabulate
from coopsim.world import ledger as book
from unit.runs.samples import CYBER, FRA, NAMES, POL, event, raw_run

PLANNED = (
    event(1, book.STRIKE, (FRA, book.NOBODY), CYBER, 0.5, book.PLANNED),
    event(1, book.STRIKE, (POL, book.NOBODY), CYBER, 0.5, book.PLANNED),
    event(2, book.STRIKE, (POL, book.NOBODY), CYBER, 0.5, book.CHANCE),
)


def measured(
    *runs: Mapping[str, Sequence[float]],
    events: Sequence[Sequence[float]] = (),
    recorded: int = book.CHANGES,
) -> Record:
    """Make a record of three steps from the metrics of each run."""
    raws = []
    for replicate, metrics in enumerate(runs):
        raw = raw_run(replicate, events, decisions=())
        for name, values in metrics.items():
            raw.metrics[:, METRICS[name].index] = values
        raws.append(raw)
    facts = Facts("sample", "ab" * 32, 7, len(runs), 3, ("nothing", "changes")[recorded])
    started = datetime(2025, 3, 1, tzinfo=UTC)
    return Record(facts, "name: sample\n", tabulate(raws, NAMES, recorded), started, 1.0)
