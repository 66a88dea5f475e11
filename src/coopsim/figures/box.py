"""Circumstances under which something happens: a box in the space of two factors, with points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.figures.theme import LIGHT, Theme, dressed, see_through

HEIGHT: Final = 460
DOT: Final = 6
SHADE: Final = 0.12


class Edge(NamedTuple):
    """Hold one axis of the drawing: the factor, its values one a point, and the box's ends."""

    title: str
    values: Sequence[float]
    low: float
    high: float


def box(
    across: Edge, up: Edge, of_interest: Sequence[bool], names: tuple[str, str],
    theme: Theme = LIGHT,
) -> go.Figure:  # fmt: skip
    """Draw points that are of interest and that are not, and the box; names are of the two."""
    figure = dressed(make_subplots(), theme)
    looks = (
        (False, names[1], {"color": theme.faint, "symbol": "circle-open"}),
        (True, names[0], {"color": theme.colour(1), "symbol": "circle"}),
    )
    for kind, name, look in looks:
        rows = [row for row, each in enumerate(of_interest) if bool(each) is kind]
        figure.add_trace(
            go.Scatter(
                x=[across.values[row] for row in rows], y=[up.values[row] for row in rows],
                mode="markers", name=name, marker={"size": DOT, **look},
                hovertemplate=f"{name}<br>%{{x:.3~g}}, %{{y:.3~g}}<extra></extra>",
            )
        )  # fmt: skip
    figure.add_shape(
        type="rect", x0=across.low, x1=across.high, y0=up.low, y1=up.high, layer="below",
        line={"color": theme.ink, "width": 1.5}, fillcolor=see_through(theme.colour(1), SHADE),
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT, hovermode="closest", showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
        margin={"l": 6, "r": 10, "t": 34, "b": 50},
    )  # fmt: skip
    figure.update_xaxes(title_text=across.title)
    figure.update_yaxes(title_text=up.title)
    return figure
