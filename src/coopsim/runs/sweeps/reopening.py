"""What a sweep's folder says about itself: enough to go on, and to make any run again."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydantic import ValidationError

from coopsim.documents.scalars import plain_scalar
from coopsim.errors import ResultsError
from coopsim.experiment import Experiment, Study
from coopsim.experiment.designs import Design
from coopsim.experiment.factors import Dial, Scalar, dials_of
from coopsim.experiment.grounds import Ground
from coopsim.experiment.schema import Arm, Factor
from coopsim.runs.parquet import read_parquet
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sealing import BLUEPRINT
from coopsim.runs.tables import MISSING, RESULTS_VERSION, Column, Table, Words, distinct
from coopsim.scenario.resolving import ScenarioFile

DESIGN: Final = "design.parquet"
SCENARIOS: Final = "scenarios"
_VERSION: Final = "results_version"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Hold what a folder's experiment says.

    Attributes:
        experiment: the experiment, complete.
        sha256: hash of everything that decides about the numbers.
        essence: all of that.
    """

    experiment: Experiment
    sha256: str
    essence: dict[str, Any]


def blueprint(plan: Plan) -> str:
    """Return what a folder says about its experiment, as JSON."""
    told = {
        "sha256": plan.sha256,
        "experiment": plan.study.experiment.model_dump(mode="json"),
        "essence": plan.essence,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def read_blueprint(folder: Path) -> Blueprint:
    """Read what a folder says about its experiment.

    Raises:
        ResultsError: It is no folder of a sweep, is damaged, or is of a version that coopsim does
            not know.
    """
    file = folder / BLUEPRINT
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        version = told["essence"][_VERSION]
    except FileNotFoundError:
        raise ResultsError(f"{folder} holds no sweep: it has no {BLUEPRINT}") from None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise ResultsError(f"{file} is damaged: it can't be read as an experiment") from None
    if version != RESULTS_VERSION:
        message = f"{folder} has results of version {version!s:.20}"
        raise ResultsError(f"{message}; this coopsim reads version {RESULTS_VERSION}")
    try:
        experiment = Experiment.model_validate(told["experiment"])
        return Blueprint(experiment, str(told["sha256"]), told["essence"])
    except (ValidationError, KeyError) as error:
        raise ResultsError(f"{file} is damaged: {error!s:.80}") from None


def reopen(folder: Path) -> Plan:
    """Return the plan of a folder's sweep, from what lies in the folder alone.

    Raises:
        ResultsError: Something of it is missing or damaged.
        InputError: The scenarios in it are none that this coopsim can read.
    """
    told = read_blueprint(folder)
    try:
        design = _design(read_parquet(folder / DESIGN, "design"))
        names = tuple(told.essence["scenarios"])
        dials = tuple(_dials(told))
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        raise ResultsError(f"{folder} is damaged: its design can't be read") from None
    # Variants and settings of the arms are in their scenarios already.
    factors = {dial.name: dial.factor for dial in dials}
    grounds = {
        name: Ground(ScenarioFile(folder / SCENARIOS / f"{name}.yaml"), Arm(), None, factors)
        for name in names
    }
    return Plan(Study(told.experiment, dials, design, grounds), told.sha256)


def design_table(plan: Plan) -> Table:
    """Make the table of the design: one row a point, one column a factor."""
    design = plan.study.design
    points = Column("point", np.arange(design.n_points), "", "Design point, from 0.")
    columns = [_column(dial, list(design.columns[dial.name])) for dial in plan.study.dials]
    return Table("design", (points, *columns))


def _dials(told: Blueprint) -> list[Dial]:
    # The columns of a table may be factors by themselves, which the experiment does not list.
    return [
        Dial(
            each["name"],
            Factor.model_validate(each["factor"]),
            tuple(each["address"]),
            bool(each["is_lever"]),
        )
        for each in told.essence["factors"]
    ] or dials_of(told.experiment)


def _column(dial: Dial, values: list[Scalar | None]) -> Column:
    factor = dial.factor
    what = f"Multiple of {factor.path}" if factor.times else f"Value of {factor.path}"
    # By exact type: true is an int to Python, and not to a scenario.
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int}:
        whole = np.array([MISSING if value is None else value for value in values], dtype=np.int64)
        return Column(dial.name, whole, "", f"{what}.")
    if kinds <= {int, float}:
        numbers = [np.nan if value is None else float(value) for value in values]
        return Column(dial.name, np.array(numbers), "", f"{what}.")
    texts = ["" if value is None else _spelled(value) for value in values]
    return Column(dial.name, distinct(texts), "", f"{what}.")


def _spelled(value: Scalar) -> str:
    """Write a value so that `_read` gives it back: text as it is, unless it looks like more."""
    if isinstance(value, str):
        plain = value and not value.startswith('"') and plain_scalar(value) == value
        return value if plain else json.dumps(value)
    return json.dumps(value)


def _read(text: str | None) -> Scalar | None:
    if not text:
        return None
    if text.startswith('"'):
        return str(json.loads(text))
    return plain_scalar(text)


def _design(table: Table) -> Design:
    columns: dict[str, list[Scalar | None]] = {}
    for column in table.columns[1:]:
        if isinstance(column.values, Words):
            columns[column.name] = [_read(text) for text in column.values.texts()]
        else:
            numbers = column.values.tolist()
            missing = [value == MISSING or math.isnan(value) for value in numbers]
            columns[column.name] = [
                None if gone else value for value, gone in zip(numbers, missing, strict=True)
            ]
    return Design(columns, table.n_rows)
