"""Fields of the world: each declared once, with unit, range, meaning and source.

A declaration gives back the row of the field in its block, a plain integer that compiled
code treats as a constant: ``world.states[state.GDP, i]``. Everything that describes a
field to a person (schema, error messages, data dictionary, column docs) is made from here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

STYLISED = "stylised"


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one row of a block.

    Attributes:
        block: The block that holds it, e.g. ``state``.
        name: The key that users write and read.
        index: Its row in the block.
        unit: Unit of the values, ``1`` for pure numbers.
        low: Smallest value allowed (inclusive).
        high: Largest value allowed (inclusive).
        meaning: One sentence for people who do not program.
        source: Where the notion comes from, or ``stylised``.
        given: Whether a scenario gives it; otherwise the model computes it.
        default: The value of a given field that the scenario leaves out; None if required.
    """

    block: str
    name: str
    index: int
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    given: bool
    default: float | None


FIELDS: dict[str, dict[str, Field]] = {}


def given(
    block: str,
    name: str,
    unit: str,
    bounds: tuple[float, float],
    meaning: str,
    *,
    default: float | None = None,
    source: str = STYLISED,
) -> int:
    """Declare a field that a scenario gives; return its row."""
    return _declare(block, name, unit, bounds, meaning, source, default=default, is_given=True)


def computed(
    block: str,
    name: str,
    unit: str,
    bounds: tuple[float, float],
    meaning: str,
    *,
    source: str = STYLISED,
) -> int:
    """Declare a field that the model computes; return its row."""
    return _declare(block, name, unit, bounds, meaning, source, default=None, is_given=False)


def fields_of(block: str) -> tuple[Field, ...]:
    """List the fields of a block in the order of their rows."""
    return tuple(FIELDS[block].values())


def height_of(block: str) -> int:
    """Count the rows of a block."""
    return len(FIELDS[block])


def _declare(
    block: str,
    name: str,
    unit: str,
    bounds: tuple[float, float],
    meaning: str,
    source: str,
    *,
    default: float | None,
    is_given: bool,
) -> int:
    rows = FIELDS.setdefault(block, {})
    if name in rows:
        raise ValueError(f"the field {block}.{name} is declared twice")
    low, high = bounds
    rows[name] = Field(block, name, len(rows), unit, low, high, meaning, source, is_given, default)
    return rows[name].index


LEVEL = (0.0, 1.0)
AMOUNT = (0.0, math.inf)
