"""Lines over time in one panel or several: means of replicates, with their 95 % intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from coopsim.figures.canvas import HEAD, LABEL, Canvas, End, label_ends, mark, write_head
from coopsim.figures.theme import LINE, Theme, dressed, see_through
from coopsim.figures.words import (
    Span,
    basis,
    definition,
    exact_format,
    is_share,
    measured_in,
    number_format,
    time_axis,
    title,
    written,
)
from coopsim.metrics.registry import Metric
from coopsim.runs.courses import Course, course
from coopsim.runs.record import Record
from coopsim.statistics import Interval

# Sizes of a panel in pixels; a letter is as wide as in the widest of the fonts.
WIDTH: Final = 480
HEIGHT: Final = 260
FOOT: Final = 52
LETTER: Final = 8
# Labels at the ends of lines keep this distance, as a share of the height of a panel.
APART: Final = 0.17
# As wide as most values.
VALUE: Final = "00,000"
BAND: Final = 0.18


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line: the course of a metric.

    Attributes:
        label: what stands at its end; may be empty.
        metric: what is drawn.
        record: what was run.
    """

    label: str
    metric: Metric
    record: Record


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold lines that share their axes.

    Attributes:
        lines: at least one; their metrics have one unit.
        span: how time is told, and what one value stands for.
    """

    lines: Sequence[Line]
    span: Span


def figure_of(panels: Sequence[Panel], theme: Theme, *, columns: int = 1) -> go.Figure:
    """Draw panels side by side, in rows of so many columns."""
    rows = math.ceil(len(panels) / columns)
    labels = [part for panel in panels for line in panel.lines for part in wrap(line.label, LABEL)]
    side = LETTER * max(map(len, (VALUE, *labels))) + 24
    height = rows * (HEIGHT + HEAD + FOOT)
    figure = make_subplots(
        rows, columns, horizontal_spacing=(side + 30) / (columns * (WIDTH + side)),
        vertical_spacing=(HEAD + FOOT) / (height - HEAD - FOOT),
    )  # fmt: skip
    dressed(figure, theme)
    figure.update_layout(height=height, margin={"l": 6, "r": side, "t": HEAD, "b": FOOT})
    for place, panel in enumerate(panels):
        row, col = divmod(place, columns)
        _draw(panel, Canvas(figure, theme, row + 1, col + 1))
    return figure


def _draw(panel: Panel, canvas: Canvas) -> None:
    span, theme, metrics = panel.span, canvas.theme, _metrics(panel)
    courses = [
        course(line.record.table("metrics"), line.metric, every=span.every, in_all=span.in_all)
        for line in panel.lines
    ]
    colours = [theme.colour(place) for place in range(len(courses))]
    for line, drawn, colour in zip(panel.lines, courses, colours, strict=True):
        _line(canvas, line, drawn, span, colour)
    low, high = _reach(courses, metrics[0])
    ends = [
        End(line.label, written(line.metric, mean), span.at(drawn.done[-1]), mean, colour)
        for line, drawn, colour in zip(panel.lines, courses, colours, strict=True)
        if not math.isnan(mean := drawn.over_runs[-1].mean)
    ]
    label_ends(canvas, ends, gap=APART * (high - low))
    mark(canvas, _planned(panel))
    below = (measured_in(metrics[0], span), basis(panel.lines[0].record))
    write_head(
        canvas, title(metrics), ", ".join(filter(None, below)),
        definition="<br>".join(map(definition, metrics)),
    )  # fmt: skip
    last = max(span.at(drawn.done[-1]) for drawn in courses)
    place = {"row": canvas.row, "col": canvas.col}
    canvas.figure.update_xaxes(range=(0, last), title_text=time_axis(span), **place)
    form = number_format(metrics[0])
    canvas.figure.update_yaxes(range=(low, high), tickformat=form, nticks=6, **place)


def _metrics(panel: Panel) -> list[Metric]:
    """List the metrics of a panel, each once."""
    return list(dict.fromkeys(line.metric for line in panel.lines))


def _reach(courses: Iterable[Course], metric: Metric) -> tuple[float, float]:
    """Return the ends of an axis: all that is drawn, zero, and one if nothing can be more."""
    if (metric.low, metric.high) == (0.0, 1.0) and not is_share(metric):
        return 0.0, 1.0
    ends = [end for each in courses for one in each.over_runs for end in one[:3]]
    known = [0.0, *(end for end in ends if not math.isnan(end))]
    low, high = min(known), max(known)
    room = 0.04 * (high - low) or 1.0
    return (low - room if low < 0.0 else 0.0), high + room


def _line(canvas: Canvas, line: Line, drawn: Course, span: Span, colour: str) -> None:
    """Draw the band first, so that it does not hide the line."""
    done, over_runs = drawn
    if span.in_all and line.metric.summary == "sum":
        nothing = Interval(0.0, 0.0, 0.0, over_runs[0].n)
        done, over_runs = [0, *done], [nothing, *over_runs]
    x = [span.at(steps) for steps in done]
    bounds = [one.low for one in over_runs], [one.high for one in over_runs]
    if line.record.facts.replicates > 1:
        for y, fill in zip(bounds, ("none", "tonexty"), strict=True):
            bound = go.Scatter(
                x=x, y=y, mode="lines", line={"width": 0}, hoverinfo="skip",
                fill=fill, fillcolor=see_through(colour, BAND),
            )  # fmt: skip
            canvas.draw(bound)
    mean = go.Scatter(
        x=x, y=[one.mean for one in over_runs], mode="lines", name=line.label or line.metric.title,
        line={"color": colour, "width": LINE},
        hovertemplate=f"%{{y:{exact_format(line.metric)}}}",
    )  # fmt: skip
    canvas.draw(mean)


def _planned(panel: Panel) -> dict[float, list[str]]:
    """Place the strikes that the scenarios plan: they come in each replicate."""
    places: dict[float, list[str]] = {}
    for step, threat in sorted(
        set().union(*(planned_strikes(line.record) for line in panel.lines))
    ):
        places.setdefault(panel.span.at(step), []).append(threat)
    return places


def planned_strikes(record: Record) -> set[tuple[int, str]]:
    """Return steps and threats of planned strikes; none if no events were recorded."""
    if "events" not in record.tables():
        return set()
    events = record.table("events")
    rows = zip(
        events.texts("kind"), events.texts("cause"), events.numbers("step").tolist(),
        events.texts("subject"), strict=True,
    )  # fmt: skip
    return {
        (step, threat or "")
        for kind, cause, step, threat in rows
        if (kind, cause) == ("strike", "plan")
    }
