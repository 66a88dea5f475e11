"""Paired experiments on draws from the priors: the same luck, one thing changed.

A direction holds if the paired difference has the sign that theory says in at least 90 % of
the draws from the core priors, and its interval over draws, at the stated false-alarm rate,
excludes a smallest effect. Everything is seeded, so that a test gives the same answer each
time; the false-alarm rate says how often a fresh seed would fail a model that is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coopsim.catalogue.registry import CORE, MECHANISMS
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import run
from coopsim.runs.summary import run_values
from coopsim.scenario import Scenario, load
from coopsim.statistics import interval
from coopsim.world.ledger import NOTHING

DRAWS = 30
REPLICATES = 4
FALSE_ALARMS = 1e-3
SHARE = 0.9


@dataclass(frozen=True)
class Effect:
    """Hold the paired differences of one metric: one mean a draw from the priors."""

    differences: tuple[float, ...]

    def share(self, sign: int) -> float:
        """Return the share of draws in which the difference has this sign."""
        return sum(1 for each in self.differences if each * sign > 0.0) / len(self.differences)

    def beyond(self, sign: int, smallest: float) -> bool:
        """Tell whether the interval lies beyond the smallest effect on this side."""
        signed = [each * sign for each in self.differences]
        return interval(signed, 1.0 - 2.0 * FALSE_ALARMS).low > smallest


def draws_from_priors(n: int = DRAWS, seed: int = 20_260_101) -> list[dict[str, object]]:
    """Draw settings of all core parameters, uniform on their priors, by Latin hypercube."""
    rng = np.random.default_rng(seed)
    settings: list[dict[str, object]] = [{} for _ in range(n)]
    core = [each for each in MECHANISMS.values() if each.profile == CORE]
    for mechanism in core:
        for each in mechanism.parameters.values():
            low, high = each.prior
            places = (rng.permutation(n) + rng.random(n)) / n
            for setting, place in zip(settings, places, strict=True):
                setting[f"mechanisms.{mechanism.name}.{each.name}"] = low + (high - low) * place
    return settings


def measure(scenario: Scenario, metrics: Sequence[str], seed: int) -> list[float]:
    """Return the mean over replicates of each metric, summed up by its own rule."""
    table = run(scenario, seed=seed, replicates=REPLICATES, record=NOTHING).table("metrics")
    return [float(np.nanmean(run_values(table, METRICS[name]))) for name in metrics]


def compare(
    source: str,
    change: Mapping[str, object],
    metrics: Sequence[str],
    given: Mapping[str, object] | None = None,
) -> dict[str, Effect]:
    """Return the effect of a change on each metric, on the same luck, draw by draw.

    What is ``given`` holds before and after the change.
    """
    found: dict[str, list[float]] = {name: [] for name in metrics}
    for seed, drawn in enumerate(draws_from_priors()):
        setting = drawn | dict(given or {})
        before = measure(load(source, set=setting), metrics, seed)
        after = measure(load(source, set=setting | dict(change)), metrics, seed)
        for name, one, other in zip(metrics, before, after, strict=True):
            found[name].append(other - one)
    return {name: Effect(tuple(values)) for name, values in found.items()}
