"""What forces can do, alone and together: technology, equipment, secrets, missions, alarm."""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.cooperation import INTEROPERABILITY_ON
from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import state
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

OVER_STATES = "mean over states"

INTEROPERABILITY = metric(
    "interoperability", "Interoperability", "1", LEVEL,
    "mean over ordered pairs; empty without the mechanism",
)  # fmt: skip
ALARM = metric("alarm", "Alarm over rivals' shows of force", "1", LEVEL, OVER_STATES)
LEAKS = metric("leaks", "Leaks", "leaks", AMOUNT, "secrets lost in this step", "sum")
MISSIONS = metric(
    "missions", "Missions", "strikes x steps", AMOUNT, "strikes that a mission answers", "sum"
)
SPREAD = metric(
    "readiness_spread", "Spread of readiness", "1", LEVEL, "standard deviation over states", "last"
)
CYBER_MATURITY = metric("cyber_maturity", "Cyber maturity", "1", LEVEL, OVER_STATES, "last")
TECHNOLOGY = metric("technology", "Technology", "1", LEVEL, OVER_STATES, "last")
PASSED = metric(
    "technology_passed", "Technology passed on", "1", AMOUNT, "sum over receivers", "sum"
)
PROLIFERATION = metric(
    "proliferation", "Proliferation", "1", AMOUNT,
    "technology that receivers let out to others, summed up", "sum",
)  # fmt: skip
EQUIPMENT = metric("equipment", "Equipment", "1", LEVEL, OVER_STATES, "last")
UNIT_COST = metric(
    "unit_cost", "Unit cost of equipment", "1", LEVEL, f"{OVER_STATES}; 1 = buying alone", "last"
)
ORDER_MONTHS = metric(
    "order_months", "Time of an order of equipment", "months", AMOUNT, OVER_STATES, "last"
)
INDUSTRY = metric(
    "industry_busd", "Work of defence industries", "billion USD", AMOUNT, "sum over states", "sum"
)


@kernel
def measure_capability(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    n_states, n_edges = world.states.shape[1], world.dyads.shape[1]
    fit = 0.0
    if world.parameters[INTEROPERABILITY_ON] > 0.0:
        for e in range(n_edges):
            fit += world.dyads[co.INTEROPERABILITY, e]
        row[INTEROPERABILITY] = ratio(fit, float(n_edges))
    else:
        row[INTEROPERABILITY] = math.nan
    row[ALARM] = _mean(world.states[co.ALARM])
    row[CYBER_MATURITY] = _mean(world.states[state.CYBER_MATURITY])
    row[TECHNOLOGY] = _mean(world.states[ab.TECHNOLOGY])
    row[EQUIPMENT] = _mean(world.states[ab.EQUIPMENT])
    row[UNIT_COST] = _mean(world.states[ab.UNIT_COST])
    row[ORDER_MONTHS] = _mean(world.states[ab.ORDER_MONTHS])
    row[INDUSTRY] = n_states * _mean(world.states[ab.WORK])
    ready, squares = _mean(world.states[state.READINESS]), 0.0
    for i in range(n_states):
        away = world.states[state.READINESS, i] - ready
        squares += away * away
    row[SPREAD] = math.sqrt(squares / n_states)
    row[LEAKS] = world.tallies[co.LEAKS]
    row[MISSIONS] = world.tallies[co.MISSIONS]
    row[PASSED] = world.tallies[ab.TRANSFERRED]
    row[PROLIFERATION] = world.tallies[ab.DIVERTED]


@kernel
def _mean(values: Numbers) -> float:
    total = 0.0
    for n in range(values.shape[0]):
        total += values[n]
    return total / values.shape[0]
