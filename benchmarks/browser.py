"""Time the pages in a real Chromium: how large, how soon seen, how much script a scrub takes.

    .venv/bin/python benchmarks/browser.py

Needs Chromium and the test extra. Every figure is a median. A scrub is what follows the hand:
network, map, chart and clock; panels of text are filled when the hand rests for 90 ms.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from coopsim.app.page import page as page_of
from coopsim.app.replay import Film, film_of
from coopsim.scenario import load

ROUNDS: Final = 7
SCRUBS: Final = 60
STEPS: Final = 200
MANY_STATES, MANY_TIES, MANY_STEPS = 200, 2000, 12
ARGUMENTS: Final = ["--no-sandbox", "--disable-background-networking"]
VIEW: Final[ViewportSize] = {"width": 1440, "height": 900}
READY: Final = "html[data-ready]"
MARKS: Final = (
    "Object.fromEntries(performance.getEntriesByType('mark').map(m => [m.name, m.startTime]))"
)
CROWD: Final = f"""
name: crowd
steps: {MANY_STEPS}
states:
  - id: S
    count: {MANY_STATES}
    gdp_busd: {{low: 10, high: 2000}}
    defence_share: {{low: 0.01, high: 0.04}}
    personnel_k: {{low: 5, high: 300}}
    latitude: {{low: -50, high: 65}}
    longitude: {{low: -120, high: 150}}
threats:
  - {{id: storms, kind: climate_shock, rate_per_year: 0.5, severity: 0.4}}
"""
# One key moves to the next step; the page does its drawing before the call returns.
SCRUB: Final = """(n) => Array.from({ length: n }, (_, at) => {
    const key = at % 8 === 7 ? "Home" : "ArrowRight";
    const began = performance.now();
    document.dispatchEvent(new KeyboardEvent("keydown", { key }));
    return performance.now() - began;
})"""
# Clicks, and waits for the button to say that the server has obeyed.
UNTIL_PAUSED: Final = """() => new Promise((done) => {
    const play = document.querySelector(".play");
    const began = performance.now();
    new MutationObserver((_, each) => {
        if (!play.textContent.includes("Run")) return;
        each.disconnect();
        done(performance.now() - began);
    }).observe(play, { childList: true, characterData: true, subtree: true });
    play.click();
})"""
# Sends a change, and waits until the chart marks it: then the server has made it hold.
UNTIL_CHANGED: Final = """(value) => new Promise((done) => {
    const chart = document.querySelector(".chart");
    document.querySelector("input[aria-label='friction.scale']").value = value;
    const buttons = [...document.querySelectorAll("dialog button")];
    const marks = () => chart.querySelectorAll("line[stroke-width='1.5']").length;
    const before = marks();
    const began = performance.now();
    new MutationObserver((_, each) => {
        if (marks() === before) return;
        each.disconnect();
        done(performance.now() - began);
    }).observe(chart, { childList: true, subtree: true });
    buttons.find((button) => button.textContent.startsWith("Change from")).click();
})"""
# Counts the steps that were drawn, each once.
COUNTING: Final = """() => {
    const scrub = document.querySelector(".scrub");
    window.drawn = new Set();
    new MutationObserver(() => window.drawn.add(scrub.ariaValueNow)).observe(scrub, {
        attributeFilter: ["aria-valuenow"],
    });
}"""


def crowded() -> Film:
    """Film a world of many states, with as many ties as are asked for in each step."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "crowd.yaml"
        file.write_text(CROWD, encoding="utf-8")
        scenario = load(file)
    film, _ = film_of(scenario, 1)
    rng = np.random.default_rng(1)
    pairs = np.stack(np.triu_indices(MANY_STATES, 1))
    chosen = np.concatenate([
        pairs[:, rng.choice(pairs.shape[1], MANY_TIES, replace=False)] for _ in range(MANY_STEPS)
    ], axis=1)  # fmt: skip
    film.reel["ties"] = {
        "ends": np.arange(MANY_TIES, (MANY_STEPS + 1) * MANY_TIES, MANY_TIES, dtype=np.int32),
        "kind": np.zeros(chosen.shape[1], np.uint8),
        "one": chosen[0].astype(np.int16),
        "other": chosen[1].astype(np.int16),
        "depth": rng.integers(1, 256, chosen.shape[1]).astype(np.uint8),
    }
    return film


def opened(browser: Browser, url: str) -> Page:
    """Open a page in a context of its own and wait until it is ready."""
    page = browser.new_context(viewport=VIEW).new_page()
    page.goto(url)
    page.wait_for_selector(READY)
    return page


def measure_file(browser: Browser, name: str, film: Film, folder: Path) -> None:
    """Measure one exported file and print the medians."""
    file = folder / f"{name}.html"
    file.write_text(page_of(film.title, [film.parts()]), encoding="utf-8")
    marks: list[dict[str, float]] = []
    scrubs: list[float] = []
    for _ in range(ROUNDS):
        page = opened(browser, file.as_uri())
        marks.append(page.evaluate(MARKS))
        page.wait_for_timeout(300)
        scrubs += page.evaluate(SCRUB, SCRUBS)
        page.context.close()
    print(f"{name}")
    print(f"  size of the file        {file.stat().st_size / 1e6:8.2f} MB")
    for mark, label in (("network", "network drawn after"), ("ready", "all drawn after")):
        print(f"  {label:23s} {statistics.median(each[mark] for each in marks):8.0f} ms")
    print(f"  script per scrub        {statistics.median(scrubs):8.2f} ms")


@contextmanager
def served(scenario: str) -> Iterator[str]:
    """Run ``coopsim view`` and yield its address."""
    command = [sys.executable, "-m", "coopsim", "view", scenario, "--no-open", "--port", "0"]
    # Long enough not to end while it is measured.
    command += ["--set", "steps=2000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def measure_live(browser: Browser) -> None:
    """Measure a live run of the baseline at 20 steps a second."""
    with served("baseline") as url:
        page = opened(browser, url)
        page.select_option("select[aria-label=Speed]", "20")
        page.click(".play")
        page.wait_for_timeout(500)
        page.evaluate(COUNTING)
        began, clock = step_of(page), page.evaluate("performance.now()")
        page.wait_for_timeout(3000)
        seconds = (page.evaluate("performance.now()") - clock) / 1000.0
        made, drawn = step_of(page) - began, page.evaluate("window.drawn.size")
        pauses, changes = [], []
        for turn in range(ROUNDS):
            pauses.append(page.evaluate(UNTIL_PAUSED))
            page.click(".play")
            page.wait_for_selector(".play:has-text('Pause')")
            page.click("button:has-text('Change …')")
            changes.append(page.evaluate(UNTIL_CHANGED, str(1.25 + turn / 4)))
        print("live, 32 states, 20 steps a second asked for")
        print(f"  steps shown             {made / seconds:8.1f} a second")
        print(f"  of them drawn singly    {drawn / made:8.0%}")
        print(f"  pause has effect after  {statistics.median(pauses):8.0f} ms")
        print(f"  change has effect after {statistics.median(changes):8.0f} ms")
        page.context.close()


def step_of(page: Any) -> int:
    """Return the step that a page shows."""
    return int(page.get_attribute(".scrub", "aria-valuenow"))


def main() -> None:
    """Measure and print."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("NOT RUN: there is no Chromium on this machine")
    usual, _ = film_of(load("baseline", set={"steps": STEPS}), 1)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        measure_file(browser, f"32 states, {STEPS} steps", usual, Path(folder))
        name = f"{MANY_STATES} states, {MANY_TIES} ties"
        measure_file(browser, name, crowded(), Path(folder))
        measure_live(browser)
        browser.close()


if __name__ == "__main__":
    main()
