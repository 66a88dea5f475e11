"""Relations between pairs: trust, agendas, competence, and what states know and fear."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import ratio
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import threat as th
from coopsim.world.fields import LEVEL
from coopsim.world.world import MIRROR, Numbers, World

TRUST = metric("trust", "Trust", "1", LEVEL, "mean over ordered pairs")
FRIENDLY = metric(
    "friendly_density", "Friendly pairs", "1", LEVEL,
    "share of pairs whose trust in each other is above 1/2 on average",
)  # fmt: skip
TRUST_INSIDE = metric(
    "trust_inside", "Trust among fellow members", "1", LEVEL, "mean over pairs in one institution"
)
TRUST_ACROSS = metric(
    "trust_across",
    "Trust among others",
    "1",
    LEVEL,
    "mean over pairs with no institution in common",
)
POLARISATION = metric(
    "agenda_polarisation",
    "Agenda polarisation",
    "1",
    LEVEL,
    "mean over ordered pairs of 1 - affinity",
)
COMPETENCE = metric(
    "competence", "Competence in working together", "1", LEVEL, "mean over ordered pairs"
)
GRIEVANCE = metric("grievance", "Grievance", "1", LEVEL, "mean over ordered pairs")
INFORMATION = metric("information", "Shared information", "1", LEVEL, "mean over states")
PERCEPTION = metric(
    "threat_perception", "Threat perception", "1", LEVEL, "mean over states of the worst belief"
)


@kernel
def measure_relations(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    n_edges, n_states = float(world.edges.shape[1]), world.states.shape[1]
    inside, across, fellows, away, known, anger = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    friendly = 0.0
    for e in range(world.edges.shape[1]):
        fellow = world.dyads[dyad.FELLOWSHIP, e]
        value = world.dyads[dyad.TRUST, e]
        mutual = value + world.dyads[dyad.TRUST, world.edges[MIRROR, e]]
        friendly += 1.0 if mutual > 1.0 else 0.0
        inside += fellow * value
        across += (1.0 - fellow) * value
        fellows += fellow
        away += 1.0 - world.dyads[dyad.AFFINITY, e]
        known += world.dyads[dyad.COMPETENCE, e]
        anger += world.dyads[dyad.GRIEVANCE, e]
    row[TRUST] = ratio(inside + across, n_edges)
    row[FRIENDLY] = ratio(friendly, n_edges)
    row[TRUST_INSIDE] = ratio(inside, fellows)
    row[TRUST_ACROSS] = ratio(across, n_edges - fellows)
    row[POLARISATION] = ratio(away, n_edges)
    row[COMPETENCE] = ratio(known, n_edges)
    row[GRIEVANCE] = ratio(anger, n_edges)
    information, fear = 0.0, 0.0
    for i in range(n_states):
        information += world.states[state.INFORMATION, i]
        worst = 0.0
        for h in range(world.impacts.shape[1]):
            worst = max(worst, world.impacts[th.BELIEF, h, i])
        fear += worst
    row[INFORMATION] = information / n_states
    row[PERCEPTION] = fear / n_states
