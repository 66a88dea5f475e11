"""What varies: names, places, and values at quantiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from coopsim.catalogue.registry import MECHANISMS
from coopsim.experiment.schema import CORE, Experiment, Factor
from coopsim.scenario.addressing import Address

Scalar: TypeAlias = bool | int | float | str
# Ends of a distribution without ends: a sample may hold 0 itself.
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Dial:
    """Hold a factor with its name and with where it was written.

    Attributes:
        name: column of the design.
        factor: what varies and how; its path is filled in.
        address: where it stands in the experiment file.
        is_lever: whether somebody could decide on it.
    """

    name: str
    factor: Factor
    address: Address
    is_lever: bool


def dials_of(experiment: Experiment) -> list[Dial]:
    """List what varies: uncertainties, levers, then parameters over their priors."""
    dials = [
        Dial(name, factor.model_copy(update={"path": factor.path or name}), (part, name), lever)
        for part, factors, lever in (
            ("uncertainties", experiment.uncertainties, False),
            ("levers", experiment.levers, True),
        )
        for name, factor in factors.items()
    ]
    taken = {dial.factor.path for dial in dials}
    # Whoever gives a parameter a range of their own means that one.
    return dials + [dial for dial in _priors(experiment.priors) if dial.factor.path not in taken]


def at_quantiles(factor: Factor, quantiles: npt.NDArray[np.float64]) -> list[Scalar]:
    """Return the values of a factor at quantiles between 0 and 1."""
    if factor.values:
        return [factor.values[i] for i in _places(quantiles, len(factor.values))]
    if factor.distribution == "integer":
        low, high = int(factor.low or 0), int(factor.high or 0)
        return [low + i for i in _places(quantiles, high - low + 1)]
    return [float(value) for value in _continuous(factor, quantiles)]


def _places(quantiles: npt.NDArray[np.float64], n: int) -> list[int]:
    places: list[int] = np.minimum(np.floor(quantiles * n).astype(np.int64), n - 1).tolist()
    return places


def _continuous(factor: Factor, quantiles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    # A second of imports that only drawn designs need.
    from scipy import stats

    low, high = _ends(factor)
    match factor.distribution:
        case "loguniform":
            found = stats.loguniform(low, high).ppf(quantiles)
        case "triangular":
            width = high - low
            found = stats.triang(((factor.mode or 0.0) - low) / width, low, width).ppf(quantiles)
        case "normal":
            # Cut and not clipped: values beyond an end would pile up on it.
            mean, sd = factor.mean or 0.0, factor.sd or 1.0
            cut = stats.truncnorm((low - mean) / sd, (high - mean) / sd, mean, sd)
            least = 0.0 if np.isfinite(low) else _SMALLEST
            most = 1.0 if np.isfinite(high) else 1.0 - _SMALLEST
            found = cut.ppf(np.clip(quantiles, least, most))
        case _:
            # Exact at both ends, which SciPy's own is not.
            found = low + (high - low) * quantiles
    # Rounding must not carry a value past an end that the scenario checks.
    return np.clip(np.asarray(found, dtype=np.float64), low, high)


def _ends(factor: Factor) -> tuple[float, float]:
    low = -np.inf if factor.low is None else factor.low
    return low, np.inf if factor.high is None else factor.high


def _priors(names: tuple[str, ...]) -> list[Dial]:
    return [
        Dial(path, _uniform(path, *each.prior), ("priors",), is_lever=False)
        for mechanism in MECHANISMS.values()
        if mechanism.name in names or (CORE in names and mechanism.profile == CORE)
        for each in mechanism.parameters.values()
        for path in [f"mechanisms.{mechanism.name}.{each.name}"]
    ]


def _uniform(path: str, low: float, high: float) -> Factor:
    return Factor(path=path, distribution="uniform", low=low, high=high)
