"""Figures of a run over time: one metric, or the most important ones at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import plotly.graph_objects as go

from coopsim.errors import CoopsimError, suggestion
from coopsim.figures.panels import Line, Panel, figure_of
from coopsim.figures.theme import LIGHT, Theme
from coopsim.figures.words import Span
from coopsim.metrics.registry import METRICS
from coopsim.runs.record import Record

STEPS: Final = Span()
# What is looked at first, a panel each.
OVERVIEW: Final = (
    ("collective_response",),
    ("damage_busd", "averted_busd"),
    ("trust",),
    ("partnerships",),
)


def metric(
    records: Mapping[str, Record], name: str, span: Span = STEPS, theme: Theme = LIGHT
) -> go.Figure:
    """Draw how a metric went: mean and 95 % interval over the replicates, a line a record.

    Planned strikes stand as upright marks.

    Args:
        records: what was run, by the label of its line; one alone may have the label "".
        name: of the metric.
        span: how time is told, and what one value stands for; single steps if left out.
        theme: colours.

    Raises:
        CoopsimError: There is no such metric.
        ValueError: There are no records.
    """
    if name not in METRICS:
        hint = suggestion(name, METRICS) or "coopsim list metrics shows all"
        raise CoopsimError(f'there is no metric "{name}"; {hint}')
    if not records:
        raise ValueError("there is nothing to draw: no records")
    lines = [Line(label, METRICS[name], record) for label, record in records.items()]
    return figure_of([Panel(lines, span)], theme)


def overview(record: Record, span: Span = STEPS, theme: Theme = LIGHT) -> go.Figure:
    """Draw what came of a run at a glance: response, damage, trust and partnerships.

    Args:
        record: what was run.
        span: how time is told, and what one value stands for; single steps if left out.
        theme: colours.
    """
    panels = []
    for names in OVERVIEW:
        drawn = [METRICS[name] for name in names]
        labels = [each.title if len(drawn) > 1 else "" for each in drawn]
        lines = [Line(label, each, record) for label, each in zip(labels, drawn, strict=True)]
        panels.append(Panel(lines, span))
    return figure_of(panels, theme, columns=2)
