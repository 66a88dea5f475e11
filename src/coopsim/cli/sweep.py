"""`coopsim sweep`: make all runs of an experiment, and go on with those that are missing."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopsim.cli.completion import experiment_files
from coopsim.cli.options import AllowCode, Json, Quiet, Verbose
from coopsim.cli.talk import Talk
from coopsim.errors import CoopsimError, Fault, InputError

if TYPE_CHECKING:
    from coopsim.runs.sweeps.finishing import Finished
    from coopsim.runs.sweeps.plan import Plan
    from coopsim.runs.sweeps.sweeping import Where


class Executor(StrEnum):
    """Name where runs can be computed."""

    local = "local"
    dask = "dask"


Experiment = Annotated[
    str,
    typer.Argument(
        metavar="EXPERIMENT",
        help="An experiment file, or the name of a shipped experiment such as budget-friction.",
        autocompletion=experiment_files,
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Where to keep the results, or go on with them."
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, max=1024, help="Threads. [default: one a core]")
]
Engine = Annotated[
    Executor, typer.Option(help="Threads of this computer, or the workers of a Dask cluster.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS|FILE", help="Dask scheduler: tcp://HOST:PORT, or its file."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say how long it would take; write nothing.")
]


def sweep(
    source: Experiment,
    output: Output = None,
    workers: Workers = None,
    executor: Engine = Executor.local,
    scheduler: Scheduler = None,
    dry_run: DryRun = False,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make all runs of an experiment, and go on with those that are missing.

    It may be stopped at any time: the same command with the same -o goes on. Equal experiments
    give equal files, with any number of workers.
    """
    from coopsim.experiment import read_experiment
    from coopsim.runs.store import results_folder
    from coopsim.runs.sweeps.plan import Plan
    from coopsim.runs.sweeps.sweeping import Where

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    where = Where(workers, _scheduler(executor, scheduler, workers))
    plan = Plan(read_experiment(source))
    if dry_run:
        _tell_estimate(plan, where, talk)
        return
    folder = output or results_folder(plan.study.experiment.name, datetime.now())
    again = f"coopsim sweep {shlex.quote(source)} -o {shlex.quote(str(folder))}"
    finished = _sweep(plan, folder, where, again, talk)
    _tell(plan, finished, folder, talk)
    # Some failures are results; nothing but failures is none.
    if finished.failures == finished.n_runs:
        raise CoopsimError(f"every run failed; {folder}/failures.parquet says why")


def _scheduler(executor: Executor, scheduler: str | None, workers: int | None) -> str | None:
    if executor is Executor.dask and scheduler is None:
        hint = "such as --scheduler tcp://127.0.0.1:8786, or the file that the scheduler writes"
        raise InputError([Fault(None, "--scheduler", "is required for dask", hint)])
    if executor is Executor.local and scheduler is not None:
        hint = "write --executor dask too, or leave it out"
        raise InputError([Fault(None, "--scheduler", "means nothing without dask", hint)])
    if executor is Executor.dask and workers is not None:
        hint = "a Dask cluster has as many as were started"
        raise InputError([Fault(None, "--workers", "means nothing for dask", hint)])
    return scheduler


def _sweep(plan: Plan, folder: Path, where: Where, again: str, talk: Talk) -> Finished:
    from coopsim.cli.march import March
    from coopsim.compilation import is_cached
    from coopsim.runs.sweeps.sweeping import sweep as go_through
    from coopsim.step import advance

    # Asked before the first call, after which the model counts as compiled.
    compiles = where.scheduler is None and not is_cached(advance)
    with March(talk, plan.outcomes[0], compiles=compiles) as march:
        try:
            return go_through(plan, folder, where, march.tell, ("coopsim", *sys.argv[1:]))
        except KeyboardInterrupt:
            march.hide()
            talk.say(f"{march.done:,} of {plan.n_runs:,} runs are kept. To go on: {again}")
            raise


def _tell_estimate(plan: Plan, where: Where, talk: Talk) -> None:
    from coopsim.cli.march import spoken_time
    from coopsim.runs.executors import usable_cores
    from coopsim.runs.sweeps.estimating import estimate

    workers = where.workers or usable_cores()
    told = estimate(plan, workers)
    if talk.as_json:
        names = ("points", "arms", "replicates", "runs", "seconds", "bytes", "failures")
        talk.hand_over({"workers": workers, **{name: getattr(told, name) for name in names}})
        return
    stop = plan.study.experiment.stop
    at_most = "at most " if stop.half_width is not None else ""
    arms = f" × {told.arms} arms" if told.arms > 1 else ""
    talk.show(
        f"{told.points:,} points{arms} × {told.replicates:,} replicates: {at_most}"
        f"{told.runs:,} runs"
    )
    talk.show(f"Time: {at_most}about {spoken_time(told.seconds)} with {workers} workers")
    talk.show(f"Size: {at_most}about {max(0.1, told.bytes / 1e6):,.1f} MB")
    if told.failures:
        talk.show(f"Of {told.tried} runs that were tried, {told.failures} failed")
    talk.say("Nothing was written.")


def _tell(plan: Plan, finished: Finished, folder: Path, talk: Talk) -> None:
    from coopsim.cli.march import spoken_time

    experiment = plan.study.experiment
    if talk.as_json:
        told = {"folder": str(folder), "experiment": experiment.name, "answer": finished.answer}
        counts = ("n_runs", "n_found", "failures", "seconds")
        talk.hand_over({**told, **{name: getattr(finished, name) for name in counts}})
        return
    if talk.quiet:
        talk.show(str(folder))
        return
    for text in (experiment.title, experiment.question):
        if text:
            talk.show(text)
    talk.show()
    before = f", {finished.n_found:,} of them before" if finished.n_found else ""
    talk.show(f"{finished.n_runs:,} runs{before}, in {spoken_time(finished.seconds)}")
    if finished.failures:
        talk.show(f"{finished.failures:,} runs failed: {folder}/failures.parquet says why")
    if finished.answer:
        talk.show()
        talk.show(finished.answer)
    talk.show()
    talk.show(f"Results are in {folder}")
