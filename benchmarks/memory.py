"""Measure the largest memory of a sweep of many runs.

    .venv/bin/python benchmarks/memory.py [RUNS]

Runs of four states over three steps, 100,000 unless told otherwise: what a sweep keeps of its runs
does not depend on what happens in them. Prints the peak after every tenth.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from coopsim.experiment import read_experiment
from coopsim.runs.sweeps.course import Tidings
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sweeping import Where, sweep

RUNS: Final = 100_000
REPLICATES: Final = 50
WORLD: Final[dict[str, Any]] = {
    "steps": 3,
    "states": [
        {
            "id": "S", "count": 4, "gdp_busd": {"low": 10, "high": 400},
            "defence_share": {"low": 0.01, "high": 0.04}, "personnel_k": {"low": 5, "high": 50},
            "latitude": {"low": 30, "high": 60}, "longitude": {"low": 0, "high": 30},
        }
    ],
    "threats": [{"id": "cyber", "kind": "cyberattack", "rate_per_year": 4, "severity": 0.5}],
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    experiment = {
        "scenario": "world.yaml", "priors": "core", "replicates": REPLICATES,
        "design": {"kind": "latin_hypercube", "points": runs // REPLICATES},
        "outcomes": ["collective_response", "damage_busd", "trust", "honour_rate"],
    }  # fmt: skip
    tenth = max(1, runs // 10)

    def tell(tidings: Tidings) -> None:
        if tidings.done % tenth == 0:
            print(f"{tidings.done:,} runs: {peak_mb():.0f} MB")

    with tempfile.TemporaryDirectory() as folder:
        # JSON is YAML.
        Path(folder, "world.yaml").write_text(json.dumps(WORLD), encoding="utf-8")
        file = Path(folder, "experiment.yaml")
        file.write_text(json.dumps(experiment), encoding="utf-8")
        finished = sweep(Plan(read_experiment(file)), Path(folder, "out"), Where(), tell)
    print(f"{finished.n_runs:,} runs, {finished.failures} failures: {peak_mb():.0f} MB at most")


def peak_mb() -> float:
    """Return the largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
