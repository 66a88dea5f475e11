from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from coopsim.errors import CoopsimError
from coopsim.figures import layout
from coopsim.figures.layout import Place, filling, places, time_together
from coopsim.runs.record import Facts, Record
from coopsim.runs.tabulating import tabulate
from coopsim.world import ledger as book
from unit.runs.samples import NAMES, PACT, raw_run, record


def apart(found: dict[str, Place], one: str, other: str) -> float:
    return math.dist(found[one], found[other])


def of_two() -> Record:
    """Make a record in which only Germany and France are tied, by an institution."""
    raw = raw_run(events=(), decisions=(), ties=())
    raw.foundation.seats[PACT] = 0.0
    facts = Facts("sample", "ab" * 32, 7, 1, 3, "changes")
    started = datetime(2025, 3, 1, tzinfo=UTC)
    return Record(facts, "", tabulate([raw], NAMES, book.CHANGES), started, 1.0)


def test_time_together_counts_steps_of_all_ties() -> None:
    # EU: DEU and FRA, 3 steps; PACT: all three; a dialogue of DEU and FRA; and DEU with POL from
    # step 1 to step 2.
    assert time_together(record(replicates=1)) == {
        ("DEU", "FRA"): 9,
        ("DEU", "POL"): 4,
        ("FRA", "POL"): 3,
    }
    assert time_together(record(replicates=2))["DEU", "FRA"] == 18


def test_places_are_the_same_each_time_and_fill_the_drawing() -> None:
    found = places(record())
    assert places(record()) == found
    for axis in zip(*found.values(), strict=True):
        assert (min(axis), max(axis)) == pytest.approx((-1.0, 1.0))


def test_partners_stand_near_and_those_without_have_a_place_too() -> None:
    found = places(of_two())
    to_poland = [apart(found, one, "POL") for one in ("DEU", "FRA")]
    assert apart(found, "DEU", "FRA") < min(to_poland)


def test_what_was_not_recorded_is_said() -> None:
    with pytest.raises(CoopsimError, match='no table "states"'):
        places(record(recorded=book.NOTHING))


def test_one_state_stands_in_the_middle() -> None:
    assert filling(np.array([[0.3, 0.7]])) == [Place(0.0, 0.0)]


def test_states_in_a_row_stay_in_a_row() -> None:
    assert filling(np.array([[2.0, 5.0], [4.0, 5.0]])) == [Place(-1.0, 0.0), Place(1.0, 0.0)]


def test_more_states_than_can_be_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_STATES", 2)
    with pytest.raises(CoopsimError, match="at most 2 states, and here are 3"):
        places(record())
