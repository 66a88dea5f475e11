"""Simulate how states co-operate against shared threats.

Whoever imports this gets the names below; what they need is loaded when they are first used.

>>> import coopsim
>>> scenario = coopsim.load("baseline", set={"steps": 12})
>>> record = coopsim.run(scenario, seed=1, replicates=2)
>>> record.metrics[["replicate", "step"]].tail(2)
    replicate  step
22          1    10
23          1    11
>>> alone = coopsim.run(scenario.without("institutions"), seed=1, replicates=2)
>>> bool(alone.metrics["fund_paid_busd"].sum() < record.metrics["fund_paid_busd"].sum())
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from coopsim.agents import StateAgent
    from coopsim.analysis.comparison import Comparison
    from coopsim.analysis.why import why
    from coopsim.errors import CoopsimError, InputError
    from coopsim.model import CooperationModel
    from coopsim.runs.frames import Frame
    from coopsim.runs.one import Progress, Snapshot
    from coopsim.runs.record import Record
    from coopsim.scenario import Scenario, load

    __version__: str

__all__ = [
    "CooperationModel",
    "CoopsimError",
    "InputError",
    "Record",
    "Scenario",
    "Snapshot",
    "StateAgent",
    "__version__",
    "compare",
    "load",
    "play",
    "run",
    "sweep",
    "why",
]

_HOMES = {
    "CooperationModel": "coopsim.model",
    "CoopsimError": "coopsim.errors",
    "InputError": "coopsim.errors",
    "Record": "coopsim.runs.record",
    "Scenario": "coopsim.scenario",
    "Snapshot": "coopsim.runs.one",
    "StateAgent": "coopsim.agents",
    "load": "coopsim.scenario",
    "why": "coopsim.analysis.why",
}


def run(
    scenario: Scenario | str | Path,
    *,
    seed: int | None = None,
    replicates: int | None = None,
    steps: int | None = None,
    record: str = "changes",
    progress: Progress | None = None,
) -> Record:
    """Run all replicates of a scenario and keep what happened.

    Args:
        scenario: a scenario, the path of its file, or the name of a shipped one.
        seed: seed of all draws; the scenario's own if None.
        replicates: how many runs; the scenario's own number if None.
        steps: how many steps; the scenario's own number if None.
        record: what is kept: ``nothing`` but metrics, ``changes`` (states and events too, and
            decisions that changed or refused something), or ``everything``.
        progress: called now and then with the steps done and the steps in all.

    Raises:
        InputError: the scenario has faults, or a number or the level is out of range.

    >>> record = run("baseline", seed=1, replicates=1, steps=3)
    >>> list(record.tables())[:4]
    ['metrics', 'states', 'partnerships', 'events']
    >>> record.states.loc[record.states["state"] == "FRA", ["step", "gdp_busd"]]
        step  gdp_busd
    10     0    3030.0
    42     1    3030.0
    74     2    3030.0
    """
    from coopsim.runs import one

    return one.run(
        _loaded(scenario), seed=seed, replicates=replicates, steps=steps, record=_level(record),
        progress=progress,
    )  # fmt: skip


def play(
    scenario: Scenario | str | Path,
    *,
    seed: int | None = None,
    replicate: int = 0,
    record: str = "changes",
) -> Iterator[Snapshot]:
    """Found the world of a scenario and yield it after each step; stop whenever you like.

    The numbers equal those of `run` with the same seed and replicate, bit for bit.

    Args:
        scenario: a scenario, the path of its file, or the name of a shipped one.
        seed: seed of all draws; the scenario's own if None.
        replicate: which of the runs of that seed.
        record: which events and decisions a snapshot holds: ``nothing``, ``changes`` or
            ``everything``, as in `run`.

    Raises:
        InputError: the scenario has faults, or a number or the level is out of range.

    >>> for snapshot in play("baseline", seed=1):
    ...     if snapshot.step == 2:
    ...         break
    >>> whole = run("baseline", seed=1, replicates=1)
    >>> bool(snapshot.metrics["strikes"] == whole.metrics["strikes"][2])
    True
    """
    from coopsim.runs import one

    return one.play(_loaded(scenario), seed=seed, replicate=replicate, record=_level(record))


def compare(
    first: Scenario | str | Path,
    second: Scenario | str | Path | None = None,
    *,
    set: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    attribute: bool = False,
    seed: int | None = None,
    steps: int | None = None,
    replicates: int | None = None,
    outcome: str = "collective_response",
    half_width: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare a scenario with another one, or with itself changed, on the same luck.

    Args:
        first: a scenario, the path of its file, or the name of a shipped one: what is compared
            with.
        second: what is compared; the first scenario with the changes if None.
        set: values by path that are changed in the second.
        without: mechanisms that are switched off in the second.
        attribute: share the difference out among the changes: ``.shares`` of the result.
        seed: seed of all draws of both; that of the first scenario if None.
        steps: steps of each run; those of the scenarios if None.
        replicates: how many runs of each; 50 if None, or as many as ``half_width`` needs.
        outcome: the metric for which ``half_width`` is meant.
        half_width: half of the 95 % interval of that metric's difference that is narrow enough.
        progress: called now and then with the runs done and the runs in all.

    Returns:
        The comparison: ``.metrics``, ``.histories``, ``.partnerships`` and ``.shares`` are
        DataFrames.

    Raises:
        InputError: a scenario or a change has faults, a number is out of range, or the two can't
            be compared.

    >>> paired = compare("baseline", without=["institutions"], steps=12, replicates=4)
    >>> rows = paired.metrics.set_index("metric")
    >>> bool(rows.loc["fund_paid_busd", "difference"] < 0)
    True
    >>> bool(rows.loc["strikes", "is_none"])
    True
    """
    from coopsim.analysis.comparison import Goal
    from coopsim.analysis.question import ask, changes_of

    return ask(
        _loaded(first), None if second is None else _loaded(second),
        changes_of(set or {}, without), seed=seed, steps=steps, replicates=replicates,
        goal=None if half_width is None else Goal(outcome, half_width), shares=attribute,
        progress=progress,
    )  # fmt: skip


def sweep(
    experiment: str | Path,
    output: str | Path | None = None,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    allow_code: bool = False,
) -> Frame:
    """Make all runs of an experiment and return what they came to.

    Args:
        experiment: the path of its file, or the name of a shipped one.
        output: folder to keep everything in, or to go on with; nothing is kept if None.
        workers: threads; one for each core if None.
        scheduler: address or file of a Dask scheduler, whose workers then do the work.
        allow_code: whether decision rules of your own, named in its scenarios, are run.

    Returns:
        One row a design point, arm and outcome: mean, standard deviation, 95 % interval, number
        of runs, and a column for each factor.

    Raises:
        InputError: The experiment has faults, or the folder holds something else.
    """
    from coopsim.runs.sweeps.framing import sweep_frame
    from coopsim.scenario.own_rules import running_code

    with running_code(allow_code):
        return sweep_frame(experiment, output, workers, scheduler)


def _loaded(scenario: Scenario | str | Path) -> Scenario:
    from coopsim.scenario import Scenario, load

    return scenario if isinstance(scenario, Scenario) else load(scenario)


def _level(name: str) -> int:
    from coopsim.errors import Fault, InputError, suggestion
    from coopsim.runs.record import LEVELS

    if name not in LEVELS:
        hint = suggestion(name, LEVELS) or f"one of: {', '.join(LEVELS)}"
        raise InputError([Fault(None, "record", f'no such level "{name}"', hint)])
    return LEVELS.index(name)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("coopsim")
    if name not in _HOMES:
        raise AttributeError(f"module coopsim has no attribute {name}")
    found: object = getattr(import_module(_HOMES[name]), name)
    # From now on Python finds it without asking here.
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
