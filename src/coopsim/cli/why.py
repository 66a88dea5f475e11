"""`coopsim why`: explain decisions of a run, and what did not happen."""

from __future__ import annotations

from math import inf, isnan
from typing import TYPE_CHECKING, Annotated

import typer

from coopsim.cli.options import AllowCode, Folder, Json, Quiet, Verbose
from coopsim.cli.talk import Talk

if TYPE_CHECKING:
    from coopsim.analysis.finding import Decision
    from coopsim.analysis.why import Answer


def why(
    folder: Folder,
    actor: Annotated[
        str | None, typer.Option(metavar="ID", help="The state or attacker that decides.")
    ] = None,
    partner: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The state it decides about, or the institution."),
    ] = None,
    step: Annotated[int | None, typer.Option(metavar="N", help="The step, from 0.")] = None,
    decision: Annotated[
        str | None, typer.Option(metavar="KIND", help="The kind of decision, such as contribute.")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(metavar="ID", help="The threat, or the kind of partnership.")
    ] = None,
    replicate: Annotated[int, typer.Option(metavar="R", help="Which of the runs, from 0.")] = 0,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Explain decisions of a run, or why something did not happen.

    The run is made again with everything recorded. The fewer options, the more is only listed.
    """
    from coopsim.analysis.why import why as explain

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    answer = explain(
        folder, actor=actor, partner=partner, step=step, decision=decision, subject=subject,
        replicate=replicate,
    )  # fmt: skip
    if as_json:
        talk.hand_over(answer.as_json())
        return
    for line in str(answer).splitlines():
        talk.show(line)
    following = _next(answer)
    if following:
        run = f" --replicate {replicate}" if replicate else ""
        talk.say(f"Next: coopsim why {folder} {following}{run}")


def _next(answer: Answer) -> str:
    """Return the options of a question that follows from an answer, or ""."""
    from dataclasses import replace

    from coopsim.analysis.overview import question_for

    if answer.others is not None:
        # The closest call: what turns it is the most instructive. What was never weighed has none.
        named = answer.others.named
        return question_for(min(named, key=_closeness)).flags()
    if answer.nearest:
        return replace(answer.question, step=answer.nearest[0]).flags()
    return ""


def _closeness(decision: Decision) -> float:
    return inf if isnan(decision.margin) else abs(decision.margin)
