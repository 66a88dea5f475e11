"""`coopsim explain`: say what a word means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding

from coopsim.cli.completion import terms
from coopsim.cli.options import Json, Quiet, Verbose
from coopsim.cli.talk import Talk, columns
from coopsim.errors import Fault, InputError, suggestion

if TYPE_CHECKING:
    from coopsim.cli.entry import Entry


def explain(
    term: Annotated[
        list[str],
        typer.Argument(
            metavar="TERM",
            help="A key, mechanism, kind, metric, decision or term, such as refusal_weight.",
            autocompletion=terms,
            show_default=False,
        ),
    ],
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Say what a word means: unit, range, default, equation and source.

    One word may mean several things; then all are told.
    """
    from coopsim.cli.entries import entries

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    # "collective response" is one term, with or without quotes.
    sought, known = " ".join(term), entries()
    found = [entry for entry in known if entry.answers_to(sought)]
    if not found:
        hint = suggestion(sought, [name for each in known for name in (each.name, each.path)])
        message = "is no word of coopsim"
        raise InputError([Fault(None, sought, message, hint or "coopsim list shows many")])
    if as_json:
        talk.hand_over([entry.as_json() for entry in found])
        return
    for place, entry in enumerate(found):
        if place:
            talk.show()
        _show(entry, talk)


def _show(entry: Entry, talk: Talk) -> None:
    title = f" ({entry.title})" if entry.title else ""
    talk.show(f"{entry.path}{title}: {entry.what}")
    talk.show(Padding(entry.meaning, (0, 0, 0, 2), expand=False))
    if entry.facts:
        table = columns("", "")
        table.show_header = False
        for name, fact in entry.facts.items():
            table.add_row(name, fact)
        talk.show(Padding(table, (0, 0, 0, 2), expand=False))
