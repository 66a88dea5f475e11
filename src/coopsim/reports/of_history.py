"""How near the model's histories come to the record, as a page with a figure for each world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from coopsim.analysis.history.facts import Fact
from coopsim.analysis.history.measures import MEASURES
from coopsim.analysis.history.nulls import NULLS
from coopsim.analysis.history.scoring import Score
from coopsim.analysis.history.validation import tally
from coopsim.figures.record import Line, beside_record
from coopsim.reports.parts import Claim, Exhibit, Report, Source

# The table of all rows, beside the page.
TABLE: Final = "validation.csv"
HEADINGS: Final = (
    "fact", "year", "record", "model", "range of 95 %", "inside", "distance",
    *(f"{null}" for null in NULLS), "nearer than every null", "used to",
)  # fmt: skip


def report_of_history(scores: Sequence[Score], replicates: int) -> Report:
    """Make the page.

    Args:
        scores: of one world after the other.
        replicates: how many runs each world had.
    """
    worlds = list(dict.fromkeys(each.fact.world for each in scores))
    return Report(
        "validate-model",
        "The model's histories beside the record",
        "Does a world that starts from the states and pacts of a year become what the record says?",
        [Claim(sentence(world, scores), _source(world, scores)) for world in worlds],
        [_exhibit(world, scores, replicates) for world in worlds],
        [("worlds", ", ".join(worlds)), ("runs of each", str(replicates)),
         ("nulls", "the network frozen; rewired at random at the model's rate; drawn by gravity "
          "(size, distance) and triads, fitted to the network at the start, at the model's rate")],
        ["A network that starts from real pacts has their levels at no cost: rows about new pacts "
         "and about density say more.",
         "The record is one history, the runs are many: a row is inside if the range that holds "
         "95 % of the runs meets the record.",
         "Which regions an institution takes members from is an input, and decides much of where "
         "new pacts can be."],
    )  # fmt: skip


def sentence(world: str, scores: Sequence[Score]) -> str:
    """Say how many rows of a world are met, of those calibrated on and of those held out."""
    parts = []
    for is_calibrated, what in ((True, "calibrated on"), (False, "held out")):
        mine = [
            each
            for each in scores
            if each.fact.world == world and each.fact.calibrated is is_calibrated
        ]
        if mine:
            count = tally(mine)
            parts.append(
                f"of {count.rows} facts {what}, {count.inside} are inside, and in {count.better} "
                f"of {count.compared} with nulls the model is nearer than every null"
            )
    return f"{world}: {'; '.join(parts)}."


def row(each: Score) -> list[str]:
    """Write one row of the table, in the order of HEADINGS."""
    median, low, high = each.span
    answer = {True: "yes", False: "no", None: "–"}[each.is_better]
    return [
        MEASURES[each.fact.measure].title, str(each.fact.year), spelled(each.fact), _number(median),
        f"{_number(low)} to {_number(high)}", "yes" if each.is_inside else "no", _number(each.gap),
        *(_null(each, null) for null in NULLS), answer,
        "calibrate" if each.fact.calibrated else "check",
    ]  # fmt: skip


def spelled(fact: Fact) -> str:
    """Write the record of a fact."""
    if fact.low == fact.high:
        return _number(fact.low)
    return f"{_number(fact.low)} to {_number(fact.high)}"


def medians(each: Score) -> dict[str, float]:
    """Return the median of each null; NaN where there was nothing to measure."""
    return {
        null: float(np.nanmedian(values)) if not all(map(math.isnan, values)) else math.nan
        for null, values in each.nulls.items()
    }


def _null(each: Score, null: str) -> str:
    if null in MEASURES[each.fact.measure].shared:
        return "as the model"
    return _number(medians(each).get(null, math.nan))


def _number(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "–"


def _exhibit(world: str, scores: Sequence[Score], replicates: int) -> Exhibit:
    mine = [each for each in scores if each.fact.world == world]
    lines = [
        Line(_label(each), each.fact.low, each.fact.high, each.span, medians(each)) for each in mine
    ]
    return Exhibit(
        world, f"{world} beside the record",
        f"medians and ranges of {replicates} runs; the band is the record",
        partial(beside_record, lines, NULLS), _source(world, scores), HEADINGS,
        [row(each) for each in mine],
    )  # fmt: skip


def _label(each: Score) -> str:
    star = " *" if each.fact.calibrated else ""
    return f"{each.fact.measure.replace('_', ' ')} {each.fact.year}{star}"


def _source(world: str, scores: Sequence[Score]) -> Source:
    rows = [at for at, each in enumerate(scores) if each.fact.world == world]
    return Source(TABLE, np.array(rows, dtype=np.int64), f"rows of {world}")
