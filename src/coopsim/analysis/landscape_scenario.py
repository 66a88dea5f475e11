"""Read who aligns from a scenario: states as they stand before the first step.

Size is gross domestic product. The propensity of one state for another adds up five sources, as
Axelrod and Bennett 1993 do; what each is made of is ours:

    agendas      2 x affinity of agendas - 1
    culture      1 - 2 x cultural friction
    government   1 - 2 x difference of democracy
    trust        2 x trust at the start - 1
    border       -(1 - trust at the start) if the two share one
"""

from __future__ import annotations

import numpy as np

from coopsim.analysis.landscape import Actors
from coopsim.errors import Fault, InputError
from coopsim.scenario import Scenario
from coopsim.scenario.founding import found, names_of
from coopsim.world.blocks import dyad, state
from coopsim.world.world import FROM, TO, Numbers


def actors_of(scenario: Scenario) -> Actors:
    """Return the states of a scenario, in the order of their ids, with sizes and propensities.

    Raises:
        InputError: A state has no gross domestic product, and hence no size.
    """
    world = found(scenario, scenario.seed, 0)
    names = names_of(scenario).states
    sizes = world.states[state.GDP].copy()
    faults = [
        Fault(None, f"states[{name}]", "has no product, so it has no size here",
              "give it a gdp_busd above 0")
        for name, size in zip(names, sizes, strict=True)
        if size <= 0.0
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    propensities = np.zeros((len(names), len(names)))
    propensities[world.edges[FROM], world.edges[TO]] = propensity(world.dyads)
    return Actors(names, sizes, propensities)


def propensity(dyads: Numbers) -> Numbers:
    """Return the propensity of each row of a pair for its column, from −5 to +4.

    Args:
        dyads: ``[field, E]``, see ``blocks.dyad``.
    """
    trust = dyads[dyad.TRUST_PRIOR]
    agendas = 2.0 * dyads[dyad.AFFINITY] - 1.0
    culture = 1.0 - 2.0 * dyads[dyad.FRICTION]
    government = 1.0 - 2.0 * dyads[dyad.REGIME_DISTANCE]
    border = -dyads[dyad.CONTIGUITY] * (1.0 - trust)
    total: Numbers = agendas + culture + government + (2.0 * trust - 1.0) + border
    return total
