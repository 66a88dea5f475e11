"""Draw luck by address: the same address gives the same draw, whatever else happens.

A draw is a pure function of where it is used: the run (seed and replicate), the step, the purpose,
the subject and its ordinal, the actor and the partner. Nothing is stored between draws, so adding a
state, leaving one out or visiting them in another order leaves every other draw as it was. That
makes runs comparable: two scenarios with one seed meet the same luck.

The generator is Philox4x32 with ten rounds: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw,
"Parallel random numbers: as easy as 1, 2, 3", SC '11, doi:10.1145/2063384.2063405. An address
fills its two key words and four counter words, of 32 bits each:

=========  ========================================================================
key 0      first word of the run key
key 1      second word of the run key, exclusive-or the ordinal
counter 0  step (upper 20 bits) and purpose (lower 12 bits, 1 to 4095)
counter 1  subject: stable id of the threat, institution or kind; 0 for none
counter 2  actor: stable id; 0 for none
counter 3  partner: stable id; 0 for none
=========  ========================================================================

No two addresses of one run share all six words, and under one key Philox gives no two counters the
same block: inside a run every address has luck of its own, as long as stable ids differ, which
`stable_ids` checks. Two given runs share a key, at some pair of ordinals below n, with a
probability of about n / 2**64.

Compiled and plain Python code give the same bits. All whole numbers are int64; words above 32 bits
are cut. Call draws from compiled code: called from Python, they are compiled first.
"""

from __future__ import annotations

import hashlib
import math
import operator
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coopsim.compilation import inlined_kernel, interpreted, kernel
from coopsim.errors import Fault, InputError

# Goes into manifests and into every run key: raise it when any draw changes its value.
DRAW_VERSION: Final = 1

# A number is part of the address of every draw made with it, so numbers are never reused.
STRIKE: Final = 1
SEVERITY: Final = 2
SPREAD: Final = 3
PERCEPTION: Final = 4
CONTRIBUTE: Final = 5
VOTE: Final = 6
MANDATE: Final = 7
OBSERVE: Final = 8
MEET: Final = 9
AGREE: Final = 10
TIE_BREAK: Final = 11
FOUND: Final = 12
CONSIDER: Final = 20
ATTACK: Final = 21
FORCE: Final = 22
CLIMB: Final = 23
ACCIDENT: Final = 24
ATTRIBUTE: Final = 25
ELECTION: Final = 26
PROGRAMME: Final = 27
RATIFY: Final = 28
SUCCEED: Final = 29
ACCEDE: Final = 40
ADMIT: Final = 41
EXIT: Final = 42
FOUND_BODY: Final = 43
RALLY: Final = 44
LEAK: Final = 50
PROVIDE: Final = 60
IMITATE: Final = 61
PICK: Final = 62
TURN: Final = 63

STEP_LIMIT: Final = 2**20
SEED_LIMIT: Final = 2**63
REPLICATE_LIMIT: Final = 2**31

# The paper's multipliers, and its key steps: fractions of the golden ratio and of root 3.
# Unsigned, because a product may pass 2**63, and Numba leaves signed overflow undefined.
_MULTIPLIER_0: Final = np.uint64(0xD2511F53)
_MULTIPLIER_1: Final = np.uint64(0xCD9E8D57)
_KEY_STEP_0: Final = np.uint64(0x9E3779B9)
_KEY_STEP_1: Final = np.uint64(0xBB67AE85)
_UPPER: Final = np.uint64(32)
_LOWER: Final = np.uint64(0xFFFFFFFF)
_WORD: Final = 0xFFFFFFFF
_ROUNDS: Final = 10
# Any fixed words will do ("coop" and "sim." in ASCII): run keys need a key of their own.
_RUN_KEY: Final = (0x636F6F70, 0x73696D2E)

# Uncompiled, an argument may be an element of an array.
Whole = int | np.integer[Any]


@inlined_kernel
def block(
    k0: Whole, k1: Whole, c0: Whole, c1: Whole, c2: Whole, c3: Whole
) -> tuple[np.int64, np.int64, np.int64, np.int64]:
    """Return one Philox4x32-10 block: four words of 32 bits, of the key (k0, k1) and a counter."""
    a, b = np.uint64(int(k0) & _WORD), np.uint64(int(k1) & _WORD)
    x0, x1 = np.uint64(int(c0) & _WORD), np.uint64(int(c1) & _WORD)
    x2, x3 = np.uint64(int(c2) & _WORD), np.uint64(int(c3) & _WORD)
    for _ in range(_ROUNDS):
        p0 = x0 * _MULTIPLIER_0
        p1 = x2 * _MULTIPLIER_1
        x0 = (p1 >> _UPPER) ^ x1 ^ a
        x1 = p1 & _LOWER
        x2 = (p0 >> _UPPER) ^ x3 ^ b
        x3 = p0 & _LOWER
        a = (a + _KEY_STEP_0) & _LOWER
        b = (b + _KEY_STEP_1) & _LOWER
    return np.int64(x0), np.int64(x1), np.int64(x2), np.int64(x3)


@inlined_kernel
def open_unit(high: Whole, low: Whole) -> float:
    """Return a number strictly between 0 and 1, from the upper 26 bits of two 32-bit words.

    The result is an odd multiple of 2**-53, so 2**52 values, in mirrored pairs around 1/2. One more
    bit would let the largest round to 1. Every operation is exact.
    """
    return float(high >> 6) * 2.0**-26 + (float(low >> 6) * 2.0**-52 + 2.0**-53)


@inlined_kernel
def draw(
    k0: Whole,
    k1: Whole,
    step: Whole,
    purpose: Whole,
    subject: Whole,
    ordinal: Whole,
    actor: Whole,
    partner: Whole,
) -> float:
    """Return the uniform draw of an address, strictly between 0 and 1.

    Args:
        k0: First word of the run key.
        k1: Second word of the run key.
        step: The step, 0 to STEP_LIMIT - 1.
        purpose: One of the purposes of this module.
        subject: Stable id of the threat, institution or partnership kind; 0 for none.
        ordinal: Which one of the subject's occasions, 0 to 2**32 - 1.
        actor: Stable id of the state that acts; 0 for none.
        partner: Stable id of the state acted upon; 0 for none.
    """
    w0, w1, _, _ = block(
        k0, int(k1) ^ int(ordinal), (int(step) << 12) | int(purpose), subject, actor, partner
    )
    return open_unit(w0, w1)


@inlined_kernel
def draw_pair(
    k0: Whole,
    k1: Whole,
    step: Whole,
    purpose: Whole,
    subject: Whole,
    ordinal: Whole,
    actor: Whole,
    partner: Whole,
) -> tuple[float, float]:
    """Return two independent uniform draws of an address; the first is that of `draw`.

    The arguments are those of `draw`; both results lie strictly between 0 and 1.
    """
    w0, w1, w2, w3 = block(
        k0, int(k1) ^ int(ordinal), (int(step) << 12) | int(purpose), subject, actor, partner
    )
    return open_unit(w0, w1), open_unit(w2, w3)


@kernel
def logistic_noise(u: float) -> float:
    """Return the standard logistic deviate of a uniform draw: the logarithm of its odds.

    For a draw strictly between 0 and 1 it is finite, at most 36.8 either way.
    """
    return math.log(u / (1.0 - u))


def run_key(seed: Whole, replicate: Whole) -> tuple[int, int]:
    """Return the key of a run: two words of 32 bits for the draws of one seed and replicate.

    They are half of the Philox block of the seed's two words, the replicate and DRAW_VERSION, so
    neighbouring seeds have unrelated keys; two given runs share one with probability 2**-64.

    Raises:
        InputError: The seed is not in 0 to 2**63 - 1, or the replicate not in 0 to 2**31 - 1.
        TypeError: One of them is not a whole number.
    """
    seed, replicate = operator.index(seed), operator.index(replicate)
    if not 0 <= seed < SEED_LIMIT:
        raise _fault("seed", f"must be from 0 to {SEED_LIMIT - 1}")
    if not 0 <= replicate < REPLICATE_LIMIT:
        raise _fault("replicate", f"must be from 0 to {REPLICATE_LIMIT - 1}")
    # Interpreted: compiling the block for one call would delay every start by half a second.
    words = interpreted(block)(*_RUN_KEY, seed, seed >> 32, replicate, DRAW_VERSION)
    return int(words[0]), int(words[1])


def stable_id(name: str) -> int:
    """Return the 32-bit id of a name, 1 to 2**32 - 1: the same on every machine and in any order.

    Names that look alike because an accent is composed or combined (Unicode NFC) have one id.
    """
    text = unicodedata.normalize("NFC", name).encode()
    # 0 means "none" in an address.
    return int.from_bytes(hashlib.blake2s(text, digest_size=4).digest(), "little") or 1


def stable_ids(names: Iterable[str]) -> NDArray[np.int64]:
    """Return the stable ids of names, in their order, shape [n].

    Raises:
        InputError: Two names have one id, and so would have one luck.
    """
    owner: dict[int, str] = {}
    for name in names:
        key = stable_id(name)
        if key in owner:
            raise _fault(
                "",
                f'the names "{owner[key]:.60}" and "{name:.60}" would have the same luck',
                "rename one of them",
            )
        owner[key] = name
    return np.fromiter(owner, dtype=np.int64, count=len(owner))


def _fault(path: str, message: str, hint: str = "") -> InputError:
    """Return the error of a value that has no place in a file."""
    return InputError((Fault(place=None, path=path, message=message, hint=hint),))
