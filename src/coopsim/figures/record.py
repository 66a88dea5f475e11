"""Runs, nulls and the record on one axis, a row for each fact, each in units of its record."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.figures.theme import LIGHT, Theme, dressed, see_through

ROW: Final = 28
ROOM: Final = 110
# What lies farther from the record is drawn at the edge.
EDGE: Final = 3.0
_MARKS: Final = ("x-thin-open", "diamond-open", "triangle-up-open")
_SIZE: Final = 9


class Line(NamedTuple):
    """Hold one fact.

    Attributes:
        label: what it is of.
        low, high: the record.
        span: median of the runs, and the ends of their range; NaN if there are none.
        nulls: medians of the nulls by name; NaN if there are none.
    """

    label: str
    low: float
    high: float
    span: tuple[float, float, float]
    nulls: Mapping[str, float]


def beside_record(lines: Sequence[Line], nulls: Sequence[str], theme: Theme = LIGHT) -> go.Figure:
    """Draw each fact as a band for the record, a bar for the runs, and marks for the nulls.

    Args:
        lines: the facts, the first on top.
        nulls: their names, in the order of their marks.
        theme: colours.
    """
    figure = dressed(make_subplots(), theme)
    labels = [line.label for line in lines]
    figure.add_trace(
        go.Bar(
            y=labels, base=[_shown(line.low, line) for line in lines], orientation="h", width=0.7,
            x=[max(0.02, _shown(line.high, line) - _shown(line.low, line)) for line in lines],
            name="record", marker={"color": see_through(theme.colour(2), 0.35)},
            hoverinfo="skip",
        )
    )  # fmt: skip
    figure.add_trace(_runs(lines, labels, theme))
    for place, name in enumerate(nulls):
        figure.add_trace(
            go.Scatter(
                x=[_shown(line.nulls.get(name, math.nan), line) for line in lines], y=labels,
                mode="markers", name=name,
                marker={"symbol": _MARKS[place % len(_MARKS)], "size": _SIZE,
                        "color": theme.colour(place + 1), "line": {"width": 2}},
                customdata=[line.nulls.get(name, math.nan) for line in lines],
                hovertemplate=f"%{{y}}<br>{name} %{{customdata:.3~g}}<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(
        height=ROW * len(lines) + ROOM, hovermode="closest", showlegend=True,
        legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top"},
        margin={"l": 6, "r": 16, "t": 40, "b": 90},
    )  # fmt: skip
    figure.update_xaxes(
        title_text=f"in units of the middle of the record; at {EDGE:g} and beyond at the edge",
        range=[-0.08 - max(0.0, -_least(lines)), EDGE + 0.1],
        showgrid=True,
        zeroline=True,
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return figure


def _runs(lines: Sequence[Line], labels: list[str], theme: Theme) -> go.Scatter:
    shown = [[_shown(value, line) for value in line.span] for line in lines]
    return go.Scatter(
        x=[median for median, _, _ in shown], y=labels, mode="markers", name="model, 95 % of runs",
        marker={"color": theme.colour(0), "size": _SIZE},
        error_x={
            "type": "data", "symmetric": False, "thickness": 2, "color": theme.colour(0),
            "array": [high - median for median, _, high in shown],
            "arrayminus": [median - low for median, low, _ in shown],
        },
        customdata=[line.span for line in lines],
        hovertemplate="%{y}<br>model %{customdata[0]:.3~g} (%{customdata[1]:.3~g} to "
        "%{customdata[2]:.3~g})<extra></extra>",
    )  # fmt: skip


def _shown(value: float, line: Line) -> float:
    """Return a value in units of the record, drawn back to the edges; NaN stays NaN."""
    # With NaN the smaller of two would be whichever stands first.
    if math.isnan(value):
        return value
    return max(-1.0, min(EDGE, value / (0.5 * (line.low + line.high))))


def _least(lines: Sequence[Line]) -> float:
    known = [_shown(line.span[1], line) for line in lines if not math.isnan(line.span[1])]
    return min(known, default=0.0)
