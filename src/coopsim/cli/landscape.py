"""`coopsim landscape`: into which two blocs actors settle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopsim.cli.completion import scenario_files
from coopsim.cli.options import AllowCode, Json, Quiet, Settings, Variant, Verbose
from coopsim.cli.talk import Talk, columns
from coopsim.errors import Fault, InputError

if TYPE_CHECKING:
    from coopsim.analysis.landscape import Actors, Alignment

_SHOWN = 10
States = Annotated[
    str | None,
    typer.Argument(
        metavar="[SCENARIO]",
        help="Align the states of a scenario, as they stand before the first step.",
        autocompletion=scenario_files,
        show_default=False,
    ),
]
Propensities = Annotated[
    Path | None,
    typer.Option(metavar="P.csv", help="Square table: propensity of the row for the column."),
]
Sizes = Annotated[Path | None, typer.Option(metavar="S.csv", help="Table of sizes: name,size.")]
Descents = Annotated[
    int,
    typer.Option(
        min=1, max=100_000, help="Tries by lot, where actors are too many to try everything."
    ),
]
Luck = Annotated[int, typer.Option(min=0, help="Luck of these tries.")]


def landscape(
    scenario: States = None,
    propensities: Propensities = None,
    sizes: Sizes = None,
    variant: Variant = None,
    settings: Settings = None,
    descents: Descents = 1000,
    seed: Luck = 0,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Find the alignments of two blocs that nobody alone would leave, lowest energy first.

    Give a scenario, or both tables: coopsim landscape --propensities P.csv --sizes S.csv.
    """
    from coopsim.analysis.landscape import local_minima

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    actors = _actors(scenario, variant, settings, (propensities, sizes))
    found = local_minima(actors, descents=descents, seed=seed)
    talk.say(_how(actors, len(found), descents))
    if as_json:
        talk.hand_over([for_machines(each) for each in found])
        return
    _show_lowest(found, 1 if quiet else _SHOWN, talk)


def _show_lowest(found: Sequence[Alignment], n: int, talk: Talk) -> None:
    for each in found[:n]:
        _show(each, talk)
    if len(found) > n:
        talk.say(f"{len(found) - n:,} more have a higher energy; --json tells all.")


def for_machines(alignment: Alignment) -> dict[str, Any]:
    """Return an alignment fit for JSON."""
    return {
        "side_a": list(alignment.side_a),
        "side_b": list(alignment.side_b),
        "energy": alignment.energy,
        "frustration": alignment.frustration,
    }


def _actors(
    scenario: str | None,
    variant: str | None,
    settings: list[str] | None,
    tables: tuple[Path | None, Path | None],
) -> Actors:
    propensities, sizes = tables
    if scenario is not None and tables == (None, None):
        from coopsim.analysis.landscape_scenario import actors_of
        from coopsim.scenario import load, read_settings

        return actors_of(load(scenario, variant=variant, set=read_settings(settings or ())))
    if scenario is None and propensities and sizes and not (variant or settings):
        from coopsim.analysis.landscape_tables import read_actors

        return read_actors(propensities, sizes)
    hint = "give either a scenario, or --propensities and --sizes"
    raise InputError([Fault(None, "landscape", "it must be clear who aligns", hint)])


def _how(actors: Actors, n_found: int, descents: int) -> str:
    from coopsim.analysis.landscape import is_exact

    n = len(actors.names)
    minima = "1 local minimum" if n_found == 1 else f"{n_found:,} local minima"
    if is_exact(actors):
        return f"{minima} of {n} actors, out of all {2 ** (n - 1):,} configurations."
    return f"{minima} of {n} actors, reached by {descents:,} descents; there may be more."


def _show(alignment: Alignment, talk: Talk) -> None:
    table = columns(f"Energy {alignment.energy:,.6g}", "")
    for side, names in (("side A", alignment.side_a), ("side B", alignment.side_b)):
        table.add_row(side, ", ".join(names) or "nobody")
    worst = sorted(alignment.frustration.items(), key=lambda each: -each[1])[:3]
    told = [f"{name} {value:,.4g}" for name, value in worst if value > 0.0]
    table.add_row("most frustrated", ", ".join(told) or "nobody")
    talk.show(table)
    talk.show()
