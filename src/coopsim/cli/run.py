"""`coopsim run`: run a scenario and keep what happened."""

from __future__ import annotations

import shlex
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from coopsim.cli.options import (
    AllowCode,
    Json,
    Output,
    Quiet,
    Seed,
    Settings,
    Source,
    Steps,
    Variant,
    Verbose,
    Without,
)
from coopsim.cli.talk import Talk

if TYPE_CHECKING:
    from coopsim.runs.record import Record
    from coopsim.scenario import Scenario

CheckpointEvery = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="Keep what coopsim branch needs, every N steps. [default: never]",
        show_default=False,
    ),
]

Replicates = Annotated[
    int | None, typer.Option(min=1, help="How many runs. [default: the scenario's]")
]
Exact = Annotated[
    bool,
    typer.Option("--exact", help="Solve the collective-risk dilemma without chance; keep nothing."),
]


def run(
    source: Source,
    output: Output = None,
    seed: Seed = None,
    steps: Steps = None,
    replicates: Replicates = None,
    variant: Variant = None,
    checkpoint_every: CheckpointEvery = 0,
    settings: Settings = None,
    without: Without = None,
    _allow_code: AllowCode = False,
    exact: Exact = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Run a scenario and keep what happened.

    Results go to a new folder, without -o to results/NAME-DATE-TIME. Equal scenarios and seeds give
    equal results.
    """
    from coopsim.runs.store import claim, results_folder
    from coopsim.scenario import load, read_settings

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    # Before anything else, so that nobody waits for a run that can't be kept.
    if output is not None:
        claim(output)
    scenario = load(
        source, variant=variant, set=read_settings(settings or ()), without=without or (),
    )  # fmt: skip
    if exact:
        _tell_exact(scenario, talk)
        return
    folder = output or results_folder(scenario.name, datetime.now())
    claim(folder)
    sizes = _Sizes(seed=seed, steps=steps, replicates=replicates, checkpoint_every=checkpoint_every)
    record = _run_and_keep(scenario, folder, sizes, talk)
    tell(scenario, record, folder, talk)
    _tell_next(source, scenario, folder, talk)


class _Sizes(TypedDict):
    """Hold how long a run is, how often it is made, and what is kept of it."""

    seed: int | None
    steps: int | None
    replicates: int | None
    checkpoint_every: int


def _tell_exact(scenario: Scenario, talk: Talk) -> None:
    from coopsim.analysis.collective_risk import group_achievement

    achieved = group_achievement(scenario)
    if talk.as_json:
        talk.hand_over({"group_achievement": achieved})
    else:
        talk.show(f"Group achievement, exactly: {achieved:.6f}")


def _run_and_keep(scenario: Scenario, folder: Path, sizes: _Sizes, talk: Talk) -> Record:
    from coopsim.cli.watch import watched
    from coopsim.runs.one import run as run_all
    from coopsim.runs.store import write

    with watched(talk) as watch:
        record = run_all(scenario, **sizes, progress=watch.tell)
        watch.stage("Writing the results")
        began = time.perf_counter()
        write(record, folder, ("coopsim", *sys.argv[1:]))
        took = time.perf_counter() - began
    talk.detail(f"Run in {record.seconds:.2f} s, written in {took:.2f} s.")
    return record


def tell(scenario: Scenario, record: Record, folder: Path, talk: Talk) -> None:
    """Show what happened: people read lines and an answer, machines read JSON."""
    from coopsim.cli.outcome import for_machines, outcome, outcome_table
    from coopsim.runs.summary import summarise
    from coopsim.scenario.answers import answered

    if talk.quiet and not talk.as_json:
        # So that a script can write: results=$(coopsim run baseline -q)
        talk.show(str(folder))
        return
    summary = summarise(record)
    answer = answered(
        scenario.answer, {name: each.over_runs.mean for name, each in summary.items()}
    )
    if talk.as_json:
        told = {"folder": str(folder), "question": scenario.question, "answer": answer}
        talk.hand_over({**told, **for_machines(record, summary)})
        return
    for text in (scenario.title, scenario.question):
        if text:
            talk.show(text)
    talk.show()
    talk.show(outcome_table(outcome(record), record.facts.replicates))
    if answer:
        talk.show()
        talk.show(answer)
    talk.show()
    talk.show(f"Results are in {folder}")


def _tell_next(source: str, scenario: Scenario, folder: Path, talk: Talk) -> None:
    """Say what to try next: the same luck without what the scenario is about, and a check."""
    # Equal seeds give equal luck, so the two runs differ by what is switched off and nothing else.
    off = "institutions" if scenario.institutions else "response"
    if scenario.mechanisms[off].scale > 0.0:
        talk.say(f"Next: coopsim run {shlex.quote(source)} --without {off}")
        talk.say(f"      coopsim verify {shlex.quote(str(folder))}")
    else:
        talk.say(f"Next: coopsim verify {shlex.quote(str(folder))}")
