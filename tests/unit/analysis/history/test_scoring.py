from __future__ import annotations

import math
from dataclasses import replace

import pytest

from coopsim.analysis.history.calibrating import loss_of
from coopsim.analysis.history.facts import Fact, facts
from coopsim.analysis.history.measures import MEASURES
from coopsim.analysis.history.nulls import NULLS
from coopsim.analysis.history.scoring import Score, gap_to, mean_gap, merit
from coopsim.analysis.history.validation import tally

FACT = Fact("w", "contiguous", 0, 1980, 0.4, 0.6, "", None, "", calibrated=False)


def scored(*values: float, fact: Fact = FACT, **nulls: float) -> Score:
    return Score(fact, values, {name: (value,) for name, value in nulls.items()})


def test_gaps_are_to_the_nearer_end_of_the_record() -> None:
    assert [gap_to(FACT, value) for value in (0.4, 0.5, 0.6)] == [0.0, 0.0, 0.0]
    assert gap_to(FACT, 0.1) == pytest.approx(0.3)
    assert mean_gap(FACT, [0.1, 0.7]) == pytest.approx(0.2)
    assert gap_to(FACT, math.nan) == math.inf


def test_a_row_is_inside_if_the_range_of_the_runs_meets_the_record() -> None:
    assert scored(0.3, 0.35, 0.45).is_inside
    assert not scored(0.1, 0.2, 0.3).is_inside
    assert not scored(math.nan).is_inside


def test_better_is_nearer_than_every_null_that_can_be_compared() -> None:
    assert scored(0.5, frozen=0.1, rewired=0.7).is_better is True
    # As near is not nearer.
    assert scored(0.5, frozen=0.5, rewired=0.7).is_better is False
    assert scored(0.5).is_better is None
    density = replace(FACT, measure="density")
    shared = MEASURES["density"].shared
    assert scored(0.7, fact=density, frozen=0.1, **dict.fromkeys(shared, 0.7)).is_better is True


def test_tallies_count_rows() -> None:
    counted = tally([scored(0.5, frozen=0.1), scored(0.1, frozen=0.5), scored(0.5)])
    assert counted == (counted.__class__)(rows=3, inside=2, compared=2, better=1)


def test_a_mechanism_earns_what_it_brings_nearer_beyond_every_null() -> None:
    whole = [scored(0.5, 0.45, frozen=0.1), scored(0.3, 0.3, frozen=0.3)]
    without = [scored(0.1, 0.15, frozen=0.1), scored(0.2, 0.2, frozen=0.3)]
    found = merit("accession", whole, without)
    assert len(found.nearer) == 2
    assert found.earned == (FACT,)
    assert merit("accession", without, whole).farther == (FACT, FACT)
    assert merit("accession", whole, whole).nearer == ()


def test_what_was_calibrated_on_earns_nothing() -> None:
    fact = replace(FACT, calibrated=True)
    assert merit("m", [scored(0.5, fact=fact)], [scored(0.1, fact=fact)]).nearer == ()


def test_the_loss_is_the_mean_gap_in_units_of_the_record() -> None:
    assert loss_of([scored(0.65), scored(0.5)]) == pytest.approx(0.05)


def test_the_record_is_whole_and_at_most_half_is_calibrated_on_in_one_world() -> None:
    known = facts()
    assert len({fact.name for fact in known}) == len(known)
    assert all(fact.measure in MEASURES and fact.low <= fact.high and fact.source for fact in known)
    calibrated = [fact for fact in known if fact.calibrated]
    assert 0 < len(calibrated) <= len(known) / 2
    assert len({fact.world for fact in calibrated}) == 1
    assert set(NULLS).issuperset(null for each in MEASURES.values() for null in each.shared)
