"""Choices by two goals: which of them no other beats, and which can't be told from those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.figures.theme import HAIR, LIGHT, TEXT, Theme, dressed
from coopsim.figures.words import exact_format, number_format
from coopsim.metrics.registry import Metric
from coopsim.statistics import Interval

HEIGHT: Final = 460
DOT: Final = 10
# More names than this would cover each other; the table has all.
MOST_NAMES: Final = 8
# Letters in a line of a name.
_NAME: Final = 28


class Goal(NamedTuple):
    """Hold one axis: what is measured, its title, and whether more of it is better."""

    metric: Metric
    title: str
    is_more_better: bool


class Spot(NamedTuple):
    """Hold one choice.

    Attributes:
        name: of the choice.
        verdict: how it stands to the front; equal verdicts look alike.
        across: what it comes to along the bottom, with its interval.
        up: likewise along the side.
        is_best: whether the line of the front goes through it.
    """

    name: str
    verdict: str
    across: Interval
    up: Interval
    is_best: bool


def front(
    spots: Sequence[Spot], across: Goal, up: Goal, verdicts: Sequence[str], theme: Theme = LIGHT
) -> go.Figure:
    """Draw choices by two goals with their 95 % intervals, and a line through the best.

    Args:
        spots: the choices.
        across: the goal along the bottom.
        up: the goal along the side.
        verdicts: in the order of the legend: on the front, perhaps, behind.
        theme: colours.
    """
    figure = dressed(make_subplots(), theme)
    best = sorted((spot for spot in spots if spot.is_best), key=lambda spot: spot.across.mean)
    # Steps would promise that nothing lies between two choices; a thin line only leads the eye.
    figure.add_trace(
        go.Scatter(
            x=[spot.across.mean for spot in best], y=[spot.up.mean for spot in best],
            mode="lines", line={"color": theme.faint, "width": HAIR, "dash": "dot"},
            hoverinfo="skip", showlegend=False,
        )
    )  # fmt: skip
    colours = (theme.colour(0), theme.colour(1), theme.faint)
    symbols = ("circle", "circle-open", "x-thin-open")
    for verdict, colour, symbol in zip(verdicts, colours, symbols, strict=True):
        shown = [spot for spot in spots if spot.verdict == verdict]
        if shown:
            figure.add_trace(_spots(shown, verdict, (across, up), colour, symbol))
    _name(figure, [spot for spot in spots if spot.verdict == verdicts[0]], theme)
    figure.update_layout(
        height=HEIGHT, hovermode="closest", showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
        margin={"l": 6, "r": 16, "t": 34, "b": 50},
    )  # fmt: skip
    for goal, update in ((across, figure.update_xaxes), (up, figure.update_yaxes)):
        better = "more" if goal.is_more_better else "less"
        update(title_text=f"{goal.title} ({better} is better)",
               tickformat=number_format(goal.metric), showgrid=True)  # fmt: skip
    return figure


def _spots(
    shown: Sequence[Spot], verdict: str, goals: tuple[Goal, Goal], colour: str, symbol: str
) -> go.Scatter:
    x_form, y_form = (exact_format(goal.metric) for goal in goals)
    across, up = [spot.across for spot in shown], [spot.up for spot in shown]
    return go.Scatter(
        x=[one.mean for one in across], y=[one.mean for one in up], mode="markers", name=verdict,
        marker={"color": colour, "size": DOT, "symbol": symbol, "line": {"width": 2}},
        error_x=_whiskers(across, colour), error_y=_whiskers(up, colour),
        customdata=[spot.name for spot in shown],
        hovertemplate=f"%{{customdata}}<br>%{{x:{x_form}}}, %{{y:{y_form}}}<br>"
        f"{verdict}<extra></extra>",
    )  # fmt: skip


def _whiskers(values: Sequence[Interval], colour: str) -> dict[str, object]:
    halves = [one.high - one.mean for one in values]
    return {"type": "data", "array": halves, "color": colour, "thickness": 1, "width": 0}


def _name(figure: go.Figure, shown: Sequence[Spot], theme: Theme) -> None:
    if len(shown) > MOST_NAMES:
        return
    for spot in shown:
        figure.add_annotation(
            x=spot.across.mean, y=spot.up.mean, text=_broken(spot.name), showarrow=False,
            xanchor="left", yanchor="bottom", xshift=7, yshift=3, align="left",
            font={"color": theme.ink, "size": TEXT - 2},
        )  # fmt: skip


def _broken(name: str) -> str:
    """Break a name at its commas, where a line would become too long."""
    lines: list[str] = []
    for part in name.split(", "):
        if lines and len(lines[-1]) + len(part) < _NAME:
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    return "<br>".join(lines)
