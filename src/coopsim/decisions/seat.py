"""Whether a seat in an institution is worth it: for who may join, for who sits, for who admits.

The gain of a state from sitting in one institution with others is the sum of six terms:

    security    security_weight x obligation x danger x S(others)
    agenda      agenda_weight x (mean affinity - 1/2)
    grievance - mean grievance against them
    dues      - dues / income for operations
    resentment - resentment_weight x resentment / (1 + resentment)
    outside   - min(security, security_weight x danger x S(bilateral allies))

danger is the worst belief; S = X / (own + X) is the strength of others against one's own,
with X the sum of their military budgets x trust, of allies also x bilateral obligation. What
allies give anyway is no gain. A member that judges an applicant weighs it alone, and neither
dues nor resentment nor an outside option count.
"""

from __future__ import annotations

from typing import NamedTuple

from coopsim.catalogue.mechanisms.core import AGENDA_WEIGHT, SECURITY_WEIGHT
from coopsim.catalogue.mechanisms.organisation import RESENTMENT_WEIGHT
from coopsim.compilation import kernel
from coopsim.world.world import Numbers


class Seat(NamedTuple):
    """Describe a seat as one state sees it.

    Attributes:
        obligation: Duty of the members to help, [0, 1].
        danger: The state's worst belief, [0, 1].
        strength: Strength of the others against its own, [0, 1].
        allied: Strength of its bilateral allies against its own, [0, 1].
        affinity: Mean agenda affinity with the others, [0, 1].
        grievance: Mean grievance against them, [0, 1].
        dues: What it pays, as a share of its income for operations.
        resentment: How far its cost exceeded its benefit of late.
    """

    obligation: float
    danger: float
    strength: float
    allied: float
    affinity: float
    grievance: float
    dues: float
    resentment: float


@kernel
def weigh_seat(parameters: Numbers, seat: Seat) -> tuple[float, float, float, float, float, float]:
    """Return the six terms of a seat, in the order of ``ledger.SEAT_TERMS``."""
    protection = parameters[SECURITY_WEIGHT] * seat.danger
    security = protection * seat.obligation * seat.strength
    return (
        security,
        parameters[AGENDA_WEIGHT] * (seat.affinity - 0.5),
        -seat.grievance,
        -seat.dues,
        -parameters[RESENTMENT_WEIGHT] * seat.resentment / (1.0 + seat.resentment),
        -min(security, protection * seat.allied),
    )
