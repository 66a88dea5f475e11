"""The numbers that the answer of an experiment may name."""

from __future__ import annotations

from collections.abc import Iterator

from coopsim.experiment.schema import Experiment
from coopsim.metrics.registry import METRICS
from coopsim.scenario.addressing import Finding
from coopsim.scenario.answers import answer_findings


def outcome_names(experiment: Experiment) -> tuple[str, ...]:
    """Return the columns of outcomes, in their order."""
    return tuple(each.name or each.metric for each in experiment.outcomes) or tuple(METRICS)


def answer_names(outcome: str, arms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an outcome's numbers: over all, least, most, then arm by arm."""
    return outcome, f"{outcome}_least", f"{outcome}_most", *(f"{outcome}@{arm}" for arm in arms)


def sweep_answer_findings(experiment: Experiment) -> Iterator[Finding]:
    """Yield what is wrong with the numbers in the answer of an experiment."""
    # Without arms there is only one, and its name is the scenario's: nobody would look for it.
    arms = tuple(experiment.arms)
    known = [name for outcome in outcome_names(experiment) for name in answer_names(outcome, arms)]
    yield from answer_findings({"answer": experiment.answer}, known)
