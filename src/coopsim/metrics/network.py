"""The network of partnerships: how many, how dense, how deep, how clustered, how restless."""

from __future__ import annotations

from coopsim.compilation import inlined_kernel, kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.phases.neighbours import first_above
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import tally
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import BAND, POSITION, TO, Numbers, Rows, World

PARTNERSHIPS = metric(
    "partnerships", "Partnerships", "partnerships", AMOUNT, "pairs times kinds", "last"
)
FORMED = metric("formed", "Partnerships formed", "partnerships", AMOUNT, "in this step", "sum")
ENDED = metric("ended", "Partnerships ended", "partnerships", AMOUNT, "left or lapsed", "sum")
DENSITY = metric(
    "density", "Density", "1", LEVEL, "share of pairs with at least one partnership", "last"
)
DEPTH = metric("depth", "Depth of partnerships", "1", LEVEL, "mean over partnerships", "last")
CLUSTERING = metric(
    "clustering", "Clustering", "1", LEVEL,
    "share of pairs of one's partners that are partners: 3 x triangles / connected triples", "last",
    source="transitivity of a graph",
)  # fmt: skip
MODULARITY = metric(
    "modularity", "Modularity", "1", (-0.5, 1.0),
    "share of linked pairs that agree which side of the mean they take on the first issue, less "
    "what links at random would give: Q of the two camps = sum over camps of inside / links - "
    "(degrees / (2 x links))^2", "last",
    source="modularity of a division of a graph; camps stylised",
)  # fmt: skip

# Bits in a word of the partner sets, 2 to the SHIFT: few enough that no sign is in the way.
SHIFT, WORD = 5, 32


@kernel
def measure_network(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    linked, sides = world.lists[0], world.lists[2]
    n_edges = world.edges.shape[1]
    ties = _count_ties(world.partnerships[ps.DEPTH], world.scratch[0])
    depth, linked_edges = 0.0, 0
    for e in range(n_edges):
        depth += world.scratch[0, e]
        linked[e] = 1 if world.scratch[0, e] > 0.0 else 0
        linked_edges += linked[e]
    row[PARTNERSHIPS] = 0.5 * ties
    row[FORMED] = world.tallies[tally.FORMED]
    row[ENDED] = world.tallies[tally.ENDED]
    row[DENSITY] = ratio(float(linked_edges), float(n_edges))
    row[DEPTH] = ratio(depth, float(ties))
    _take_sides(world.agendas, sides)
    row[MODULARITY] = _modularity(world, linked, sides, linked_edges)
    row[CLUSTERING] = _transitivity(world.edges, world.row_start, linked, world.lists[1])


@kernel
def _count_ties(depths: Numbers, together: Numbers) -> int:
    """Add up the depths of each edge; return the number of ties over all edges.

    ``depths`` is ``[kind, edge]``; ``together`` is room for a number an edge.
    """
    ties = 0
    for first in range(0, depths.shape[1], BAND):
        last = min(first + BAND, depths.shape[1])
        for e in range(first, last):
            together[e] = 0.0
        # Edges are the inner loop: vector code.
        for t in range(depths.shape[0]):
            for e in range(first, last):
                ties += depths[t, e] > 0.0
                together[e] += depths[t, e]
    return ties


@kernel
def _transitivity(edges: Rows, row_start: Rows, linked: Rows, words: Rows) -> float:
    """Return the closed share of all triples, visiting each pair of partners of each state.

    ``words`` is room for the partners of every state, one bit each, WORD bits a number:
    what two states have in common is then counted many at a time.
    """
    n_states = row_start.shape[0] - 1
    width = (n_states >> SHIFT) + 1
    e = 0
    for i in range(n_states):
        # Edges of one state rise by column, so each word is filled at one go.
        for n in range(width):
            word = 0
            while e < row_start[i + 1] and edges[TO, e] >> SHIFT == n:
                word |= linked[e] << (edges[TO, e] & (WORD - 1))
                e += 1
            words[i * width + n] = word
    closed, triples = 0, 0
    for i in range(n_states):
        degree = 0
        for n in range(width):
            degree += _bits(words[i * width + n])
        triples += degree * (degree - 1)
        # Both sides of a pair have the same partners in common.
        for e in range(first_above(edges, row_start, i), row_start[i + 1]):
            if linked[e]:
                for n in range(width):
                    closed += 2 * _bits(words[i * width + n] & words[edges[TO, e] * width + n])
    return ratio(float(closed), float(triples))


@kernel
def _take_sides(agendas: Numbers, sides: Rows) -> None:
    """Put every state above the mean on the first issue into one camp, 1, and the rest into 0."""
    n, mean = agendas.shape[2], 0.0
    if agendas.shape[1] > 0:
        for i in range(n):
            mean += agendas[POSITION, 0, i] / n
        for i in range(n):
            sides[i] = 1 if agendas[POSITION, 0, i] > mean else 0


@kernel
def _modularity(world: World, linked: Rows, sides: Rows, linked_edges: int) -> float:
    """Return how far links stay within the two camps on the first issue, NaN without links."""
    if world.agendas.shape[1] == 0:
        return ratio(0.0, 0.0)
    above, across = 0, 0
    for i in range(world.states.shape[1]):
        for e in range(world.row_start[i], world.row_start[i + 1]):
            above += linked[e] & sides[i]
            across += linked[e] & (sides[i] ^ sides[world.edges[TO, e]])
    ends = float(linked_edges)
    camp = ratio(float(above), ends)
    return ratio(float(linked_edges - across), ends) - camp * camp - (1.0 - camp) * (1.0 - camp)


@inlined_kernel
def _bits(word: int) -> int:
    """Count the ones among the lower 32 bits, by adding neighbours in ever larger groups."""
    word = word - ((word >> 1) & 0x55555555)
    word = (word & 0x33333333) + ((word >> 2) & 0x33333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F
    return ((word * 0x01010101) & 0xFFFFFFFF) >> 24
