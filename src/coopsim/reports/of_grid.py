"""What a grid of one or two factors shows: heat maps, lines, and the ends of factors contrasted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from coopsim.analysis.contrasts import Contrast, is_clear, of_both, of_factor
from coopsim.analysis.swept import Swept
from coopsim.experiment.factors import Dial, Scalar
from coopsim.figures.factors import ends_label, factor_name, sorted_values, value_label
from coopsim.figures.heat_map import Field, heat_map
from coopsim.figures.over_factor import Strand, over_factor
from coopsim.reports.judged import Judged
from coopsim.reports.parts import Claim, Exhibit, Source
from coopsim.runs.sweeps.finishing import SUMMARY
from coopsim.statistics import Interval

FILE = f"{SUMMARY}.parquet"
_MOST_LINES = 4
_PAIR = 2


def source_of(swept: Swept, outcome: str, arm: str | None = None) -> Source:
    """Return the rows of an outcome, of one arm or of all."""
    arms = "all arms" if arm is None and len(swept.plan.arms) > 1 else f"arm {arm}" if arm else ""
    what = ", ".join(part for part in (f"outcome {outcome}", "all points", arms) if part)
    return Source(FILE, swept.rows(outcome, arm), what)


def heat_maps(
    swept: Swept, outcome: Judged, dials: Sequence[Dial], *, minor: bool
) -> list[Exhibit]:
    """Draw an outcome over two factors, once for every arm."""
    found = []
    for place, arm in enumerate(swept.plan.arms):
        field, rows = _field(swept, outcome, dials, place)
        several = len(swept.plan.arms) > 1
        names = " and ".join(factor_name(each) for each in dials)
        found.append(
            Exhibit(
                f"heat-map-{outcome.name}" + (f"-{arm}" if several else ""),
                f"{outcome.title} by {names}" + (f", {arm}" if several else ""),
                _below(swept, outcome), partial(heat_map, field),
                source_of(swept, outcome.name, arm if several else None),
                [*(factor_name(each) for each in dials), "mean", "95 % interval", "runs"],
                rows, minor,
            )
        )  # fmt: skip
    return found


def lines(swept: Swept, outcome: Judged, along: Dial, other: Dial | None) -> Exhibit | None:
    """Draw an outcome along a factor of numbers, with a line an arm, or a value of another."""
    values = sorted_values(swept.values(along.name))
    if not all(isinstance(value, int | float) for value in values) or len(values) < 2:
        return None
    strands = []
    for label, place, wanted in _groups(swept, other):
        rows = [_row(swept, {along.name: value, **wanted}) for value in values]
        strands.append(Strand(label, [_interval(swept, outcome.name, row, place) for row in rows]))
    by = f", for values of {factor_name(other)}" if other else ""
    table = [
        [strand.label, value_label(along, value), *_numbers(outcome, one)]
        for strand in strands
        for value, one in zip(values, strand.over_runs, strict=True)
    ]
    numbers = [float(value) for value in values]  # type: ignore[arg-type]  # looked at above
    return Exhibit(
        f"lines-{outcome.name}", f"{outcome.title} along {factor_name(along)}{by}",
        _below(swept, outcome),
        partial(over_factor, outcome.metric, along, numbers, strands),
        source_of(swept, outcome.name),
        ["line", factor_name(along), "mean", "95 % interval"], table,
    )  # fmt: skip


def effects_claim(swept: Swept, outcome: Judged, dials: Sequence[Dial]) -> Claim:
    """Say what each factor does from one end to the other, and whether two depend on each other."""
    runs = swept.runs(outcome.name)
    found = [of_factor(swept, runs, dial.name) for dial in dials]
    parts: list[str] = []
    for dial, one in zip(dials, found, strict=True):
        ends = ends_label(dial, one.before, one.after)
        subject = "it" if parts else outcome.inside
        parts.append(f"from {factor_name(dial)} {ends} {subject} {outcome.moves(one.difference)}")
    text = ", and ".join(parts)
    if len(dials) == _PAIR:
        more = of_both(swept, runs, [each.name for each in dials])
        text += "; " + _together(outcome, found, more, dials)
    return Claim(text[0].upper() + text[1:] + ".", source_of(swept, outcome.name))


def _together(
    outcome: Judged, found: Sequence[Contrast], more: Interval, dials: Sequence[Dial]
) -> str:
    """Say whether what the first factor does depends on the second."""
    first, second = (factor_name(dial) for dial in dials)
    alone, ends = found[0].difference, (found[1].before, found[1].after)
    if not is_clear(more):
        return f"{second} does not clearly change what {first} does"
    span = " to ".join(outcome.step(end) for end in sorted((more.low, more.high), key=abs))
    is_same = (more.mean > 0.0) == (alone.mean > 0.0)
    effect, way = f"what {first} does", "higher" if more.mean > 0.0 else "lower"
    if is_clear(alone):
        effect = f"{'the rise' if alone.mean > 0.0 else 'the fall'} with {first}"
        way = "larger" if is_same else "smaller"
    weak, strong = (value_label(dials[1], end) for end in ends)
    where = f"where {second} is {strong} than where it is {weak}"
    unit = f" {outcome.step_unit}" if outcome.step_unit else ""
    return f"{effect} is {outcome.step(more.mean)}{unit} ({span}) {way} {where}"


def _field(
    swept: Swept, outcome: Judged, dials: Sequence[Dial], arm: int
) -> tuple[Field, list[list[str]]]:
    across, up = (sorted_values(swept.values(dial.name)) for dial in dials)
    shape = len(up), len(across)
    means, halves = np.full(shape, math.nan), np.full(shape, math.nan)
    table = []
    for i, high in enumerate(up):
        for j, wide in enumerate(across):
            row = _row(swept, {dials[0].name: wide, dials[1].name: high})
            one = _interval(swept, outcome.name, row, arm)
            means[i, j], halves[i, j] = one.mean, one.high - one.mean
            labels = [value_label(dials[0], wide), value_label(dials[1], high)]
            table.append([*labels, *_numbers(outcome, one), str(one.n)])
    field = Field(
        outcome.metric, (dials[0], across), (dials[1], up), means.tolist(), halves.tolist()
    )
    return field, table


def _groups(swept: Swept, other: Dial | None) -> list[tuple[str, int, dict[str, Scalar | None]]]:
    """List label, place of the arm and fixed values of each line."""
    if other is None:
        several = len(swept.plan.arms) > 1
        return [(arm if several else "", at, {}) for at, arm in enumerate(swept.plan.arms)]
    values = sorted_values(swept.values(other.name))
    # Between the ends lines lie between lines.
    picked = np.unique(np.linspace(0, len(values) - 1, _MOST_LINES).round().astype(int)).tolist()
    name = factor_name(other)
    return [
        (f"{name} {value_label(other, values[at])}", 0, {other.name: values[at]}) for at in picked
    ]


def _row(swept: Swept, wanted: dict[str, Scalar | None]) -> int:
    """Return the point that has these values."""
    columns = [swept.values(name) for name in wanted]
    return list(zip(*columns, strict=True)).index(tuple(wanted.values()))


def _interval(swept: Swept, outcome: str, point: int, arm: int) -> Interval:
    mean, low, high, n = (
        float(swept.cells(outcome, name)[point, arm]) for name in ("mean", "low", "high", "n")
    )
    return Interval(mean, low, high, int(n))


def _numbers(outcome: Judged, one: Interval) -> list[str]:
    span = "–" if math.isnan(one.low) else f"{outcome.value(one.low)} to {outcome.value(one.high)}"
    return [outcome.value(one.mean), span]


def _below(swept: Swept, outcome: Judged) -> str:
    runs = f"mean of {swept.replicates} runs" if swept.replicates > 1 else "one run a point"
    return ", ".join(part for part in (outcome.unit, runs) if part)
