"""What an intervention writes into a world: the numbers that founding would now give differently.

Founding alone knows which numbers of a world a scenario gives, and how. So the scenario is founded
with and without the intervention, and where the two differ the running world takes the new number.
What grew since the start stays: trust, evidence, depth, readiness, damage. A new ``trust`` of a
pair is what its memory now fades to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from coopsim.world.blocks import (
    attacker,
    cooperation,
    dyad,
    institution,
    membership,
    partnership,
    threat,
)
from coopsim.world.fields import fields_of
from coopsim.world.world import FIELDS_IN, Numbers, Rows, World

# Numbers that are computed once, from what is given, and that no step changes.
_DERIVED: Final = {
    "dyads": (
        dyad.AFFINITY, dyad.REGIME_DISTANCE, dyad.STANDARDS,
        attacker.RIVALRY, cooperation.HIERARCHY_GAP,
    ),
    "kinds": (partnership.NEEDS_FIELD,),
    "institutions": (institution.LEAD, membership.NEEDS_FIELD, membership.BURDEN_RULE),
    "threats": (
        threat.EXPOSURE_FIELD, threat.EXPOSURE_INVERTED, threat.AGGREGATOR,
        threat.SPREAD_BORDERS, threat.SPREAD_TRADE, threat.SPREAD_NETWORKS,
        threat.DENIAL_FIELD, threat.ISSUE,
    ),
    "attackers": (attacker.THREAT, attacker.SPONSOR, attacker.STRATEGY),
    "impacts": (threat.TARGETED,),
    "plan": (threat.PLAN_SEVERITY,),
}  # fmt: skip
# Blocks of numbers that have no fields, and hold what is given and nothing else.
_WHOLE: Final = ("agendas", "parameters", "rules", "code", "manners", "learning")


class Shift(NamedTuple):
    """Hold new numbers for one block of a world.

    Attributes:
        block: its name.
        places: where they go, as indices into the block seen as one row ``[n]``.
        values: the numbers ``[n]``.
    """

    block: str
    places: Rows
    values: Numbers


def shifts_between(before: World, after: World) -> tuple[Shift, ...]:
    """Return what turns one world before its first step into another with the same rows."""
    found = []
    for block in World._fields:
        rows = _rows_of(block)
        old, new = getattr(before, block), getattr(after, block)
        is_written = np.zeros(old.shape, dtype=np.bool_)
        is_written[rows] = (old != new)[rows]
        places = np.flatnonzero(is_written)
        if len(places):
            found.append(Shift(block, places, new.ravel()[places]))
    return tuple(found)


def write(world: World, shifts: Iterable[Shift]) -> int:
    """Write new numbers into a world; return how many there were."""
    n = 0
    for shift in shifts:
        getattr(world, shift.block).ravel()[shift.places] = shift.values
        n += len(shift.places)
    return n


def _rows_of(block: str) -> slice | list[int]:
    """Return the rows of a block that a scenario gives, or that follow from what it gives."""
    if block in _WHOLE:
        return slice(None)
    if block not in FIELDS_IN or FIELDS_IN[block] == partnership.BLOCK:
        # Partnerships live on from their founding, and nobody founds them anew.
        return []
    given = [field.index for field in fields_of(FIELDS_IN[block]) if field.given]
    return [*given, *_DERIVED.get(block, ())]
