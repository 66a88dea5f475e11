"""Cells that are ready to run: what each needs, and no more than it needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from coopsim.catalogue.registry import MECHANISMS
from coopsim.course import Beginning
from coopsim.experiment.grounds import SCALE, THREATS, Ground, Point, Retuned
from coopsim.scenario.founding import (
    found,
    names_of,
    parameters_per_step,
    per_step,
    with_threats_of,
)
from coopsim.scenario.mechanisms import as_written
from coopsim.scenario.schema import Scenario
from coopsim.world.world import Numbers, Rows, World

_MECHANISMS: Final = "mechanisms"
# Room for intermediate numbers: what stands in it means nothing.
_SCRATCH: Final = frozenset(("scratch", "lists"))
_NUMBER_BYTES: Final = 8
# What Python needs for the rest, about.
_BYTES_BESIDES: Final = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Founded:
    """Hold a cell that is ready to run.

    Attributes:
        world: before its first step, with no luck yet; cells of an arm may share one.
        content: of the world, see `packed`.
        parameters: scales and parameters that the world is to be tuned to.
        steps: of a run.
        sha256: hash of its scenario.
        weight: bytes that it takes beyond what it shares.
        beginning: of its course; None if neither interventions nor states come in its middle.
    """

    world: World
    content: Rows
    parameters: Numbers
    steps: int
    sha256: str
    weight: int
    beginning: Beginning | None = None


class Founder:
    """Found the worlds of an arm; those that differ in the numbers of mechanisms alone share one.

    A mechanism that is switched on may bring rows of its own, and then a world of its own.

    Args:
        ground: the arm.

    Raises:
        CoopsimError: The scenario of the arm can't be founded.
    """

    def __init__(self, ground: Ground) -> None:
        self._base = ground.base
        self._shared = packed(found(ground.base, 0, 0))
        self._parameters = np.array(parameters_per_step(ground.base))
        self._names = names_of(ground.base)
        values = ground.base.values()
        # What Scenario.sha256 hashes. No part that may change stands before the mechanisms.
        texts = {key: _canonical(values[key]) for key in sorted(values)}
        first = {key: text for key, text in texts.items() if key < _MECHANISMS}
        self._unchanged = hashlib.sha256(f"{{{_members(first)},".encode())
        self._texts = {key: text for key, text in texts.items() if key not in first}
        self._middle = _Spelled(as_written(ground.base.mechanisms))

    def found(self, point: Point) -> Founded:
        """Found a cell.

        Raises:
            CoopsimError: It can't be founded.
        """
        if point.base.interventions or any(each.enters for each in point.base.states):
            return _with_changes(point.scenario)
        # Founding takes as long as running, since pairs of states are gone through in Python.
        world, content = self._shared
        parameters, weight = self._retuned(point.retuned), _BYTES_BESIDES
        if point.renumbered != () or not self._has_its_rows(point):
            scenario = point.scenario
            is_near = point.renumbered == (THREATS,) and names_of(scenario) == self._names
            again = with_threats_of(world, scenario) if is_near else found(scenario, 0, 0)
            world, content = packed(again)
            parameters = np.array(parameters_per_step(scenario))
            weight += sum(block.nbytes for block in world)
        weight += parameters.nbytes
        return Founded(world, content, parameters, point.base.steps, self._sha256(point), weight)

    def _has_its_rows(self, point: Point) -> bool:
        """Tell whether a point has the rows of its arm: a mechanism switched on may bring more."""
        mechanisms = self._base.mechanisms
        is_switched = any(
            key == SCALE and (value > 0.0) != (mechanisms[name].scale > 0.0)
            for (name, key), value in point.retuned.items()
        )
        return not is_switched or names_of(point.scenario) == self._names

    def _retuned(self, numbers: Retuned) -> Numbers:
        parameters, months = self._parameters.copy(), self._base.step_months
        for (name, key), value in numbers.items():
            declared = MECHANISMS[name]
            if key == SCALE:
                parameters[declared.switch] = value
            else:
                parameter = declared.parameters[key]
                parameters[parameter.index] = per_step(parameter, value, months)
        return parameters

    def _sha256(self, point: Point) -> str:
        if point.renumbered is None:
            return point.scenario.sha256()
        texts = {**self._texts, _MECHANISMS: self._middle.with_numbers(point.retuned)}
        for part in point.renumbered:
            entries = getattr(point.base, part)
            texts[part] = _canonical(
                [each.model_dump(mode="json", by_alias=True) for each in entries]
            )
        hashed = self._unchanged.copy()
        hashed.update(f"{_members(texts)}}}".encode())
        return hashed.hexdigest()


class _Spelled:
    """Hold mechanisms as canonical JSON, to be spelled again with other numbers.

    Args:
        written: as a scenario file writes them.
    """

    def __init__(self, written: Mapping[str, Mapping[str, float]]) -> None:
        self._pieces: list[str] = []
        self._places: dict[tuple[str, str], int] = {}
        before = "{"
        for name in sorted(written):
            before += f'"{name}":{{'
            for key in sorted(written[name]):
                self._places[name, key] = len(self._pieces) + 1
                self._pieces += [f'{before}"{key}":', repr(written[name][key])]
                before = ","
            before = "},"
        self._pieces.append("}}")

    def with_numbers(self, numbers: Retuned) -> str:
        """Return the JSON with some numbers replaced, by mechanism and key."""
        pieces = self._pieces.copy()
        for where, value in numbers.items():
            # As JSON writes numbers.
            pieces[self._places[where]] = repr(value)
        return "".join(pieces)


def _with_changes(scenario: Scenario) -> Founded:
    beginning = Beginning(scenario)
    world, content = packed(beginning.world)
    parameters = np.array(parameters_per_step(scenario))
    # Every order of its interventions that occurs brings one more world of the same size.
    n_worlds = 2 + len(scenario.interventions)
    weight = n_worlds * sum(block.nbytes for block in world)
    return Founded(world, content, parameters, scenario.steps, scenario.sha256(), weight, beginning)


def _members(texts: Mapping[str, str]) -> str:
    return ",".join(f'"{key}":{text}' for key, text in texts.items())


def _canonical(values: Any) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)


def packed(world: World) -> tuple[World, Rows]:
    """Copy a world into one piece of memory, which is copied faster than twenty blocks.

    Returns:
        the copy, and its content without what means nothing; a change of one changes the other.
    """
    content = {name: block for name, block in world._asdict().items() if name not in _SCRATCH}
    memory = np.empty(sum(block.size for block in content.values()), dtype=np.int64)
    blocks = {name: getattr(world, name).copy() for name in _SCRATCH}
    begin = 0
    for name, block in content.items():
        # All numbers of a world, whole or not, have eight bytes.
        assert block.itemsize == _NUMBER_BYTES
        view = memory[begin : begin + block.size].view(block.dtype).reshape(block.shape)
        view[...] = block
        blocks[name] = view
        begin += block.size
    return World(**blocks), memory
