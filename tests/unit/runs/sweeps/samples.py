"""A small sweep that the tests of this folder share, and a broken point for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sweeping import Where, sweep
from unit.experiment.samples import study

ONE = Where(workers=1)
# Sound one by one, and not together: a schedule reaches beyond fewer steps.
CLASH: dict[str, Any] = {
    "design": {"kind": "grid"},
    "levers": {"budget": {"path": "mechanisms.budgets.operations_share", "values": [0.02, 0.1]}},
    "uncertainties": {"a": {"path": "states[*].defence_share", "values": [0.01, 0.02]}},
}


def plan(folder: Path, **keys: Any) -> Plan:
    """Write an experiment and plan it."""
    return Plan(study(folder, **keys))


def swept(folder: Path, **keys: Any) -> tuple[Plan, Path]:
    """Go through a small sweep; return its plan and its folder."""
    made = plan(folder, **keys)
    sweep(made, folder / "out", ONE)
    return made, folder / "out"


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files but the manifest, which tells the time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
