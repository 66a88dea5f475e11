"""`coopsim compare`: what a change does, on the same luck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopsim.cli.completion import scenario_files
from coopsim.cli.options import AllowCode, Json, Quiet, Seed, Settings, Steps, Verbose, Without
from coopsim.cli.talk import Talk
from coopsim.errors import Fault, InputError

if TYPE_CHECKING:
    from coopsim.scenario import Scenario

OUTCOME = "collective_response"


First = Annotated[
    str,
    typer.Argument(
        metavar="A[@VARIANT]", help="A scenario.", autocompletion=scenario_files,
        show_default=False,
    ),
]  # fmt: skip
Second = Annotated[
    str | None,
    typer.Argument(
        metavar="[B[@VARIANT]]", help="Another scenario. [default: A with the changes below]",
        autocompletion=scenario_files, show_default=False,
    ),
]  # fmt: skip
Attribute = Annotated[
    bool, typer.Option("--attribute", help="Share the difference out among the changes.")
]
Replicates = Annotated[
    int | None,
    typer.Option(min=2, help="How many runs of each. [default: 50, or what a width needs]"),
]
Outcome = Annotated[str, typer.Option(metavar="METRIC", help="The metric that is told first.")]
HalfWidth = Annotated[
    float | None,
    typer.Option(
        metavar="WIDTH",
        help="Run as many as it takes to know the difference of that metric ± WIDTH.",
    ),
]


def compare(
    first: First,
    second: Second = None,
    settings: Settings = None,
    without: Without = None,
    attribute: Attribute = False,
    replicates: Replicates = None,
    outcome: Outcome = OUTCOME,
    half_width: HalfWidth = None,
    seed: Seed = None,
    steps: Steps = None,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Compare two scenarios on the same luck: what differs, how surely, and from when on.

    Without B, B is A with the changes: coopsim compare baseline --without institutions. With B,
    the changes are made to B.
    """
    from coopsim.analysis.comparison import Goal, check_goal
    from coopsim.analysis.question import ask, changes_of
    from coopsim.cli.differences import for_machines, headline, show
    from coopsim.cli.watch import watched
    from coopsim.scenario import read_settings

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    if second is None and not (settings or without):
        hint = "name a second scenario, or change this one"
        raise InputError([Fault(None, first, "there is nothing to compare with", hint)])
    goal = Goal(outcome, 1.0 if half_width is None else half_width)
    check_goal(goal)
    changes = changes_of(read_settings(settings or ()), without or ())
    one, other = scenario_of(first), None if second is None else scenario_of(second)
    with watched(talk) as watch:
        found = ask(
            one, other, changes, seed=seed, steps=steps, replicates=replicates,
            goal=None if half_width is None else goal, shares=attribute,
            titles=(first, second or ""), progress=watch.tell,
        )  # fmt: skip
    if as_json:
        talk.hand_over(for_machines(found))
    elif quiet:
        talk.show(headline(found, outcome))
    else:
        show(found, outcome, talk)


def scenario_of(named: str) -> Scenario:
    """Load a scenario, and the variant that may stand behind an ``@``.

    Raises:
        InputError: There is no such scenario or variant, or it has faults.
    """
    from coopsim.scenario import load

    source, at, variant = named.rpartition("@")
    # A file may have the sign in its name.
    if not at or Path(named).is_file():
        return load(named)
    return load(source, variant=variant)
