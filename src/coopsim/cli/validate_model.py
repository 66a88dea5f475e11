"""`coopsim validate-model`: how near the model's histories come to the historical record."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from coopsim.cli.options import Json, Quiet, Verbose
from coopsim.cli.talk import Talk, columns
from coopsim.errors import Fault, InputError

if TYPE_CHECKING:
    from coopsim.analysis.history.calibrating import Trial
    from coopsim.analysis.history.scoring import Merit, Score
    from coopsim.scenario import Scenario

_SHOWN: Final = 10
_PICTURE: Final = "svg"
Worlds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORLD]...", help="Which worlds; all that the record is about if none.",
        show_default=False,
    ),
]  # fmt: skip
Replicates = Annotated[
    int | None, typer.Option(min=1, max=10_000, metavar="N", help="Runs of each world.")
]
Mechanisms = Annotated[
    bool,
    typer.Option("--mechanisms", help="Judge what each mechanism adds, by runs without it."),
]
Calibrate = Annotated[
    bool,
    typer.Option(
        "--calibrate", help="Look through experiments/calibration.yaml for better parameters."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR",
        help="Write the page, its figures, the table and the JSON into a folder.",
    ),
]  # fmt: skip
Svg = Annotated[bool, typer.Option("--svg", help="With -o, write each figure as SVG, too.")]


def validate_model(
    worlds: Worlds = None,
    replicates: Replicates = None,
    mechanisms: Mechanisms = False,
    calibrate: Calibrate = False,
    output: Output = None,
    svg: Svg = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Hold worlds that start in 1950 and 1990 against the record, and against three nulls.

    A row is inside if the range of 95 % of the runs meets the record.
    The nulls leave the first network as it is, rewire it at random, or
    draw it anew by gravity and triads.
    """
    from coopsim.analysis.history.scoring import REPLICATES
    from coopsim.analysis.history.validation import WORLDS, merits, world_of

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    if output is not None:
        _check(output)
    if calibrate:
        _show_trials(talk, _trials(talk, replicates or 1))
        return
    n = replicates or REPLICATES
    chosen = [world_of(each) for each in worlds or WORLDS]
    if mechanisms:
        _show_merits(
            talk,
            {world: merits(each, world, n, _teller(talk, world)) for each, world in chosen},
        )
        return
    scores = _scores(talk, chosen, n)
    result = {"replicates": n, "rows": [for_machines(each) for each in scores]}
    if output is not None:
        _write(talk, output, scores, result, (_PICTURE,) if svg else ())
    if as_json:
        talk.hand_over(result)
    else:
        _show(talk, scores)


def _scores(talk: Talk, worlds: Sequence[tuple[Scenario, str]], n: int) -> list[Score]:
    from coopsim.analysis.history.scoring import score

    found = []
    for scenario, world in worlds:
        found += score(scenario, world, n, progress=_teller(talk, world))
    return found


def for_machines(score: Score) -> dict[str, Any]:
    """Return a row fit for JSON; null where nothing could be measured."""
    from coopsim.analysis.history.measures import MEASURES
    from coopsim.analysis.history.nulls import NULLS
    from coopsim.reports.of_history import medians

    fact, (median, low, high) = score.fact, score.span
    middle = medians(score)
    return {
        "world": fact.world, "measure": fact.measure, "title": MEASURES[fact.measure].title,
        "year": fact.year, "record": [fact.low, fact.high], "given": fact.given,
        "recomputed": fact.recomputed, "source": fact.source, "calibrated": fact.calibrated,
        "median": _known(median), "low": _known(low), "high": _known(high),
        "inside": score.is_inside, "distance": _known(score.gap), "better": score.is_better,
        "nulls": {
            name: {
                "median": _known(middle.get(name, math.nan)),
                "distance": _known(score.gap_of(name)),
            }
            for name in NULLS
        },
    }  # fmt: skip


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _show(talk: Talk, scores: Sequence[Score]) -> None:
    from coopsim.reports.of_history import HEADINGS, row, sentence

    worlds = list(dict.fromkeys(each.fact.world for each in scores))
    table = columns(*(f"{each}>" if place > 0 else each for place, each in enumerate(HEADINGS)))
    for world in worlds:
        table.add_row(world)
        for each in scores:
            if each.fact.world == world:
                cells = row(each)
                table.add_row(f"  {each.fact.measure}", *cells[1:])
    talk.show(table)
    for world in worlds:
        talk.say(sentence(world, scores))


def _write(
    talk: Talk,
    folder: Path,
    scores: Sequence[Score],
    result: dict[str, Any],
    kinds: tuple[str, ...],
) -> None:
    from coopsim.reports.of_history import HEADINGS, TABLE, report_of_history, row
    from coopsim.reports.writing import write_report

    folder.mkdir(parents=True, exist_ok=True)
    write_report(report_of_history(scores, result["replicates"]), folder / "validation.html", kinds)
    text = io.StringIO()
    rows = ([each.fact.world, each.fact.measure, *row(each)] for each in scores)
    csv.writer(text, lineterminator="\n").writerows([["world", "measure", *HEADINGS], *rows])
    (folder / TABLE).write_text(text.getvalue(), encoding="utf-8")
    told = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False)
    (folder / "validation.json").write_text(f"{told}\n", encoding="utf-8")
    talk.say(f"The page is {folder / 'validation.html'}")


def _check(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "name another folder with -o"
        raise InputError([Fault(None, "--output", f"{folder} is not an empty folder", hint)])


def _show_merits(talk: Talk, found: dict[str, list[Merit]]) -> None:
    if talk.as_json:
        talk.hand_over(
            {
                world: [
                    {"mechanism": each.mechanism}
                    | {
                        part: [fact.name for fact in getattr(each, part)]
                        for part in ("nearer", "farther", "earned")
                    }
                    for each in merits
                ]
                for world, merits in found.items()
            }
        )
        return
    table = columns("world", "mechanism", "nearer with it", "farther with it", "earned")
    for world, merits in found.items():
        for each in merits:
            sides = (each.nearer, each.farther, each.earned)
            told = (", ".join(f"{fact.measure} {fact.year}" for fact in side) for side in sides)
            table.add_row(world, each.mechanism, *(text or "–" for text in told))
    talk.show(table)


def _trials(talk: Talk, replicates: int) -> list[Trial]:
    from coopsim.analysis.history.calibrating import calibrate

    def tell(done: int, total: int) -> None:
        talk.detail(f"{done} of {total} points")

    return calibrate("calibration", replicates, tell)


def _show_trials(talk: Talk, trials: Sequence[Trial]) -> None:
    if talk.as_json:
        talk.hand_over(
            [
                {"loss": _known(each.loss), "settings": each.settings,
                 "rows": [for_machines(one) for one in each.scores]}
                for each in trials
            ]
        )  # fmt: skip
        return
    names = [path.rpartition(".")[2] for path in trials[0].settings]
    told = [f"{one.fact.measure} {one.fact.year}" for one in trials[0].scores]
    table = columns("loss", *names, *told)
    for each in trials[:_SHOWN]:
        values = [f"{value:.3g}" for value in each.settings.values() if isinstance(value, float)]
        table.add_row(f"{each.loss:.3g}", *values, *(f"{one.span[0]:.3g}" for one in each.scores))
    talk.show(table)


def _teller(talk: Talk, world: str) -> Callable[[], None]:
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        talk.detail(f"{world}: {done} runs made")

    return tell
