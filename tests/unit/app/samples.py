"""Films and runs of three states that the tests of this folder share."""

from __future__ import annotations

import threading
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from coopsim.app.film import Frame, frame_of
from coopsim.app.live import LiveRun
from coopsim.cli import main
from coopsim.runs.one import play
from coopsim.scenario.founding import Names, names_of
from unit.runs.samples import scenario

PATIENCE = 30.0


@cache
def filmed(steps: int = 6) -> tuple[tuple[Frame, ...], Names]:
    """Film the first steps of the sample scenario."""
    world = scenario(steps)
    return tuple(map(frame_of, islice(play(world, seed=1), steps))), names_of(world)


def columns(reel: dict[str, Any], table: str) -> dict[str, Any]:
    """Return the columns of a packed table by name."""
    return {each["name"]: each for each in reel["tables"][table]}


def kept(folder: Path, *words: str) -> Path:
    """Write the sample scenario, run it twice and return the folder of its results."""
    file = folder / "sample.yaml"
    file.write_text(scenario().resolved_yaml(), encoding="utf-8")
    output = folder / f"out{len(words)}"
    sizes = ("--seed", "3", "--replicates", "2", "-q")
    assert main(["run", str(file), "-o", str(output), *sizes, *words]) == 0
    return output


def awaited(run: LiveRun, steps: int) -> None:
    """Wait until a live run has made so many steps."""
    made = threading.Event()

    def look() -> None:
        if len(run.frames) >= steps:
            made.set()

    stop = run.listen(look)
    if len(run.frames) < steps:
        assert made.wait(PATIENCE), run.status()
    stop()
