"""Phase 7: help builds trust, refusals cost it, and everyone forgets.

Trust of i in j is the share of good experience (beta reputation), T = a / (a + b). Each step:

    a += scale x (help from j that arrived + goodwill of their partnerships)
    b += scale x refusal_weight x (refusals by j that was able, and seen to be)

Third parties k learn from what j did to i with weight visibility x affinity of k with i
(Crescenzi 2007). a and b fall back to their prior at the rate memory_loss. A refusal in
spite of an obligation also leaves a grievance, g += (1 - g) x duty, which fades likewise.
A scenario may choose another rule of trust instead, that of ``phases.triads``.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import (
    MEMORY_LOSS,
    PRIOR_STRENGTH,
    REFUSAL_WEIGHT,
    TRUST_ON,
    VISIBILITY,
)
from coopsim.catalogue.rules import TRIAD
from coopsim.compilation import kernel
from coopsim.phases.conduct import judge_records
from coopsim.phases.recording import note
from coopsim.phases.triads import balance_triads
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, TRUST_RULE, Numbers, World


@kernel
def trust(world: World, ledger: Ledger, step: int) -> None:
    """Forget a little, then learn from the help and the refusals of this step."""
    n_acts = _gather_acts(world, ledger, step)
    judge_records(world.states, world.parameters)
    scale = world.parameters[TRUST_ON]
    if scale <= 0.0:
        return
    if world.learning[TRUST_RULE] == TRIAD:
        balance_triads(world, step, scale)
        return
    _forget(world.dyads, world.parameters, scale)
    acts, concerned = world.lists[1], world.scratch[0]
    for i in range(world.states.shape[1]):
        concerned[i] = 0.0
    for n in range(n_acts):
        e = acts[n]
        concerned[world.edges[TO, e]] = 1.0
        if world.dyads[dyad.BETRAYED, e] > 0.0:
            duty = min(1.0, scale * world.dyads[dyad.BETRAYED, e])
            _resent(world.dyads, world.edges[MIRROR, e], duty)
    for i in range(world.states.shape[1]):
        if concerned[i] > 0.0:
            n_doers = _learn_at_first_hand(world, i, scale)
            _tell_others(world, i, n_doers)
    _judge(world.dyads)


@kernel
def _gather_acts(world: World, ledger: Ledger, step: int) -> int:
    """Note the help that arrived; list the edges along which any did, or was refused.

    Returns how many there are.
    """
    acts, n_acts = world.lists[1], 0
    for e in range(world.edges.shape[1]):
        credit = world.dyads[dyad.CREDIT, e]
        if credit > 0.0:
            helper, i = world.edges[FROM, e], world.edges[TO, e]
            note(ledger, step, book.HELP_ARRIVED, book.TIME, helper, i, book.NOBODY, credit)
        if credit > 0.0 or world.dyads[dyad.REFUSED, e] > 0.0:
            acts[n_acts] = e
            n_acts += 1
    return n_acts


@kernel
def _judge(dyads: Numbers) -> None:
    for e in range(dyads.shape[1]):
        a, b = dyads[dyad.EVIDENCE_FOR, e], dyads[dyad.EVIDENCE_AGAINST, e]
        dyads[dyad.TRUST, e] = a / (a + b)


@kernel
def _forget(dyads: Numbers, parameters: Numbers, scale: float) -> None:
    """Move evidence towards its prior, add the goodwill of partnerships, let anger fade."""
    keep = 1.0 - parameters[MEMORY_LOSS]
    strength = parameters[PRIOR_STRENGTH]
    for e in range(dyads.shape[1]):
        prior = dyads[dyad.TRUST_PRIOR, e]
        a, b = dyads[dyad.EVIDENCE_FOR, e], dyads[dyad.EVIDENCE_AGAINST, e]
        a0, b0 = strength * prior, strength * (1.0 - prior)
        goodwill = scale * dyads[dyad.GOODWILL, e]
        dyads[dyad.EVIDENCE_FOR, e] = a0 + (a - a0) * keep + goodwill
        dyads[dyad.EVIDENCE_AGAINST, e] = b0 + (b - b0) * keep
        dyads[dyad.GRIEVANCE, e] *= keep


@kernel
def _learn(dyads: Numbers, e: int, good: float, bad: float) -> None:
    dyads[dyad.EVIDENCE_FOR, e] += good
    dyads[dyad.EVIDENCE_AGAINST, e] += bad


@kernel
def _learn_at_first_hand(world: World, i: int, scale: float) -> int:
    """Let state i learn from what others did to it; return how many did anything.

    Who they are, and what good and bad they did, stands in the first rows of room from then on.
    """
    doers, good, bad, n_doers = world.lists[0], world.scratch[1], world.scratch[2], 0
    for own in range(world.row_start[i], world.row_start[i + 1]):
        e = world.edges[MIRROR, own]
        credit, refused = world.dyads[dyad.CREDIT, e], world.dyads[dyad.REFUSED, e]
        if credit > 0.0 or refused > 0.0:
            against = world.parameters[REFUSAL_WEIGHT] * refused
            doers[n_doers] = world.edges[TO, own]
            good[n_doers], bad[n_doers] = scale * credit, scale * against
            _learn(world.dyads, own, good[n_doers], bad[n_doers])
            n_doers += 1
    return n_doers


@kernel
def _tell_others(world: World, i: int, n_doers: int) -> None:
    """Let third parties k learn about those who did something to state i."""
    doers, good, bad = world.lists[0], world.scratch[1], world.scratch[2]
    heard, weight = world.scratch[3], world.parameters[VISIBILITY]
    if weight <= 0.0:
        return
    for k in range(world.states.shape[1]):
        heard[k] = 0.0
    for own in range(world.row_start[i], world.row_start[i + 1]):
        back = world.edges[MIRROR, own]
        heard[world.edges[TO, own]] = weight * world.dyads[dyad.AFFINITY, back]
    for n in range(n_doers):
        for own in range(world.row_start[doers[n]], world.row_start[doers[n] + 1]):
            ear = heard[world.edges[TO, own]]
            _learn(world.dyads, world.edges[MIRROR, own], ear * good[n], ear * bad[n])


@kernel
def _resent(dyads: Numbers, e: int, duty: float) -> None:
    grievance = dyads[dyad.GRIEVANCE, e]
    dyads[dyad.GRIEVANCE, e] = grievance + (1.0 - grievance) * duty
