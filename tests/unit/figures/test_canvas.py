from __future__ import annotations

from collections.abc import Sequence

import pytest
from plotly.subplots import make_subplots

from coopsim.figures.canvas import MOST_NAMES, Canvas, End, label_ends, mark, spread, write_head
from coopsim.figures.theme import LIGHT


@pytest.fixture
def canvas() -> Canvas:
    """Return the right one of two panels."""
    return Canvas(make_subplots(1, 2), LIGHT, 1, 2)


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([], []),
        ([3.0], [3.0]),
        ([0.0, 5.0], [0.0, 5.0]),
        ([2.0, 2.0], [1.5, 2.5]),
        # Order is kept, whichever comes first.
        ([2.2, 2.0], [2.6, 1.6]),
        ([0.0, 0.0, 0.0], [-1.0, 0.0, 1.0]),
    ],
)
def test_labels_move_apart_as_little_as_needed(
    heights: Sequence[float], expected: Sequence[float]
) -> None:
    assert spread(heights, gap=1.0) == pytest.approx(expected)


def test_a_line_is_labelled_at_its_end(canvas: Canvas) -> None:
    label_ends(canvas, [End("with a very long label", "148", 10.0, 5.0, "#0072b2")], gap=1.0)
    (label,) = canvas.figure.layout.annotations
    assert label.text == "with a very long<br>label<br><b>148</b>"
    assert (label.x, label.y, label.xanchor, label.font.color) == (10.0, 5.0, "left", "#0072b2")
    assert label.xref == "x2"


def test_a_line_without_label_shows_its_value(canvas: Canvas) -> None:
    label_ends(canvas, [End("", "0.8", 1.0, 0.8, "#0072b2")], gap=0.1)
    assert canvas.figure.layout.annotations[0].text == "<b>0.8</b>"


def test_the_head_stands_above_its_panel(canvas: Canvas) -> None:
    write_head(canvas, "Trust", "year by year", "Trust: mean over ordered pairs")
    heading, below = canvas.figure.layout.annotations
    assert (heading.text, below.text) == ("<b>Trust</b>", "Year by year")
    assert {heading.xref, below.xref} == {"x2 domain"}
    assert heading.yshift > below.yshift > 0
    assert heading.hovertext == below.hovertext == "Trust: mean over ordered pairs"


def test_marks_are_named_once(canvas: Canvas) -> None:
    mark(canvas, {1.0: ["storm"], 2.0: ["storm", "raid"], 3.0: ["raid"]})
    assert [shape.x0 for shape in canvas.figure.layout.shapes] == [1.0, 2.0, 3.0]
    named = [(note.x, note.text) for note in canvas.figure.layout.annotations]
    assert named == [(1.0, "storm"), (2.0, "raid")]


def test_names_that_nobody_could_read_are_left_out(canvas: Canvas) -> None:
    n_marks = MOST_NAMES + 3
    mark(canvas, {float(x): [f"threat {x}"] for x in range(n_marks)})
    assert len(canvas.figure.layout.shapes) == n_marks
    assert len(canvas.figure.layout.annotations) == MOST_NAMES
