"""Strikes, damage, and how much of it help averted."""

from __future__ import annotations

import math

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.world.blocks import state, tally
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

BUSD = "billion USD"

STRIKES = metric("strikes", "Strikes", "strikes", AMOUNT, "strikes that began", "sum")
NEED = metric("need_busd", "Need", BUSD, AMOUNT, "sum of what strikes take to be met", "sum")
HOME = metric(
    "home_effort_busd", "Own effort", BUSD, AMOUNT, "sum of what struck states spent", "sum"
)
OPEN = metric("open_need_busd", "Open need", BUSD, AMOUNT, "averted + damage", "sum")
AVERTED = metric(
    "averted_busd", "Damage averted by partners", BUSD, AMOUNT,
    "sum over strikes of min(help arrived, need - own effort)", "sum",
)  # fmt: skip
DAMAGE = metric(
    "damage_busd", "Damage", BUSD, AMOUNT,
    "sum over strikes of max(0, need - own effort - help arrived)", "sum",
)  # fmt: skip
COLLECTIVE_RESPONSE = metric(
    "collective_response", "Collective response", "1", LEVEL,
    "averted / open need: share of what states could not meet alone that partners met in time",
    "over", over=("averted_busd", "open_need_busd"),
)  # fmt: skip
RESILIENCE = metric(
    "resilience", "Resilience", "1", (-math.inf, 1.0),
    "1 - unrepaired damage / GDP, all states together", "mean",
)  # fmt: skip
STRESS = metric("budget_stress", "Budget stress", "1", LEVEL, "mean over states")
READINESS = metric("readiness", "Readiness", "1", LEVEL, "mean over states")


@kernel
def measure_resilience(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    need, home, averted, damage, stock, gdp, stress, ready = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    n_states = world.states.shape[1]
    for i in range(n_states):
        need += world.states[state.NEED, i]
        home += world.states[state.HOME_EFFORT, i]
        averted += world.states[state.AVERTED, i]
        damage += world.states[state.DAMAGE, i]
        stock += world.states[state.DAMAGE_STOCK, i]
        gdp += world.states[state.GDP, i]
        stress += world.states[state.STRESS, i]
        ready += world.states[state.READINESS, i]
    row[STRIKES] = world.tallies[tally.STRIKES]
    row[NEED] = need
    row[HOME] = home
    row[OPEN] = averted + damage
    row[AVERTED] = averted
    row[DAMAGE] = damage
    row[COLLECTIVE_RESPONSE] = ratio(averted, averted + damage)
    row[RESILIENCE] = 1.0 - stock / gdp if gdp > 0.0 else 1.0
    row[STRESS] = stress / n_states
    row[READINESS] = ready / n_states


@kernel
def ratio(part: float, whole: float) -> float:
    """Return part / whole, or NaN (nothing to measure) if the whole is zero."""
    return part / whole if whole > 0.0 else math.nan
