"""Make outcomes of what was measured in one run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from coopsim.experiment.schema import Experiment, Outcome
from coopsim.metrics.registry import METRICS
from coopsim.runs.summary import ratio, summed
from coopsim.world.world import Numbers, Rows

_OVER: Final = "over"
_STEP: Final = "step"
_LAST: Final = -1


def outcomes_of(experiment: Experiment) -> tuple[Outcome, ...]:
    """Return the outcomes of an experiment; every metric if it names none."""
    return experiment.outcomes or tuple(Outcome(metric=name) for name in METRICS)


class Yardstick:
    """Measure runs by the outcomes of an experiment, as `coopsim run` sums runs up.

    Args:
        experiment: the experiment.

    Attributes:
        columns: ``[n]`` the metrics that are needed, as columns of the registry.
        n_steps: how many steps a run must have at least.
    """

    def __init__(self, experiment: Experiment) -> None:
        outcomes = outcomes_of(experiment)
        rules = [_rule(outcome) for outcome in outcomes]
        # Sorted, so that equal experiments gather columns in equal order.
        needed = sorted({name for outcome in outcomes for name in _needed(outcome)})
        self.columns = _rows(METRICS[name].index for name in needed)
        self.n_steps = 1 + max(outcome.step or 0 for outcome in outcomes)
        self._n = len(outcomes)
        self._places = {
            rule: _rows(i for i, each in enumerate(rules) if each == rule)
            for rule in ("sum", "mean", _OVER, _STEP)
        }
        self._metrics = {
            rule: _rows(needed.index(_needed(outcomes[i])[0]) for i in places)
            for rule, places in self._places.items()
        }
        self._wholes = _rows(needed.index(_needed(outcomes[i])[-1]) for i in self._places[_OVER])
        self._steps = _rows(_step(outcomes[i]) for i in self._places[_STEP])

    def measure(self, metrics: Numbers) -> Numbers:
        """Return the outcomes ``[run, outcome]`` of runs; NaN where there was nothing to measure.

        Args:
            metrics: ``[step, run, n]`` of the needed metrics, at least ``n_steps`` steps.
        """
        found = np.empty((metrics.shape[1], self._n))
        for rule in ("sum", "mean"):
            found[:, self._places[rule]] = summed(metrics[:, :, self._metrics[rule]], rule)
        sides = (self._metrics[_OVER], self._wholes)
        parts, wholes = (summed(metrics[:, :, side], "sum") for side in sides)
        found[:, self._places[_OVER]] = ratio(parts, wholes)
        found[:, self._places[_STEP]] = metrics[self._steps, :, self._metrics[_STEP]].T
        return found


def _needed(outcome: Outcome) -> tuple[str, ...]:
    """Return the metrics that an outcome is made of: one, or two to be divided."""
    over = METRICS[outcome.metric].over
    return over if over and _rule(outcome) == _OVER else (outcome.metric,)


def _rule(outcome: Outcome) -> str:
    rule = outcome.summed or METRICS[outcome.metric].summary
    # The last step is a step like any other.
    return _STEP if outcome.step is not None or rule == "last" else rule


def _step(outcome: Outcome) -> int:
    return _LAST if outcome.step is None else outcome.step


def _rows(numbers: Iterable[int]) -> Rows:
    return np.array(list(numbers), dtype=np.int64)
