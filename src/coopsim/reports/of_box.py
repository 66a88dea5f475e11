"""Under which circumstances an outcome comes to what the experiment is interested in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from coopsim.analysis.discovery import Box, Side, find_box
from coopsim.analysis.swept import Swept
from coopsim.experiment.schema import Interest
from coopsim.figures.box import Edge, box
from coopsim.figures.factors import plain_name
from coopsim.reports.judged import Judged
from coopsim.reports.of_grid import source_of
from coopsim.reports.parts import Claim, Exhibit


def box_parts(
    swept: Swept, outcome: Judged, interest: Interest, arm: str
) -> tuple[Claim, Exhibit | None]:
    """Say and draw where cases of interest crowd.

    Raises:
        CoopsimError: Numbers are missing, there are too few cases, or ema_workbench is.
    """
    found, columns, wanted = box_in(swept, interest, arm)
    source = source_of(swept, outcome.name, arm if len(swept.plan.arms) > 1 else None)
    claim = Claim(box_sentence(found, outcome, interest), source)
    if not found.sides:
        return claim, None
    return claim, Exhibit(
        f"box-{outcome.name}", f"When {outcome.inside} is {threshold(outcome, interest)}",
        "each point a set of circumstances; inside the frame the box that PRIM found",
        partial(box, *_edges(found, columns), wanted.tolist(), _names(outcome, interest)), source,
        ["factor", "from", "to", "of the range"],
        [
            [plain_name(each.factor), *(f"{end:.3g}" for end in (each.low, each.high)),
             f"{each.least:.3g} to {each.most:.3g}"]
            for each in found.sides
        ],
    )  # fmt: skip


# A page draws it, and says what it holds.
@lru_cache(maxsize=8)
def box_in(
    swept: Swept, interest: Interest, arm: str
) -> tuple[Box, dict[str, list[float]], npt.NDArray[np.bool_]]:
    """Find the box; return it, the values of the factors it could restrict, and cases of interest.

    Raises:
        CoopsimError: As `box_parts`.
    """
    means = swept.complete(interest.outcome, arm)
    low, high = interest.below, interest.above
    wanted = (means < (-np.inf if low is None else low)) | (
        means > (np.inf if high is None else high)
    )
    columns = {
        dial.name: [float(value) for value in swept.values(dial.name)]  # type: ignore[arg-type]  # _numeric picks those of numbers
        for dial in swept.varied
        if _numeric(swept.values(dial.name))
    }
    return find_box(columns, wanted), columns, wanted


def box_sentence(found: Box, outcome: Judged, interest: Interest) -> str:
    """Say what a box holds."""
    case = f"{outcome.inside} is {threshold(outcome, interest)}"
    if not found.sides:
        text = f"{case} at {found.base:.0%} of all points, and no circumstances make it clearly"
        return f"{text[0].upper()}{text[1:]} more frequent."
    where = " and ".join(_condition(side) for side in found.sides)
    text = (
        f"{case} at {found.base:.0%} of all points, but at {found.density:.0%} of those where "
        f"{where}; these circumstances hold {found.coverage:.0%} of all such points."
    )
    return text[0].upper() + text[1:]


def _condition(side: Side) -> str:
    name = plain_name(side.factor)
    if side.low == side.least:
        return f"{name} is at most {side.high:.3g}"
    if side.high == side.most:
        return f"{name} is at least {side.low:.3g}"
    return f"{name} is between {side.low:.3g} and {side.high:.3g}"


def threshold(outcome: Judged, interest: Interest) -> str:
    """Say beyond which value points are of interest."""
    bound, word = (
        (interest.below, "below") if interest.below is not None else (interest.above, "above")
    )
    unit = f" {outcome.unit}" if outcome.unit else ""
    return f"{word} {outcome.value(bound or 0.0)}{unit}"


def _names(outcome: Judged, interest: Interest) -> tuple[str, str]:
    beyond = threshold(outcome, interest)
    return beyond, f"not {beyond}"


def _edges(found: Box, columns: dict[str, list[float]]) -> tuple[Edge, Edge]:
    """Return the two sides that restrict most; a second one that restricts nothing if need be."""
    by_width = sorted(found.sides, key=lambda s: (s.high - s.low) / (s.most - s.least))
    edges = [Edge(plain_name(s.factor), columns[s.factor], s.low, s.high) for s in by_width[:2]]
    if len(edges) == 1:
        other = next((name for name in columns if name != by_width[0].factor), by_width[0].factor)
        values = columns[other]
        edges.append(Edge(plain_name(other), values, min(values), max(values)))
    return edges[0], edges[1]


def _numeric(values: Sequence[object]) -> bool:
    return all(isinstance(each, int | float) for each in values)
