"""An outcome over two factors of a grid: one field a point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.experiment.factors import Dial, Scalar
from coopsim.figures.factors import axis_title, bare_label, factor_name
from coopsim.figures.theme import LIGHT, TEXT, Theme, contrast, dressed, mixed
from coopsim.figures.words import is_share, written
from coopsim.metrics.registry import Metric

FIELD: Final = 40
ROOM: Final = 110
GAP: Final = 2
# The palest field must still be told from the page.
PALEST: Final = 0.1
# More columns of numbers than this can't be read on a phone.
MOST_WRITTEN: Final = 12

Grid = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Field:
    """Hold what an outcome came to over two factors.

    Attributes:
        metric: what was measured.
        across: the factor along the bottom, and its values.
        up: the factor along the side, and its values.
        means: ``[up, across]``; NaN where nothing is known.
        halves: half the widths of their 95 % intervals, likewise.
    """

    metric: Metric
    across: tuple[Dial, Sequence[Scalar | None]]
    up: tuple[Dial, Sequence[Scalar | None]]
    means: Grid
    halves: Grid


def heat_map(field: Field, theme: Theme = LIGHT) -> go.Figure:
    """Draw means as fields that are the darker the larger they are (on dark pages: brighter)."""
    across, up = ([bare_label(value) for value in values] for _, values in (field.across, field.up))
    figure = dressed(make_subplots(), theme)
    palest = mixed(theme.paper, theme.colour(0), PALEST)
    figure.add_trace(_fields(field, across, up, palest, theme))
    if len(across) <= MOST_WRITTEN:
        figure.add_trace(_numbers(field, across, up, palest, theme))
    figure.update_layout(
        height=FIELD * len(up) + ROOM,
        hovermode="closest",
        margin={"l": 6, "r": 6, "t": 10, "b": 50},
    )
    # As names, so that fields have equal widths whatever the steps between values are.
    looks = {"type": "category", "showgrid": False, "showline": False, "tickangle": 0}
    figure.update_xaxes(title_text=axis_title(field.across[0]), **looks)
    figure.update_yaxes(title_text=axis_title(field.up[0]), **looks)
    return figure


def _fields(
    field: Field, across: list[str], up: list[str], palest: str, theme: Theme
) -> go.Heatmap:
    spoken = [
        [f"{written(field.metric, mean)} ± {written(field.metric, half)}" for mean, half in pairs]
        for pairs in (
            zip(*rows, strict=True) for rows in zip(field.means, field.halves, strict=True)
        )
    ]
    names = factor_name(field.across[0]), factor_name(field.up[0])
    return go.Heatmap(
        z=field.means, x=across, y=up, customdata=spoken, xgap=GAP, ygap=GAP, showscale=False,
        hoverongaps=False, colorscale=[[0.0, palest], [1.0, theme.colour(0)]],
        hovertemplate=f"{names[0]} %{{x}}, {names[1]} %{{y}}<br>%{{customdata}}<extra></extra>",
    )  # fmt: skip


def _numbers(
    field: Field, across: list[str], up: list[str], palest: str, theme: Theme
) -> go.Scatter:
    """Write the mean on each field, in the ink that stands out from it most."""
    known = [mean for row in field.means for mean in row if not math.isnan(mean)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    written_as = _form(field.metric, max(abs(low), abs(high)))
    texts, inks, places = [], [], []
    for label, row in zip(up, field.means, strict=True):
        for at, mean in zip(across, row, strict=True):
            if math.isnan(mean):
                continue
            share = (mean - low) / (high - low) if high > low else 0.0
            ground = mixed(palest, theme.colour(0), share)
            places.append((at, label))
            texts.append(written_as.format(mean).replace("-", "−"))
            inks.append(max((theme.ink, theme.paper), key=lambda ink: contrast(ink, ground)))
    return go.Scatter(
        x=[at for at, _ in places], y=[label for _, label in places], mode="text", text=texts,
        textfont={"size": TEXT - 1, "color": inks}, hoverinfo="skip",
    )  # fmt: skip


def _form(metric: Metric, largest: float) -> str:
    """Return one way to write all numbers of a map, so that they can be compared at a glance."""
    if is_share(metric):
        return "{:.0%}"
    many, some = 100.0, 10.0
    return "{:,.0f}" if largest >= many else "{:.1f}" if largest >= some else "{:.2f}"
