"""A real Chromium without a network, and pages to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from browser.looking import ARGUMENTS, View, Watched, opened
from coopsim.app.atlas import atlas_of
from coopsim.app.packing import pack
from coopsim.app.page import page as page_of
from coopsim.cli.application import main
from unit.analysis.sweeping import formula_swept, scaled

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

STEPS = 48
SWEEP = """
name: small
title: A small sweep
scenario: baseline
design: {kind: grid}
levers: {budget: {path: mechanisms.budgets.operations_share, times: true, values: [0.5, 1, 2]}}
uncertainties: {friction: {path: mechanisms.friction.scale, values: [0, 1]}}
outcomes: [collective_response, damage_busd, trust]
replicates: 5
"""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium: Any) -> Iterator[View]:
    """Open pages; at the end of the test none may have failed or asked for anything outside."""
    watched: list[Watched] = []

    def view(url: str, **settings: Any) -> Any:
        watched.append(opened(chromium, url, **settings))
        return watched[-1].page

    yield view
    for each in watched:
        each.page.context.close()
    assert [fault for each in watched for fault in each.faults] == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran(tmp_path_factory.mktemp("run") / "with-nato")


@pytest.fixture(scope="session")
def exported(folder: Path) -> str:
    return export(folder, folder.parent / "run.html")


@pytest.fixture(scope="session")
def compared(folder: Path) -> str:
    other = ran(folder.parent / "without-nato", "--without", "institutions")
    return export(folder, folder.parent / "compared.html", "--against", str(other))


@pytest.fixture(scope="session")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Go through a small sweep on a grid of two factors."""
    folder = tmp_path_factory.mktemp("sweep")
    file, output = folder / "small.yaml", folder / "small"
    file.write_text(SWEEP, encoding="utf-8")
    assert main(["sweep", str(file), "-o", str(output), "-q"]) == 0
    return output


@pytest.fixture(scope="session")
def exported_sweep(sweep: Path) -> str:
    return export(sweep, sweep.parent / "sweep.html")


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page of a sweep of many factors, with a box; its numbers are those of a formula."""
    swept = formula_swept(
        tmp_path_factory.mktemp("explored"),
        lambda point, *_: point["x"] + 0.2 * (point["y"] + point["z"]),
        design={"kind": "sobol", "points": 64}, outcomes=["damage_busd", "trust"],
        uncertainties=scaled(x=(0, 1), y=(0, 1), z=(0, 1)),
    )  # fmt: skip
    made = atlas_of(swept, opens=False)
    made["box"] = {
        "outcome": 0, "arm": 0, "beyond": "above 0.6", "says": "It is large where x is.",
        "sides": [{"factor": "x", "low": 0.6, "high": 1.0}],
        "wanted": (swept.cells("damage_busd")[:, 0] > 0.6).astype(np.uint8),
    }  # fmt: skip
    file = swept.place.parent / "explored.html"
    file.write_text(page_of("Explored", atlas=pack(made)), encoding="utf-8")
    return file.as_uri()


def ran(folder: Path, *flags: str) -> Path:
    sizes = ("--seed", "1", "--steps", str(STEPS), "--replicates", "3")
    assert main(["run", "baseline", *sizes, "-q", "-o", str(folder), *flags]) == 0
    return folder


def export(folder: Path, file: Path, *flags: str) -> str:
    assert main(["export", str(folder), "-o", str(file), *flags]) == 0
    return file.as_uri()


@pytest.fixture
def serving() -> Iterator[Callable[..., str]]:
    """Start `coopsim view` and return its address; end it after the test."""
    from browser.serving import Server

    servers: list[Server] = []

    def start(*arguments: str) -> str:
        servers.append(Server(*arguments))
        return servers[-1].url

    yield start
    for server in servers:
        server.stop()
