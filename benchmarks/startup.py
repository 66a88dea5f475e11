"""Time whole commands: how much CPU a user waits for.

    .venv/bin/python benchmarks/startup.py

Prints the median CPU seconds (user and system) of fresh processes, measured in turn, and
what a bare interpreter and an import of Numba take beside them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
COOPSIM = (sys.executable, "-m", "coopsim")
NEW_FOLDER = "NEW FOLDER"
# It falls near the end of the baseline's first run.
DECISION = ("--actor", "FRA", "--partner", "DEU", "--step", "104")


def cpu_seconds(command: list[str]) -> float:
    """Run a command to its end; return the CPU seconds that it and its children took."""
    # Bytecode is kept wherever people work; where it is not, each start compiles all sources anew.
    kept = {key: each for key, each in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    subprocess.run(command, capture_output=True, check=True, env=kept)
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def main() -> None:
    """Measure and print."""
    scenario = "scenarios/baseline.yaml"
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import numba'": [sys.executable, "-c", "import numba"],
        "coopsim --help": [*COOPSIM, "--help"],
        "coopsim validate baseline": [*COOPSIM, "validate", scenario],
        "coopsim run baseline": [*COOPSIM, "run", scenario, "-o", NEW_FOLDER],
    }
    with tempfile.TemporaryDirectory() as folder:
        asked = str(Path(folder) / "asked")
        subprocess.run([*COOPSIM, "run", scenario, "-q", "-o", asked], check=True)
        commands["coopsim why, one decision"] = [*COOPSIM, "why", asked, "--json", *DECISION]
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for n in range(ROUNDS + 1):
            new = str(Path(folder) / f"run-{n}")
            for name, command in commands.items():
                seconds = cpu_seconds([new if word == NEW_FOLDER else word for word in command])
                # The first round fills the caches.
                if n > 0:
                    taken[name].append(seconds)
    print(f"median CPU seconds of {ROUNDS} fresh processes")
    for name, values in taken.items():
        print(f"  {name:28s} {statistics.median(values):5.2f}")


if __name__ == "__main__":
    main()
