"""Directions that theory expects, as the catalogue has them: what must move which way, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from coopsim.catalogue.kinds import read_catalogue
from coopsim.scenario import Scenario
from coopsim.scenario.resolving import ScenarioFile
from coopsim.scenario.shelves import shelf

Sign = Literal["+", "-", "0"]
Values = Mapping[str, Any]

_VARIANT: Final = "variant"
_EVERY_STATE: Final = re.compile(r"states\[\*\]")


@dataclass(frozen=True, slots=True)
class Effect:
    """Say which way a metric must move, and how far at least.

    Attributes:
        metric: its name.
        sign: ``+`` up, ``-`` down, ``0`` nowhere.
        smallest: in the metric's unit; what an effect must exceed, or nothing must stay below.
        open: why it is known not to hold; empty if it should.
    """

    metric: str
    sign: Sign
    smallest: float
    open: str = ""


@dataclass(frozen=True, slots=True)
class Direction:
    """Describe a direction that theory expects.

    Attributes:
        name: its key in the catalogue.
        title: what is expected, as a sentence.
        condition: when it is.
        scenario: shipped scenario in which the condition is met.
        sides: what holds before and after the change, each a variant or values by path; before
            alone if the metric itself is what is expected.
        than: the two sides of the change that must have less of an effect, or none.
        effects: what must move.
    """

    name: str
    title: str
    condition: str
    scenario: str
    sides: tuple[Values, ...]
    than: tuple[Values, ...]
    effects: tuple[Effect, ...]

    def worlds(self, sides: tuple[Values, ...], drawn: Values) -> tuple[Scenario, ...]:
        """Return the scenario on each of some sides, with parameters that were drawn."""
        file = _file(self.scenario)
        return tuple(_world(file, {**drawn, **side}) for side in sides)


@cache
def directions() -> dict[str, Direction]:
    """Return all directions that are expected, by name and in the order of the catalogue."""
    rows: dict[str, Any] = read_catalogue("directions").plain()
    return {name: _direction(name, row) for name, row in rows.items()}


def _direction(name: str, row: dict[str, Any]) -> Direction:
    sides = _sides({}, row)
    return Direction(
        name, row["title"], row["condition"], row["scenario"], sides,
        _sides(row, row["than"]) if "than" in row else (),
        tuple(Effect(**each) for each in row["effects"]),
    )  # fmt: skip


def _sides(base: dict[str, Any], row: dict[str, Any]) -> tuple[Values, ...]:
    """Return what holds before and after, on top of what holds on the sides of a base."""
    return tuple(
        {
            **base.get("given", {}), **base.get(side, {}),
            **row.get("given", {}), **row.get(side, {}),
        }
        for side in ("before", "after")
        if side == "before" or "after" in {**base, **row}
    )  # fmt: skip


@cache
def _file(scenario: str) -> ScenarioFile:
    return ScenarioFile(shelf() / f"{scenario}.yaml")


def _world(file: ScenarioFile, values: Values) -> Scenario:
    settings = {path: value for path, value in values.items() if path != _VARIANT}
    variant = values.get(_VARIANT)
    general = {path: value for path, value in settings.items() if _EVERY_STATE.match(path)}
    if general:
        states = [each.id for each in file.scenario(variant).states]
        for path, value in general.items():
            del settings[path]
            settings |= {_EVERY_STATE.sub(f"states[{each}]", path): value for each in states}
    return file.scenario(variant, settings)
