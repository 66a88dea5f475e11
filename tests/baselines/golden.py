"""The golden numbers: what the shipped scenarios give, to the last bit.

They change on purpose only. After such a change run this file, look at the difference of
``golden.json``, and commit it with a message that says why the numbers moved:

    .venv/bin/python tests/baselines/golden.py
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from coopsim.runs.hashing import content_hash
from coopsim.runs.one import run
from coopsim.runs.summary import summarise
from coopsim.scenario import load

GOLDEN = Path(__file__).with_name("golden.json")
SCENARIOS = ("baseline", "cyber-wave", "climate-shocks", "allied-force-1999", "cold-war")
REPLICATES = 2


def measured(
    name: str, seed: int = 0, settings: Mapping[str, object] | None = None
) -> dict[str, dict[str, str]]:
    """Run a shipped scenario; return its content hashes, and its summary to read them by."""
    record = run(load(name, set=settings or {}), seed=seed, replicates=REPLICATES)
    return {
        # Decisions that nobody takes without their mechanism have tables without rows.
        "tables": {
            table: content_hash(each) for table, each in record.tables().items() if each.n_rows
        },
        "summary": {
            metric: f"{each.over_runs.mean:.6g}" for metric, each in summarise(record).items()
        },
    }


if __name__ == "__main__":
    found = {name: measured(name) for name in SCENARIOS}
    GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
