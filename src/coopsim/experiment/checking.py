"""Check what no single value of an experiment tells: keys that need or exclude each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from coopsim.catalogue.registry import MECHANISMS
from coopsim.errors import abbreviated, suggestion
from coopsim.experiment.answers import outcome_names
from coopsim.experiment.factors import Dial, dials_of
from coopsim.experiment.schema import CORE, DesignSetting, Experiment, Factor
from coopsim.metrics.registry import METRICS
from coopsim.scenario.addressing import Finding

_NEEDS: Final = {
    "uniform": ("low", "high"),
    "loguniform": ("low", "high"),
    "normal": ("mean", "sd"),
    "triangular": ("low", "mode", "high"),
    "integer": ("low", "high"),
}
# Ends of a normal are welcome, since many values of a scenario have bounds.
_MAY: Final = {"normal": ("low", "high")}
_SHAPE: Final = ("low", "high", "mode", "mean", "sd")
# What each kind of design needs, and what else it may have.
_DESIGN: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "grid": ((), ("levels",)),
    "zip": ((), ()),
    "latin_hypercube": (("points",), ("seed",)),
    "sobol": (("points",), ("seed",)),
    "morris": (("trajectories",), ("levels", "seed")),
    "one_at_a_time": ((), ("levels",)),
    "table": (("file",), ()),
}
# Columns of results that are neither factors nor outcomes.
RESERVED: Final = frozenset(
    {"run", "point", "arm", "replicate", "status", "error"}
    | {"outcome", "mean", "sd", "low", "high", "n"}
)
_A_CHOICE: Final = 2
_DRAWN: Final = ("latin_hypercube", "sobol", "morris")


def experiment_findings(experiment: Experiment) -> Iterator[Finding]:
    """Yield what does not fit together in an experiment whose every value has a sound form."""
    yield from _in_design(experiment.design)
    dials = dials_of(experiment)
    if experiment.design.kind in _DRAWN and not dials:
        message = f"there is nothing to draw for {experiment.design.kind}"
        yield Finding(("design", "kind"), message, "write uncertainties, levers or priors")
    for dial in dials:
        yield from _in_factor(dial, experiment.design.kind)
    yield from _in_names(experiment, dials)
    yield from _in_outcomes(experiment)
    yield from _in_stop(experiment)
    yield from _in_interest(experiment)
    yield from _in_goals(experiment, dials)


def _in_design(design: DesignSetting) -> Iterator[Finding]:
    needed, allowed = _DESIGN[design.kind]
    for key in ("points", "levels", "trajectories", "seed", "file"):
        is_given = key in design.model_fields_set and getattr(design, key) is not None
        if key in needed and not is_given:
            yield Finding(("design", key), f"is required for {design.kind}")
        elif is_given and key not in (*needed, *allowed):
            yield Finding(("design", key), f"means nothing for {design.kind}", "leave it out", True)
    # SALib's steps of Morris are half of the levels wide.
    if design.kind == "morris" and (design.levels or 0) % 2:
        yield Finding(("design", "levels"), f"must be even for morris (got {design.levels})")
    # Only then is the sequence balanced, and SciPy warns of anything else.
    points = design.points
    if design.kind == "sobol" and points and points & (points - 1):
        hint = f"write {2 ** (points.bit_length() - 1)} or {2 ** points.bit_length()}"
        yield Finding(("design", "points"), f"must be a power of 2 (got {points})", hint)


def _in_factor(dial: Dial, kind: str) -> Iterator[Finding]:
    factor, here = dial.factor, dial.address
    shape = [key for key in _SHAPE if getattr(factor, key) is not None]
    if kind == "table":
        if factor.values or factor.distribution or shape:
            yield Finding(here, "its values stand in the table", "leave all but path and times out")
    elif factor.values and (factor.distribution or shape):
        yield Finding(here, "has values and a distribution", "leave one of the two out")
    elif factor.values:
        yield from _in_values(dial)
    elif factor.distribution is None:
        yield Finding(here, "has no values", "give values, or a distribution with low and high")
    # Levels side by side would be a guess at what belongs together.
    elif kind == "zip":
        yield Finding(here, "must list its values for zip", "give values")
    else:
        yield from _in_shape(dial, shape)
        if kind in {"grid", "morris", "one_at_a_time"} and not {"low", "high"} <= {*shape}:
            yield Finding(here, f"needs low and high for {kind}")


def _in_values(dial: Dial) -> Iterator[Finding]:
    for i, value in enumerate(dial.factor.values):
        here = (*dial.address, "values", i)
        if dial.factor.times and (isinstance(value, bool) or not isinstance(value, int | float)):
            yield Finding(here, f"must be a number, since it multiplies (got {abbreviated(value)})")
        elif not isinstance(value, bool | int | float | str):
            yield Finding(here, f"must be a number, text or true/false (got {abbreviated(value)})")


def _in_shape(dial: Dial, shape: list[str]) -> Iterator[Finding]:
    factor, here = dial.factor, dial.address
    name = str(factor.distribution)
    needed = _NEEDS[name]
    missing = [key for key in needed if key not in shape]
    for key in missing:
        yield Finding((*here, key), f"is required for {name}")
    for key in shape:
        if key not in needed and key not in _MAY.get(name, ()):
            yield Finding((*here, key), f"means nothing for {name}", "leave it out", at_key=True)
    if not missing:
        yield from _in_order(factor, dial)


def _in_order(factor: Factor, dial: Dial) -> Iterator[Finding]:
    low = -math.inf if factor.low is None else factor.low
    high = math.inf if factor.high is None else factor.high
    if low >= high:
        yield Finding((*dial.address, "high"), f"must be more than low, which is {low:g}")
    elif factor.distribution == "loguniform" and low <= 0.0:
        yield Finding((*dial.address, "low"), f"must be more than 0 for loguniform (got {low:g})")
    elif factor.mode is not None and not low <= factor.mode <= high:
        yield Finding((*dial.address, "mode"), "must lie between low and high")
    elif factor.distribution == "integer":
        for key, end in (("low", low), ("high", high)):
            if not end.is_integer():
                yield Finding((*dial.address, key), f"must be a whole number (got {end:g})")


def _in_names(experiment: Experiment, dials: list[Dial]) -> Iterator[Finding]:
    for i, name in enumerate(experiment.priors):
        if name != CORE and name not in MECHANISMS:
            hint = suggestion(name, [CORE, *MECHANISMS]) or f"write {CORE}, or a mechanism"
            yield Finding(("priors", i), f"no such mechanism (got {abbreviated(name)})", hint)
    seen: dict[str, Dial] = {}
    for dial in dials:
        if dial.name in RESERVED:
            yield Finding(dial.address, "results have a column of this name", "choose another")
        # A name that is another one's path would make a column say what it does not hold.
        for key in {dial.name, dial.factor.path}:
            if key in seen and seen[key] is not dial:
                other = ".".join(str(part) for part in seen[key].address)
                yield Finding(dial.address, f"varies or is called the same as {other}")
            seen.setdefault(key, dial)
    if experiment.design.kind == "zip":
        lengths = {len(dial.factor.values) for dial in dials}
        if len(lengths) > 1:
            counts = ", ".join(f"{dial.name} {len(dial.factor.values)}" for dial in dials)
            yield Finding(("design", "kind"), f"zip needs lists of equal length (got {counts})")


def _in_outcomes(experiment: Experiment) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, outcome in enumerate(experiment.outcomes):
        name = outcome.name or outcome.metric
        if outcome.metric not in METRICS:
            hint = suggestion(outcome.metric, METRICS) or "coopsim list metrics shows what there is"
            message = f"no such metric (got {abbreviated(outcome.metric)})"
            yield Finding(("outcomes", i, "metric"), message, hint)
        elif name in RESERVED:
            yield Finding(("outcomes", i, "name"), "results have a column of this name")
        elif name in seen:
            yield Finding(("outcomes", i), f'there are two outcomes "{name}"', "give one a name")
        elif outcome.step is not None and outcome.summed is not None:
            yield Finding(("outcomes", i, "summed"), "one step is not summed", "leave it out", True)
        seen.add(name)


def _in_interest(experiment: Experiment) -> Iterator[Finding]:
    interest, names = experiment.interest, outcome_names(experiment)
    if interest is None:
        return
    if interest.outcome not in names:
        message = f"no such outcome (got {abbreviated(interest.outcome)})"
        yield Finding(("interest", "outcome"), message, suggestion(interest.outcome, names))
    if (interest.below is None) == (interest.above is None):
        yield Finding(("interest",), "needs one bound", "write either below or above")


def _in_goals(experiment: Experiment, dials: list[Dial]) -> Iterator[Finding]:
    goals, names = experiment.goals, outcome_names(experiment)
    for name in goals:
        if name not in names:
            message = f"no such outcome (got {abbreviated(name)})"
            yield Finding(("goals", name), message, suggestion(name, names), at_key=True)
    if len(goals) == 1:
        yield Finding(("goals",), "one goal leaves nothing to weigh", "name another outcome too")
    if goals and len(experiment.arms) < _A_CHOICE and not any(dial.is_lever for dial in dials):
        hint = "write levers, or arms"
        yield Finding(("goals",), "there is nothing to choose between", hint)


def _in_stop(experiment: Experiment) -> Iterator[Finding]:
    stop, names = experiment.stop, outcome_names(experiment)
    if (stop.outcome is None) != (stop.half_width is None):
        missing = "outcome" if stop.outcome is None else "half_width"
        yield Finding(("stop", missing), "is required, since one needs the other")
    if stop.outcome is not None and stop.outcome not in names:
        message = f"no such outcome (got {abbreviated(stop.outcome)})"
        yield Finding(("stop", "outcome"), message, suggestion(stop.outcome, names))
    if stop.half_width is not None and stop.min_replicates > experiment.replicates:
        message = f"there are at most {experiment.replicates} replicates"
        yield Finding(("stop", "min_replicates"), message, "raise replicates")
