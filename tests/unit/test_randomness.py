from __future__ import annotations

import math
import os
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from coopsim import randomness
from coopsim.errors import InputError
from coopsim.randomness import (
    DRAW_VERSION,
    REPLICATE_LIMIT,
    SEED_LIMIT,
    STEP_LIMIT,
    STRIKE,
    block,
    draw,
    draw_pair,
    logistic_noise,
    open_unit,
    run_key,
    stable_id,
    stable_ids,
)

WORD = 2**32 - 1
PURPOSES = {
    "STRIKE": 1,
    "SEVERITY": 2,
    "SPREAD": 3,
    "PERCEPTION": 4,
    "CONTRIBUTE": 5,
    "VOTE": 6,
    "MANDATE": 7,
    "OBSERVE": 8,
    "MEET": 9,
    "AGREE": 10,
    "TIE_BREAK": 11,
    "FOUND": 12,
}


# The lines "philox4x32 10" of tests/kat_vectors in Random123, the authors' own library.
@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ("00000000 " * 4, "00000000 " * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ("ffffffff " * 4, "ffffffff " * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            "243f6a88 85a308d3 13198a2e 03707344",
            "a4093822 299f31d0",
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_block_gives_the_published_known_answers(counter: str, key: str, expected: str) -> None:
    k0, k1 = (int(word, 16) for word in key.split())
    c0, c1, c2, c3 = (int(word, 16) for word in counter.split())
    assert " ".join(f"{word:08x}" for word in block(k0, k1, c0, c1, c2, c3)) == expected


def test_block_takes_numpy_integers_without_overflow() -> None:
    k0, k1, c0, c1, c2, c3 = np.full(6, WORD, dtype=np.int64)
    assert block(k0, k1, c0, c1, c2, c3) == block(WORD, WORD, WORD, WORD, WORD, WORD)


def test_block_cuts_words_to_32_bits() -> None:
    assert block(-1, 2**32 + 5, -1, 2**40 + 6, 7, 8) == block(WORD, 5, WORD, 6, 7, 8)


@pytest.mark.parametrize(
    ("high", "low", "expected"),
    [
        (0, 0, Fraction(1, 2**53)),
        (WORD, WORD, 1 - Fraction(1, 2**53)),
        (2**31, 0, Fraction(1, 2) + Fraction(1, 2**53)),
        (2**31 - 1, WORD, Fraction(1, 2) - Fraction(1, 2**53)),
        (63, 63, Fraction(1, 2**53)),
        (64, 64, Fraction(1, 2**26) + Fraction(3, 2**53)),
    ],
)
def test_open_unit_never_reaches_zero_or_one(high: int, low: int, expected: Fraction) -> None:
    value = open_unit(high, low)
    assert Fraction(value) == expected
    assert 0.0 < value < 1.0


def test_draw_fills_the_words_as_documented() -> None:
    k0, k1 = run_key(7, 3)
    words = block(k0, k1 ^ 5, 41 << 12 | STRIKE, 111, 222, 333)
    assert draw(k0, k1, 41, STRIKE, 111, 5, 222, 333) == open_unit(words[0], words[1])
    first, second = draw_pair(k0, k1, 41, STRIKE, 111, 5, 222, 333)
    assert (first, second) == (open_unit(words[0], words[1]), open_unit(words[2], words[3]))


def test_steps_and_purposes_share_no_draw() -> None:
    steps = (0, 1, 2, STEP_LIMIT // 2, STEP_LIMIT - 1)
    purposes = (1, 2, 3, 2048, 4095)
    drawn = {draw(1, 2, step, purpose, 3, 0, 4, 5) for step in steps for purpose in purposes}
    assert len(drawn) == len(steps) * len(purposes)


def test_draws_keep_their_values() -> None:
    # Results of released versions rest on these: a change here needs a higher DRAW_VERSION.
    assert DRAW_VERSION == 1
    assert run_key(1, 0) == (2008530279, 767841130)
    drawn = draw(*run_key(1, 0), 3, STRIKE, stable_id("EST"), 2, stable_id("a"), 0)
    assert drawn.hex() == "0x1.eb687cc4a3677p-1"


def test_the_purposes_keep_their_numbers() -> None:
    for name, number in PURPOSES.items():
        assert getattr(randomness, name) == number
    assert len(set(PURPOSES.values())) == len(PURPOSES)
    assert all(1 <= number <= 4095 for number in PURPOSES.values())


@pytest.mark.parametrize("u", [2.0**-53, 1e-9, 0.1, 0.5, 0.75, 1 - 2.0**-53])
def test_logistic_noise_is_the_log_odds(u: float) -> None:
    assert logistic_noise(u) == math.log(u / (1.0 - u))
    assert abs(logistic_noise(u)) < 36.8


def test_logistic_noise_is_symmetric_at_the_ends() -> None:
    assert logistic_noise(0.5) == 0.0
    assert logistic_noise(2.0**-53) == pytest.approx(-logistic_noise(1 - 2.0**-53), rel=1e-15)


def test_run_key_depends_on_every_part_of_seed_and_replicate() -> None:
    runs = [(0, 0), (1, 0), (0, 1), (2**32, 0), (SEED_LIMIT - 1, 0), (0, REPLICATE_LIMIT - 1)]
    keys = [run_key(seed, replicate) for seed, replicate in runs]
    assert len({word for key in keys for word in key}) == 2 * len(runs)
    assert all(0 <= word <= WORD for key in keys for word in key)


def test_run_key_takes_numpy_integers() -> None:
    assert run_key(np.int64(5), np.int32(6)) == run_key(5, 6)


@pytest.mark.parametrize(
    ("seed", "replicate", "message"),
    [
        (-1, 0, "^seed: must be from 0 to 9223372036854775807$"),
        (SEED_LIMIT, 0, "^seed: must be from 0 to 9223372036854775807$"),
        (10**400, 0, "^seed: must be from 0 to 9223372036854775807$"),
        (0, -1, "^replicate: must be from 0 to 2147483647$"),
        (0, REPLICATE_LIMIT, "^replicate: must be from 0 to 2147483647$"),
    ],
)
def test_run_key_refuses_what_does_not_fit(seed: int, replicate: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        run_key(seed, replicate)


def test_run_key_refuses_fractions() -> None:
    with pytest.raises(TypeError, match="integer"):
        run_key(1.5, 0)  # type: ignore[arg-type]  # what an untyped caller may pass


@pytest.mark.parametrize(
    ("name", "number"),
    [("EST", 3388367611), ("Österreich", 517540145), ("Côte d’Ivoire", 648607638)],
)
def test_stable_id_is_the_same_everywhere(name: str, number: int) -> None:
    assert stable_id(name) == number


def test_stable_id_ignores_how_an_accent_is_written() -> None:
    assert stable_id("O\N{COMBINING DIAERESIS}sterreich") == stable_id("Österreich")


def test_stable_id_ignores_the_hash_seed() -> None:
    code = "import sys; from coopsim.randomness import stable_id; sys.exit(stable_id('EST') % 251)"
    ended = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "NUMBA_DISABLE_JIT": "1"},
            check=False,
        ).returncode
        for seed in ("1", "2")
    ]
    assert ended == [stable_id("EST") % 251] * 2


def test_stable_id_is_never_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    class ZeroHash:
        def digest(self) -> bytes:
            return bytes(4)

    monkeypatch.setattr("hashlib.blake2s", lambda *_, **__: ZeroHash())
    assert stable_id("any") == 1


def test_stable_ids_keep_the_order_of_the_names() -> None:
    names = ["LVA", "EST", "FIN"]
    ids = stable_ids(name for name in names)
    assert ids.dtype == np.int64
    assert ids.tolist() == [stable_id(name) for name in names]
    assert stable_ids([]).shape == (0,)


@pytest.mark.parametrize(
    ("first", "second"), [("state 20390", "state 42486"), ("Österreich", "O\u0308sterreich")]
)
def test_stable_ids_name_the_two_that_collide(first: str, second: str) -> None:
    with pytest.raises(InputError, match=f'"{first}" and "{second}" would have the same luck'):
        stable_ids(["EST", first, "LVA", second])
