"""How figures look: colours and fonts, for light and for dark pages. The only place that says so.

Colours of series follow the set of Okabe and Ito, which people with any kind of colour blindness
can tell apart, each made darker or brighter until it stands out from its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
TEXT: Final = 13
TITLE: Final = 17
# Widths of lines, in pixels.
LINE: Final = 2.5
HAIR: Final = 1


@dataclass(frozen=True, slots=True)
class Theme:
    """Hold the colours of a page, as ``#rrggbb``.

    Attributes:
        name: ``light`` or ``dark``.
        paper: background.
        ink: titles.
        faint: axes, notes, and what is not meant to be seen first.
        rule: lines of the grid.
        edge: lines between states, of which there are many.
        series: colours of what is drawn, in the order of use.
    """

    name: str
    paper: str
    ink: str
    faint: str
    rule: str
    edge: str
    series: tuple[str, ...]

    def colour(self, place: int) -> str:
        """Return the colour of the series at a place; colours repeat after the last."""
        return self.series[place % len(self.series)]


LIGHT: Final = Theme(
    "light", paper="#ffffff", ink="#1f2328", faint="#59636e", rule="#e4e7eb", edge="#b6bec8",
    series=("#0072b2", "#c25400", "#00805d", "#aa4499", "#8a6d00"),
)  # fmt: skip
DARK: Final = Theme(
    "dark", paper="#0d1117", ink="#f0f6fc", faint="#9198a1", rule="#262c36", edge="#3f4854",
    series=("#56b4e9", "#f08a3c", "#2fc79b", "#dd8fbf", "#f0e442"),
)  # fmt: skip
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}


def see_through(colour: str, opacity: float) -> str:
    """Return a colour ``#rrggbb`` with an opacity from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour ``#rrggbb`` that is `one` but for a share of the `other`, from 0 to 1."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb``, from 1 to 21, as WCAG 2 has it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def dressed(figure: go.Figure, theme: Theme) -> go.Figure:
    """Give a figure fonts, colours and quiet axes; return it."""
    axis = {
        "color": theme.faint, "gridcolor": theme.rule, "linecolor": theme.faint,
        "ticks": "", "zeroline": False, "automargin": True,
        "title": {"font": {"size": TEXT}, "standoff": 6}, "ticklabelstandoff": 4,
    }  # fmt: skip
    figure.update_layout(
        # Without plotly's own template, whose colours are not ours.
        template=None, paper_bgcolor=theme.paper, plot_bgcolor=theme.paper,
        font={"family": FONT, "size": TEXT, "color": theme.faint},
        showlegend=False, hovermode="x unified",
        hoverlabel={"bgcolor": theme.paper, "font": {"family": FONT, "color": theme.ink}},
    )  # fmt: skip
    figure.update_xaxes(showgrid=False, showline=True, **axis)
    figure.update_yaxes(showgrid=True, showline=False, **axis)
    return figure
