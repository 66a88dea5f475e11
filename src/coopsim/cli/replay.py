"""`coopsim replay`: make one run of a sweep again, whole."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from coopsim.cli.options import AllowCode, Folder, Json, Quiet, Verbose
from coopsim.cli.talk import Talk


def replay(
    folder: Folder,
    run: Annotated[
        str,
        typer.Option(
            "--run", metavar="ID", help="Its id, or the beginning of it.", show_default=False
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Where to keep the results: a new folder."
        ),
    ] = None,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make one run of a sweep again, whole: with its states, events and decisions.

    The column run of DIR/runs holds the ids.
    """
    from coopsim.runs.store import claim, results_folder, write
    from coopsim.runs.sweeps.replaying import find_run
    from coopsim.runs.sweeps.replaying import replay as make_again

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    if output is not None:
        claim(output)
    found = find_run(folder, run)
    record = make_again(found)
    place = output or results_folder(record.facts.scenario, datetime.now())
    write(record, place, ("coopsim", *sys.argv[1:]))
    of = found.plan.run(found.number)
    point, arm = found.plan.cell(of.cell)
    if as_json:
        told = {"point": point, "arm": arm, "replicate": of.replicate, "luck": of.luck}
        talk.hand_over({"folder": str(place), **told})
    elif quiet:
        talk.show(str(place))
    else:
        for name, value in found.plan.study.design.point(point).items():
            talk.show(f"{name}: {value}")
        talk.show(f"Point {point}, arm {arm}, replicate {of.replicate}: results are in {place}")
        talk.say(f"Next: coopsim verify {shlex.quote(str(place))}")
