"""The network of partnerships: how many, how dense, how deep, how clustered, how restless."""

from __future__ import annotations

from coopsim.compilation import inlined_kernel, kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import tally
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import BAND, FROM, POSITION, TO, Numbers, Rows, World

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
    linked, linked_edges = world.lists[0], 0
    ties, depth = _count_ties(world.partnerships[ps.DEPTH], linked, world.scratch[0])
    for e in range(world.edges.shape[1]):
        linked_edges += linked[e]
    row[PARTNERSHIPS] = 0.5 * ties
    row[FORMED] = world.tallies[tally.FORMED]
    row[ENDED] = world.tallies[tally.ENDED]
    row[DENSITY] = ratio(float(linked_edges), float(world.edges.shape[1]))
    row[DEPTH] = ratio(depth, ties)
    row[MODULARITY] = _modularity(world, linked)
    row[CLUSTERING] = _transitivity(world.edges, world.row_start, linked, world.lists[1])


@kernel
def _count_ties(depths: Numbers, linked: Rows, together: Numbers) -> tuple[float, float]:
    """Mark the linked edges by 1; return the number and the depth of ties over all edges.

    ``depths`` is ``[kind, edge]``; ``together`` is room for a number an edge.
    """
    ties, depth = 0, 0.0
    for first in range(0, depths.shape[1], BAND):
        last = min(first + BAND, depths.shape[1])
        for e in range(first, last):
            linked[e], together[e] = 0, 0.0
        # Edges are the inner loop: vector code.
        for t in range(depths.shape[0]):
            for e in range(first, last):
                here = depths[t, e] > 0.0
                linked[e] |= here
                ties += here
                together[e] += depths[t, e]
    for e in range(depths.shape[1]):
        depth += together[e]
    return float(ties), depth


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
        for e in range(row_start[i], row_start[i + 1]):
            degree += linked[e]
            # Both sides of a pair have the same partners in common.
            if linked[e] and edges[TO, e] > i:
                for n in range(width):
                    closed += 2 * _bits(words[i * width + n] & words[edges[TO, e] * width + n])
        triples += degree * (degree - 1)
    return ratio(float(closed), float(triples))


@kernel
def _modularity(world: World, linked: Rows) -> float:
    """Return how far links stay within the two camps on the first issue, NaN without links."""
    n, issues = world.states.shape[1], world.agendas.shape[1]
    mean = 0.0
    for i in range(n if issues > 0 else 0):
        mean += world.agendas[POSITION, 0, i] / n
    ends, above, inside = 0.0, 0.0, 0.0
    for e in range(world.edges.shape[1] if issues > 0 else 0):
        if linked[e]:
            here = world.agendas[POSITION, 0, world.edges[FROM, e]] > mean
            there = world.agendas[POSITION, 0, world.edges[TO, e]] > mean
            ends += 1.0
            above += 1.0 if here else 0.0
            inside += 1.0 if here == there else 0.0
    camp = ratio(above, ends)
    return ratio(inside, ends) - camp * camp - (1.0 - camp) * (1.0 - camp)


@inlined_kernel
def _bits(word: int) -> int:
    """Count the ones among the lower 32 bits, by adding neighbours in ever larger groups."""
    word = word - ((word >> 1) & 0x55555555)
    word = (word & 0x33333333) + ((word >> 2) & 0x33333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F
    return ((word * 0x01010101) & 0xFFFFFFFF) >> 24
