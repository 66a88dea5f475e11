"""Finding out who is behind a strike, and what cannot be done before.

A strike of a kind that hides its origin is attributed in each step that it lasts with

    P(attributed) = attribution + (1 - attribution) x information

Until then no institution decides on it, and duties to help count only

    duty x (1 - scale x doubt)
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.dangers import ATTRIBUTION_ON, DOUBT
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.recording import note
from coopsim.randomness import ATTRIBUTE, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import state
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import Numbers, World


@kernel
def attribution(world: World, ledger: Ledger, step: int) -> None:
    """Let states find out who is behind the strikes that they suffer."""
    if world.parameters[ATTRIBUTION_ON] <= 0.0:
        return
    for h in range(world.impacts.shape[1]):
        ease = world.threats[th.ATTRIBUTION, h]
        for i in range(world.impacts.shape[2]):
            severity = world.impacts[th.SEVERITY, h, i]
            if severity <= 0.0 or world.impacts[th.UNATTRIBUTED, h, i] <= 0.0:
                continue
            luck = draw(
                world.luck[0], world.luck[1], step, ATTRIBUTE, world.threat_key[h],
                int(world.impacts[th.ORDINAL, h, i]), world.state_key[i], 0,
            )  # fmt: skip
            if luck < ease + (1.0 - ease) * world.states[state.INFORMATION, i]:
                world.impacts[th.UNATTRIBUTED, h, i] = 0.0
                sponsor = int(world.impacts[th.SPONSOR, h, i])
                note(ledger, step, book.ATTRIBUTED, book.TIME, i, sponsor, h, severity)


@inlined_kernel
def doubted(parameters: Numbers, impacts: Numbers, h: int, i: int) -> float:
    """Return the share of duties that does not bind yet, [0, 1]; 0 without the mechanism."""
    doubt = min(1.0, parameters[ATTRIBUTION_ON] * parameters[DOUBT])
    return doubt * impacts[th.UNATTRIBUTED, h, i]
