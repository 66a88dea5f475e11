"""Relief organisations help struck people, without the friction between states.

After common funds have paid, each organisation gives to the states that it serves

    relief = min(request x relief share of the threat, scale x capacity x months / 12)

in proportion, so that states are asked for less. Relief needs no mandate, no transport
between capitals, and little time: staging x (1 - local knowledge). Where organisations
work, more is known (``phases.perception``) and a mandate is more legitimate:

    presence = 1 - prod over organisations at work of (1 - local knowledge)
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.organisation import RELIEF_ON
from coopsim.compilation import kernel
from coopsim.phases.logistics import fund_delay, send
from coopsim.phases.recording import note
from coopsim.world import ledger as book
from coopsim.world.blocks import organisation as org
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import Numbers, World


@kernel
def relief(world: World, ledger: Ledger, step: int) -> None:
    """Let every organisation give what it can to those that it serves."""
    scale = world.parameters[RELIEF_ON]
    if scale <= 0.0:
        return
    for i in range(world.states.shape[1]):
        world.states[org.PRESENCE, i] = 0.0
    for o in range(world.organisations.shape[1]):
        means = scale * world.organisations[org.CAPACITY, o] * world.clock[0] / 12.0
        _work(world, ledger, step, o, means)


@kernel
def _work(world: World, ledger: Ledger, step: int, o: int, means: float) -> None:
    wanted = 0.0
    for h in range(world.impacts.shape[1]):
        for i in range(world.impacts.shape[2]):
            wanted += wanted_from(world.services, world.threats, world.impacts, o, h, i)
    if wanted <= 0.0 or means <= 0.0:
        return
    share = min(1.0, means / wanted)
    known = world.organisations[org.KNOWLEDGE, o]
    delay = fund_delay(world.parameters) * (1.0 - known)
    for i in range(world.impacts.shape[2]):
        present = False
        for h in range(world.impacts.shape[1]):
            part = share * wanted_from(world.services, world.threats, world.impacts, o, h, i)
            if part > 0.0:
                left = world.impacts[th.REQUEST, h, i] - part
                world.impacts[th.REQUEST, h, i] = max(0.0, left)
                world.tallies[org.RELIEVED] += part
                send(world, step, h, i, -1, part, delay)
                note(ledger, step, book.RELIEF, book.ASKED, i, book.NOBODY, h, part)
                present = True
        if present:
            unknown = (1.0 - world.states[org.PRESENCE, i]) * (1.0 - known)
            world.states[org.PRESENCE, i] = 1.0 - unknown


@kernel
def wanted_from(
    services: Numbers, threats: Numbers, impacts: Numbers, o: int, h: int, i: int
) -> float:
    """Return the relief that state i wants from an organisation against threat h, billion USD."""
    reach = services[org.SERVES, o, i] * threats[org.RELIEF, h]
    return float(reach * impacts[th.REQUEST, h, i])
