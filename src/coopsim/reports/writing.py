"""Write a report: the page, and if wished its figures and tables as files beside it."""

from __future__ import annotations

import csv
import io
import os
import secrets
from pathlib import Path
from typing import Final

from coopsim.errors import CoopsimError, Fault, InputError
from coopsim.figures.canvas import HEAD, Canvas, write_head
from coopsim.figures.theme import LIGHT
from coopsim.reports.page import MARK, page
from coopsim.reports.parts import Exhibit, Report

PICTURES: Final = ("png", "svg")
TABLES: Final = "csv"
_WIDTH: Final = 760
_SHARP: Final = 2
# Room for a legend between the head of a picture and its panel.
_LEGEND: Final = 24


def write_report(report: Report, file: Path, kinds: tuple[str, ...] = ()) -> list[Path]:
    """Write the page, then ``NAME-FIGURE.png`` and so on beside it; return all files.

    Args:
        report: what to write.
        file: the page; an older report there is replaced.
        kinds: of further files: png, svg, csv.

    Raises:
        InputError: The file is something else, or its folder can't be made.
        CoopsimError: Pictures were asked for, and kaleido or a browser is missing.
    """
    _check(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    made = {file: page(report).encode()}
    for each in report.exhibits:
        for kind in kinds:
            beside = file.with_name(f"{file.stem}-{each.key}.{kind}")
            made[beside] = _table(each) if kind == TABLES else _picture(each, kind)
    # All are made before the first is written, so that nothing is there by halves.
    for place, content in made.items():
        _put(place, content)
    return list(made)


def _check(file: Path) -> None:
    hint = "name another file with -o"
    if file.is_dir():
        raise InputError([Fault(None, "--output", f"{file} is a folder", hint)])
    if file.exists() and not file.read_bytes().startswith(MARK.encode()):
        raise InputError([Fault(None, "--output", f"{file} is there, and is no report", hint)])
    above = next(parent for parent in file.resolve().parents if parent.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        raise InputError([Fault(None, "--output", f"{above} can't be written to", hint)])


def _picture(each: Exhibit, kind: str) -> bytes:
    figure = each.draw(LIGHT)
    # A picture by itself has no heading of the page above it.
    lift = _LEGEND if figure.layout.showlegend else 0
    write_head(Canvas(figure, LIGHT), each.title, each.below, lift=lift)
    room = HEAD + lift - (figure.layout.margin.t or 0)
    figure.update_layout(
        height=figure.layout.height + room, margin={"t": HEAD + lift, "l": 12, "b": 56}
    )
    try:
        drawn: bytes = figure.to_image(format=kind, width=_WIDTH, scale=_SHARP)
    except (ImportError, ValueError, RuntimeError) as error:
        first = str(error).strip().splitlines()[0]
        hint = 'pictures need a Chromium or Chrome and pip install "coopsim[docs]"'
        raise CoopsimError(f"{hint} ({first})") from None
    return drawn


def _table(each: Exhibit) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([each.headings, *each.table])
    return text.getvalue().encode()


def _put(file: Path, content: bytes) -> None:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
