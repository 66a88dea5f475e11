"""Experiments: from the file that a person writes to design points that can be run."""

from coopsim.experiment.reading import (
    Study,
    check_experiment,
    is_experiment,
    read_experiment,
)
from coopsim.experiment.schema import Experiment

__all__ = ["Experiment", "Study", "check_experiment", "is_experiment", "read_experiment"]
