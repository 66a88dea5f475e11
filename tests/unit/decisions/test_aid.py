from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.catalogue.mechanisms.core import (
    AFFINITY_WEIGHT,
    AUDIENCE_COST,
    COST,
    FUTURE,
    PRIVATE_BENEFIT,
    STAKE,
)
from coopsim.catalogue.mechanisms.politics import CAVEATS
from coopsim.decisions.aid import (
    BEST_SHOT,
    DOUBT,
    LEVELS,
    SUM,
    THRESHOLD,
    WEAKEST_LINK,
    Plea,
    best_amount,
    compare_without,
    outcome,
    total,
    weigh_help,
)
from coopsim.world.world import Numbers
from worlds import tiny_world

# 10 billion are asked for, of a need of 20; the helper's fair share is a quarter, others send 4.
PLEA = Plea(
    belief=0.5,
    affinity=0.8,
    duty=0.0,
    democracy=1.0,
    trust=0.5,
    grievance=0.0,
    opposition=0.0,
    watched=0.0,
    asked=1.0,
    most=5.0,
    fair=2.5,
    effect=1.0,
    request=10.0,
    need=20.0,
    others=4.0,
    largest=3.0,
    fair_fraction=0.25,
    without=0.0,
    aggregator=SUM,
    threshold=0.0,
)
SHARES = st.floats(0.0, 1.0)
AMOUNTS = st.floats(0.01, 100.0)
# What is asked for is never more than what is needed.
PLEAS = st.builds(
    Plea, belief=SHARES, affinity=SHARES, duty=SHARES, democracy=SHARES, trust=SHARES,
    grievance=SHARES, opposition=SHARES, watched=SHARES,
    asked=st.sampled_from((1.0, 0.0)), most=AMOUNTS, fair=AMOUNTS,
    effect=st.floats(0.01, 1.0), request=AMOUNTS, need=AMOUNTS,
    others=st.floats(0.0, 100.0), largest=st.floats(0.0, 100.0),
    fair_fraction=st.floats(0.01, 1.0), without=st.just(0.0),
    aggregator=st.sampled_from((SUM, THRESHOLD, WEAKEST_LINK, BEST_SHOT)), threshold=SHARES,
).map(lambda plea: plea._replace(need=max(plea.need, plea.request)))  # fmt: skip


def weights(**numbers: float) -> Numbers:
    """Return parameters in which only the given weights are not zero."""
    parameters = tiny_world(1).parameters
    for name, place in {
        "stake": STAKE,
        "affinity": AFFINITY_WEIGHT,
        "private": PRIVATE_BENEFIT,
        "audience": AUDIENCE_COST,
        "future": FUTURE,
        "cost": COST,
        "caveats": CAVEATS,
    }.items():
        parameters[place] = numbers.get(name, 0.0)
    return parameters


# --------------------------------------------------------------------------- what help brings


@pytest.mark.parametrize(
    ("aggregator", "amount", "expected"),
    [
        # sum: (amount + 4) / 10, at most all
        (SUM, 0.0, 0.4),
        (SUM, 3.0, 0.7),
        (SUM, 9.0, 1.0),
        # weakest link: others are at 4 / 7.5; a quarter of 10 would be the fair 2.5
        (WEAKEST_LINK, 0.0, 0.0),
        (WEAKEST_LINK, 1.0, 0.4),
        (WEAKEST_LINK, 2.5, 4.0 / 7.5),
        # best shot: the largest other sends 3
        (BEST_SHOT, 0.0, 0.3),
        (BEST_SHOT, 2.0, 0.3),
        (BEST_SHOT, 5.0, 0.5),
        (BEST_SHOT, 50.0, 1.0),
        # threshold: 10 + 4 + amount of 20 is met; 0.8 is needed
        (THRESHOLD, 2.0, 0.5),
        (THRESHOLD, 0.0, 1.0 / (1.0 + math.exp(0.1 / DOUBT))),
        (THRESHOLD, 4.0, 1.0 / (1.0 + math.exp(-0.1 / DOUBT))),
    ],
)
def test_how_contributions_add_up(aggregator: int, amount: float, expected: float) -> None:
    plea = PLEA._replace(aggregator=aggregator, threshold=0.8)
    assert outcome(plea, amount) == pytest.approx(expected)


@pytest.mark.parametrize(("amount", "expected"), [(0.0, 0.0), (4.0, 0.4), (20.0, 1.0)])
def test_alone_one_is_the_weakest_link_oneself(amount: float, expected: float) -> None:
    plea = PLEA._replace(aggregator=WEAKEST_LINK, fair_fraction=1.0, others=0.0)
    assert outcome(plea, amount) == pytest.approx(expected)


@given(PLEAS, AMOUNTS, AMOUNTS)
def test_more_help_never_solves_less(plea: Plea, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0.0 <= outcome(plea, less) <= outcome(plea, more) <= 1.0


def test_what_would_be_solved_without_the_helper() -> None:
    plea = compare_without(PLEA)
    assert plea.without == pytest.approx(0.4)
    assert plea._replace(without=0.0) == PLEA


# --------------------------------------------------------------------------- terms


@pytest.mark.parametrize(
    ("weight", "place", "changes", "expected"),
    [
        # 2.5 of 5 billion are sent: half of the most, all of the fair share; gain 2.5 / 10.
        ({"stake": 2.0}, 0, {}, 2.0 * 0.5 * 0.25),
        ({"affinity": 1.0}, 1, {}, 0.8 * 0.25),
        ({"private": 0.4}, 2, {}, 0.4 * 0.5),
        ({"audience": 1.0}, 3, {"duty": 0.6}, 0.6),
        # An autocracy pays half of what a democracy pays.
        ({"audience": 1.0}, 3, {"duty": 0.6, "democracy": 0.0}, 0.3),
        ({"audience": 1.0}, 3, {"duty": 0.6, "democracy": 0.5}, 0.45),
        # Where an institution watches, a breach costs more, the same for every regime.
        ({"audience": 1.0}, 3, {"duty": 0.6, "watched": 0.5}, 0.9),
        ({"audience": 1.0}, 3, {"duty": 0.6, "watched": 0.5, "democracy": 0.0}, 0.45),
        # Half of the fair share keeps half of the word.
        ({"audience": 1.0}, 3, {"duty": 0.6, "fair": 5.0}, 0.3),
        ({"future": 0.8}, 4, {}, 0.8 * 0.5),
        ({"future": 0.8}, 4, {"fair": 5.0}, 0.8 * 0.5 * 0.5),
        ({"cost": 2.0}, 6, {}, -2.0 * 0.5 * 1.5 * 0.5),
        ({"cost": 2.0}, 6, {"most": 2.5}, -2.0),
        # Half of the most against opposition of 0.4.
        ({"caveats": 1.5}, 7, {"opposition": 0.4}, -1.5 * 0.4 * 0.5),
        # Half of it is lost on the way: the gain is 1.25 / 10, the cost as before.
        ({"stake": 2.0}, 0, {"effect": 0.5}, 2.0 * 0.5 * 0.125),
    ],
)
def test_each_term_of_helping(
    weight: dict[str, float], place: int, changes: dict[str, Any], expected: float
) -> None:
    plea = compare_without(PLEA._replace(**changes))
    terms = weigh_help(weights(**weight), plea, 2.5)
    expected_terms = [0.0] * 8
    expected_terms[place] = expected
    assert terms == pytest.approx(expected_terms)


def test_of_what_nobody_asks_for_gain_and_cost_are_left() -> None:
    plea = PLEA._replace(asked=0.0, duty=0.6, grievance=0.5, trust=0.5, opposition=0.4)
    weight = dict.fromkeys(("stake", "affinity", "private", "audience", "future", "cost"), 1.0)
    terms = weigh_help(weights(**weight), compare_without(plea), 2.5)
    asked = weigh_help(weights(**weight), compare_without(plea._replace(asked=1.0)), 2.5)
    assert terms[2:6] == (0.0, 0.0, 0.0, 0.0)
    assert [*terms[:2], *terms[6:]] == [*asked[:2], *asked[6:]]
    assert all(asked[2:6])


def test_grievance_weighs_as_much_as_trust() -> None:
    terms = weigh_help(weights(future=0.8), PLEA._replace(trust=0.5, grievance=0.5), 2.5)
    assert terms[4] == pytest.approx(0.4)
    assert terms[5] == pytest.approx(-0.4)


def test_terms_are_added_from_left_to_right() -> None:
    assert total((0.1, 0.2, 0.3)) == (0.1 + 0.2) + 0.3
    assert total((1e16, 1.0, -1e16)) == 0.0
    assert total(()) == 0.0


# --------------------------------------------------------------------------- how much


@pytest.mark.parametrize(
    ("weight", "changes", "amount", "score"),
    [
        # Only cost: the least of four amounts, 1.25 of 5, at -1 x 0.25 x 1.25 / 2
        ({"cost": 1.0}, {}, 1.25, -0.15625),
        # Only a private benefit: all
        ({"private": 0.4}, {}, 5.0, 0.4),
        # Trust is kept by the fair share, half of the most; more brings nothing.
        ({"future": 1.0}, {}, 2.5, 0.5),
        # Free riding: the gain of 1.25 / 10 is worth less than it costs.
        ({"stake": 2.0, "cost": 2.0}, {}, 1.25, 2.0 * 0.5 * 0.125 - 0.3125),
        # Of more than the request nothing is of use.
        ({"private": 0.4}, {"request": 2.0}, 2.0, 0.16),
        # Half is lost on the way, so that 4 are sent for a request of 2.
        ({"private": 0.4}, {"request": 2.0, "effect": 0.5}, 4.0, 0.32),
    ],
)
def test_the_best_of_four_amounts(
    weight: dict[str, float], changes: dict[str, Any], amount: float, score: float
) -> None:
    plea = compare_without(PLEA._replace(**changes))
    assert best_amount(weights(**weight), plea) == pytest.approx((amount, score))


def test_under_a_threshold_helpers_wait_for_each_other() -> None:
    def score(others: float) -> float:
        plea = PLEA._replace(aggregator=THRESHOLD, threshold=0.9, others=others)
        return best_amount(weights(stake=4.0, cost=1.0), compare_without(plea))[1]

    # 5 billion from others bring the threshold of 18 of 20 into reach, none leave it far off.
    assert score(5.0) > 0.0 > score(0.0)


def test_under_a_sum_helpers_leave_it_to_others() -> None:
    def score(others: float) -> float:
        plea = PLEA._replace(others=others)
        return best_amount(weights(stake=4.0, cost=1.0), compare_without(plea))[1]

    assert score(2.0) > 0.0 > score(10.0)


@given(PLEAS)
def test_no_other_amount_considered_is_better(plea: Plea) -> None:
    plea, parameters = compare_without(plea), tiny_world(1).parameters
    amount, score = best_amount(parameters, plea)
    limit = min(plea.most, plea.request / plea.effect)
    scores = {
        limit * level / LEVELS: total(weigh_help(parameters, plea, limit * level / LEVELS))
        for level in range(1, LEVELS + 1)
    }
    assert score == max(scores.values())
    assert scores[amount] == score
