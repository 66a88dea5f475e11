"""What a sweep found: which figures its design allows, and the answer in two sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from coopsim.analysis.swept import Swept
from coopsim.errors import CoopsimError
from coopsim.experiment.factors import Dial
from coopsim.figures.factors import factor_name, value_label
from coopsim.reports.judged import Judged, judged
from coopsim.reports.of_arms import arms_claim, arms_exhibit
from coopsim.reports.of_box import box_parts
from coopsim.reports.of_drivers import drivers, drivers_claim, drivers_exhibit
from coopsim.reports.of_front import front_parts
from coopsim.reports.of_grid import FILE, effects_claim, heat_maps, lines, source_of
from coopsim.reports.parts import Claim, Exhibit, Report, Source
from coopsim.reports.said import design_of, doubts_of, manifest_of
from coopsim.runs.sweeps.finishing import answer_numbers
from coopsim.scenario.answers import answered

_DRAWN = ("sobol", "morris", "latin_hypercube", "table")
_PAIR = 2
_Parts = tuple[list[Claim], list[Exhibit]]
# Called with what is done now, while somebody waits.
Tell = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""


def report_of_sweep(swept: Swept, tell: Tell = silent) -> Report:
    """Make the report of a finished sweep.

    What its design or failed runs do not allow is left out, and the report says so.

    Args:
        swept: the sweep.
        tell: called with what is done now.
    """
    experiment, outcomes = swept.plan.study.experiment, judged(swept.plan)
    refused: list[str] = []
    answer, exhibits = [_first_claim(swept, outcomes)], []
    for part, task in _PARTS.items():
        tell(task)
        try:
            claims, drawn = part(swept, outcomes)
        except CoopsimError as error:
            refused.append(f"Left out: {error}.")
            continue
        answer += claims
        exhibits += drawn
    # The first sentence says how much, the second what it depends on; more would be a table.
    return Report(
        experiment.name, experiment.title or experiment.name, experiment.question, answer[:2],
        exhibits, design_of(swept), [*doubts_of(swept, outcomes[0]), *refused],
        manifest_of(swept),
    )  # fmt: skip


def _first_claim(swept: Swept, outcomes: list[Judged]) -> Claim:
    """Return the experiment's own sentence with its numbers, or one about the extremes."""
    text = swept.plan.study.experiment.answer
    if text:
        named = set(re.findall(r"{(\w+)", text))
        told = [each for each in outcomes if {each.name, f"{each.name}_least",
                                              f"{each.name}_most"} & named]  # fmt: skip
        means = swept.summary.numbers("mean").astype(np.float64).reshape(-1, len(outcomes))
        rows = np.sort(np.concatenate([swept.rows(each.name) for each in told or outcomes]))
        names = ", ".join(each.name for each in told or outcomes)
        source = Source(FILE, rows, f"outcome {names}, all points and arms")
        return Claim(answered(text, answer_numbers(swept.plan, means)).strip(), source)
    return _extremes(swept, outcomes[0])


def _extremes(swept: Swept, outcome: Judged) -> Claim:
    source, means = source_of(swept, outcome.name), swept.cells(outcome.name)
    unit = f" {outcome.unit}" if outcome.unit else ""
    if np.all(np.isnan(means)):
        return Claim(f"{outcome.title} could not be measured anywhere.", source)
    least, most = (_where(swept, int(find(means))) for find in (np.nanargmin, np.nanargmax))
    text = (
        f"{outcome.title} is {outcome.value(float(np.nanmean(means)))}{unit} on average over all "
        f"points, from {outcome.value(float(np.nanmin(means)))}{least} to "
        f"{outcome.value(float(np.nanmax(means)))}{most}."
    )
    return Claim(text, source)


def _where(swept: Swept, cell: int) -> str:
    point, arm = swept.plan.cell(cell)
    several = len(swept.plan.arms) > 1
    # A point of forty parameters is no place that anybody could imagine.
    varied = swept.varied if len(swept.varied) <= _PAIR else []
    values = [
        f"{factor_name(dial)} {value_label(dial, swept.values(dial.name)[point])}"
        for dial in varied
    ]
    told = ", ".join([*([arm] if several else []), *values])
    return f" ({told})" if told else ""


def _of_box(swept: Swept, outcomes: list[Judged]) -> _Parts:
    interest = swept.plan.study.experiment.interest
    if interest is None:
        return [], []
    outcome = next(each for each in outcomes if each.name == interest.outcome)
    claim, drawn = box_parts(swept, outcome, interest, swept.plan.arms[0])
    return [claim], [drawn] if drawn else []


def _of_front(swept: Swept, outcomes: list[Judged]) -> _Parts:
    if not swept.plan.study.experiment.goals:
        return [], []
    claim, drawn = front_parts(swept, outcomes)
    return [claim], [drawn]


def _of_drivers(swept: Swept, outcomes: list[Judged]) -> _Parts:
    if swept.plan.study.experiment.design.kind not in _DRAWN or not swept.varied:
        return [], []
    claims, drawn = [], []
    for arm in swept.plan.arms:
        measure, found = drivers(swept, outcomes[0], arm)
        claims.append(drivers_claim(swept, outcomes[0], arm, measure, found))
        drawn.append(drivers_exhibit(swept, outcomes[0], arm, measure, found))
    return claims[:1], drawn


def _of_grid(swept: Swept, outcomes: list[Judged]) -> _Parts:
    dials = _grid_dials(swept)
    if not dials:
        return [], []
    several = len(swept.plan.arms) > 1
    drawn: list[Exhibit | None] = []
    if len(dials) == _PAIR:
        drawn += heat_maps(swept, outcomes[0], dials, minor=False)
    # With several arms each is a line; else each value of the other factor.
    other = dials[1] if len(dials) == _PAIR and not several else None
    drawn.append(lines(swept, outcomes[0], dials[0], other))
    for outcome in outcomes[1:] if len(dials) == _PAIR else []:
        drawn += heat_maps(swept, outcome, dials, minor=True)
    # With several arms the question is about them.
    claims = [] if several else [effects_claim(swept, outcomes[0], dials)]
    return claims, [each for each in drawn if each is not None]


def _of_arms(swept: Swept, outcomes: list[Judged]) -> _Parts:
    if len(swept.plan.arms) == 1 or swept.replicates < _PAIR:
        return [], []
    drawn = [arms_exhibit(swept, outcome) for outcome in outcomes]
    return [arms_claim(swept, outcomes[0])], drawn


def _grid_dials(swept: Swept) -> list[Dial]:
    """Return the one or two factors of a grid; none of any other design."""
    # Levers first, along the bottom: the question is what somebody could do.
    varied = sorted(swept.varied, key=lambda dial: not dial.is_lever)
    is_grid = swept.plan.study.experiment.design.kind == "grid"
    return varied if is_grid and 1 <= len(varied) <= _PAIR else []


# What may take long, and what it does.
_PARTS = {
    _of_box: "Looking for circumstances in which cases crowd",
    _of_front: "Looking for points that no other beats",
    _of_drivers: "Measuring what drives the first outcome",
    _of_grid: "Drawing the points",
    _of_arms: "Comparing the arms",
}
