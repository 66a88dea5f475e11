"""Options that several commands have, worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopsim.cli.completion import mechanism_names, scenario_files, variant_names

Source = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A scenario file, or the name of a shipped scenario such as baseline.",
        autocompletion=scenario_files,
        show_default=False,
    ),
]
Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR", help="A folder of results.", exists=True, file_okay=False, show_default=False
    ),
]
Replicate = Annotated[
    int, typer.Option(min=0, metavar="N", help="Which of the runs in a folder, from 0.")
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against", metavar="DIR", help="Another folder to compare it with, step by step.",
        exists=True, file_okay=False,
    ),
]  # fmt: skip
Variant = Annotated[
    str | None,
    typer.Option(
        "--variant", metavar="NAME", help="A variant of the scenario.", autocompletion=variant_names
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change a value, such as states[FRA].defence_share=0.02. May be repeated.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="MECHANISM",
        help="Switch a mechanism off. May be repeated.",
        autocompletion=mechanism_names,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="DIR", help="Where to keep the results: a new folder."),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Which luck. [default: the scenario's]")]
Steps = Annotated[int | None, typer.Option(min=1, help="How many steps. [default: the scenario's]")]


def _allow_code(context: typer.Context, allowed: bool) -> bool:
    """Allow code until the command ends, whatever it loads on its way."""
    if allowed:
        from coopsim.scenario.own_rules import running_code

        context.with_resource(running_code(True))
    return allowed


# Commands that found a scenario have it as an argument that they need not look at.
AllowCode = Annotated[
    bool,
    typer.Option(
        "--allow-code",
        callback=_allow_code,
        help="Run decision rules of your own that the scenario names. Only if you trust them.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write the result as JSON, for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is necessary.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more, also about bugs.")]
