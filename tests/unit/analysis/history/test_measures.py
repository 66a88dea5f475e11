from __future__ import annotations

import math

import pytest

from coopsim.analysis.history.measures import MEASURES
from unit.analysis.history.samples import ground, history


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Two of six pairs at the start, three of ten at the end.
        ("density", (3 / 10) / (2 / 6)),
        # Of A-B and C-D at the end of 1950, A-B stands.
        ("kept", 1 / 2),
        # No clique of eight.
        ("bilateral", 1.0),
        # Distances 1, 4, 3 quarters; of the seven others 2, 3, 1, 2, 1, 2, 1.
        ("agenda_allied", (8 / 3) / (12 / 7)),
        ("agenda_new", (7 / 2) / (12 / 7)),
        # Neighbours are A-B, B-C, C-D, D-E; of the six others A-E and B-E have a pact.
        ("contiguous", 1 / 4),
        ("apart", 2 / 6),
        ("new_contiguous", 0.0),
        ("new_apart", 2 / 6),
        # All three pairs of A, B and E; none of the six mixed pairs.
        ("democracies", math.nan),
    ],
)
def test_measures_of_a_history_reckoned_by_hand(name: str, expected: float) -> None:
    found = MEASURES[name].of(ground(), history(), 1950, 1952)
    assert found == pytest.approx(expected, nan_ok=True)


def test_help_given_is_ranked_against_size() -> None:
    # Burdens .01, .02, .04, 0, 0 of sizes 100, 50, 20, 10, 5: ranks 3 4 5 1.5 1.5 and 5 4 3 2 1.
    found = MEASURES["burden"].of(ground(), history(), 0, 1952)
    assert found == pytest.approx(5.5 / math.sqrt(10.0 * 9.5))


def test_what_never_happened_has_no_value() -> None:
    assert math.isnan(MEASURES["honoured"].of(ground(), history(), 0, 1952))
    assert math.isnan(MEASURES["burden"].of(ground(), history(), 0, 1950))
