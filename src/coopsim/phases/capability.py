"""What forces can do changes slowly: secure networks, training, technology, equipment.

Spending on secure networks closes gaps (``cyber_hygiene``):

    maturity' = maturity + scale x gain x secure_share x (1 - stress) x (1 - maturity)

Equipment (``procurement``) is paid out of military spending at a price that falls with the
number of buyers, n = 1 + sum over partners of joint_buying, arrives after a time that grows
with it, and wears out. Nobody orders more than is missing:

    unit cost = n^-economies                                        [1 = buying alone]
    delay = order_months x n^overhead                               [months]
    paid = equipment_share x defence_share x GDP x (1 - stress) x months / 12
    ordered' = ordered + min(1 - equipment - ordered, paid / (unit cost x price x personnel))
                       - delivered
    delivered = ordered x (1 - exp(-months / delay))
    equipment' = equipment x (1 - wear) + delivered

That the whole costs the square root of n more is the rule that Ford 2014 calls dominant. What
orders mean at home stands in ``phases.industry``.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.capability import (
    CYBER_HYGIENE_ON,
    ECONOMIES,
    EQUIPMENT_PRICE,
    HYGIENE_GAIN,
    ORDER_TIME,
    OVERHEAD,
    PROCUREMENT_ON,
    WEAR,
)
from coopsim.compilation import kernel
from coopsim.phases.industry import give_work, spent_on_equipment
from coopsim.phases.teaching import teach
from coopsim.phases.technology import pass_on
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import state
from coopsim.world.world import Numbers, World


@kernel
def capability(world: World) -> None:
    """Let forces be trained, technology, equipment and networks change, and industries work."""
    teach(world)
    pass_on(world)
    secured = world.parameters[CYBER_HYGIENE_ON] * world.parameters[HYGIENE_GAIN]
    for i in range(world.states.shape[1]):
        if secured > 0.0:
            _secure(world.states, i, secured)
        if world.parameters[PROCUREMENT_ON] > 0.0:
            buyers = 1.0
            for e in range(world.row_start[i], world.row_start[i + 1]):
                buyers += world.dyads[ab.JOINT_BUYING, e]
            _buy(world.states, world.parameters, i, buyers, world.clock[0])
    give_work(world)


@kernel
def _secure(states: Numbers, i: int, secured: float) -> None:
    spent = states[ab.SECURE_SHARE, i] * (1.0 - states[state.STRESS, i])
    gap = 1.0 - states[state.CYBER_MATURITY, i]
    states[state.CYBER_MATURITY, i] += min(1.0, secured * spent) * gap


@kernel
def _buy(states: Numbers, parameters: Numbers, i: int, buyers: float, months: float) -> None:
    """Let state i order equipment together with others, and receive what is due."""
    price = math.pow(buyers, -parameters[ECONOMIES])
    delay = parameters[ORDER_TIME] * math.pow(buyers, parameters[OVERHEAD])
    states[ab.UNIT_COST, i], states[ab.ORDER_MONTHS, i] = price, delay
    ordered, equipment = states[ab.ORDERED, i], states[ab.EQUIPMENT, i]
    delivered = ordered * (1.0 - math.exp(-months / delay))
    paid = spent_on_equipment(states, i, months)
    bill = price * parameters[EQUIPMENT_PRICE] * states[state.PERSONNEL, i]
    missing = max(0.0, 1.0 - equipment - ordered)
    order = min(missing, paid / bill) if bill > 0.0 else missing
    states[ab.ORDERED, i] = max(0.0, ordered + order - delivered)
    states[ab.EQUIPMENT, i] = min(1.0, equipment * (1.0 - parameters[WEAR]) + delivered)
