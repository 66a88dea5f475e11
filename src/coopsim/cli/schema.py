"""`coopsim schema`: write the JSON Schema of scenario or experiment files, for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coopsim.cli.options import Quiet, Verbose
from coopsim.cli.talk import Talk


class Document(StrEnum):
    """Name the kinds of file that have a schema."""

    scenario = "scenario"
    experiment = "experiment"


def schema(
    of: Annotated[
        Document, typer.Argument(metavar="[scenario|experiment]", help="Of which kind of file.")
    ] = Document.scenario,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the JSON Schema of scenario or experiment files.

    Editors that read the first line of such a file use it to complete keys and to mark faults:
    coopsim schema > scenario.schema.json
    """
    from coopsim.experiment.json_schema import experiment_schema
    from coopsim.scenario.json_schema import json_schema

    talk = Talk(quiet=quiet, verbose=verbose, as_json=True)
    talk.detail(f"The JSON Schema of a {of}; coopsim validate sees more.")
    talk.hand_over(json_schema() if of is Document.scenario else experiment_schema())
