"""Make outcomes of what was measured in one run."""

from __future__ import annotations

from coopsim.experiment.schema import Experiment, Outcome
from coopsim.metrics.registry import METRICS
from coopsim.runs.summary import share, summed
from coopsim.world.world import Numbers


def outcomes_of(experiment: Experiment) -> tuple[Outcome, ...]:
    """Return the outcomes of an experiment; every metric if it names none."""
    return experiment.outcomes or tuple(Outcome(metric=name) for name in METRICS)


def measured(outcomes: tuple[Outcome, ...], metrics: Numbers) -> list[float]:
    """Return the outcomes of a run; NaN where there was nothing to measure.

    Args:
        outcomes: what is judged.
        metrics: ``[step, metric]``.

    Raises:
        IndexError: A step is asked for that the run does not have.
    """
    return [_value(outcome, metrics) for outcome in outcomes]


def _value(outcome: Outcome, metrics: Numbers) -> float:
    metric = METRICS[outcome.metric]
    if outcome.step is not None:
        return float(metrics[outcome.step, metric.index])
    if outcome.summed is None and metric.over is not None:
        part, whole = (metrics[:, METRICS[name].index].tolist() for name in metric.over)
        return share(part, whole)
    return summed(metrics[:, metric.index].tolist(), outcome.summed or metric.summary)
