"""Make the film of a results folder: its run is made again, and must come out the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from coopsim.app.film import FULL, Frame, Packed, frame_of, reel_of
from coopsim.app.head import closeness_at_start, head_of
from coopsim.app.packing import pack
from coopsim.errors import Fault, InputError, ResultsError
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import Progress, Snapshot, play
from coopsim.runs.provenance import SCENARIO
from coopsim.runs.record import Record
from coopsim.runs.store import read
from coopsim.runs.summary import run_values
from coopsim.runs.tables import Table
from coopsim.scenario import Scenario, load
from coopsim.statistics import paired_interval


@dataclass(frozen=True)
class Film:
    """Hold a film.

    Attributes:
        head: what is what, see ``head.head_of``.
        reel: its steps, see ``film.reel_of``.
    """

    head: Packed
    reel: Packed

    @property
    def title(self) -> str:
        """Return what it is called."""
        return str(self.head["scenario"]["title"] or self.head["scenario"]["name"])

    def parts(self) -> tuple[bytes, ...]:
        """Pack it, the head first."""
        return pack(self.head), pack(self.reel)


def films_of_folders(
    folders: Sequence[Path], replicate: int = 0, progress: Progress | None = None
) -> list[Film]:
    """Make the films of one or two results folders; the second is compared with the first.

    Trust and depth are not in the tables of results, so the runs are made again and their
    metrics are compared with those that were kept, bit for bit.

    Args:
        folders: where results are.
        replicate: which run of each.
        progress: called with the steps done and the steps in all.

    Raises:
        ResultsError: A folder holds no results, or this coopsim gets others.
        InputError: A folder has no such run.
    """
    records = [read(folder) for folder in folders]
    films = [
        _film_of_record(record, folder, replicate, progress)
        for record, folder in zip(records, folders, strict=True)
    ]
    if len(records) > 1:
        for film, folder in zip(films, folders, strict=True):
            film.head["label"] = folder.resolve().name
        films[0].head["paired"] = paired(*records)
    return films


def film_of(
    scenario: Scenario, seed: int, replicate: int = 0, progress: Progress | None = None
) -> tuple[Film, list[Frame]]:
    """Run a scenario and film it; return its steps too."""
    snapshots = play(scenario, seed=seed, replicate=replicate)
    first = next(snapshots)
    frames = list(_filmed(first, snapshots, scenario.steps, progress))
    close = _closeness(frames, first.names.states)
    for pair, weight in closeness_at_start(scenario).items():
        close[pair] = max(weight, close.get(pair, 0.0))
    head = head_of(scenario, first.world, seed=seed, replicate=replicate, closeness=close)
    return Film(head, reel_of(frames, first.names)), frames


def paired(one: Record, other: Record) -> Packed | None:
    """Return mean and 95 % interval of the difference of each metric over runs on equal luck.

    None if there are no pairs: one run each, or other seeds or numbers of runs.
    """
    facts = one.facts
    if facts.replicates < 2 or facts.seed != other.facts.seed:
        return None
    if facts.replicates != other.facts.replicates:
        return None
    tables = [record.table("metrics") for record in (one, other)]
    known = set.intersection(*({each.name for each in table.columns} for table in tables))
    differences = {}
    for name, metric in METRICS.items():
        if known.issuperset({name, *(metric.over or ())}):
            before, after = (run_values(table, metric) for table in tables)
            differences[name] = paired_interval(before, after)[:3]
    return {"n": facts.replicates, "metrics": differences}


def _film_of_record(
    record: Record, folder: Path, replicate: int, progress: Progress | None
) -> Film:
    facts = record.facts
    if not 0 <= replicate < facts.replicates:
        message = f"{folder} has runs 0 to {facts.replicates - 1} (got {replicate})"
        raise InputError((Fault(None, "--replicate", message),))
    scenario = load(folder / SCENARIO, set={"steps": facts.steps})
    # The only run of a folder may be any replicate of a sweep.
    number = record.runs[replicate]
    film, frames = film_of(scenario, facts.seed, number, progress)
    _compare(record, frames, number, folder)
    return film


def _filmed(
    first: Snapshot, others: Iterator[Snapshot], n_steps: int, progress: Progress | None
) -> Iterator[Frame]:
    yield frame_of(first)
    for snapshot in islice(others, n_steps - 1):
        if progress is not None:
            progress(snapshot.step + 1, n_steps)
        yield frame_of(snapshot)


def _closeness(frames: Sequence[Frame], states: Sequence[str]) -> dict[tuple[str, str], float]:
    """Return for each pair the mean depth of its ties over the steps, at most 1."""
    sums = np.zeros((len(states), len(states)))
    for frame in frames:
        np.add.at(sums, (frame.ties[:, 1], frame.ties[:, 2]), frame.ties[:, 3])
    share = np.minimum(sums / (FULL * len(frames)), 1.0)
    return {
        (states[i], states[j]): float(share[i, j]) for i, j in np.argwhere(share > 0.0).tolist()
    }


def _compare(record: Record, frames: Sequence[Frame], replicate: int, folder: Path) -> None:
    kept: Table = record.table("metrics")
    mine = kept.numbers("replicate") == replicate
    found = np.concatenate([frame.raw.metrics for frame in frames])
    for each in METRICS.values():
        if not np.array_equal(kept.numbers(each.name)[mine], found[:, each.index], equal_nan=True):
            raise ResultsError(
                f"{folder} was made by a coopsim that computes {each.name} differently; "
                "run its scenario again to see it"
            )
