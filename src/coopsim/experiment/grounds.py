"""The scenario of an arm, and what it becomes at a point of the design."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from coopsim.catalogue.registry import MAX_SCALE, MECHANISMS
from coopsim.errors import InputError
from coopsim.experiment.factors import Scalar
from coopsim.experiment.schema import Arm, Factor
from coopsim.experiment.spreading import Spread
from coopsim.scenario.mechanisms import MechanismSetting, as_written
from coopsim.scenario.resolving import ScenarioFile
from coopsim.scenario.schema import Scenario, State, Threat
from coopsim.world.fields import FIELDS

SCALE: Final = "scale"
THREATS: Final = "threats"
_ENTRY: Final = re.compile(r"(states|threats)\[([^\]]+)\]\.([a-z_]+)")
_BLOCKS: Final = {"states": "state", THREATS: "threat"}
_MECHANISM: Final = re.compile(r"mechanisms\.([a-z_]+)(?:\.([a-z_]+))?")


# Numbers of mechanisms by mechanism and key, such as trust and prior_strength.
Retuned: TypeAlias = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Point:
    """Hold a scenario at a design point, as numbers that differ if nothing else does.

    Attributes:
        base: the scenario before those numbers; that of the arm itself if no more than they differ.
        retuned: numbers of its mechanisms that are replaced.
        renumbered: which lists of the arm's scenario differ from it in numbers; None if more than
            numbers may differ.
    """

    base: Scenario
    retuned: Retuned
    renumbered: tuple[str, ...] | None = None

    @property
    def scenario(self) -> Scenario:
        """Return the whole scenario; it takes a tenth of a run to make."""
        written = as_written(self.base.mechanisms)
        for (name, key), value in self.retuned.items():
            written[name][key] = value
        changed = {
            # Checked already.
            name: MechanismSetting.model_construct(scale=numbers.pop(SCALE), parameters=numbers)
            for name, numbers in written.items()
        }
        return self.base.model_copy(update={"mechanisms": changed})


class Ground:
    """Hold what all points of an arm have in common.

    Args:
        file: the scenario file as it was read.
        arm: variant and overrides.
        steps: steps of a run; the scenario's own number if None.
        factors: what varies, by name.

    Raises:
        InputError: The scenario has faults.
        ValueError: See `Spread`.
    """

    def __init__(
        self, file: ScenarioFile, arm: Arm, steps: int | None, factors: Mapping[str, Factor]
    ) -> None:
        self._file = file
        self._arm = arm
        self._settings = dict(arm.set) if steps is None else {**arm.set, "steps": steps}
        # Read in full once, so that faults of the arm itself are told before anything varies.
        self.base = self._resolved({})
        self._spread = Spread(self.base, factors)

    def at(self, point: Mapping[str, Scalar]) -> Point:
        """Return the scenario at a design point.

        Raises:
            InputError: A value is none that the scenario can have.
        """
        settings = self._spread.settings(point)
        numbers, rest = retuned(settings)
        others = renumbered(self.base, rest)
        # What an intervention may set is checked against the whole scenario.
        if others is None or (others and self.base.interventions):
            return Point(self._resolved(settings), {})
        base = self.base.model_copy(update=others) if others else self.base
        return Point(base, numbers, tuple(others))

    def scenario(self, point: Mapping[str, Scalar]) -> Scenario:
        """Return the scenario at a design point, with where each of its values came from.

        Raises:
            InputError: A value is none that the scenario can have.
        """
        return self._resolved(self._spread.settings(point))

    def _resolved(self, settings: Mapping[str, object]) -> Scenario:
        # What varies wins over what the arm sets: it is the narrower word.
        together = {**self._settings, **settings}
        return self._file.scenario(self._arm.variant, together, self._arm.without)


def retuned(settings: Mapping[str, object]) -> tuple[Retuned, dict[str, object]]:
    """Take the numbers of mechanisms out of settings, without reading a file anew.

    Returns:
        the numbers, and the settings that are anything but a number in its range for a mechanism.
    """
    numbers: dict[tuple[str, str], float] = {}
    rest: dict[str, object] = {}
    for path, value in settings.items():
        known = _number_at(path)
        if known and isinstance(value, int | float) and not isinstance(value, bool):
            name, key, low, high = known
            # Out of range: the long way has the words for it.
            if low <= value <= high:
                numbers[name, key] = float(value)
                continue
        rest[path] = value
    return numbers, rest


def renumbered(
    scenario: Scenario, settings: Mapping[str, object]
) -> dict[str, tuple[State, ...] | tuple[Threat, ...]] | None:
    """Return the states and threats of a scenario with other numbers, without reading a file anew.

    Returns:
        the lists that change; None if a setting is anything else: the long way then gives the
        scenario, or says what is wrong.
    """
    numbers: dict[str, dict[str, dict[str, float]]] = {}
    for path, value in settings.items():
        match = _ENTRY.fullmatch(path)
        if match is None or isinstance(value, bool) or not isinstance(value, int | float):
            return None
        part, name, key = match.groups()
        field = FIELDS[_BLOCKS[part]].get(key)
        # Not with a rate of 0: the long way asks whether the threat ever strikes.
        if field is None or not field.given or not field.low <= value <= field.high or not value:
            return None
        numbers.setdefault(part, {}).setdefault(name, {})[key] = float(value)
    changed = {}
    for part, entries in numbers.items():
        known = getattr(scenario, part)
        if not entries.keys() <= {each.id for each in known}:
            return None
        changed[part] = tuple(
            each.model_copy(update=entries[each.id]) if each.id in entries else each
            for each in known
        )
    return changed


@cache
def _number_at(path: str) -> tuple[str, str, float, float] | None:
    """Return mechanism, key and range of the number at a path; None if it is no such path."""
    match = _MECHANISM.fullmatch(path)
    declared = MECHANISMS.get(match[1]) if match else None
    if match is None or declared is None:
        return None
    key = match[2] or SCALE
    if key == SCALE:
        return declared.name, key, 0.0, MAX_SCALE
    number = declared.parameters.get(key)
    return (declared.name, key, number.low, number.high) if number else None


def refusals(ground: Ground, name: str, value: Scalar) -> Iterator[tuple[str, str]]:
    """Yield why a value of one factor is refused when nothing else varies, with a hint or "".

    Of many entries that refuse it for the same reason the first is named.
    """
    seen = set()
    try:
        ground.at({name: value})
    except InputError as error:
        for fault in error.faults:
            if fault.message not in seen:
                seen.add(fault.message)
                path = f"{fault.path}: " if fault.path else ""
                yield f"{path}{fault.message}", fault.hint
