"""Make one run of a sweep again, whole: with its states, events and decisions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from coopsim.errors import CoopsimError, ResultsError, suggestion
from coopsim.runs.one import simulate
from coopsim.runs.record import LEVELS, Facts, Record
from coopsim.runs.sweeps.folder import Folder
from coopsim.runs.sweeps.measuring import Yardstick
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.reopening import reopen
from coopsim.runs.tabulating import tabulate
from coopsim.scenario.founding import names_of
from coopsim.scenario.schema import Scenario
from coopsim.world.ledger import CHANGES
from coopsim.world.world import Numbers


@dataclass(frozen=True, slots=True)
class Found:
    """Say which run of a sweep an id means.

    Attributes:
        plan: the sweep.
        number: its number in the sweep.
        outcomes: what it came to; NaN where there was nothing to measure.
    """

    plan: Plan
    number: int
    outcomes: dict[str, float]


def find_run(place: Path, run: str) -> Found:
    """Find a run by its id, or by the beginning of it that no other run shares.

    Raises:
        CoopsimError: There is none, or several begin so; or the folder can't be read.
    """
    plan = reopen(place)
    folder = Folder(place, plan)
    found: dict[str, Found] = {}
    ids: list[str] = []
    for chunk in range(plan.n_chunks):
        table = folder.table(chunk)
        if table is None:
            continue
        here = [str(each) for each in table.texts("run")]
        ids += here
        for row, each in enumerate(here):
            if each.startswith(run) and run:
                values = {name: float(table.numbers(name)[row]) for name in plan.outcomes}
                # Points that come to the same scenario share their runs.
                found.setdefault(each, Found(plan, plan.runs(chunk)[row], values))
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise CoopsimError(f'{len(found)} runs in {place} begin with "{run:.40}"; write more of it')
    hint = suggestion(run, ids[:10_000]) or f"the column run of {place}/runs holds their ids"
    raise CoopsimError(f'{place} holds no run "{run:.40}"; {hint}')


def run_number(place: Path, plan: Plan, number: int) -> Found:
    """Find a run by its number in the sweep.

    Raises:
        CoopsimError: The sweep has no such run.
        ResultsError: Its file is missing or damaged.
    """
    chunk = next((each for each in range(plan.n_chunks) if number in plan.runs(each)), None)
    if chunk is None:
        raise CoopsimError(f"{place} holds runs 0 to {plan.n_runs - 1} (got {number})")
    stored = Folder(place, plan).read(chunk)
    if stored is None:
        raise ResultsError(f"{place} lacks run {number}; coopsim verify says more")
    values = stored.outcomes[plan.runs(chunk).index(number)].tolist()
    return Found(plan, number, dict(zip(plan.outcomes, values, strict=True)))


def scenario_of(found: Found) -> Scenario:
    """Return what a run ran.

    Raises:
        InputError: The run failed in the sweep for this reason.
    """
    point, arm = found.plan.cell(found.plan.run(found.number).cell)
    return found.plan.study.grounds[arm].scenario(found.plan.study.design.point(point))


def insist_on(found: Found, metrics: Numbers) -> None:
    """Make sure that a run made again came to the numbers of the sweep, bit for bit.

    Args:
        found: the run.
        metrics: ``[step, metric]`` of it, made again.

    Raises:
        ResultsError: It came to others.
    """
    # Whoever opens a run to explain a number of the sweep must see that very number.
    yardstick = Yardstick(found.plan.study.experiment)
    again = yardstick.measure(metrics[:, np.newaxis, yardstick.columns])
    if not np.array_equal(again[0], list(found.outcomes.values()), equal_nan=True):
        made_with = "the sweep was made by another version of coopsim, or on another machine"
        raise ResultsError(f"this run comes to other numbers than it did: {made_with}")


def replay(found: Found, record: int = CHANGES) -> Record:
    """Make a run again and keep everything that happened.

    Raises:
        InputError: The run failed in the sweep for this reason.
        ResultsError: It comes to other numbers than in the sweep.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    plan, scenario = found.plan, scenario_of(found)
    raw = simulate(scenario, plan.seed, plan.run(found.number).luck, record=record)
    insist_on(found, raw.metrics)
    facts = Facts(scenario.name, scenario.sha256(), plan.seed, 1, scenario.steps, LEVELS[record])
    contents = tabulate([raw], names_of(scenario), record)
    return Record(facts, scenario.resolved_yaml(), contents, started, time.perf_counter() - clock)
