"""An outcome over the values of one factor, with a line for each arm or value of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.experiment.factors import Dial
from coopsim.figures.canvas import LABEL, Canvas, End, label_ends
from coopsim.figures.factors import axis_title
from coopsim.figures.panels import BAND, LETTER
from coopsim.figures.theme import LIGHT, LINE, Theme, dressed, see_through
from coopsim.figures.words import exact_format, is_share, number_format, written
from coopsim.metrics.registry import Metric
from coopsim.statistics import Interval

HEIGHT: Final = 380
APART: Final = 0.13


@dataclass(frozen=True, slots=True)
class Strand:
    """Hold one line: means with their intervals, one a value of the factor."""

    label: str
    over_runs: Sequence[Interval]


def over_factor(
    metric: Metric,
    dial: Dial,
    values: Sequence[float],
    strands: Sequence[Strand],
    theme: Theme = LIGHT,
) -> go.Figure:
    """Draw how an outcome goes with a factor of numbers: means and 95 % intervals.

    Args:
        metric: what was measured.
        dial: the factor along the bottom.
        values: its values, by size.
        strands: the lines.
        theme: colours.
    """
    figure = dressed(make_subplots(), theme)
    canvas = Canvas(figure, theme)
    ends = []
    for place, strand in enumerate(strands):
        colour = theme.colour(place)
        _draw(canvas, strand, values, metric, colour)
        last = strand.over_runs[-1].mean
        ends.append(End(strand.label, written(metric, last), values[-1], last, colour))
    known = [end for each in strands for one in each.over_runs for end in one[:3] if end == end]
    low, high = min([0.0, *known]), max(known, default=1.0)
    if (metric.low, metric.high) == (0.0, 1.0) and not is_share(metric):
        low, high = 0.0, 1.0
    label_ends(canvas, ends, gap=APART * (high - low))
    longest = max(len(line) for each in strands for line in wrap(each.label or "000", LABEL))
    figure.update_layout(
        height=HEIGHT, margin={"l": 6, "r": LETTER * longest + 24, "t": 14, "b": 50}
    )
    figure.update_xaxes(title_text=axis_title(dial), range=(values[0], values[-1]))
    figure.update_yaxes(
        range=(low, high + 0.04 * (high - low)), tickformat=number_format(metric), nticks=6
    )
    return figure


def _draw(
    canvas: Canvas, strand: Strand, values: Sequence[float], metric: Metric, colour: str
) -> None:
    bounds = [one.low for one in strand.over_runs], [one.high for one in strand.over_runs]
    for y, fill in zip(bounds, ("none", "tonexty"), strict=True):
        bound = go.Scatter(
            x=list(values), y=y, mode="lines", line={"width": 0}, hoverinfo="skip", fill=fill,
            fillcolor=see_through(colour, BAND),
        )  # fmt: skip
        canvas.draw(bound)
    mean = go.Scatter(
        x=list(values), y=[one.mean for one in strand.over_runs], mode="lines+markers",
        name=strand.label or metric.title, line={"color": colour, "width": LINE},
        marker={"size": 5}, hovertemplate=f"%{{y:{exact_format(metric)}}}",
    )  # fmt: skip
    canvas.draw(mean)
