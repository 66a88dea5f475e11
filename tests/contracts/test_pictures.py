"""The picture of the first page shows what the program gives now, and is fit for both pages."""

from __future__ import annotations

import re
import runpy
from collections.abc import Mapping
from typing import Any

import pytest

from contracts.measures import ROOT
from coopsim.figures.theme import THEMES, Theme
from coopsim.figures.words import written
from coopsim.runs.record import Record
from coopsim.runs.summary import summarise

README = (ROOT / "README.md").read_text(encoding="utf-8")
EACH = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
STALE = "run: python docs/make_pictures.py"
# Width of a column of text on most pages that show it, and what can be read there.
WIDEST, SMALLEST_TEXT = 830, 12


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """Load the script that makes the pictures."""
    return runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))


@pytest.fixture(scope="module")
def ran(script: Mapping[str, Any]) -> dict[str, Record]:
    """Run what the picture shows."""
    records: dict[str, Record] = script["records"]()
    return records


def drawn(theme: Theme) -> str:
    return (ROOT / "docs" / "images" / f"averted-{theme.name}.svg").read_text(encoding="utf-8")


def texts(picture: str) -> list[str]:
    return re.findall(r">([^<>]+)</t(?:ext|span)>", picture)


@pytest.mark.compiled
def test_the_sentence_has_the_numbers_of_today(
    script: Mapping[str, Any], ran: Mapping[str, Record]
) -> None:
    assert script["block"](ran) in README, STALE


@pytest.mark.compiled
@EACH
def test_the_lines_end_at_the_numbers_of_today(
    script: Mapping[str, Any], ran: Mapping[str, Record], theme: Theme
) -> None:
    said = texts(drawn(theme))
    shown = script["SHOWN"]
    for label, record in ran.items():
        value = written(shown, summarise(record)[shown.name].over_runs.mean)
        assert said[said.index(label) + 1] == value, STALE


def test_the_page_has_one_place_for_the_picture(script: Mapping[str, Any]) -> None:
    assert len(script["MARKED"].findall(README)) == 1


def test_the_page_shows_each_theme_to_its_readers() -> None:
    shown = re.findall(r'(?:src|srcset)="(docs/images/[\w.-]+)"', README)
    assert shown == [
        f"docs/images/{name}-{theme}.{kind}"
        for name, kind in (("averted", "svg"), ("sweep", "svg"), ("tie-desk", "png"))
        for theme in ("dark", "light")
    ]
    assert [name for name in shown if not (ROOT / name).is_file()] == []


@EACH
def test_the_picture_has_the_colours_of_its_theme(theme: Theme) -> None:
    picture = drawn(theme)
    for colour in (theme.paper, theme.ink, *theme.series[:2]):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert f"rgb({red}, {green}, {blue})" in picture, STALE


@EACH
def test_the_picture_can_be_read_at_the_width_of_the_page(theme: Theme) -> None:
    picture = drawn(theme)
    width = re.search(r'<svg[^>]* width="(\d+)"', picture)
    assert width is not None
    assert int(width[1]) <= WIDEST
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", picture)]
    assert min(sizes) >= SMALLEST_TEXT


@EACH
def test_the_map_of_the_sweep_has_the_extremes_that_the_answer_names(theme: Theme) -> None:
    named = re.search(r"from (\d+%) at the worst pair of the two to (\d+%) at the best", README)
    assert named is not None, "run: python docs/make_sweep_picture.py FOLDER"
    picture = (ROOT / "docs" / "images" / f"sweep-{theme.name}.svg").read_text(encoding="utf-8")
    fields = [int(text.rstrip("%")) for text in texts(picture) if text.endswith("%")]
    assert len(fields) == 54
    assert (min(fields), max(fields)) == tuple(int(each.rstrip("%")) for each in named.groups())


@EACH
def test_the_picture_needs_nothing_from_elsewhere(theme: Theme) -> None:
    elsewhere = re.findall(r'(?:href|src)="(?!#)([^"]*)"', drawn(theme))
    assert elsewhere == []
    assert "<script" not in drawn(theme)
