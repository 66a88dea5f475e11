"""`coopsim new`: write a scenario to begin with."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Annotated, Final

import typer

from coopsim.cli.options import Quiet, Verbose
from coopsim.cli.talk import Talk
from coopsim.errors import Fault, InputError

SCHEMA_FILE: Final = "scenario.schema.json"


def new(
    name: Annotated[
        Path,
        typer.Argument(
            metavar="NAME",
            help="Its name, after a folder if you like.",
            show_default=False,
        ),
    ],
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a scenario to begin with: it runs as it is, and its lines are explained.

    Beside it stands scenario.schema.json, with which editors complete keys and mark faults.
    """
    from coopsim.cli.template import template
    from coopsim.scenario.json_schema import json_schema
    from coopsim.scenario.schema import NAME_PATTERN

    talk = Talk(quiet=quiet, verbose=verbose)
    file = name if name.suffix == ".yaml" else name.with_name(f"{name.name}.yaml")
    if not re.fullmatch(NAME_PATTERN, file.stem):
        message = "a scenario's name has small letters, digits and - only"
        raise InputError([Fault(None, file.stem, message, "such as nordic-floods")])
    if file.exists():
        raise InputError([Fault(None, str(file), "is there already", "choose another name")])
    schema = file.with_name(SCHEMA_FILE)
    file.parent.mkdir(parents=True, exist_ok=True)
    # It serves all scenarios of the folder, and may be of a newer version than this one.
    if not schema.exists():
        schema.write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
        talk.say(f"Wrote {schema} for your editor.")
    # "x": should somebody have been quicker since the check, nothing is written over.
    with file.open("x", encoding="utf-8") as opened:
        opened.write(template(file.stem, SCHEMA_FILE))
    talk.show(str(file) if quiet else f"Wrote {file}")
    talk.say(f"Next: coopsim run {shlex.quote(str(file))}")
