"""Statistical tests of the draws as addresses are used: in small steps of every part.

Each check would fail for a perfect generator with probability ALARM. The samples are fixed, so it
passes always or never; ALARM says how little a pass was helped by looking for samples that pass.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from coopsim.compilation import entry, interpreted
from coopsim.randomness import block, draw, draw_pair, logistic_noise, run_key

ALARM = 1e-6
SAMPLE = 2**16
CELLS = 16
# Rows of an address matrix, and how many values each part can take.
PARTS = {
    "k0": 2**32,
    "k1": 2**32,
    "step": 2**20,
    "purpose": 2**12,
    "subject": 2**32,
    "ordinal": 2**16,
    "actor": 2**32,
    "partner": 2**32,
}

Words = NDArray[np.int64]
Draws = NDArray[np.float64]


@entry
def fill_draws(at: Words, out: Draws) -> None:
    """Write draw, and both of draw_pair, of each column of `at` [8, n] into `out` [3, n]."""
    for n in range(out.shape[1]):
        out[0, n] = draw(
            at[0, n], at[1, n], at[2, n], at[3, n], at[4, n], at[5, n], at[6, n], at[7, n]
        )
        out[1, n], out[2, n] = draw_pair(
            at[0, n], at[1, n], at[2, n], at[3, n], at[4, n], at[5, n], at[6, n], at[7, n]
        )


@entry
def count_flips(words: Words, flipped: int, counts: Words) -> None:
    """Add up which of 128 result bits change when bit `flipped` (0 to 191) of the input does."""
    changed = np.empty(6, dtype=np.int64)
    for n in range(words.shape[1]):
        for part in range(6):
            changed[part] = words[part, n]
        changed[flipped // 32] ^= 1 << (flipped % 32)
        before = block(words[0, n], words[1, n], words[2, n], words[3, n], words[4, n], words[5, n])
        after = block(changed[0], changed[1], changed[2], changed[3], changed[4], changed[5])
        for word in range(4):
            for bit in range(32):
                counts[32 * word + bit] += ((before[word] ^ after[word]) >> bit) & 1


@entry
def fill_blocks(at: Words, out: Words) -> None:
    """Write the four words of the block of each column of `at` [6, n] into `out` [4, n]."""
    for n in range(out.shape[1]):
        out[0, n], out[1, n], out[2, n], out[3, n] = block(
            at[0, n], at[1, n], at[2, n], at[3, n], at[4, n], at[5, n]
        )


@entry
def fill_log_odds(draws: Draws, out: Draws) -> None:
    """Write the logistic luck of each draw into `out` [n]."""
    for n in range(out.shape[0]):
        out[n] = logistic_noise(draws[n])


def addresses(count: int, seed: int = 20110101) -> Words:
    """Return random addresses, [8, count]."""
    luck = np.random.default_rng(seed)
    return np.stack([luck.integers(0, most, size=count) for most in PARTS.values()])


def neighbours(part: str, count: int = SAMPLE) -> Words:
    """Return addresses in threads, each of which counts one part up from 0 and keeps the rest."""
    length = min(PARTS[part], 2**12)
    at = np.repeat(addresses(count // length), length, axis=1)
    at[list(PARTS).index(part)] = np.tile(np.arange(length), count // length)
    return at


def drawn(at: Words) -> Draws:
    out = np.empty((3, at.shape[1]))
    fill_draws(np.ascontiguousarray(at), out)
    return out


def log_odds(draws: Draws) -> Draws:
    out = np.empty(draws.size)
    fill_log_odds(np.ascontiguousarray(draws), out)
    return out


def luck_at(address: tuple[int, ...]) -> tuple[float, float, float]:
    """Return draw, and both of draw_pair, of one address."""
    one, first, second = drawn(np.array([address], dtype=np.int64).T)[:, 0].tolist()
    return one, first, second


def assert_even(counts: NDArray[np.int64]) -> None:
    """Fail when counts of equally likely cells are too uneven, or too even."""
    chi_square = float(((counts - counts.mean()) ** 2).sum() / counts.mean())
    freedom = counts.size - 1
    assert stats.chi2.ppf(ALARM / 2, freedom) < chi_square < stats.chi2.isf(ALARM / 2, freedom)


def assert_unrelated(u: Draws, v: Draws) -> None:
    """Fail when two samples are correlated, or their pairs leave the square unevenly filled."""
    z = float(np.corrcoef(u, v)[0, 1]) * math.sqrt(u.size)
    assert abs(z) < stats.norm.isf(ALARM / 2)
    assert_even(np.histogram2d(u, v, bins=CELLS, range=((0, 1), (0, 1)))[0].astype(np.int64))


@pytest.mark.parametrize("part", PARTS)
def test_draws_of_neighbours_are_uniform(part: str) -> None:
    for u in drawn(neighbours(part)):
        assert_even(np.histogram(u, bins=256, range=(0, 1))[0])
        assert stats.kstest(u, "uniform").pvalue > ALARM


@pytest.mark.parametrize("part", PARTS)
def test_the_lowest_bits_are_uniform(part: str) -> None:
    for u in drawn(neighbours(part)):
        lowest = ((u * 2.0**53).astype(np.int64) >> 1) % 256
        assert_even(np.bincount(lowest, minlength=256))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("distance", [1, 2, 64])
def test_draws_of_neighbours_are_unrelated(part: str, distance: int) -> None:
    at = neighbours(part)
    at[list(PARTS).index(part)] %= PARTS[part] - distance
    moved = at.copy()
    moved[list(PARTS).index(part)] += distance
    here, there = drawn(at), drawn(moved)
    assert_unrelated(here[0], there[0])
    assert_unrelated(here[2], there[2])
    assert_unrelated(here[0], there[2])


@pytest.mark.parametrize("part", PARTS)
def test_the_two_of_a_pair_are_unrelated(part: str) -> None:
    out = drawn(neighbours(part))
    assert (out[0] == out[1]).all()
    assert_unrelated(out[1], out[2])


def test_the_two_directions_of_a_dyad_are_unrelated() -> None:
    at = addresses(SAMPLE)
    assert_unrelated(drawn(at)[0], drawn(at[[0, 1, 2, 3, 4, 5, 7, 6]])[0])


@pytest.mark.parametrize("vary", ["seed", "replicate"])
def test_draws_of_neighbouring_runs_are_unrelated(vary: str) -> None:
    runs = range(2**13)
    keys = [run_key(n, 0) if vary == "seed" else run_key(1, n) for n in runs]
    assert len(set(keys)) == len(keys)
    at = np.repeat(addresses(1), len(keys), axis=1)
    at[:2] = np.array(keys).T
    u = drawn(at)[0]
    assert_even(np.histogram(u, bins=64, range=(0, 1))[0])
    assert_unrelated(u[:-1], u[1:])


def test_every_input_bit_moves_every_result_bit_half_the_time() -> None:
    count, bits = 2**10, 192
    luck = np.random.default_rng(5)
    words = luck.integers(0, 2**32, size=(6, count))
    changes = np.zeros((bits, 128), dtype=np.int64)
    for flipped in range(bits):
        count_flips(words, flipped, changes[flipped])
    one_of_many = ALARM / changes.size
    low, high = stats.binom.ppf([one_of_many / 2, 1 - one_of_many / 2], count, 0.5)
    assert low <= changes.min() <= changes.max() <= high
    # Each word has 32 bits of variance 1/4, so a mean over n words has variance 8 / n.
    flips = changes.reshape(bits, 4, 32).sum(axis=2) / count
    width = stats.norm.isf(ALARM / flips.size / 2) * math.sqrt(8 / count)
    assert abs(flips - 16).max() < width


def test_log_odds_of_draws_are_logistic() -> None:
    noise = log_odds(drawn(addresses(SAMPLE))[0])
    assert stats.kstest(noise, "logistic").pvalue > ALARM


def test_log_odds_have_the_bits_of_python() -> None:
    draws = drawn(addresses(10_000))[0]
    by_python = [interpreted(logistic_noise)(u) for u in draws.tolist()]
    assert log_odds(draws).tolist() == by_python


def test_a_draw_depends_on_nothing_but_its_address() -> None:
    at = addresses(4096)
    whole = drawn(at)
    order = np.random.default_rng(1).permutation(at.shape[1])
    assert (drawn(at[:, order]) == whole[:, order]).all()
    assert (drawn(at[:, ::7]) == whole[:, ::7]).all()
    assert (drawn(at[:, :1]) == whole[:, :1]).all()


def test_compiled_and_interpreted_draws_have_the_same_bits() -> None:
    at = addresses(300)
    corners = np.array([[0, most - 1] for most in PARTS.values()])
    at = np.concatenate([at, corners], axis=1)
    code = (
        "import json, sys; from coopsim.randomness import block, draw, draw_pair\n"
        "def luck(a): return [[int(w) for w in block(*a[:6])],"
        " draw(*a).hex(), [u.hex() for u in draw_pair(*a)]]\n"
        "json.dump([luck(a) for a in json.load(sys.stdin)], sys.stdout)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(at.T.tolist()),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    words = np.empty((4, at.shape[1]), dtype=np.int64)
    fill_blocks(np.ascontiguousarray(at[:6]), words)
    compiled = [
        [block_words, one.hex(), [first.hex(), second.hex()]]
        for block_words, (one, first, second) in zip(
            words.T.tolist(), drawn(at).T.tolist(), strict=True
        )
    ]
    assert json.loads(ended.stdout) == compiled


address = st.tuples(*(st.integers(0, most - 1) for most in PARTS.values()))


@given(address)
def test_every_draw_lies_strictly_inside_the_unit_interval(at: tuple[int, ...]) -> None:
    u = luck_at(at)[0]
    assert 0.0 < u < 1.0
    assert (u * 2.0**53) % 2 == 1
    assert math.isfinite(log_odds(np.array([u]))[0])


@given(address, address)
def test_two_addresses_share_a_block_only_if_they_are_one(
    one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    # One run: the key words are equal, everything else may differ.
    other = (*one[:2], *other[2:])
    assert (luck_at(one) == luck_at(other)) == (one == other)
