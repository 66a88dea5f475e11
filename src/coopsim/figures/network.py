"""The network of partnerships at one step: who is tied to whom, and how deeply."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.figures.canvas import HEAD, Canvas, write_head
from coopsim.figures.layout import Place
from coopsim.figures.theme import LIGHT, TEXT, Theme, dressed
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import Snapshot
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import partnership as ps
from coopsim.world.world import FROM, TO

SIZE: Final = 640
TITLE: Final = METRICS["partnerships"].title
# Diameters in pixels.
SMALLEST: Final = 8.0
LARGEST: Final = 44.0
# A line in plotly has one width, so depths are sorted into classes: from which depth, and width.
CLASSES: Final = ((0.0, 0.6), (0.25, 1.2), (0.5, 2.0), (0.75, 3.2))
# With more lines than this all become thinner, or they would hide each other.
FEW: Final = 40
ALONE: Final = "no institution"
SEPARATOR: Final = " + "


class Tie(NamedTuple):
    """Hold a pair of partners and the depth of its deepest partnership, from 0 to 1."""

    one: str
    other: str
    depth: float


def network(snapshot: Snapshot, places: Mapping[str, Place], theme: Theme = LIGHT) -> go.Figure:
    """Draw who is tied to whom after a step.

    Colours are institutions, areas GDP, widths the depth of a pair's deepest partnership.

    Args:
        snapshot: the step; draw it before the next is made, which changes its world.
        places: of all states, see ``layout.places``.
        theme: colours.
    """
    figure = dressed(make_subplots(), theme)
    tied = ties(snapshot)
    thinner = math.sqrt(min(1.0, FEW / max(1, len(tied))))
    for number, (low, width) in enumerate(CLASSES):
        high = CLASSES[number + 1][0] if number + 1 < len(CLASSES) else math.inf
        drawn = [tie for tie in tied if low < tie.depth <= high]
        figure.add_trace(_lines(drawn, places, thinner * width, theme))
    members = institutions(snapshot)
    groups = sorted(set(members.values()) - {ALONE})
    for number, group in enumerate([*groups, ALONE]):
        colour = theme.faint if group == ALONE else theme.colour(number)
        names = [name for name, own in members.items() if own == group]
        figure.add_trace(_circles(snapshot, names, places, group, colour, theme))
    _write(figure, snapshot, len(tied), places, theme)
    return figure


def ties(snapshot: Snapshot) -> list[Tie]:
    """List the pairs that have a partnership, each once, by the order of their ids."""
    world, names = snapshot.world, snapshot.names.states
    depths = np.max(world.partnerships[ps.DEPTH], axis=0, initial=0.0)
    # Both directions of a pair hold the same partnership.
    pairs = np.flatnonzero((depths > 0.0) & (world.edges[FROM] < world.edges[TO]))
    return [
        Tie(names[world.edges[FROM, e]], names[world.edges[TO, e]], float(depths[e]))
        for e in pairs.tolist()
    ]


def institutions(snapshot: Snapshot) -> dict[str, str]:
    """Map each state to its institutions, joined by a plus sign, or to ALONE."""
    names, seats = snapshot.names, snapshot.world.seats[inst.MEMBER] > 0.0
    return {
        state: SEPARATOR.join(np.array(names.institutions)[seats[:, row]].tolist()) or ALONE
        for row, state in enumerate(names.states)
    }


def _lines(
    tied: Sequence[Tie], places: Mapping[str, Place], width: float, theme: Theme
) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for tie in tied:
        one, other = places[tie.one], places[tie.other]
        # A gap ends each line.
        x += [one.x, other.x, None]
        y += [one.y, other.y, None]
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": theme.edge, "width": width}, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip


def _circles(
    snapshot: Snapshot, names: Sequence[str], places: Mapping[str, Place], group: str,
    colour: str, theme: Theme,
) -> go.Scatter:  # fmt: skip
    """Draw the states of one group; areas tell GDP."""
    gdp = snapshot.states["gdp_busd"]
    rows = [snapshot.names.states.index(name) for name in names]
    sizes = [max(SMALLEST, LARGEST * math.sqrt(gdp[row] / gdp.max())) for row in rows]
    return go.Scatter(
        x=[places[name].x for name in names], y=[places[name].y for name in names],
        mode="markers+text", name=group, text=list(names), textposition="top center",
        textfont={"color": theme.ink, "size": TEXT - 2},
        marker={
            "color": colour, "size": sizes, "opacity": 1.0,
            "line": {"color": theme.paper, "width": 1.5},
        },
        customdata=[[name, group, gdp[row]] for name, row in zip(names, rows, strict=True)],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>"
        "GDP %{customdata[2]:,.0f} billion USD<extra></extra>",
    )  # fmt: skip


def _write(
    figure: go.Figure, snapshot: Snapshot, n_tied: int, places: Mapping[str, Place], theme: Theme
) -> None:
    """Write title and legend, and take the axes away: places mean nearness, nothing else."""
    n_states = len(places)
    below = f"Step {snapshot.step}: {n_tied} of {n_states * (n_states - 1) // 2} pairs are partners"
    write_head(Canvas(figure, theme), TITLE, f"{below}; width: depth, area: GDP")
    figure.update_layout(
        height=SIZE, margin={"l": 10, "r": 10, "t": HEAD, "b": 40}, hovermode="closest",
        showlegend=True, legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top"},
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=(-1.1, 1.1))
    figure.update_yaxes(visible=False, range=(-1.1, 1.15))
