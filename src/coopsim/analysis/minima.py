"""Find the local minima of a sum over pairs that stand together or apart.

A configuration is a row of signs: +1 beside the first actor, −1 across from it. With couplings
w, the weighted propensities of a pair in both directions, the move of actor i changes the energy
by ``sign of i x sum over j of w[i, j] x sign of j``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from coopsim.errors import Fault, InputError
from coopsim.world.world import Numbers, Rows

Truths = npt.NDArray[np.bool_]
MOST_MINIMA: Final = 10_000
# The sides of so many actors are tried at once, those of the others one after another.
_AT_ONCE: Final = 12
# Descents that are under way at once, so that memory does not grow with their number.
_BATCH: Final = 1000
# Rounding must not turn a move that changes nothing into one that pays.
_ROUNDING: Final = 1e-12


def every_minimum(coupling: Numbers) -> Truths:
    """Return every local minimum, looking at all configurations.

    Args:
        coupling: [n, n] symmetric, zero on the diagonal; 2**(n − 1) configurations are tried.

    Returns:
        [minimum, n] who stands with the first actor, in no order that means anything.

    Raises:
        InputError: There are more than 10,000.
    """
    n = len(coupling)
    split = min(n, _AT_ONCE)
    first = np.vstack([np.ones(2 ** (split - 1)), _signs(np.arange(2 ** (split - 1)), split - 1)])
    pull_of_first = coupling[:, :split] @ first
    least = -_slack(coupling)[:, np.newaxis]
    found, count = [], 0
    for code in range(2 ** (n - split)):
        rest = _signs(np.array([code]), n - split)
        pull = pull_of_first + coupling[:, split:] @ rest
        # In place: making new arrays would take half of the time.
        pull[:split] *= first
        pull[split:] *= rest
        stays = np.all(pull >= least, axis=0)
        if np.any(stays):
            together = np.repeat(rest, np.count_nonzero(stays), axis=1)
            found.append(np.vstack([first[:, stays], together]).T > 0.0)
            count += len(found[-1])
            _check_count(count)
    return np.concatenate(found)


def minima_by_descent(coupling: Numbers, descents: int, seed: int) -> Truths:
    """Return the local minima that steepest descents from configurations drawn by lot reach.

    Args:
        coupling: [n, n] symmetric, zero on the diagonal.
        descents: how many, at least 1.
        seed: of the draws, at least 0.

    Returns:
        [minimum, n] who stands with the first actor, each minimum once.

    Raises:
        InputError: There are more than 10,000.
    """
    n = len(coupling)
    # Raw words, because NumPy keeps only these the same from version to version.
    luck = np.random.Philox(key=seed)
    found = np.empty((0, n), dtype=np.bool_)
    for begin in range(0, descents, _BATCH):
        drawn = luck.random_raw((min(_BATCH, descents - begin), n))
        signs = np.where(drawn >> np.uint64(63), 1.0, -1.0)
        _descend(signs, coupling)
        with_first = signs == signs[:, :1]
        found = np.unique(np.concatenate([found, with_first]), axis=0)
        _check_count(len(found))
    return found


def _descend(signs: Numbers, coupling: Numbers) -> None:
    """Let the actor whose move lowers the energy most move, until no move lowers it."""
    slack = _slack(coupling)
    pull = signs @ coupling
    on_way = np.arange(len(signs))
    while len(on_way):
        change = signs[on_way] * pull[on_way]
        change[change >= -slack] = 0.0
        mover = np.argmin(change, axis=1)
        moves = change[np.arange(len(on_way)), mover] < 0.0
        on_way, mover = on_way[moves], mover[moves]
        signs[on_way, mover] *= -1.0
        pull[on_way] += 2.0 * signs[on_way, mover, np.newaxis] * coupling[mover]


def _signs(codes: Rows, n: int) -> Numbers:
    """Return [n, code] the bits of each code as signs."""
    bits = (codes >> np.arange(n)[:, np.newaxis]) & 1
    return np.where(bits == 1, -1.0, 1.0)


def _slack(coupling: Numbers) -> Numbers:
    slack: Numbers = _ROUNDING * np.abs(coupling).sum(axis=1)
    return slack


def _check_count(count: int) -> None:
    if count > MOST_MINIMA:
        message = f"more than {MOST_MINIMA:,} alignments are local minima"
        hint = "leave out actors whose propensities are all 0: their side makes no difference"
        raise InputError([Fault(None, "", message, hint)])
