"""An outcome over two factors of a grid: one field a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.experiment.factors import Dial
from coopsim.figures.factors import axis_title, factor_name, value_label
from coopsim.figures.theme import LIGHT, TEXT, Theme, dressed, mixed
from coopsim.figures.words import written
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
    across: tuple[Dial, Sequence[object]]
    up: tuple[Dial, Sequence[object]]
    means: Grid
    halves: Grid


def heat_map(field: Field, theme: Theme = LIGHT) -> go.Figure:
    """Draw means as fields that are the darker the larger they are (on dark pages: brighter)."""
    across, up = (
        [value_label(dial, value) for value in values]  # type: ignore[arg-type]  # of a design
        for dial, values in (field.across, field.up)
    )
    numbers = [[written(field.metric, each) for each in row] for row in field.means]
    spoken = [
        [f"{each} ± {written(field.metric, half)}" for each, half in zip(row, halves, strict=True)]
        for row, halves in zip(numbers, field.halves, strict=True)
    ]
    names = factor_name(field.across[0]), factor_name(field.up[0])
    drawn = go.Heatmap(
        z=field.means, x=across, y=up, text=numbers, customdata=spoken,
        texttemplate="%{text}" if len(across) <= MOST_WRITTEN else None,
        textfont={"size": TEXT - 1}, xgap=GAP, ygap=GAP, showscale=False, hoverongaps=False,
        colorscale=[
            [0.0, mixed(theme.paper, theme.colour(0), PALEST)],
            [1.0, theme.colour(0)],
        ],
        hovertemplate=f"{names[0]} %{{x}}, {names[1]} %{{y}}<br>%{{customdata}}<extra></extra>",
    )  # fmt: skip
    figure = dressed(make_subplots(), theme)
    figure.add_trace(drawn)
    figure.update_layout(
        height=FIELD * len(up) + ROOM, hovermode="closest",
        margin={"l": 6, "r": 6, "t": 10, "b": 50},
    )  # fmt: skip
    # As names, so that fields have equal widths whatever the steps between values are.
    for update, dial in ((figure.update_xaxes, field.across[0]), (figure.update_yaxes, field.up[0])):
        update(type="category", title_text=axis_title(dial), showgrid=False, showline=False)
    return figure
