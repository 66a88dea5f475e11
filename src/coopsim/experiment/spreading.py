"""Turn one setting of an experiment into settings of a scenario: ``[*]``, and multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from coopsim.experiment.factors import Scalar
from coopsim.experiment.schema import Factor
from coopsim.scenario.schema import Scenario

EVERY: Final = "*"
_PART: Final = re.compile(r"[A-Za-z0-9_*-]+")
# Entries of these lists are found again by their position in the file.
_PLAIN_LISTS: Final = ("states", "threats", "institutions", "partnerships")


class Spread:
    """Hold the numbers of a scenario that factors multiply, and the entries that ``[*]`` means.

    Args:
        scenario: the scenario before anything is varied.
        factors: what varies, by name.

    Raises:
        ValueError: A path has no place or no number in the scenario, with the name of the factor
            and the reason as arguments.
    """

    def __init__(self, scenario: Scenario, factors: Mapping[str, Factor]) -> None:
        # Looking through a large scenario takes long, and most experiments need not.
        needed = {name: each for name, each in factors.items() if each.times or EVERY in each.path}
        values = scenario.values() if needed else {}
        self._factors = factors
        self._targets: dict[str, list[tuple[str, float]]] = {}
        for name, factor in needed.items():
            try:
                self._targets[name] = list(_targets(values, factor))
            except LookupError as error:
                raise ValueError(name, str(error.args[0])) from None

    def settings(self, point: Mapping[str, Scalar]) -> dict[str, object]:
        """Return the values by path that a design point sets."""
        settings: dict[str, object] = {}
        for name, value in point.items():
            factor = self._factors[name]
            if name not in self._targets:
                settings[factor.path] = value
            elif factor.times:
                settings.update((path, number * value) for path, number in self._targets[name])  # type: ignore[operator]  # checking.py lets numbers multiply only
            else:
                settings.update((path, value) for path, _ in self._targets[name])
        return settings


def _targets(values: dict[str, Any], factor: Factor) -> Iterator[tuple[str, float]]:
    parts = _PART.findall(factor.path)
    found = list(_along(values, parts, ""))
    # A star that means nothing would leave a factor without any effect.
    if not found:
        raise LookupError("the scenario has no such entries")
    for path, value in found:
        if factor.times and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise LookupError(f"the scenario gives no number at {path} to multiply")
        yield path, value


def _along(value: Any, parts: list[str], path: str) -> Iterator[tuple[str, Any]]:
    """Yield the paths and values that the rest of a path leads to."""
    if not parts:
        yield path, value
        return
    part, rest = parts[0], parts[1:]
    if isinstance(value, dict):
        # Told here, as a multiple of nothing would otherwise be set somewhere new.
        names = list(value) if part == EVERY else [part]
        for name in names:
            if name not in value:
                raise LookupError(f'the scenario has no "{name}" at {path or "its top"}')
            yield from _along(value[name], rest, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and path in _PLAIN_LISTS:
        for i, entry in enumerate(value):
            name = str(entry.get("id", i))
            if part in {EVERY, name, str(i)}:
                yield from _along(entry, rest, f"{path}[{name}]")
    elif path == "dyads":
        raise LookupError("pairs of states can be set one by one only, and not multiplied")
    else:
        raise LookupError(f"there is nothing below {path}")
