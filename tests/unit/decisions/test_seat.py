from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.catalogue.mechanisms.core import AGENDA_WEIGHT, SECURITY_WEIGHT
from coopsim.catalogue.mechanisms.organisation import RESENTMENT_WEIGHT
from coopsim.decisions.aid import total
from coopsim.decisions.seat import Seat, weigh_seat
from coopsim.world.ledger import SEAT_TERMS
from coopsim.world.world import Numbers
from worlds import tiny_world

NOTHING = Seat(
    obligation=0.0,
    danger=0.0,
    strength=0.0,
    allied=0.0,
    affinity=0.5,
    grievance=0.0,
    dues=0.0,
    resentment=0.0,
)
SHARES = st.floats(0.0, 1.0)
SEATS = st.builds(
    Seat, obligation=SHARES, danger=SHARES, strength=SHARES, allied=SHARES, affinity=SHARES,
    grievance=SHARES, dues=SHARES, resentment=st.floats(0.0, 10.0),
)  # fmt: skip


def parameters() -> Numbers:
    result = tiny_world(2).parameters
    result[SECURITY_WEIGHT] = 2.0
    result[AGENDA_WEIGHT] = 0.6
    result[RESENTMENT_WEIGHT] = 1.5
    return result


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # 2 x obligation 0.5 x danger 0.4 x strength 0.75
        ({"obligation": 0.5, "danger": 0.4, "strength": 0.75}, {"security": 0.3}),
        ({"affinity": 0.9}, {"agenda": 0.24}),
        ({"affinity": 0.0}, {"agenda": -0.3}),
        ({"grievance": 0.2}, {"grievance": -0.2}),
        ({"dues": 0.1}, {"dues": -0.1}),
        # 1.5 x 3 / (1 + 3)
        ({"resentment": 3.0}, {"resentment": -1.125}),
        # Allies give 2 x danger 0.4 x 0.25 = 0.2 anyway …
        (
            {"obligation": 0.5, "danger": 0.4, "strength": 0.75, "allied": 0.25},
            {"security": 0.3, "outside": -0.2},
        ),
        # … or more than the seat, which then adds nothing, and takes nothing either.
        (
            {"obligation": 0.5, "danger": 0.4, "strength": 0.75, "allied": 0.9},
            {"security": 0.3, "outside": -0.3},
        ),
    ],
)
def test_each_term_of_a_seat(changes: dict[str, float], expected: dict[str, float]) -> None:
    terms = weigh_seat(parameters(), NOTHING._replace(**changes))
    assert terms == pytest.approx([expected.get(term, 0.0) for term in SEAT_TERMS])


@given(SEATS)
def test_allies_never_make_a_seat_a_danger(seat: Seat) -> None:
    terms = dict(zip(SEAT_TERMS, weigh_seat(parameters(), seat), strict=True))
    assert terms["security"] + terms["outside"] >= 0.0
    assert terms["resentment"] > -1.5


@given(SEATS, SHARES)
def test_a_better_outside_option_never_makes_a_seat_worth_more(seat: Seat, allied: float) -> None:
    less, more = sorted((seat.allied, allied))
    alone = total(weigh_seat(parameters(), seat._replace(allied=less)))
    bound = total(weigh_seat(parameters(), seat._replace(allied=more)))
    assert bound <= alone
