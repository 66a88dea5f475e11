"""What a report consists of, before it is a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from coopsim.figures.theme import Theme
from coopsim.world.world import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Say from which rows something was made.

    Attributes:
        file: of the results folder.
        rows: their numbers, from 0, in growing order.
        what: the same in words.
    """

    file: str
    rows: Rows
    what: str

    def spelled(self) -> str:
        """Write the rows as slices ``start:stop:step``, joined by blanks."""
        return " ".join(_slices(self.rows.tolist()))


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold a sentence, and where its numbers come from."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Hold a figure with what belongs to it.

    Attributes:
        key: short name, for files and links.
        title: what it shows.
        below: one line: in what, of how many runs.
        draw: makes it in the colours of a theme.
        source: what it was made from.
        headings: of the table of its numbers.
        table: the numbers as people read them, row by row.
        is_minor: whether it may be drawn small, beside others.
    """

    key: str
    title: str
    below: str
    draw: Callable[[Theme], go.Figure]
    source: Source
    headings: Sequence[str]
    table: Sequence[Sequence[str]]
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Hold everything that a page says.

    Attributes:
        name: of the sweep or run.
        title: for people.
        question: that it answers; may be empty.
        answer: the answer.
        exhibits: the figures, most important first.
        design: what was varied and how often it was run, as name and text.
        doubts: how sure the answer is, and what is missing.
        manifest: how the results were made, as name and text.
    """

    name: str
    title: str
    question: str
    answer: Sequence[Claim]
    exhibits: Sequence[Exhibit]
    design: Sequence[tuple[str, str]]
    doubts: Sequence[str]
    manifest: Sequence[tuple[str, str]] = field(default=())


def _slices(rows: Sequence[int]) -> list[str]:
    """Join rows of equal distance."""
    found, at = [], 0
    while at < len(rows):
        step = rows[at + 1] - rows[at] if at + 1 < len(rows) else 1
        end = at + 1
        while end < len(rows) and rows[end] - rows[end - 1] == step:
            end += 1
        found.append(f"{rows[at]}:{rows[end - 1] + 1}:{step}")
        at = end
    return found
