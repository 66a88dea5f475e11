from __future__ import annotations

import numpy as np

from coopsim.scenario import load
from coopsim.scenario.founding import found
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution, membership, threat
from coopsim.world.ledger import EVENT_WIDTH, NUDGE_WIDTH, empty
from coopsim.world.presence import nudges_among, part_of, put_back, rename_rows
from coopsim.world.world import FROM, MIRROR, TO, Size, World, copy

# Of five states the second and the fourth are not there.
THERE = np.array([0, 2, 4])


def world() -> World:
    made = found(
        load("baseline", set={"threats[0].schedule": [{"at": 3, "targets": ["AUS", "BRA"]}]}), 1, 0
    )
    made.states[0] = np.arange(made.states.shape[1])
    made.dyads[dyad.TRUST] = np.arange(made.edges.shape[1])
    return made


def test_a_part_has_the_rows_of_those_who_are_there() -> None:
    whole = world()
    part = part_of(whole, THERE)
    assert part.states[0].tolist() == [0.0, 2.0, 4.0]
    assert part.row_start.tolist() == [0, 2, 4, 6]
    assert part.edges[FROM].tolist() == [0, 0, 1, 1, 2, 2]
    assert part.edges[TO].tolist() == [1, 2, 0, 2, 0, 1]
    assert part.edges[MIRROR].tolist() == [2, 4, 0, 5, 1, 3]
    n = whole.states.shape[1] - 1
    # Towards the third and fifth state, the first misses no row of its own, the third one.
    assert part.dyads[dyad.TRUST].tolist() == [1, 3, 2 * n, 2 * n + 3, 4 * n, 4 * n + 2]
    assert part.state_key.tolist() == whole.state_key[THERE].tolist()
    assert part.manners.shape[0] == part.seats.shape[-1] == 3
    for block in part:
        assert block.flags.c_contiguous


def test_strikes_on_those_who_are_not_there_are_left_out() -> None:
    whole = world()
    assert whole.plan[threat.PLAN_TARGET].tolist() == [0.0, 1.0]
    assert part_of(whole, np.array([1, 2])).plan[threat.PLAN_TARGET].tolist() == [0.0]


def test_rows_that_are_named_go_there_and_back() -> None:
    whole = world()
    whole.institutions[institution.LEAD] = 4.0
    whole.institutions[membership.CALLED_STATE] = -1.0
    whole.impacts[threat.SPONSOR, 0, 2] = 4.0
    part = part_of(whole, THERE)
    assert part.institutions[institution.LEAD].tolist() == [2.0]
    assert part.institutions[membership.CALLED_STATE].tolist() == [-1.0]
    assert part.impacts[threat.SPONSOR, 0].tolist() == [-1.0, 2.0, -1.0]
    part.states[0, 1], part.dyads[dyad.TRUST, 5] = 70.0, 80.0
    part.tallies[0] = 90.0
    expected = copy(whole)
    expected.states[0, 2], expected.dyads[dyad.TRUST, 4 * (whole.states.shape[1] - 1) + 2] = 70, 80
    expected.tallies[0] = 90.0
    put_back(part, whole, THERE)
    for name in World._fields:
        assert np.array_equal(getattr(whole, name), getattr(expected, name)), name


def test_rows_of_the_ledger_name_states_of_the_whole_world() -> None:
    ledger = empty(Size(5, 20, 1, 1, 1, 0, 1), book.CHANGES)
    ledger.used[:] = 3, 1
    ledger.events[0, [book.KIND, book.ACTOR, book.PARTNER]] = book.FORMED, 1, 2
    ledger.events[1, [book.KIND, book.ACTOR, book.PARTNER]] = book.FORMED, 1, 2
    ledger.events[2, [book.KIND, book.ACTOR, book.PARTNER]] = book.ACCEDED, 2, 1
    ledger.decisions[0, [book.KIND, book.ACTOR, book.PARTNER]] = book.PROVIDE, 2, book.NOBODY
    rename_rows(ledger, (1, 0), THERE)
    assert ledger.events[:3, book.ACTOR].tolist() == [1, 2, 4]
    # An institution is no state.
    assert ledger.events[:3, book.PARTNER].tolist() == [2, 4, 1]
    assert ledger.decisions[0, [book.ACTOR, book.PARTNER]].tolist() == [4, book.NOBODY]
    assert ledger.events.shape[1] == EVENT_WIDTH


def test_nudges_are_for_those_who_are_there() -> None:
    nudges = np.zeros((3, NUDGE_WIDTH))
    nudges[:, book.ACTOR] = 2, 3, 4
    nudges[:, book.PARTNER] = book.NOBODY, 0, 1
    kept = nudges_among(nudges, THERE, 5)
    assert kept[:, [book.ACTOR, book.PARTNER]].tolist() == [[1, book.NOBODY]]
