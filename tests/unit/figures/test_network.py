from __future__ import annotations

import pytest

from coopsim.figures.layout import Place
from coopsim.figures.network import ALONE, LARGEST, Tie, institutions, network, ties
from coopsim.figures.theme import DARK, LIGHT
from coopsim.runs.one import Snapshot, play
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import state
from coopsim.world.world import FROM, TO
from unit.runs.samples import scenario

PLACES = {"DEU": Place(0.0, 1.0), "FRA": Place(-1.0, -1.0), "POL": Place(1.0, 0.0)}


@pytest.fixture
def snapshot() -> Snapshot:
    """Return the first step of three states: one dialogue, and an institution of all."""
    return next(play(scenario(), seed=3))


def set_depth(snapshot: Snapshot, one: int, other: int, depth: float) -> None:
    """Give a pair a partnership of the first kind."""
    edges = snapshot.world.edges
    for pair in ((one, other), (other, one)):
        (edge,) = [e for e in range(edges.shape[1]) if (edges[FROM, e], edges[TO, e]) == pair]
        snapshot.world.partnerships[ps.DEPTH, :, edge] = 0.0
        snapshot.world.partnerships[ps.DEPTH, 0, edge] = depth


def test_each_pair_is_tied_once_by_its_deepest_partnership(snapshot: Snapshot) -> None:
    set_depth(snapshot, 0, 1, 0.25)
    set_depth(snapshot, 0, 2, 0.0)
    set_depth(snapshot, 1, 2, 0.9)
    snapshot.world.partnerships[ps.DEPTH, 1, :2] = 0.0
    assert ties(snapshot) == [Tie("DEU", "FRA", 0.25), Tie("FRA", "POL", 0.9)]


def test_deep_ties_are_wide(snapshot: Snapshot) -> None:
    set_depth(snapshot, 0, 1, 0.2)
    set_depth(snapshot, 0, 2, 0.0)
    set_depth(snapshot, 1, 2, 0.9)
    lines = [trace for trace in network(snapshot, PLACES).data if trace.mode == "lines"]
    drawn = {trace.x: trace.line.width for trace in lines if trace.x}
    assert drawn[-1.0, 1.0, None] > drawn[0.0, -1.0, None] > 0.0


def test_states_have_the_colours_of_their_institutions(snapshot: Snapshot) -> None:
    assert institutions(snapshot) == {"DEU": "PACT", "FRA": "PACT", "POL": "PACT"}
    # The first seat belongs to Germany, the only one that stays.
    snapshot.world.seats[0, 0, 1:] = 0.0
    assert institutions(snapshot) == {"DEU": "PACT", "FRA": ALONE, "POL": ALONE}
    inside, outside = [trace for trace in network(snapshot, PLACES).data if trace.text]
    assert (inside.name, list(inside.text), inside.marker.color) == (
        "PACT", ["DEU"], LIGHT.series[0],
    )  # fmt: skip
    assert (outside.name, list(outside.text)) == (ALONE, ["FRA", "POL"])
    assert outside.marker.color == LIGHT.faint


def test_areas_tell_gdp(snapshot: Snapshot) -> None:
    gdp = snapshot.states["gdp_busd"]
    gdp[:] = (400.0, 100.0, 400.0)
    (states,) = [trace for trace in network(snapshot, PLACES, DARK).data if trace.text]
    assert states.marker.size == (LARGEST, LARGEST / 2.0, LARGEST)
    assert snapshot.world.states[state.GDP].shape == gdp.shape


def test_states_stand_at_their_places(snapshot: Snapshot) -> None:
    figure = network(snapshot, PLACES)
    (states,) = [trace for trace in figure.data if trace.text]
    assert list(zip(states.x, states.y, strict=True)) == list(PLACES.values())
    head = [note.text for note in figure.layout.annotations]
    assert head[0] == "<b>Partnerships</b>"
    assert head[1].startswith(f"Step 0: {len(ties(snapshot))} of 3 pairs are partners")
