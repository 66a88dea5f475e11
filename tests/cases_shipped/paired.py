"""Paired replicates of the shipped cases: a case and its variant on the same luck.

A difference counts if its interval over replicates, at the stated false-alarm rate, excludes a
smallest effect. Everything is seeded, so that a test gives the same answer each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from coopsim.metrics.registry import METRICS
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.summary import run_values
from coopsim.scenario import load
from coopsim.statistics import interval
from coopsim.world.ledger import EVERYTHING, NOTHING

REPLICATES = 30
# Where an effect is small beside what luck does.
REPLICATES_OF = {"gulf": 120}
FALSE_ALARMS = 1e-3


@cache
def outcome(name: str, variant: str | None = None, *, told: bool = False) -> Record:
    """Run a shipped case, or a variant of it; with its events and decisions if ``told``."""
    level = EVERYTHING if told else NOTHING
    replicates = REPLICATES_OF.get(name, REPLICATES)
    return run(load(name, variant=variant), seed=0, replicates=replicates, record=level)


def values(name: str, variant: str | None, metric: str) -> list[float]:
    """Return what a metric came to in each replicate."""
    return run_values(outcome(name, variant).table("metrics"), METRICS[metric])


def differences(name: str, metric: str, before: str | None, after: str | None) -> list[float]:
    """Return, replicate by replicate, what ``after`` adds to a metric of ``before``."""
    pairs = zip(values(name, before, metric), values(name, after, metric), strict=True)
    return [then - now for now, then in pairs]


def beyond(found: Sequence[float], sign: int, smallest: float) -> bool:
    """Tell whether the interval of differences lies beyond the smallest effect on this side."""
    signed = [each * sign for each in found]
    return interval(signed, 1.0 - 2.0 * FALSE_ALARMS).low > smallest
