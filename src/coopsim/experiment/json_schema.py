"""The JSON Schema of experiment files, for editors."""

from __future__ import annotations

from coopsim.experiment.schema import Experiment
from coopsim.scenario.json_schema import DIALECT, Json, joined


def experiment_schema() -> Json:
    """Return the JSON Schema of experiment files."""
    told: Json = joined(Experiment.model_json_schema())
    return {"$schema": DIALECT, **told, "title": "Experiment of coopsim"}
