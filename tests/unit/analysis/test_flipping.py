from __future__ import annotations

from dataclasses import replace

import pytest

from coopsim.analysis.finding import decision_of
from coopsim.analysis.flipping import HAIR, override, smallest_flip
from coopsim.analysis.replaying import case_of, replay
from coopsim.errors import CoopsimError, InputError
from unit.analysis.decided import STEPS, decision, record, term, unweighed


@pytest.mark.parametrize(("score", "threshold"), [(0.5, 0.2), (0.2, 0.5), (-0.3, 0.0), (1.0, 1.0)])
def test_the_change_carries_the_score_just_past_the_threshold(
    score: float, threshold: float
) -> None:
    decided = decision(score, threshold)
    flip = smallest_flip(decided)
    assert flip is not None
    assert (score + flip.change > threshold) is not decided.beats
    assert abs(flip.change) == pytest.approx(abs(score - threshold) + HAIR, rel=1e-12)


def test_the_term_that_is_named_keeps_its_sign() -> None:
    terms = (term("stake", 0.5), term("cost", -0.9), term("future", 0.6))
    decided = replace(decision(0.2, 0.75), terms=terms)
    flip = smallest_flip(decided)
    assert flip is not None
    # The cost is the largest, and -0.9 + 0.55 is still a cost.
    assert (flip.term, flip.value) == ("cost", -0.9)
    assert flip.needed == pytest.approx(-0.35)
    costly = smallest_flip(replace(decided, threshold=1.2))
    assert costly is not None
    # With 1.0 more it would be a gain; the future can grow.
    assert costly.term == "future"


def test_what_was_never_weighed_can_not_be_turned() -> None:
    assert smallest_flip(unweighed()) is None
    assert smallest_flip(decision(0.5, float("-inf"))) is None


def test_an_override_turns_the_decision_and_a_smaller_one_does_not() -> None:
    case = case_of(record(), 0)
    rows = replay(case, STEPS - 1).decisions
    turned = 0
    for row in rows[:: max(1, len(rows) // 12)]:
        decided = decision_of(case, row)
        flip = smallest_flip(decided)
        if flip is None:
            continue
        after = override(case, decided, flip.term, flip.change)
        assert after.beats is not decided.beats
        assert after.address == decided.address
        assert sum(each.value for each in after.terms) == pytest.approx(after.score, abs=1e-9)
        less = override(case, decided, flip.term, -decided.margin * (1.0 - 1e-6))
        assert less.beats is decided.beats
        turned += 1
    assert turned > 4


def test_a_term_must_exist() -> None:
    case = case_of(record(), 0)
    decided = decision_of(case, replay(case, 3).decisions[0])
    with pytest.raises(InputError, match='term: vote has no term "cots"; did you mean "cost"'):
        override(case, decided, "cots", 0.1)


def test_a_decision_must_exist() -> None:
    case = case_of(record(), 0)
    decided = decision_of(case, replay(case, 3).decisions[0])
    elsewhere = replace(decided, address=(*decided.address[:4], 99, -1))
    with pytest.raises(CoopsimError, match="nobody decides this in step"):
        override(case, elsewhere, "cost", 0.1)
