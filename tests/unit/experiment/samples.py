"""Small experiments that the tests of this folder and of sweeps share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from coopsim.errors import InputError
from coopsim.experiment import Experiment, Study, read_experiment
from coopsim.experiment.checking import experiment_findings
from unit.scenario.samples import told, values, write

THREAT = {"id": "cyber", "kind": "cyberattack", "rate_per_year": 6, "severity": 0.5}
WORLD = values(
    steps=4, threats=[THREAT], variants={"calm": {"threats": {"cyber": {"severity": 0.1}}}}
)
BUDGET = {"path": "mechanisms.budgets.operations_share", "times": True, "values": [0.5, 1.0, 2.0]}
FRICTION = {"path": "mechanisms.friction.scale", "values": [0, 1]}
SMALL: dict[str, Any] = {
    "name": "small",
    "scenario": "world.yaml",
    "levers": {"budget": BUDGET},
    "uncertainties": {"friction": FRICTION},
    "outcomes": ["damage_busd", "collective_response", {"metric": "trust", "step": 2}],
    "replicates": 4,
    "runs_per_file": 6,
}


def experiment(**keys: Any) -> Experiment:
    """Return an experiment whose every value has a sound form; a None leaves a key out."""
    kept = {key: value for key, value in {**SMALL, **keys}.items() if value is not None}
    return Experiment.model_validate(kept)


def findings(**keys: Any) -> list[str]:
    """Return what does not fit together in an experiment."""
    return [told(each) for each in experiment_findings(experiment(**keys))]


def file(folder: Path, *, world: dict[str, Any] | None = None, **keys: Any) -> Path:
    """Write an experiment and its scenario; return the file of the experiment."""
    write(folder, yaml.safe_dump(world or WORLD, sort_keys=False), "world.yaml")
    kept = {key: value for key, value in {**SMALL, **keys}.items() if value is not None}
    return write(folder, yaml.safe_dump(kept, sort_keys=False), "small.yaml")


def study(folder: Path, **keys: Any) -> Study:
    """Write an experiment and read it."""
    return read_experiment(file(folder, **keys))


def refused(path: Path) -> list[str]:
    """Return the faults for which an experiment is not read."""
    with pytest.raises(InputError, match=r".") as caught:
        read_experiment(path)
    return [told(fault) for fault in caught.value.faults]
