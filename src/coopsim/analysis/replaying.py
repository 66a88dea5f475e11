"""Run one replicate of a record again, with everything recorded, and check that it is the same."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from coopsim.errors import Fault, InputError
from coopsim.metrics.registry import METRICS
from coopsim.runs import one
from coopsim.runs.provenance import SCENARIO
from coopsim.runs.raw import RawRun
from coopsim.runs.record import Record
from coopsim.runs.tables import Table
from coopsim.scenario import Scenario, load
from coopsim.scenario.founding import Names, found, names_of, size_of
from coopsim.step import Tape, advance
from coopsim.world.ledger import EVERYTHING, NOTHING, empty, rows_per_step
from coopsim.world.world import FROM, TO, Numbers, Rows, World, copy

# Two states, by row: the one whose view it is, and the one it looks at.
Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Case:
    """Hold what is needed to run a replicate again.

    Attributes:
        scenario: what was run.
        names: ids of its rows.
        seed: seed of all draws.
        replicate: which run of that seed.
        steps: how many steps were run.
        metrics: what was measured then.
        is_same_scenario: whether the scenario reads today as it did then.
    """

    scenario: Scenario
    names: Names
    seed: int
    replicate: int
    steps: int
    metrics: Table
    is_same_scenario: bool


class History(NamedTuple):
    """Hold what a replay saw of some pairs, and of the world around its last step.

    Attributes:
        dyads: by pair, ``[step + 1, field]`` of ``blocks.dyad``; row 0 is before the first step.
        before: the world before the last step.
        after: the world after it.
    """

    dyads: dict[Pair, Numbers]
    before: World
    after: World


def case_of(record: Record, replicate: int) -> Case:
    """Prepare a run of a record for being made again: the first is 0, whichever replicate it is.

    Raises:
        InputError: There is no such replicate, or the scenario can't be read any more.
    """
    facts = record.facts
    if not 0 <= replicate < facts.replicates:
        message = f"must be between 0 and {facts.replicates - 1} (got {replicate})"
        raise InputError([Fault(None, "replicate", message)])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / SCENARIO
        file.write_text(record.scenario_yaml, encoding="utf-8")
        scenario = load(file)
    return Case(
        # A run may be longer or shorter than its scenario says.
        scenario=scenario.model_copy(update={"steps": facts.steps}),
        names=names_of(scenario),
        seed=facts.seed,
        replicate=record.runs[replicate],
        steps=facts.steps,
        metrics=record.table("metrics"),
        is_same_scenario=scenario.sha256() == facts.scenario_sha256,
    )


def replay(case: Case, until: int) -> RawRun:
    """Run steps 0 to ``until`` again and record everything."""
    return one.simulate(
        case.scenario, case.seed, case.replicate, steps=until + 1, record=EVERYTHING
    )


def is_the_same(case: Case, run: RawRun) -> bool:
    """Tell whether a replay measured what the record holds, bit for bit."""
    mine = case.metrics.numbers("replicate") == case.replicate
    stored = {column.name: column for column in case.metrics.columns}
    n_steps = len(run.metrics)
    return case.is_same_scenario and all(
        name in stored
        and np.array_equal(
            case.metrics.numbers(name)[mine][:n_steps], run.metrics[:, each.index], equal_nan=True
        )
        for name, each in METRICS.items()
    )


def watch(case: Case, until: int, pairs: Collection[Pair]) -> History:
    """Run steps 0 to ``until`` again and look at some pairs after each step."""
    before = _at_the_start(case)
    edges = {pair: edge_between(before, *pair) for pair in pairs}
    seen = {pair: [before.dyads[:, e].copy()] for pair, e in edges.items()}
    for snapshot in one.play(
        case.scenario, seed=case.seed, replicate=case.replicate, record=NOTHING
    ):
        for pair, e in edges.items():
            seen[pair].append(snapshot.world.dyads[:, e].copy())
        if snapshot.step == until - 1:
            before = copy(snapshot.world)
        if snapshot.step == until:
            break
    return History({pair: np.stack(rows) for pair, rows in seen.items()}, before, snapshot.world)


def decisions_with(case: Case, step: int, nudges: Numbers) -> Numbers:
    """Run the replicate again with nudges; return the raw decisions of one step."""
    for snapshot in one.play(
        case.scenario, seed=case.seed, replicate=case.replicate, record=EVERYTHING, nudges=nudges
    ):
        if snapshot.step == step:
            break
    return snapshot.raw.decisions


def edge_between(world: World, i: int, j: int) -> int:
    """Return the edge from state i to state j, two different rows."""
    found_at: Rows = np.flatnonzero((world.edges[FROM] == i) & (world.edges[TO] == j))
    return int(found_at[0])


def _at_the_start(case: Case) -> World:
    """Found the world, with what partnerships and seats add up to."""
    world = found(case.scenario, case.seed, case.replicate)
    size = size_of(world)
    tape = Tape(np.empty((0, len(METRICS))), np.empty((0, *world.states.shape)))
    advance(world, empty(size, NOTHING), tape, 0, 0, rows_per_step(size))
    return world
