"""Make the atlas of a sweep: its points, what each came to, what drives it, and where cases crowd.

What an atlas says is what `coopsim report` says, from the same functions; the page draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from coopsim.analysis.contrasts import of_factor
from coopsim.analysis.sensitivity import Strength, places_of
from coopsim.analysis.swept import Swept
from coopsim.app.film import Packed, made_with
from coopsim.app.packing import codes
from coopsim.errors import CoopsimError, ResultsError
from coopsim.experiment.factors import Dial
from coopsim.figures.factors import axis_title, factor_name, sorted_values, value_label
from coopsim.figures.words import is_share
from coopsim.reports.judged import Judged, judged
from coopsim.reports.of_box import box_in, box_sentence, threshold
from coopsim.reports.of_drivers import Measure, drivers
from coopsim.reports.of_sweep import Tell, report_of_sweep, silent
from coopsim.runs.sweeps.folder import Folder
from coopsim.world.world import Numbers

# What each run came to is told as long as it fits into so many numbers.
MOST_NUMBERS: Final = 1_000_000
_ENDS: Final = Measure("change from its lowest to its highest value", "", "")


def atlas_of(swept: Swept, *, opens: bool, tell: Tell = silent) -> Packed:
    """Describe a finished sweep.

    Args:
        swept: the sweep.
        opens: whether whoever shows it can make a run of it again.
        tell: called with what is done now.
    """
    plan, report = swept.plan, report_of_sweep(swept, tell)
    experiment, outcomes = plan.study.experiment, judged(plan)
    return {
        "atlas": experiment.name,
        "coopsim": made_with(),
        "title": report.title,
        "question": report.question,
        "answer": [each.text for each in report.answer],
        "design": [*report.design],
        "doubts": [*report.doubts],
        "kind": experiment.design.kind,
        "folder": swept.place.name,
        "replicates": swept.replicates,
        "common": experiment.luck == "common",
        "opens": opens,
        "arms": [*plan.arms],
        "points": plan.study.design.n_points,
        "factors": [_factor(swept, dial) for dial in levers_first(swept)],
        "outcomes": [_outcome(each) for each in outcomes],
        **{name: _cells(swept, outcomes, name) for name in ("mean", "low", "high", "n")},
        "runs": _runs(swept),
        "drivers": _all_drivers(swept, outcomes, tell),
        "box": _box(swept, outcomes),
    }


def levers_first(swept: Swept) -> list[Dial]:
    """List what varies, first what somebody could decide on: the question is about that."""
    return sorted(swept.varied, key=lambda dial: not dial.is_lever)


def _factor(swept: Swept, dial: Dial) -> Packed:
    """Describe a factor: its distinct values in order, and which of them each point has."""
    values = swept.values(dial.name)
    known = sorted_values(values)
    is_number = all(isinstance(each, int | float) for each in known)
    places = {value: place for place, value in enumerate(known)}
    return {
        "name": dial.name,
        "title": factor_name(dial),
        "axis": axis_title(dial),
        "path": dial.factor.path,
        "lever": dial.is_lever,
        "labels": [value_label(dial, each) for each in known],
        "numbers": np.array(known, dtype=np.float32) if is_number else None,
        "codes": codes([places[each] for each in values], len(known)),
    }


def _outcome(outcome: Judged) -> Packed:
    metric = outcome.metric
    # As metrics of films are told, so that the page writes both alike.
    return {
        "name": outcome.name, "title": outcome.title, "unit": metric.unit,
        "over": is_share(metric), "formula": metric.formula, "source": metric.source,
    }  # fmt: skip


def _cells(swept: Swept, outcomes: Sequence[Judged], column: str) -> Any:
    """Return a column of the summary, ``[outcome, point, arm]`` as one row."""
    cells = [swept.cells(each.name, column).ravel() for each in outcomes]
    return np.concatenate(cells).astype(np.float32)


def _runs(swept: Swept) -> Any:
    """Return what each run came to, ``[run, outcome]`` as one row; None if they are too many."""
    plan, found = swept.plan, []
    n_runs = swept.replicates * plan.n_cells
    if n_runs * len(plan.outcomes) > MOST_NUMBERS:
        return None
    folder = Folder(swept.place, plan)
    for chunk in range(plan.n_chunks):
        if plan.runs(chunk).start >= n_runs:
            break
        stored = folder.read(chunk)
        if stored is None:
            raise ResultsError(f"{swept.place} lacks runs; coopsim verify says which")
        found.append(stored.outcomes)
    return np.concatenate(found)[:n_runs].ravel().astype(np.float32)


def _all_drivers(swept: Swept, outcomes: Sequence[Judged], tell: Tell) -> list[list[Packed]]:
    """Return what drives each outcome in each arm, or why that can't be told."""
    found: list[list[Packed]] = []
    for place, outcome in enumerate(outcomes, start=1):
        tell(f"Measuring what drives {outcome.inside} ({place} of {len(outcomes)})")
        found.append([_drivers(swept, outcome, arm) for arm in swept.plan.arms])
    return found


def _drivers(swept: Swept, outcome: Judged, arm: str) -> Packed:
    try:
        if swept.plan.study.experiment.design.kind == "grid":
            return _told(_ENDS, _effects(swept, outcome, arm), is_signed=True)
        measure, strengths = drivers(swept, outcome, arm)
    except CoopsimError as error:
        return {"refused": f"{str(error)[0].upper()}{str(error)[1:]}."}
    return _told(measure, strengths, is_signed=False)


def _effects(swept: Swept, outcome: Judged, arm: str) -> list[Strength]:
    """Return the change of an outcome from end to end of each factor of a grid."""
    place = swept.plan.arms.index(arm)
    runs: Numbers = swept.runs(outcome.name)[:, :, [place]]
    found = []
    for dial in levers_first(swept):
        mean, low, high, _ = of_factor(swept, runs, dial.name).difference
        found.append(Strength(dial.name, mean, low, high, np.nan))
    return found


def _told(measure: Measure, found: Sequence[Strength], *, is_signed: bool) -> Packed:
    return {
        "measure": measure.name,
        "beside": measure.beside,
        "share": measure.is_share,
        "signed": is_signed,
        "strengths": [
            {"factor": each.factor, "value": each.value, "low": each.low, "high": each.high,
             "alone": each.alone, "places": None if is_signed else places_of(each, found)}
            for each in found
        ],
    }  # fmt: skip


def _box(swept: Swept, outcomes: Sequence[Judged]) -> Packed | None:
    """Return where cases of interest crowd; None if the experiment asks for no box."""
    interest = swept.plan.study.experiment.interest
    if interest is None:
        return None
    outcome = next(each for each in outcomes if each.name == interest.outcome)
    told = {"outcome": swept.plan.outcomes.index(interest.outcome), "arm": 0,
            "beyond": threshold(outcome, interest), "sides": []}  # fmt: skip
    try:
        found, _, wanted = box_in(swept, interest, swept.plan.arms[0])
    except CoopsimError as error:
        return {**told, "says": f"No box: {error}.", "wanted": None}
    return {
        **told,
        "says": box_sentence(found, outcome, interest),
        "wanted": wanted.astype(np.uint8),
        "sides": [
            {"factor": each.factor, "low": each.low, "high": each.high} for each in found.sides
        ],
    }
