"""From an experiment file to arms that can be founded and points that can be run.

Every fault is told at its place in the experiment, or in the scenario that it names, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import ValidationError

from coopsim.documents import Node, read_yaml
from coopsim.errors import Fault, InputError, Place, abbreviated
from coopsim.experiment.answers import sweep_answer_findings
from coopsim.experiment.checking import experiment_findings
from coopsim.experiment.designs import Design, design_of
from coopsim.experiment.factors import Dial, Scalar, at_quantiles, dials_of
from coopsim.experiment.grounds import Ground, refusals
from coopsim.experiment.schema import Arm, Experiment, Factor
from coopsim.experiment.tables import read_table
from coopsim.scenario.addressing import Address, Finding, located
from coopsim.scenario.overrides import SET, WITHOUT
from coopsim.scenario.resolving import ScenarioFile
from coopsim.scenario.shelves import EXPERIMENTS, find, is_shipped_name, path_beside, shipped_names
from coopsim.scenario.wording import schema_findings

_VARIANT: Final = "--variant"
_TABLE: Final = "table"
# A distribution without ends is tried where all but a few of its values lie.
_NEARLY_ALL: Final = (0.001, 0.999)


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Hold an experiment that can be run.

    Attributes:
        experiment: what the file says, complete.
        dials: what varies.
        design: the points, the same for all arms.
        grounds: the scenarios by name of the arm.
    """

    experiment: Experiment
    dials: tuple[Dial, ...]
    design: Design
    grounds: dict[str, Ground]


def read_experiment(source: str | Path) -> Study:
    """Read an experiment file and everything that it names, and check it.

    Args:
        source: a path, or the name of a shipped experiment.

    Raises:
        InputError: with every fault that was found, each at its place in the files.
    """
    file = find(source, EXPERIMENTS)
    root = read_yaml(file)
    experiment = _validated(root, Path(source).stem)
    faults: list[Fault] = []
    dials, design = _designed(experiment, root, file, faults)
    grounds = _grounds(experiment, root, file, dials, faults)
    # Values are tried one by one: all pairs would take as long as the sweep. What only fails
    # together becomes a failed run.
    if not faults:
        for ground in grounds.values():
            faults += [located(root, each) for each in _refused(ground, dials, design)]
    if faults:
        raise InputError(_in_order(faults))
    return Study(experiment, tuple(dials), design, grounds)


def check_experiment(source: str | Path) -> tuple[Fault, ...]:
    """Return every fault of an experiment file; none if it is sound."""
    try:
        read_experiment(source)
    except InputError as error:
        return error.faults
    return ()


def is_experiment(source: str | Path) -> bool:
    """Tell whether a file, or the name of something shipped, is an experiment, not a scenario."""
    if not Path(source).is_file() and isinstance(source, str) and is_shipped_name(source):
        return source in shipped_names(EXPERIMENTS) and source not in shipped_names()
    try:
        keys = read_yaml(Path(source)).value
    except InputError:
        return False
    # No scenario has a key of its own kind, and every experiment must.
    return isinstance(keys, dict) and "scenario" in keys and "states" not in keys


def _validated(root: Node, stem: str) -> Experiment:
    values = root.plain()
    values.setdefault("name", re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "experiment")
    try:
        experiment = Experiment.model_validate(values)
    except ValidationError as error:
        findings = list(schema_findings(error, Experiment))
    else:
        findings = [*experiment_findings(experiment), *sweep_answer_findings(experiment)]
        if not findings:
            return experiment
    raise InputError(_in_order(located(root, each) for each in findings))


def _designed(
    experiment: Experiment, root: Node, file: Path, faults: list[Fault]
) -> tuple[list[Dial], Design]:
    dials = dials_of(experiment)
    try:
        if experiment.design.kind != _TABLE:
            return dials, design_of(experiment.design, dials)
        columns = read_table(path_beside(file, _node(root, "design", "file")))
    except InputError as error:
        here = located(root, Finding(("design", "file"), ""))
        faults += [_seen_from(here, each) for each in error.faults]
        return dials, Design({}, 1)
    here_too = ("design", "file")
    # A table alone says what varies: its columns are then paths.
    dials = dials or [Dial(name, Factor(path=name), here_too, False) for name in columns]
    names = [dial.name for dial in dials]
    for name in names:
        if name not in columns:
            faults.append(located(root, Finding(here_too, f'the table has no column "{name}"')))
    for name in columns:
        if name not in names:
            message = f'nothing here is called like the column "{name:.60}"'
            hint = "name it among uncertainties or levers, or delete the column"
            faults.append(located(root, Finding(here_too, message, hint)))
    return dials, Design(columns, len(next(iter(columns.values()))))


def _grounds(
    experiment: Experiment, root: Node, file: Path, dials: Sequence[Dial], faults: list[Fault]
) -> dict[str, Ground]:
    arms = experiment.arms or {"": Arm()}
    factors = {dial.name: dial.factor for dial in dials}
    addresses = {dial.name: dial.address for dial in dials}
    # Arms mostly share a scenario, and reading one with its tables takes a while.
    files: dict[str, ScenarioFile] = {}
    grounds = {}
    for name, arm in arms.items():
        here: Address = ("arms", name) if name else ()
        at: Address = (*here, "scenario") if arm.scenario else ("scenario",)
        try:
            scenario = _scenario_file(_node(root, *at), file, files)
            ground = Ground(scenario, arm, experiment.steps, factors)
        except InputError as error:
            faults += [_in_arm(root, here, at, fault) for fault in error.faults]
        except ValueError as error:
            factor, reason = error.args
            faults.append(located(root, Finding(addresses[factor], reason)))
        else:
            grounds[name or ground.base.name] = ground
            faults += [located(root, each) for each in _beyond(experiment, ground)]
    return grounds


def _beyond(experiment: Experiment, ground: Ground) -> Iterator[Finding]:
    last = ground.base.steps - 1
    for i, outcome in enumerate(experiment.outcomes):
        if outcome.step is not None and outcome.step > last:
            message = f"after the last step, which is {last} (got {outcome.step})"
            yield Finding(("outcomes", i, "step"), message)


def _scenario_file(named: Node, file: Path, files: dict[str, ScenarioFile]) -> ScenarioFile:
    """Read a scenario, once for all arms that name it."""
    text = str(named.value)
    if text not in files:
        files[text] = ScenarioFile(text if is_shipped_name(text) else path_beside(file, named))
    return files[text]


def _in_arm(root: Node, here: Address, scenario: Address, fault: Fault) -> Fault:
    """Return a fault of an arm's scenario at the place in the experiment that brought it about."""
    place = fault.place
    if place is None and fault.path == _VARIANT:
        return located(root, Finding((*here, "variant"), fault.message, fault.hint))
    if place is None:
        message = ": ".join(part for part in (fault.path, fault.message) if part)
        return located(root, Finding(scenario, message, fault.hint))
    if place.file == WITHOUT:
        return located(root, Finding((*here, "without"), f"{fault.message} ({place.text})"))
    if place.file == SET:
        path = place.text.partition("=")[0]
        told = fault.message if fault.path in {"", path} else f"{fault.path}: {fault.message}"
        return located(root, Finding((*here, "set", path), told, fault.hint))
    return fault


def _refused(ground: Ground, dials: Sequence[Dial], design: Design) -> Iterator[Finding]:
    """Yield why the scenario refuses values that a factor takes while nothing else varies."""
    for dial in dials:
        for address, value in _extremes(dial, design):
            if dial.factor.times and isinstance(value, str):
                message = f"must be a number, since it multiplies (got {abbreviated(value)})"
                yield Finding(address, message)
                continue
            for message, hint in refusals(ground, dial.name, value):
                yield Finding(address, message, hint)


def _extremes(dial: Dial, design: Design) -> Iterator[tuple[Address, Scalar]]:
    factor = dial.factor
    if factor.values:
        for i, value in enumerate(factor.values):
            yield (*dial.address, "values", i), value
    elif factor.distribution:
        ends = np.array([0.0, 1.0])
        if factor.low is None or factor.high is None:
            ends = np.array(_NEARLY_ALL)
        for key, value in zip(("low", "high"), at_quantiles(factor, ends), strict=True):
            yield (*dial.address, key), value
    else:
        column = [value for value in design.columns.get(dial.name, ()) if value is not None]
        numbers = [value for value in column if not isinstance(value, str)]
        words = dict.fromkeys(value for value in column if isinstance(value, str))
        for value in [*words, *([min(numbers), max(numbers)] if numbers else [])]:
            yield dial.address, value


def _node(root: Node, *address: str | int) -> Node:
    """Return a value that the schema has found to be there."""
    node = root
    for part in address:
        assert isinstance(node.value, dict)
        assert isinstance(part, str)
        node = node.value[part]
    return node


def _seen_from(here: Fault, fault: Fault) -> Fault:
    """Return the fault of another file; one without a place is told where the file is named."""
    if fault.place is not None:
        return replace(fault, path=fault.path or here.path)
    message = ": ".join(part for part in (fault.path, fault.message) if part)
    return Fault(here.place, here.path, message, fault.hint)


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(dict.fromkeys(faults), key=lambda fault: _position(fault.place, fault.path))


def _position(place: Place | None, path: str) -> tuple[str, int, int, str]:
    return (place.file, place.line, place.column, path) if place else ("", 0, 0, path)
