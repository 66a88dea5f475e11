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
from coopsim.scenario.schema import Scenario

SCALE: Final = "scale"
_MECHANISM: Final = re.compile(r"mechanisms\.([a-z_]+)(?:\.([a-z_]+))?")


# Numbers of mechanisms by mechanism and key, such as trust and prior_strength.
Retuned: TypeAlias = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Point:
    """Hold a scenario at a design point, as numbers that differ if nothing else does.

    Attributes:
        base: the scenario before those numbers; that of the arm itself if no more than they differ.
        retuned: numbers of its mechanisms that are replaced.
    """

    base: Scenario
    retuned: Retuned

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
        numbers = retuned(settings)
        return Point(self._resolved(settings), {}) if numbers is None else Point(self.base, numbers)

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


def retuned(settings: Mapping[str, object]) -> Retuned | None:
    """Return settings as numbers of mechanisms, without reading a file anew.

    Returns:
        None if a setting is anything but a number in its range for a mechanism: the long way
        then gives the scenario, or says what is wrong.
    """
    numbers: dict[tuple[str, str], float] = {}
    for path, value in settings.items():
        known = _number_at(path)
        if known is None or isinstance(value, bool) or not isinstance(value, int | float):
            return None
        name, key, low, high = known
        # Out of range: the long way has the words for it.
        if not low <= value <= high:
            return None
        numbers[name, key] = float(value)
    return numbers


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
