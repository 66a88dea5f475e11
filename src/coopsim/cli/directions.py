"""`coopsim directions`: whether the model moves the way that theory expects."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from coopsim.cli.options import Json, Quiet, Verbose
from coopsim.cli.talk import Talk, columns
from coopsim.errors import Fault, InputError, suggestion

if TYPE_CHECKING:
    from coopsim.analysis.directions import Verdict

_ANSWERS: Final = {True: "yes", False: "no"}
Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME]...", help="Which of them; all if none.", show_default=False),
]
Draws = Annotated[
    int | None,
    typer.Option(
        min=2, max=10_000, metavar="N", help="Settings of the parameters, drawn from their priors."
    ),
]
Replicates = Annotated[
    int | None, typer.Option(min=1, max=10_000, metavar="N", help="Pairs of runs for each of them.")
]


def directions(
    names: Names = None,
    draws: Draws = None,
    replicates: Replicates = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Try whether the model moves the way that theory expects, whatever its parameters are.

    Both sides of each change meet the same luck. That directions hold verifies the code; it does
    not validate the model.
    """
    from coopsim.analysis.directions import DRAWS, REPLICATES, judge

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    chosen = _chosen(names or [])
    draws, replicates = draws or DRAWS, replicates or REPLICATES
    found: list[Verdict] = []
    for each in chosen:
        talk.detail(f"{each.title} ...")
        found += judge(each, draws=draws, replicates=replicates)
    held = sum(each.holds for each in found)
    talk.say(
        f"{held} of {len(found)} effects hold in {draws:,} draws of {replicates:,} pairs of runs."
    )
    if as_json:
        rows = [for_machines(each) for each in found]
        talk.hand_over({"draws": draws, "replicates": replicates, "effects": rows})
        return
    table = columns("direction", "metric", "expected", "effect >", "interval", "share >", "holds")
    for each in found:
        span = f"{each.over_draws.low:.3g} to {each.over_draws.high:.3g}"
        table.add_row(
            each.direction.name, each.effect.metric, _expected(each), f"{each.over_draws.mean:.3g}",
            span, f"{each.share:.0%}", _ANSWERS[each.holds],
        )  # fmt: skip
    talk.show(table)


def for_machines(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict fit for JSON; null where nothing could be measured."""
    direction, effect = verdict.direction, verdict.effect
    mean, low, high, _ = verdict.over_draws
    return {
        "direction": direction.name,
        "title": direction.title,
        "condition": direction.condition,
        "scenario": direction.scenario,
        "metric": effect.metric,
        "sign": effect.sign,
        "smallest": effect.smallest,
        "share": verdict.share,
        **{
            name: None if math.isnan(value) else value
            for name, value in (("mean", mean), ("low", low), ("high", high))
        },
        "holds": verdict.holds,
        "open": effect.open,
    }


def _expected(verdict: Verdict) -> str:
    effect = verdict.effect
    if effect.sign == "0":
        return f"within ±{effect.smallest:g}"
    return f"above {effect.smallest:g}" if effect.sign == "+" else f"below -{effect.smallest:g}"


def _chosen(names: list[str]) -> list[Any]:
    from coopsim.analysis.expectations import directions as expected

    known = expected()
    faults = [
        Fault(None, name, "no such direction", suggestion(name, known) or _there_are(list(known)))
        for name in names
        if name not in known
    ]
    if faults:
        raise InputError(faults)
    return [known[name] for name in names or known]


def _there_are(names: list[str]) -> str:
    return f"there are: {', '.join(names)}"
