"""The network of partnerships: how many, how dense, how deep, how clustered, how restless."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import tally
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import TO, Numbers, Rows, World

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


@kernel
def measure_network(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    linked, linked_edges = world.scratch[0], 0.0
    ties, depth = _count_ties(world.partnerships, linked)
    for e in range(world.edges.shape[1]):
        linked_edges += linked[e]
    row[PARTNERSHIPS] = 0.5 * ties
    row[FORMED] = world.tallies[tally.FORMED]
    row[ENDED] = world.tallies[tally.ENDED]
    row[DENSITY] = ratio(linked_edges, float(world.edges.shape[1]))
    row[DEPTH] = ratio(depth, ties)
    row[CLUSTERING] = _transitivity(world.edges, world.row_start, linked, world.lists[0])


@kernel
def _count_ties(partnerships: Numbers, linked: Numbers) -> tuple[float, float]:
    """Mark the linked edges; return the number and the depth of ties over all edges."""
    ties, depth = 0.0, 0.0
    for e in range(partnerships.shape[2]):
        linked[e] = 0.0
    for t in range(partnerships.shape[1]):
        for e in range(partnerships.shape[2]):
            if partnerships[ps.DEPTH, t, e] > 0.0:
                linked[e] = 1.0
                ties += 1.0
                depth += partnerships[ps.DEPTH, t, e]
    return ties, depth


@kernel
def _transitivity(edges: Rows, row_start: Rows, linked: Numbers, mark: Rows) -> float:
    """Return the closed share of all triples: each triangle closes three.

    ``mark`` is room for one number a state: the last state whose partner it was.
    """
    n_states = row_start.shape[0] - 1
    triangles, triples = 0.0, 0.0
    for i in range(n_states):
        mark[i] = -1
    for i in range(n_states):
        degree = 0.0
        for e in range(row_start[i], row_start[i + 1]):
            if linked[e] > 0.0:
                mark[edges[TO, e]] = i
                degree += 1.0
        triples += 0.5 * degree * (degree - 1.0)
        for e in range(row_start[i], row_start[i + 1]):
            if linked[e] > 0.0 and edges[TO, e] > i:
                triangles += _common_partners(edges, row_start, linked, mark, i, edges[TO, e])
    return ratio(3.0 * triangles, triples)


@kernel
def _common_partners(
    edges: Rows, row_start: Rows, linked: Numbers, mark: Rows, i: int, j: int
) -> float:
    """Count the partners k > j that i and j have in common; ``mark`` shows those of i."""
    common = 0.0
    for e in range(row_start[j], row_start[j + 1]):
        if linked[e] > 0.0 and edges[TO, e] > j and mark[edges[TO, e]] == i:
            common += 1.0
    return common
