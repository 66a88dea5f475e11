"""Phase 8: partnerships deepen as far as they are paid for and agendas agree, and teach.

    depth'      = depth + scale x deepening x (aim - depth)
    aim         = paid x (1 - legal_weight x (1 - affinity))
    competence' = competence + scale x contact_gain x contact x (1 - competence)
                             - rotation x competence

Two more things grow in the same way, each with the scale of its own mechanism: forces come to
fit, helped by an institution's standards (``interoperability``), and exchanges wear cultural
friction away (``culture``):

    interoperability' = interoperability + scale x gain x matching x (1 - interoperability)
                             - loss x interoperability
    understanding' = understanding + scale x exchange_gain x exchange x (1 - understanding)
    matching = max(matching of the pair, institutions x standards), at most 1

paid is the smaller share of its upkeep that either side could pay, affinity that of the side
which sees the agendas further apart. What binds deepens only as far as both want the same; talks
between rivals bind nobody, and deepen. A partnership that has lost nearly all depth lapses.
People rotate out, so competence needs contact to last.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.cooperation import (
    CULTURE_ON,
    EXCHANGE_GAIN,
    INTEROPERABILITY_ON,
    MATCHING_GAIN,
    MATCHING_LOSS,
)
from coopsim.catalogue.mechanisms.core import (
    CONTACT_GAIN,
    DIPLOMACY_ON,
    INSTITUTIONS_ON,
    ROTATION,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.recording import note
from coopsim.world import ledger as book
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state, tally
from coopsim.world.blocks import partnership as ps
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, World

# A partnership with less depth than this exists on paper only, and lapses.
PAPER = 0.05


@kernel
def diplomacy(world: World, ledger: Ledger, step: int) -> None:
    """Deepen partnerships and let both sides learn each other's ways."""
    _match_forces(world.dyads, world.parameters)
    scale = world.parameters[DIPLOMACY_ON]
    if scale <= 0.0:
        return
    gain = scale * world.parameters[CONTACT_GAIN]
    competence, contact = world.dyads[dyad.COMPETENCE], world.dyads[dyad.CONTACT]
    _learn_ways(competence, contact, gain, world.parameters[ROTATION])
    paid, apart, affinity = world.scratch[0], world.scratch[1], world.dyads[dyad.AFFINITY]
    for i in range(world.states.shape[1]):
        own = world.states[state.UPKEEP_PAID, i]
        for e in range(world.row_start[i], world.row_start[i + 1]):
            paid[e] = min(own, world.states[state.UPKEEP_PAID, world.edges[TO, e]])
            apart[e] = 1.0 - min(affinity[e], affinity[world.edges[MIRROR, e]])
    depths = world.partnerships[ps.DEPTH]
    if _deepen(depths, paid, apart, world.kinds, scale) > 0:
        _let_lapse(world, ledger, step, paid, apart, scale)


@kernel
def _match_forces(dyads: Numbers, parameters: Numbers) -> None:
    """Let forces come to fit each other, and exchanges wear friction away."""
    if parameters[INTEROPERABILITY_ON] > 0.0:
        gain = parameters[INTEROPERABILITY_ON] * parameters[MATCHING_GAIN]
        for e in range(dyads.shape[1]):
            common = min(1.0, parameters[INSTITUTIONS_ON] * dyads[dyad.STANDARDS, e])
            fit = dyads[co.INTEROPERABILITY, e]
            change = gain * max(dyads[co.MATCHING, e], common) * (1.0 - fit)
            change -= parameters[MATCHING_LOSS] * fit
            dyads[co.INTEROPERABILITY, e] = min(1.0, max(0.0, fit + change))
    if parameters[CULTURE_ON] > 0.0:
        gain = parameters[CULTURE_ON] * parameters[EXCHANGE_GAIN]
        for e in range(dyads.shape[1]):
            known = dyads[co.UNDERSTANDING, e]
            known += min(1.0, gain * dyads[co.EXCHANGE, e]) * (1.0 - known)
            dyads[co.UNDERSTANDING, e] = known


@kernel
def _learn_ways(competence: Numbers, contact: Numbers, gain: float, rotation: float) -> None:
    for e in range(competence.shape[0]):
        known = competence[e]
        change = gain * contact[e] * (1.0 - known) - rotation * known
        competence[e] = min(1.0, max(0.0, known + change))


@inlined_kernel
def _deeper(depth: float, paid: float, common: float, pace: float, scale: float) -> float:
    """Return the depth of a partnership after a step; common is how far agendas let it go."""
    return depth + min(1.0, scale * pace) * (paid * common - depth)


@kernel
def _deepen(depths: Numbers, paid: Numbers, apart: Numbers, kinds: Numbers, scale: float) -> int:
    """Let partnerships follow what both sides pay for them and want; return how many lapse.

    Those that lapse keep their depth for now, with a minus. Edges are the inner loop: vector code.
    """
    lapsing = 0
    for t in range(depths.shape[0]):
        pace, weight = kinds[ps.DEEPENING, t], kinds[ps.LEGAL_WEIGHT, t]
        for e in range(depths.shape[1]):
            before = depths[t, e]
            after = _deeper(before, paid[e], 1.0 - weight * apart[e], pace, scale)
            lapses = (before > 0.0) & (after < PAPER)
            lapsing += lapses
            lasts = -before if lapses else after
            depths[t, e] = lasts if before > 0.0 else 0.0
    return lapsing


@kernel
def _let_lapse(
    world: World, ledger: Ledger, step: int, paid: Numbers, apart: Numbers, scale: float
) -> None:
    """End the partnerships whose depth has a minus, pair by pair."""
    depths, kinds = world.partnerships[ps.DEPTH], world.kinds
    for e in range(world.edges.shape[1]):
        i, j = world.edges[FROM, e], world.edges[TO, e]
        for t in range(depths.shape[0]):
            if depths[t, e] < 0.0 and i < j:
                common = 1.0 - kinds[ps.LEGAL_WEIGHT, t] * apart[e]
                depth = _deeper(-depths[t, e], paid[e], common, kinds[ps.DEEPENING, t], scale)
                why = book.UNPAID if paid[e] <= common else book.ESTRANGED
                note(ledger, step, book.LAPSED, why, i, j, t, depth)
                world.tallies[tally.ENDED] += 1.0
                depths[t, e] = depths[t, world.edges[MIRROR, e]] = 0.0
