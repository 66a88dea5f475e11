"""A history of pacts: who was bound to whom at the end of each year, in a run of a scenario."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from coopsim.analysis.history.networks import Flags, share
from coopsim.course import Beginning, Course
from coopsim.metrics.registry import METRICS
from coopsim.scenario.founding import Names, size_of
from coopsim.step import Tape
from coopsim.world.blocks import dyad, membership, state
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import partnership as ps
from coopsim.world.ledger import NOTHING, empty
from coopsim.world.world import FROM, POSITION, TO, Numbers, World

# A duty to help that is at least so strong makes a tie a defence pact.
LEAST_DUTY: Final = 0.5
MONTHS: Final = 12.0


class Ground(NamedTuple):
    """Hold what does not change while a world runs; pairs are ``[state, state]``.

    Attributes:
        names: ids of rows.
        first: the calendar year of the first step.
        enters: ``[state]`` the first year in which each is there, counted from 0.
        gdp: ``[state]`` billion USD.
        democratic: ``[state]`` 1 for democracies, 0 for others.
        distance_km: between capitals.
        agenda_distance: mean distance of positions over the issues.
        contiguous: whether they share a border.
    """

    names: Names
    first: int
    enters: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    gdp: Numbers
    democratic: Numbers
    distance_km: Numbers
    agenda_distance: Numbers
    contiguous: Flags

    def there(self, year: int) -> Flags:
        """Return ``[state]`` whether each is there at the end of a calendar year."""
        found: Flags = self.enters <= year - self.first
        return found


class History(NamedTuple):
    """Hold the pacts of a world, ``n`` years and a state of things before the first.

    Attributes:
        pacts: ``[n + 1, state, state]``; the first is the network at the start.
        given: ``[n + 1, state]`` help given since the start, billion USD.
        seats: ``[n + 1, institution, state]`` whether it is a member.
        honoured: share of obliged requests that were honoured; NaN if there were none.
    """

    pacts: Flags
    given: Numbers
    seats: Flags
    honoured: float


def ground_of(beginning: Beginning, democratic: float) -> Ground:
    """Take down what stays.

    Args:
        beginning: of the world.
        democratic: the least democracy of a democracy, [0, 1].
    """
    world, scenario = beginning.world, beginning.scenario
    positions = world.agendas[POSITION]
    gaps = np.abs(positions[:, :, None] - positions[:, None, :])
    return Ground(
        beginning.names,
        int((scenario.start or "0000")[:4]),
        np.ceil(beginning.enters * scenario.step_months / MONTHS).astype(np.int64),
        world.states[state.GDP].copy(),
        (world.states[state.DEMOCRACY] >= democratic).astype(np.float64),
        _matrix(world, world.dyads[dyad.DISTANCE]),
        np.asarray(gaps.mean(axis=0), dtype=np.float64),
        _matrix(world, world.dyads[dyad.CONTIGUITY]) > 0.0,
    )


def history_of(beginning: Beginning, seed: int, replicate: int) -> History:
    """Run a world and take down its pacts after each year.

    Args:
        beginning: of the world.
        seed: seed of all draws.
        replicate: which of the runs of that seed.
    """
    size = size_of(beginning.world)
    course = beginning.course(seed, replicate, empty(size, NOTHING))
    scenario = beginning.scenario
    metrics = np.empty((scenario.steps, len(METRICS)))
    no_states = np.empty((0, *beginning.world.states.shape))
    n_years = int(scenario.steps * scenario.step_months / MONTHS)
    taken = [_year(course)]
    for year in range(1, n_years + 1):
        until = round(year * MONTHS / scenario.step_months)
        while course.step < until:
            course.advance(Tape(metrics[course.step :], no_states), until)
        taken.append(_year(course))
    pacts, given, seats = (np.array(each) for each in zip(*taken, strict=True))
    asked, met = (
        metrics[: course.step, METRICS[name].index].sum()
        for name in ("obliged_requests", "honoured_requests")
    )
    return History(pacts, given, seats, share(met, asked))


def pacts_of(world: World, there: Flags) -> Flags:
    """Return the network of defence pacts of states that are there.

    A pact is a partnership of a kind, or a seat in the same institution, with a duty to help of at
    least LEAST_DUTY. Coalitions for one strike are none.
    """
    binding = world.kinds[ps.OBLIGATION] >= LEAST_DUTY
    tied = (world.partnerships[ps.DEPTH][binding] > 0.0).any(axis=0)
    pacts = _matrix(world, tied.astype(np.float64)) > 0.0
    organs = world.institutions
    standing = (organs[inst.OBLIGATION] >= LEAST_DUTY) & (organs[membership.COALITION] <= 0.0)
    for seats in world.seats[inst.MEMBER][standing] > 0.0:
        pacts |= seats[:, None] & seats
    np.fill_diagonal(pacts, val=False)
    return pacts & there[:, None] & there


def _year(course: Course) -> tuple[Flags, Numbers, Flags]:
    world, there = course.world, course.is_there()
    given: Numbers = world.states[state.GIVEN].copy()
    return pacts_of(world, there), given, (world.seats[inst.MEMBER] > 0.0) & there


def _matrix(world: World, values: Numbers) -> Numbers:
    """Turn numbers of edges ``[E]`` into a matrix ``[state, state]`` with zeros between."""
    n = world.states.shape[1]
    found = np.zeros((n, n))
    found[world.edges[FROM], world.edges[TO]] = values
    return found
