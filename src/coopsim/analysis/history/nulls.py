"""What needs no model: the network frozen, rewired at random, or drawn by gravity and triads.

Each null starts from the network of the first year, lets states enter as the world does, and, the
frozen one apart, ends and makes as many pacts in each year as the model's run that it stands
beside. Draws are keyed by run, null, year and pair.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

import numpy as np

from coopsim.analysis.history.histories import Ground, History
from coopsim.analysis.history.networks import Flags, pairs
from coopsim.world.world import Numbers, Rows

_ROUNDS: Final = 40
# Keeps coefficients finite where a feature tells all pacts from all other pairs.
_RIDGE: Final = 1e-3
NULLS: Final = ("frozen", "rewired", "gravity")


def null_of(name: str, ground: Ground, model: History, key: tuple[int, int]) -> Flags:
    """Return the pacts of a null, ``[n + 1, state, state]``, beside those of a run.

    Args:
        name: one of NULLS.
        ground: of the world.
        model: the run that tells how many pacts end and are made in a year.
        key: of the run, see `coopsim.randomness.run_key`.
    """
    start = model.pacts[0]
    fitted = gravity_of(ground, start) if name == "gravity" else np.zeros(0)
    found = [start]
    for year in range(1, len(model.pacts)):
        now, there = found[-1].copy(), ground.there(ground.first + year - 1)
        if name != "frozen":
            before, after = model.pacts[year - 1], model.pacts[year]
            ended, formed = (
                int(np.count_nonzero(np.triu(each))) for each in (before & ~after, after & ~before)
            )
            odds = _odds(name, ground, fitted)
            luck = _luck(key, name, year, len(start))
            _change(now, now & np.triu(now), -odds(now), luck[0], ended, value=False)
            _change(now, pairs(there) & ~now, odds(now), luck[1], formed, value=True)
        found.append(now)
    return np.array(found)


def gravity_of(ground: Ground, pacts: Flags) -> Numbers:
    """Fit the logarithmic odds of a pact at the start: coefficients of a logistic regression.

    In the order of: 1, log of the product of GDPs, log distance, log (1 + partners in common). The
    fit is by Newton's method.
    """
    among = pairs(ground.there(ground.first))
    features = _features(ground, pacts)[among]
    tied = pacts[among].astype(np.float64)
    fitted = np.zeros(features.shape[1])
    for _ in range(_ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(features @ fitted, -30.0, 30.0)))
        weight = chance * (1.0 - chance)
        slope = features.T @ (tied - chance) - _RIDGE * fitted
        curve = (features * weight[:, None]).T @ features + _RIDGE * np.eye(len(fitted))
        fitted = fitted + np.linalg.solve(curve, slope)
    return fitted


def _features(ground: Ground, pacts: Flags) -> Numbers:
    """Return ``[state, state, feature]``; a pair's own pact does not count for it."""
    size = np.log(np.maximum(ground.gdp, 1e-3))
    common = pacts.astype(np.float64) @ pacts.astype(np.float64)
    return np.stack(
        (
            np.ones_like(common),
            size[:, None] + size,
            np.log(np.maximum(ground.distance_km, 1.0)),
            np.log1p(common),
        ),
        axis=-1,
    )


def _odds(name: str, ground: Ground, fitted: Numbers) -> Callable[[Flags], Numbers]:
    """Return what gives the logarithmic odds of each pair in a network."""
    if name != "gravity":
        return lambda pacts: np.zeros(pacts.shape)
    return lambda pacts: np.asarray(_features(ground, pacts) @ fitted, dtype=np.float64)


def _luck(key: tuple[int, int], name: str, year: int, n: int) -> Numbers:
    """Return two numbers between 0 and 1 for each pair, ``[2, n, n]``."""
    words = f"{key[0]} {key[1]} {name} {year}".encode()
    seed = int.from_bytes(hashlib.blake2s(words, digest_size=8).digest(), "little")
    return np.random.Generator(np.random.Philox(key=seed)).random((2, n, n))


def _change(
    pacts: Flags, among: Flags, odds: Numbers, luck: Numbers, n: int, *, value: bool
) -> None:
    """Set n pacts among some pairs, each drawn by its odds without putting back.

    The pairs whose exponential clocks, at rates proportional to the odds, ring first: the same as
    drawing one after the other, since clocks forget.
    """
    one, other = np.nonzero(among)
    clocks = np.log(-np.log(luck[one, other])) - odds[one, other]
    first: Rows = np.argsort(clocks, kind="stable")[:n]
    pacts[one[first], other[first]] = value
    pacts[other[first], one[first]] = value
