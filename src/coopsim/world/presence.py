"""Take the states that are there out of a world, and put them back after their steps.

A state that enters in mid-run has its rows in the whole world from the start. Steps are made on the
part of the world that holds the states present, so that no phase and no metric knows of absence.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from coopsim.world import ledger as book
from coopsim.world.blocks import attacker, institution, membership, threat
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, Rows, World

# Blocks with a place for each state, or for each edge, and the axis on which the places stand.
_OF_STATES: Final = {
    "states": -1, "agendas": -1, "seats": -1, "mandates": -1, "impacts": -1, "transit": -1,
    "aims": -1, "services": -1, "rules": -1, "code": -1, "manners": 0, "state_key": -1,
}  # fmt: skip
_OF_EDGES: Final = ("dyads", "edges", "partnerships", "shipments")
_CHANGING: Final = tuple(name for name in _OF_EDGES if name != "edges")
# Numbers that name a row of states; the blocks are taken out before they are numbered anew.
_NAMING: Final = (
    ("institutions", institution.LEAD),
    ("institutions", membership.CALLED_STATE),
    ("attackers", attacker.SPONSOR),
    ("impacts", threat.SPONSOR),
    ("plan", threat.PLAN_TARGET),
)
# Columns of a row of the ledger that name states; in some events the partner is an institution.
_ACTORS: Final = (book.ACTOR, book.PARTNER)


def part_of(world: World, there: Rows) -> World:
    """Return the world of some of its states; numbers that belong to no state are shared.

    Args:
        world: the whole world.
        there: rows of the states that are there, rising.
    """
    row = _places(there, world.states.shape[1])
    edges = _edges_among(world, there)
    planned = np.flatnonzero(row[world.plan[threat.PLAN_TARGET].astype(np.int64)] >= 0)
    blocks = world._asdict()
    for name, axis in _OF_STATES.items():
        blocks[name] = blocks[name].take(there, axis=axis)
    for name in _OF_EDGES:
        blocks[name] = blocks[name].take(edges, axis=-1)
    blocks["plan"] = world.plan.take(planned, axis=-1)
    blocks["institutions"], blocks["attackers"] = world.institutions.copy(), world.attackers.copy()
    for name, field in _NAMING:
        _rename(blocks[name][field], row)
    blocks["edges"][FROM : TO + 1] = row[blocks["edges"][FROM : TO + 1]]
    blocks["edges"][MIRROR] = _places(edges, world.edges.shape[1])[blocks["edges"][MIRROR]]
    degrees = np.bincount(blocks["edges"][FROM], minlength=len(there))
    blocks["row_start"] = np.concatenate(([0], np.cumsum(degrees))).astype(np.int64)
    return World(**blocks)


def put_back(part: World, world: World, there: Rows) -> None:
    """Write what became of some states, and of what belongs to none, into the whole world.

    Args:
        part: what ``part_of`` returned, some steps later; it is of no use afterwards.
        world: the whole world, which has not changed since.
        there: rows of the states of the part.
    """
    for name, field in _NAMING:
        _rename(getattr(part, name)[field], there)
    for name, axis in _OF_STATES.items():
        _lay(getattr(part, name), getattr(world, name), there, axis)
    edges = _edges_among(world, there)
    for name in _CHANGING:
        _lay(getattr(part, name), getattr(world, name), edges, -1)
    world.institutions[...], world.attackers[...] = part.institutions, part.attackers


def nudges_among(nudges: Numbers, there: Rows, n_states: int) -> Numbers:
    """Return the nudges of decisions that some states may take, for a world of these states."""
    row = _places(there, n_states)
    renamed = nudges.copy()
    for column in _ACTORS:
        _rename(renamed[:, column], row)
    gone = (renamed[:, _ACTORS] == book.NOBODY) & (nudges[:, _ACTORS] != book.NOBODY)
    kept: Numbers = renamed[~gone.any(axis=1)]
    return kept


def rename_rows(ledger: Ledger, first: tuple[int, int], there: Rows) -> None:
    """Let rows that a part of a world wrote into the ledger name the states of the whole world.

    Args:
        ledger: the ledger.
        first: the first of these rows, of events and of decisions.
        there: rows of the states of the part.
    """
    events = ledger.events[first[0] : ledger.used[0]]
    decisions = ledger.decisions[first[1] : ledger.used[1]]
    with_states = ~np.isin(events[:, book.KIND], book.BY_INSTITUTION)
    partners = events[with_states, book.PARTNER]
    _rename(partners, there)
    events[with_states, book.PARTNER] = partners
    for column in (events[:, book.ACTOR], *(decisions[:, each] for each in _ACTORS)):
        _rename(column, there)


def _edges_among(world: World, there: Rows) -> Rows:
    """Return the edges between states that are there, rising."""
    is_there = np.zeros(world.states.shape[1], dtype=np.bool_)
    is_there[there] = True
    return np.flatnonzero(is_there[world.edges[FROM]] & is_there[world.edges[TO]])


def _places(chosen: Rows, n: int) -> Rows:
    """Return for each of n places where it stands among the chosen; -1 if it is not chosen."""
    places = np.full(n, -1, dtype=np.int64)
    places[chosen] = np.arange(len(chosen))
    return places


def _rename(named: Numbers, places: Rows) -> None:
    """Put other rows in the place of rows; those below zero name nobody, and stay."""
    rows = named.astype(np.int64)
    named[...] = np.where(rows >= 0, places[rows], named)


def _lay(part: Numbers, whole: Numbers, places: Rows, axis: int) -> None:
    if axis == 0:
        whole[places] = part
    else:
        whole[..., places] = part
