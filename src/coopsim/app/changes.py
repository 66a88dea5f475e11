"""Change mechanisms of a scenario while it runs: what may be changed, and within what bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from coopsim.catalogue.registry import MAX_SCALE, MECHANISMS
from coopsim.errors import Fault, InputError, suggestion
from coopsim.scenario.founding import found
from coopsim.scenario.schema import Scenario
from coopsim.world.world import World

SCALE: Final = "scale"


def changed(scenario: Scenario, settings: Mapping[str, float]) -> Scenario:
    """Return a scenario with other numbers in its mechanisms.

    Args:
        scenario: what to change.
        settings: numbers by path, such as ``friction.scale`` or ``budgets.operations_share``.

    Raises:
        InputError: with every path that leads nowhere and every number out of its bounds.
    """
    faults = [fault for path, value in settings.items() if (fault := _fault(path, value))]
    if faults:
        raise InputError(faults)
    mechanisms = dict(scenario.mechanisms)
    for path, value in settings.items():
        name, _, key = path.partition(".")
        setting = mechanisms[name]
        if key == SCALE:
            mechanisms[name] = setting.model_copy(update={SCALE: value})
        else:
            parameters = {**setting.parameters, key: value}
            mechanisms[name] = setting.model_copy(update={"parameters": parameters})
    # Sound before, and each number was checked.
    return scenario.model_copy(update={"mechanisms": mechanisms})


def take_over(world: World, scenario: Scenario) -> None:
    """Let the numbers of a scenario's mechanisms hold in a world from its next step on.

    What was derived when the world was founded stays: kinds of partnership that a mechanism
    brings along are there only if it was on from the start.
    """
    # Founding converts rates to the length of a step; luck has no part in it.
    world.parameters[:] = found(scenario, 0, 0).parameters


def _fault(path: str, value: float) -> Fault | None:
    name, _, key = path.partition(".")
    if name not in MECHANISMS:
        return Fault(None, path, "no such mechanism", suggestion(name, MECHANISMS))
    numbers = MECHANISMS[name].parameters
    if key != SCALE and key not in numbers:
        return Fault(None, path, "no such number", suggestion(key, [SCALE, *numbers]))
    low, high = (0.0, MAX_SCALE) if key == SCALE else (numbers[key].low, numbers[key].high)
    if not (math.isfinite(value) and low <= value <= high):
        return Fault(None, path, f"must be between {low:g} and {high:g} (got {value:g})")
    return None
