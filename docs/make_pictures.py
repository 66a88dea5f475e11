"""Make the picture of the first page with the program itself, and the sentence about it.

    python docs/make_pictures.py

Needs Chromium or Chrome, and what ``pip install ".[docs]"`` installs. The sentence stands between
``<!-- picture averted -->`` and ``<!-- end of picture -->``; equal numbers give equal files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coopsim.figures.over_time import metric
from coopsim.figures.theme import THEMES, Theme
from coopsim.figures.words import YEARS_IN_ALL, written
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.summary import run_values
from coopsim.scenario import load
from coopsim.statistics import interval, paired_interval

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = "docs/images"
SHOWN: Final = METRICS["averted_busd"]
WITH, WITHOUT = "with NATO", "without NATO"
WIDTH: Final = 760
MARKED: Final = re.compile(r"(<!-- picture averted -->\n).*?(<!-- end of picture -->)", re.DOTALL)


def records() -> dict[str, Record]:
    """Run the baseline as it is and without institutions, on the same luck."""
    baseline = load("baseline")
    return {WITH: run(baseline), WITHOUT: run(baseline.without("institutions"))}


def sentence(ran: Mapping[str, Record]) -> str:
    """Say what the picture shows, with its numbers."""
    values = {label: run_values(record.table("metrics"), SHOWN) for label, record in ran.items()}
    ends = {label: written(SHOWN, interval(each).mean) for label, each in values.items()}
    less = paired_interval(values[WITHOUT], values[WITH])
    difference, low, high = (written(SHOWN, number) for number in less[:3])
    return (
        f"With NATO, its one institution, partners in the baseline avert {ends[WITH]} billion USD "
        f"of damage in ten years; without it,\non the same luck, {ends[WITHOUT]}. The difference, "
        f"run by run, is {difference} on average (95 % interval {low} to {high})."
    )


def picture(ran: Mapping[str, Record], theme: Theme) -> str:
    """Draw the picture as SVG."""
    figure = metric(ran, SHOWN.name, YEARS_IN_ALL, theme)
    # Plotly names traces and parts of a drawing by chance, which would change the file each time.
    for place, trace in enumerate(figure.data):
        trace.uid = str(place)
    drawn = str(figure.to_image(format="svg", width=WIDTH).decode("utf-8"))
    by_chance = re.findall(r'id="defs-(\w+)"', drawn)
    for name in by_chance:
        drawn = drawn.replace(name, theme.name)
    return drawn


def block(ran: Mapping[str, Record]) -> str:
    """Return the part of the page that shows the picture: by the reader's own colours."""
    said = sentence(ran)
    return (
        "\n<picture>\n"
        f'  <source media="(prefers-color-scheme: dark)" srcset="{IMAGES}/averted-dark.svg">\n'
        f'  <img src="{IMAGES}/averted-light.svg" alt="{SHOWN.title}, over ten years: two lines '
        'that part, with NATO and without">\n'
        f"</picture>\n\n{said}\nThe picture is made by `python docs/make_pictures.py`.\n\n"
    )


def main() -> None:
    """Make the pictures of both themes, then put them and the sentence in their places."""
    ran = records()
    drawn = {name: picture(ran, theme) for name, theme in THEMES.items()}
    folder = ROOT / IMAGES
    folder.mkdir(exist_ok=True)
    for name, text in drawn.items():
        (folder / f"averted-{name}.svg").write_text(text, encoding="utf-8")
    page = ROOT / "README.md"
    before = page.read_text(encoding="utf-8")
    after = MARKED.sub(lambda found: found[1] + block(ran) + found[2], before)
    page.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
