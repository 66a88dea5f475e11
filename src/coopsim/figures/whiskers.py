"""Values with their intervals, one below the other: drivers of an outcome, differences of arms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from textwrap import shorten
from typing import Final, NamedTuple

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.figures.theme import LIGHT, Theme, dressed

ROW: Final = 26
ROOM: Final = 80
LONGEST: Final = 34
DOT: Final = 9


class Bar(NamedTuple):
    """Hold one value with its interval.

    Attributes:
        label: what it is of.
        value: the value.
        low: lower end of its interval; NaN if there is none.
        high: upper end.
        beside: a second value that is marked beside it; NaN for none.
    """

    label: str
    value: float
    low: float
    high: float
    beside: float = math.nan


def bars(
    shown: Sequence[Bar], axis: str, form: str, names: tuple[str, str], theme: Theme = LIGHT
) -> go.Figure:
    """Draw values as bars with whiskers, the first on top.

    Args:
        shown: the values.
        axis: title of the axis.
        form: how numbers are written, in the language of d3-format.
        names: what values are, and what is marked beside them.
        theme: colours.
    """
    figure = dressed(make_subplots(), theme)
    labels = [shorten(bar.label, LONGEST, placeholder="…") for bar in shown]
    figure.add_trace(_bars(shown, labels, form, names[0], theme))
    if any(not math.isnan(bar.beside) for bar in shown):
        figure.add_trace(_marks(shown, labels, form, names[1], theme))
        figure.update_layout(
            showlegend=True, legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"}
        )
    figure.update_layout(
        height=ROW * len(shown) + ROOM, hovermode="closest",
        margin={"l": 6, "r": 16, "t": 30, "b": 46},
    )  # fmt: skip
    figure.update_xaxes(
        title_text=axis, tickformat=form, showgrid=True, showline=False, zeroline=True, nticks=6,
        zerolinecolor=theme.faint,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return figure


def _bars(shown: Sequence[Bar], labels: list[str], form: str, name: str, theme: Theme) -> go.Bar:
    return go.Bar(
        x=[bar.value for bar in shown], y=labels, orientation="h", name=name,
        marker={"color": theme.colour(0)}, width=0.62, customdata=[bar[2:4] for bar in shown],
        error_x={
            "type": "data", "symmetric": False, "color": theme.ink, "thickness": 1.2, "width": 3,
            "array": [bar.high - bar.value for bar in shown],
            "arrayminus": [bar.value - bar.low for bar in shown],
        },
        hovertemplate=f"%{{y}}<br>{name} %{{x:{form}}} "
        f"(%{{customdata[0]:{form}}} to %{{customdata[1]:{form}}})<extra></extra>",
    )  # fmt: skip


def _marks(
    shown: Sequence[Bar], labels: list[str], form: str, name: str, theme: Theme
) -> go.Scatter:
    return go.Scatter(
        x=[bar.beside for bar in shown], y=labels, mode="markers", name=name,
        marker={
            "color": theme.colour(1), "size": DOT, "symbol": "diamond",
            "line": {"color": theme.paper, "width": 1},
        },
        hovertemplate=f"%{{y}}<br>{name} %{{x:{form}}}<extra></extra>",
    )  # fmt: skip
