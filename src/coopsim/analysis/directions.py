"""Whether the model moves the way that theory expects, whatever its parameters are.

Parameters of the core, and of what else is on in a scenario, are drawn from their priors by
Latin hypercube. For each draw both sides of a change meet the same luck. A
direction holds if the effect has the sign that is expected in at least 90 % of the draws, and
its interval over the draws, at the stated rate of false alarms, lies beyond the smallest effect.
That the directions hold verifies the code. It does not validate the model.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coopsim.analysis.expectations import Direction, Effect, Values
from coopsim.catalogue.registry import CORE, MECHANISMS
from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.one import simulate
from coopsim.runs.summary import values_of_runs
from coopsim.scenario import Scenario
from coopsim.statistics import Interval, interval
from coopsim.world.ledger import NOTHING

DRAWS: Final = 60
REPLICATES: Final = 8
SEED: Final = 20_260_101
# How often a fresh seed would fail an effect that is exactly the smallest.
FALSE_ALARMS: Final = 1e-3
# Draws in which the sign must be the expected one.
SHARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say whether an effect is as expected.

    Attributes:
        direction: what was expected, and when.
        effect: the metric that had to move.
        share: part of the draws in which it moved that way, [0, 1].
        over_draws: mean effect and its interval, in the metric's unit.
        holds: whether both suffice.
    """

    direction: Direction
    effect: Effect
    share: float
    over_draws: Interval
    holds: bool


def judge(
    direction: Direction,
    *,
    draws: int = DRAWS,
    replicates: int = REPLICATES,
    progress: Callable[[], None] | None = None,
) -> list[Verdict]:
    """Judge a direction, one verdict an effect.

    Args:
        direction: what is expected.
        draws: how many settings of the parameters, at least 2.
        replicates: how many pairs of runs for each of them.
        progress: called after each draw.
    """
    metrics = [METRICS[each.metric] for each in direction.effects]
    found: list[list[float]] = []
    for seed, drawn in enumerate(_drawn(direction, draws)):
        change = _change(direction, direction.sides, drawn, metrics, seed, replicates)
        if direction.than:
            other = _change(direction, direction.than, drawn, metrics, seed, replicates)
            change = [here - there for here, there in zip(change, other, strict=True)]
        found.append(change)
        if progress is not None:
            progress()
    return [
        _verdict(direction, effect, values)
        for effect, values in zip(direction.effects, zip(*found, strict=True), strict=True)
    ]


def draws_from_priors(
    mechanisms: Sequence[str], n: int = DRAWS, seed: int = SEED
) -> list[dict[str, float]]:
    """Draw settings of all parameters of some mechanisms, uniform on their priors.

    Each parameter falls once into each of n equal parts of its prior.
    """
    rng = np.random.default_rng(seed)
    settings: list[dict[str, float]] = [{} for _ in range(n)]
    for name in mechanisms:
        for each in MECHANISMS[name].parameters.values():
            low, high = each.prior
            places = (rng.permutation(n) + rng.random(n)) / n
            for setting, place in zip(settings, places, strict=True):
                setting[f"mechanisms.{name}.{each.name}"] = low + (high - low) * float(place)
    return settings


def _drawn(direction: Direction, draws: int) -> list[Values]:
    """Draw the parameters of the core, and of what is on on any side."""
    worlds = [
        world
        for sides in (direction.sides, direction.than)
        for world in direction.worlds(sides, {})
    ]
    scales = {name: [world.mechanisms[name].scale for world in worlds] for name in MECHANISMS}
    core = [name for name, each in MECHANISMS.items() if each.profile == CORE]
    besides = [name for name in MECHANISMS if name not in core and any(scales[name])]
    # Naming a parameter switches its mechanism on, so that each scale has to be said as well.
    as_before = {f"mechanisms.{name}.scale": scales[name][0] for name in besides}
    return [as_before | drawn for drawn in draws_from_priors([*core, *besides], draws)]


def _change(
    direction: Direction, sides: tuple[Values, ...], drawn: Values, metrics: Sequence[Metric],
    seed: int, replicates: int,
) -> list[float]:  # fmt: skip
    """Return by how much each metric changes from the first side to the last on equal luck."""
    measured = [
        _measure(world, metrics, seed, replicates) for world in direction.worlds(sides, drawn)
    ]
    if len(measured) == 1:
        return measured[0]
    return [after - before for before, after in zip(*measured, strict=True)]


def _measure(
    scenario: Scenario, metrics: Sequence[Metric], seed: int, replicates: int
) -> list[float]:
    """Return the mean over replicates of each metric; NaN if it could never be measured."""
    runs = [simulate(scenario, seed, number, record=NOTHING) for number in range(replicates)]
    steps = [each.metrics for each in runs]
    return [interval(values_of_runs(steps, metric)).mean for metric in metrics]


def _verdict(direction: Direction, effect: Effect, values: Sequence[float]) -> Verdict:
    over_draws = interval(values, 1.0 - 2.0 * FALSE_ALARMS)
    if effect.sign == "0":
        shared = sum(abs(value) <= effect.smallest for value in values) / len(values)
        beyond = max(-over_draws.low, over_draws.high) <= effect.smallest
    else:
        side = 1.0 if effect.sign == "+" else -1.0
        shared = sum(side * value > 0.0 for value in values) / len(values)
        beyond = (over_draws.low if side > 0.0 else -over_draws.high) > effect.smallest
    # An effect that could not be measured in some draw was not shown there.
    known = not any(math.isnan(value) for value in values)
    return Verdict(direction, effect, shared, over_draws, known and shared >= SHARE and beyond)
