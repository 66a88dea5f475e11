"""Start the real command in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# What would make a command look or behave otherwise than for most people.
UNWANTED = ("COLUMNS", "COOPSIM_TRACEBACK", "FORCE_COLOR", "NO_COLOR", "NUMBA_DISABLE_JIT")


class Ended(NamedTuple):
    """Hold how a process ended: exit code and what it wrote."""

    code: int
    out: str
    err: str


def environment(**settings: str) -> dict[str, str]:
    """Return the environment of most people, and what else is set."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**kept, **settings}


def coopsim(*words: str, cwd: Path | None = None, **settings: str) -> Ended:
    """Run the command `coopsim` with so many words."""
    return python("-m", "coopsim", *words, cwd=cwd, **settings)


def python(*words: str, cwd: Path | None = None, **settings: str) -> Ended:
    """Run Python with so many words."""
    ended = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=environment(**settings),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
