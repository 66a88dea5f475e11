"""How mechanisms and their parameters are declared.

A declaration gives back the place of the number in ``world.parameters``, a plain integer
that compiled code treats as a constant. Scenario keys, help texts and tables are made
from the registry.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one number that a mechanism needs.

    Attributes:
        mechanism: Name of the mechanism that it belongs to.
        name: Key under the mechanism.
        index: Place in ``world.parameters``.
        default: Value if the scenario says nothing.
        low: Smallest value allowed.
        high: Largest value allowed.
        unit: Unit; ``1/month`` marks rates, which founding converts to the length of a step.
        prior: Range in which it is varied when its true value is not known.
        calibrated: Whether it may be fitted to the record.
        meaning: One sentence for people who do not program.
        source: Where the form or the value comes from, or ``stylised``.
    """

    mechanism: str
    name: str
    index: int
    default: float
    low: float
    high: float
    unit: str
    prior: tuple[float, float]
    calibrated: bool
    meaning: str
    source: str


@dataclass(slots=True)
class Mechanism:
    """Describe a part of the model that can be switched off and scaled.

    Attributes:
        name: Key under ``mechanisms:`` in a scenario.
        switch: Place of its scale in ``world.parameters``: 0 off, 1 on.
        meaning: What it does, and what the world is without it.
        equation: Its central equation, in words and symbols.
        source: Where it comes from.
        asked_by: The source documents that ask for it, such as ``S0 S3``, or ``added``.
        phase: The first phase of a step that it changes, as ``step.py`` calls it.
        moves: Metrics on which it acts.
        profile: ``core`` if it is on unless switched off, ``full`` if it must be switched on.
        parameters: Its numbers by name.
    """

    name: str
    switch: int
    meaning: str
    equation: str
    source: str
    asked_by: str
    phase: str
    moves: tuple[str, ...]
    profile: str
    parameters: dict[str, Parameter] = field(default_factory=dict)


MECHANISMS: dict[str, Mechanism] = {}
MAX_SCALE = 5.0
# What is on by default, and what a scenario has to ask for.
CORE, FULL = "core", "full"


def mechanism(
    name: str,
    meaning: str,
    equation: str,
    source: str,
    *,
    asked_by: str,
    phase: str,
    moves: tuple[str, ...],
    profile: str = CORE,
) -> int:
    """Declare a mechanism; return the place of its scale."""
    if name in MECHANISMS:
        raise ValueError(f"the mechanism {name} is declared twice")
    place = n_parameters()
    MECHANISMS[name] = Mechanism(
        name, place, meaning, equation, source, asked_by, phase, moves, profile
    )
    return place


def parameter(
    of: str,
    name: str,
    default: float,
    bounds: tuple[float, float],
    unit: str,
    meaning: str,
    *,
    prior: tuple[float, float],
    source: str = "stylised",
    calibrated: bool = False,
) -> int:
    """Declare a parameter of a mechanism; return its place."""
    low, high = bounds
    if name in MECHANISMS[of].parameters:
        raise ValueError(f"the parameter {of}.{name} is declared twice")
    if not low <= prior[0] <= default <= prior[1] <= high:
        raise ValueError(f"{of}.{name}: bounds, prior and default do not nest")
    index = n_parameters()
    MECHANISMS[of].parameters[name] = Parameter(
        of, name, index, default, low, high, unit, prior, calibrated, meaning, source
    )
    return index


def n_parameters() -> int:
    """Count the places of ``world.parameters`` that are taken."""
    return sum(1 + len(each.parameters) for each in MECHANISMS.values())
