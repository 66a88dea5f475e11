"""`coopsim branch`: go on from a step of a run, changed or not."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from coopsim.cli.options import AllowCode, Folder, Json, Output, Quiet, Settings, Verbose, Without
from coopsim.cli.run import tell
from coopsim.cli.talk import Talk


def branch(
    folder: Folder,
    step: Annotated[
        int,
        typer.Option(min=0, help="The step before which the changes are made.", show_default=False),
    ],
    settings: Settings = None,
    without: Without = None,
    output: Output = None,
    replicate: Annotated[
        int | None, typer.Option(min=0, help="Which run, from 0. [default: all of them]")
    ] = None,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Go on from a step of a run, changed or not.

    Up to the step everything is as it was; after it nothing differs but what the changes bring.
    With checkpoints (coopsim run --checkpoint-every N) the steps before it need not be repeated.
    """
    from coopsim.cli.watch import watched
    from coopsim.runs.branching import Fork
    from coopsim.runs.branching import branch as go_on
    from coopsim.runs.provenance import SCENARIO
    from coopsim.runs.store import claim, read, results_folder, write
    from coopsim.scenario import load, read_settings

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    if output is not None:
        claim(output)
    parent, scenario = read(folder), load(folder / SCENARIO)
    place = output or results_folder(f"{scenario.name}-from-{step}", datetime.now())
    claim(place)
    fork = Fork(str(folder), step, read_settings(settings or ()), without or ())
    with watched(talk) as watch:
        record = go_on(parent, scenario, fork, replicate=replicate, progress=watch.tell)
        watch.stage("Writing the results")
        write(record, place, ("coopsim", *sys.argv[1:]))
    tell(scenario, record, place, talk)
