"""A real Chromium without a network, and pages to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.looking import ARGUMENTS, View, Watched, opened
from coopsim.cli.application import main

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

STEPS = 48
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
