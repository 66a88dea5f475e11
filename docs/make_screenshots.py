"""Take the pictures of the browser's screens, light and dark, for a desk and for a phone.

    python docs/make_screenshots.py

Needs Chromium and ``pip install ".[docs,test]"``. Equal versions of both give equal pictures.
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from coopsim.analysis.swept import read_swept
from coopsim.app.atlas import atlas_of
from coopsim.app.packing import pack
from coopsim.app.page import page as page_of
from coopsim.app.replay import film_of
from coopsim.experiment import read_experiment
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sweeping import Where, sweep
from coopsim.scenario import load

IMAGES: Final = Path(__file__).parent / "images"
EXPERIMENTS: Final = Path(__file__).parents[1] / "experiments"
# Shipped experiments, with fewer runs: for pictures they are enough.
SWEEPS: Final = {
    "sweep": ("budget-friction", {"replicates: 50": "replicates: 10"}),
    "lines": ("when-cooperation-collapses", {"points: 600": "points: 200"}),
}
SIZES: Final[dict[str, ViewportSize]] = {
    "desk": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
SCHEMES: Final = ("light", "dark")
COLOURS: Final = 256
# Of each screen: the file that it is in, and where the link into it points.
SCREENS: Final = {
    "run": ("run", "#t=61"),
    "state": ("run", "#t=61&s=POL"),
    "tie": ("run", "#t=61&s=POL&p=UKR"),
    "compare": ("compare", "#t=61"),
    "sweep": ("sweep", "#c=20"),
    "lines": ("lines", ""),
}
# A phone shows first what lies at the top; these parts lie further down.
BELOW: Final = {"state": "#inspector", "tie": "#inspector", "compare": "#inspector"}


def pages(folder: Path) -> dict[str, str]:
    """Write the files that are looked at; return their addresses."""
    scenario = load("baseline")
    film, _ = film_of(scenario, 1)
    other, _ = film_of(scenario.without("institutions"), 1)
    film.head["label"], other.head["label"] = "with NATO", "without NATO"
    texts = {
        "run": page_of(film.title, [film.parts()]),
        "compare": page_of(film.title, [film.parts(), other.parts()]),
    }
    texts |= {name: atlas_page(folder, *words) for name, words in SWEEPS.items()}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in texts}


def atlas_page(folder: Path, experiment: str, fewer: dict[str, str]) -> str:
    """Go through a sweep and return its page."""
    text = (EXPERIMENTS / f"{experiment}.yaml").read_text(encoding="utf-8")
    for usual, less in fewer.items():
        text = text.replace(usual, less)
    file = folder / f"{experiment}.yaml"
    file.write_text(text, encoding="utf-8")
    sweep(Plan(read_experiment(str(file))), folder / experiment, Where())
    atlas = atlas_of(read_swept(folder / experiment), opens=True)
    return page_of(atlas["title"], atlas=pack(atlas))


def opened(browser: Browser, url: str, size: ViewportSize, scheme: Any) -> Page:
    """Open a page that stands still."""
    context = browser.new_context(
        viewport=size, color_scheme=scheme, reduced_motion="reduce", offline=True
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(300)
    return page


def keep(picture: bytes, file: Path) -> None:
    """Write a picture with so few colours that it is a third as large."""
    with Image.open(BytesIO(picture)) as opened_picture:
        opened_picture.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT).save(
            file, optimize=True
        )


def main() -> None:
    """Take every picture."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("There is no Chromium on this machine.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        urls = pages(Path(folder))
        for screen, (file, link) in SCREENS.items():
            for size, viewport in SIZES.items():
                for scheme in SCHEMES:
                    page = opened(browser, urls[file] + link, viewport, scheme)
                    if size == "phone" and screen in BELOW:
                        page.locator(BELOW[screen]).scroll_into_view_if_needed()
                        page.evaluate(f"document.querySelector('{BELOW[screen]}').scrollIntoView()")
                    keep(page.screenshot(), IMAGES / f"{screen}-{size}-{scheme}.png")
                    page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
