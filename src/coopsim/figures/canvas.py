"""One panel of a figure, and what is written on it: head, labels at lines, names of marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from coopsim.figures.theme import HAIR, TEXT, TITLE, Theme

# Labels are broken into lines of so many letters.
LABEL: Final = 16
# Room above a panel for its head, in pixels.
HEAD: Final = 66
# More names of marks than this could not be read.
MOST_NAMES: Final = 6


@dataclass(frozen=True, slots=True)
class Canvas:
    """Hold one panel of a figure, by its row and column from 1, and how it looks."""

    figure: go.Figure
    theme: Theme
    row: int = 1
    col: int = 1

    def draw(self, trace: go.Scatter) -> None:
        """Add a trace to the panel."""
        self.figure.add_trace(trace, row=self.row, col=self.col)

    def write(self, text: str, colour: str, size: int = TEXT, **settings: Any) -> None:
        """Write on the panel; settings are those of plotly's annotations."""
        self.figure.add_annotation(
            text=text, font={"color": colour, "size": size}, showarrow=False,
            row=self.row, col=self.col, **settings,
        )  # fmt: skip


class End(NamedTuple):
    """Hold what stands at the end of a line.

    Attributes:
        label: what the line is; may be empty.
        value: its last value, written.
        x, y: where it ends.
        colour: of line and label.
    """

    label: str
    value: str
    x: float
    y: float
    colour: str


def write_head(canvas: Canvas, title: str, below: str, definition: str = "", lift: int = 0) -> None:
    """Write above a panel what it shows; whoever points at it reads the definition.

    Args:
        canvas: the panel.
        title: what it shows.
        below: a line below that.
        definition: for whoever points at it.
        lift: room that is left between head and panel, in pixels.
    """
    theme = canvas.theme
    for text, size, colour, up in (
        (f"<b>{title}</b>", TITLE, theme.ink, 26),
        (below[:1].upper() + below[1:], TEXT, theme.faint, 8),
    ):
        canvas.write(
            text, colour, size, x=0, y=1, xref="x domain", yref="y domain", xanchor="left",
            yanchor="bottom", yshift=up + lift, hovertext=definition,
        )  # fmt: skip


def label_ends(canvas: Canvas, ends: Sequence[End], gap: float) -> None:
    """Write label and last value at the end of each line, so that no legend is needed.

    Args:
        canvas: the panel.
        ends: of its lines.
        gap: least distance of two labels, on the upright axis.
    """
    for end, height in zip(ends, spread([end.y for end in ends], gap), strict=True):
        label = "".join(f"{part}<br>" for part in wrap(end.label, LABEL))
        canvas.write(
            f"{label}<b>{end.value}</b>", end.colour, x=end.x, y=height, align="left",
            xanchor="left", xshift=8,
        )  # fmt: skip


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Move heights apart, as little as needed, until neighbours keep a gap; order is kept."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    moved = list(heights)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    # All went up: take the mean of it back, so that the middle stays where it was.
    shift = sum(new - old for new, old in zip(moved, heights, strict=True)) / max(1, len(heights))
    return [height - shift for height in moved]


def mark(canvas: Canvas, places: Mapping[float, Sequence[str]]) -> None:
    """Draw upright marks at places on the axis of time, with what they mark.

    What is marked again and again is named at its first mark only.
    """
    faint = canvas.theme.faint
    named: set[str] = set()
    for x, names in places.items():
        canvas.figure.add_shape(
            type="line", x0=x, x1=x, y0=0, y1=1, yref="y domain", row=canvas.row, col=canvas.col,
            line={"color": faint, "width": HAIR, "dash": "dot"},
        )  # fmt: skip
        new = [name for name in names if name not in named]
        named.update(new)
        if new and len(named) <= MOST_NAMES:
            canvas.write(
                ", ".join(new), faint, TEXT - 2, x=x, y=1, yref="y domain", textangle=-90,
                xanchor="right", yanchor="top",
            )  # fmt: skip
