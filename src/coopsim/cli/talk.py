"""What a command says: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final, TextIO

from rich.console import Console, RenderableType
from rich.table import Table

# Off a terminal nothing is folded, so that lines can be searched and cut.
_UNFOLDED: Final = 2000
# Beyond so many characters a line of prose is hard to read.
_WIDEST: Final = 110


def plain_error(text: str) -> None:
    """Write a text to stderr as it is."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Talk:
    """Say things to the user, as much as the user wants to hear.

    Args:
        quiet: say nothing but results.
        verbose: say details too.
        as_json: results are for machines.
    """

    def __init__(
        self, *, quiet: bool = False, verbose: bool = False, as_json: bool = False
    ) -> None:
        self.quiet = quiet
        self.verbose = verbose and not quiet
        self.as_json = as_json
        self.results = _console(sys.stdout)
        self.asides = _console(sys.stderr)

    @property
    def is_live(self) -> bool:
        """Tell whether somebody sits at a terminal and may be shown things that move."""
        return self.asides.is_terminal and not self.asides.is_dumb_terminal and not self.quiet

    def say(self, text: str) -> None:
        """Say something that is no result."""
        if not self.quiet:
            self.asides.print(text)

    def detail(self, text: str) -> None:
        """Say something that only the curious want to hear."""
        if self.verbose:
            self.asides.print(text)

    def show(self, result: RenderableType = "") -> None:
        """Show a result to people."""
        with self.results.capture() as shown:
            self.results.print(result)
        # Tables fill their last column with blanks, which only get in the way in files.
        for line in shown.get().splitlines():
            self.results.file.write(f"{line.rstrip()}\n")
        self.results.file.flush()

    def hand_over(self, result: Any) -> None:
        """Write a result as JSON."""
        text = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False)
        # Rich would fold and colour it.
        sys.stdout.write(f"{text}\n")


def columns(*headings: str) -> Table:
    """Make a table without lines: headings, and the first column never folded.

    Headings that end in ``>`` have their column aligned to the right.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for place, heading in enumerate(headings):
        right = heading.endswith(">")
        table.add_column(
            heading.removesuffix(">"), justify="right" if right else "left", no_wrap=place == 0
        )
    return table


def _console(stream: TextIO) -> Console:
    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    if "COLUMNS" not in os.environ:
        console.width = min(console.width, _WIDEST) if console.is_terminal else _UNFOLDED
    return console
