"""Put the answer of a sweep of budget-friction and its heat map on the first page.

    coopsim sweep budget-friction -o answer
    python docs/make_sweep_picture.py answer

They come from the sweep's report, between ``<!-- picture sweep -->`` and
``<!-- end of picture -->``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from coopsim.analysis.swept import read_swept
from coopsim.figures.theme import THEMES, Theme
from coopsim.reports.of_sweep import report_of_sweep
from coopsim.reports.parts import Report

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = "docs/images"
WIDTH: Final = 760
MARKED: Final = re.compile(r"(<!-- picture sweep -->\n).*?(<!-- end of picture -->)", re.DOTALL)


def picture(report: Report, theme: Theme) -> str:
    """Draw the first figure of a report as SVG."""
    figure = report.exhibits[0].draw(theme)
    # Plotly names traces and parts of a drawing by chance, which would change the file each time.
    for place, trace in enumerate(figure.data):
        trace.uid = str(place)
    drawn = str(figure.to_image(format="svg", width=WIDTH).decode("utf-8"))
    for name in re.findall(r'id="defs-(\w+)"', drawn):
        drawn = drawn.replace(name, theme.name)
    return drawn


def block(report: Report) -> str:
    """Return the part of the page: the picture in the reader's own colours, and the answer."""
    answer = "\n".join(f"> {each.text}" for each in report.answer)
    return (
        "\n<picture>\n"
        f'  <source media="(prefers-color-scheme: dark)" srcset="{IMAGES}/sweep-dark.svg">\n'
        f'  <img src="{IMAGES}/sweep-light.svg" alt="{report.exhibits[0].title}: a field for each '
        'pair of values, with its mean">\n'
        f"</picture>\n\n{answer}\n\n"
    )


def main(folder: Path) -> None:
    """Make the pictures of both themes, then put them and the answer in their place."""
    report = report_of_sweep(read_swept(folder))
    for name, theme in THEMES.items():
        drawn = picture(report, theme)
        (ROOT / IMAGES / f"sweep-{name}.svg").write_text(drawn, encoding="utf-8")
    page = ROOT / "README.md"
    before = page.read_text(encoding="utf-8")
    after = MARKED.sub(lambda found: found[1] + block(report) + found[2], before)
    page.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
