"""Institutions decide whether to answer a strike on a member.

Each step that a member asks for help, the other members vote. A member says yes iff

    stake + affinity + future - grievance - cost - opposition > -noise x logistic luck,

with the terms of ``decisions.aid`` at its fair share. Under a rule with an abstention band,
a member that falls short by less than the band abstains, and abstentions do not count. The
proposal can pass iff yes / counted >= quorum; then it passes in this step with

    P = 1 - exp(-scale x rate x months x yes share x exp(-quorum x spread))

where spread is the standard deviation of the scores: the more the members that must agree
differ, the longer it takes (Tsebelis 2002). A lead nation decides alone. Liaison officers of
those who vote at the one who asks (``liaison``) leave of the time that a decision takes

    (1 - min(1, scale x speed_up x mean liaison)) / (rate x yes share x exp(-quorum x spread))

Once adopted, a mandate binds the members and opens the common fund until the strike ends.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.conduct import LEGITIMACY_ON, LEGITIMACY_WEIGHT
from coopsim.catalogue.mechanisms.cooperation import LIAISON_ON, SPEED_UP
from coopsim.catalogue.mechanisms.core import (
    AFFINITY_WEIGHT,
    CHOICE_NOISE,
    COST,
    DECISION_RATE,
    FUTURE,
    INSTITUTIONS_ON,
    RESERVE_RELEASE,
    STAKE,
)
from coopsim.catalogue.mechanisms.organisation import RELIEF_ON
from coopsim.catalogue.mechanisms.politics import CAVEATS
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions.aid import total
from coopsim.phases.attribution import doubted
from coopsim.phases.budgets import capacity_against
from coopsim.phases.logistics import fund_delay, send
from coopsim.phases.nudging import nudged
from coopsim.phases.recording import explain, note, weigh
from coopsim.phases.seating import count_members
from coopsim.randomness import MANDATE, VOTE, draw, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, politics, state, tally
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import organisation as org
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, World

# What becomes of a request in an institution.
PENDING, ADOPTED = 1.0, 2.0


@kernel
def mandates(world: World, ledger: Ledger, step: int) -> None:
    """Let every institution decide on the strikes on its members, and its fund pay."""
    if world.parameters[INSTITUTIONS_ON] <= 0.0:
        _lapse(world.mandates)
        return
    for m in range(world.mandates.shape[1]):
        # A coalition has its mandate from the start, is called for nothing else, has no fund.
        if world.institutions[ms.COALITION, m] > 0.0:
            continue
        for h in range(world.mandates.shape[2]):
            for i in range(world.mandates.shape[3]):
                known = doubted(world.parameters, world.impacts, h, i) <= 0.0
                asks = known and world.impacts[th.REQUEST, h, i] > 0.0
                open_case = world.mandates[inst.STATUS, m, h, i] != ADOPTED
                if asks and open_case and world.seats[inst.MEMBER, m, i] > 0.0:
                    _decide(world, ledger, step, m, h, i)
        _open_fund(world, ledger, step, m)


@kernel
def _lapse(mandates: Numbers) -> None:
    """Let every mandate lapse, as when institutions are switched off in the middle of a run."""
    for m in range(mandates.shape[1]):
        for h in range(mandates.shape[2]):
            for i in range(mandates.shape[3]):
                mandates[inst.STATUS, m, h, i] = 0.0
                mandates[inst.SINCE, m, h, i] = -1.0


@inlined_kernel
def mandate_duty(
    parameters: Numbers, institutions: Numbers, seats: Numbers, mandates: Numbers, h: int,
    helper: int, i: int,
) -> float:  # fmt: skip
    """Return the strongest duty of a state to help state i by a mandate adopted against h.

    duty = obligation x (1 - min(1, scale) x weight x (1 - legitimacy))
    """
    duty = 0.0
    doubt = min(1.0, parameters[LEGITIMACY_ON]) * parameters[LEGITIMACY_WEIGHT]
    for m in range(mandates.shape[1]):
        if mandates[inst.STATUS, m, h, i] == ADOPTED:
            bound = seats[inst.MEMBER, m, helper] * institutions[inst.OBLIGATION, m]
            duty = max(duty, bound * (1.0 - doubt * (1.0 - mandates[ms.LEGITIMACY, m, h, i])))
    return duty


@kernel
def legitimacy_of(world: World, i: int, yes: float, others: float) -> float:
    """Return the legitimacy of a mandate for state i, [0, 1], from yes votes and other members.

    Where relief organisations are at work, what is left to doubt is less by their presence.
    """
    asked = min(1.0, yes / others) if others > 0.0 else 1.0
    vouched = min(1.0, world.parameters[RELIEF_ON]) * world.states[org.PRESENCE, i]
    return asked + (1.0 - asked) * vouched


@kernel
def _decide(world: World, ledger: Ledger, step: int, m: int, h: int, i: int) -> None:
    if world.mandates[inst.STATUS, m, h, i] == 0.0:
        world.mandates[inst.STATUS, m, h, i] = PENDING
        world.mandates[inst.SINCE, m, h, i] = step
    yes, counted, voters, spread, liaison = _vote(world, ledger, step, m, h, i)
    quorum = world.institutions[inst.QUORUM, m]
    if yes <= 0.0 or yes < quorum * counted:
        return
    pace = world.parameters[INSTITUTIONS_ON] * world.parameters[DECISION_RATE] * world.clock[0]
    hazard = pace * (yes / voters) * math.exp(-quorum * spread)
    luck = draw(
        world.luck[0], world.luck[1], step, MANDATE, world.threat_key[h],
        int(world.impacts[th.ORDINAL, h, i]), world.institution_key[m], world.state_key[i],
    )  # fmt: skip
    left = 1.0 - min(1.0, world.parameters[LIAISON_ON] * world.parameters[SPEED_UP] * liaison)
    at_once = left <= 0.0 and hazard > 0.0
    if at_once or (left > 0.0 and luck < 1.0 - math.exp(-hazard / left)):
        world.mandates[inst.STATUS, m, h, i] = ADOPTED
        world.mandates[inst.SINCE, m, h, i] = step
        others = count_members(world.seats, m) - 1.0
        world.mandates[ms.LEGITIMACY, m, h, i] = legitimacy_of(world, i, yes, others)
        request = world.impacts[th.REQUEST, h, i]
        note(ledger, step, book.MANDATE, book.VOTED, i, m, h, request)


@kernel
def _vote(
    world: World, ledger: Ledger, step: int, m: int, h: int, i: int
) -> tuple[float, float, float, float, float]:
    """Count yes votes, votes that count, voters; tell the spread of scores and the mean liaison."""
    yes, counted, voters, sum_1, sum_2, liaison = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    lead = int(world.institutions[inst.LEAD, m])
    if lead == i:
        return 1.0, 1.0, 1.0, 0.0, 0.0
    members_gdp = _gdp_of_members(world.states, world.seats, m)
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, e]
        if world.seats[inst.MEMBER, m, k] <= 0.0 or (lead >= 0 and k != lead):
            continue
        fair = world.states[state.GDP, k] / members_gdp
        answer, score = choose(world, ledger, step, m, h, world.edges[MIRROR, e], fair)
        yes += 1.0 if answer == book.YES else 0.0
        counted += 0.0 if answer == book.ABSTAINED else 1.0
        voters += 1.0
        sum_1 += score
        sum_2 += score * score
        liaison += world.dyads[co.LIAISON, e]
    if voters == 0.0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    mean = sum_1 / voters
    spread = math.sqrt(max(0.0, sum_2 / voters - mean * mean))
    return yes, counted, voters, spread, liaison / voters


@kernel
def _gdp_of_members(states: Numbers, seats: Numbers, m: int) -> float:
    result = 0.0
    for k in range(states.shape[1]):
        result += seats[inst.MEMBER, m, k] * states[state.GDP, k]
    return result


@inlined_kernel
def choose(
    world: World, ledger: Ledger, step: int, m: int, h: int, e: int, fair: float
) -> tuple[int, float]:
    """Let the row of edge e vote on help for its column; return its answer and score."""
    k, i = world.edges[FROM, e], world.edges[TO, e]
    p = world.parameters
    share = fair * world.impacts[th.REQUEST, h, i]
    capacity = capacity_against(world.states, world.threats, h, k)
    # Who has nothing to give has nothing to bear.
    burden = min(1.0, share / capacity) if capacity > 0.0 else 0.0
    opposed = world.states[politics.OPPOSITION, k]
    terms = _weigh_vote(world.dyads, p, e, world.impacts[th.BELIEF, h, k], burden, opposed)
    score = nudged(ledger, step, book.VOTE, k, i, h, m, total(terms))
    luck = draw(
        world.luck[0], world.luck[1], step, VOTE, world.threat_key[h] ^ world.institution_key[m],
        int(world.impacts[th.ORDINAL, h, i]), world.state_key[k], world.state_key[i],
    )  # fmt: skip
    threshold = -p[CHOICE_NOISE] * logistic_noise(luck)
    answer = book.YES if score > threshold else book.NO
    if answer == book.NO and score > threshold - world.institutions[inst.ABSTENTION, m]:
        answer = book.ABSTAINED
    row = explain(ledger, step, book.VOTE, k, i, h, answer)
    weigh(ledger, row, score, threshold, luck, share, terms)
    if row >= 0:
        ledger.decisions[row, book.BODY] = m
    return answer, score


@kernel
def _weigh_vote(
    dyads: Numbers, parameters: Numbers, e: int, belief: float, burden: float, opposed: float
) -> tuple[float, float, float, float, float, float]:
    """Return the six terms of a vote, in the order of ``ledger.VOTE_TERMS``."""
    return (
        parameters[STAKE] * belief,
        parameters[AFFINITY_WEIGHT] * dyads[dyad.AFFINITY, e],
        parameters[FUTURE] * dyads[dyad.TRUST, e],
        -parameters[FUTURE] * dyads[dyad.GRIEVANCE, e],
        -parameters[COST] * burden,
        -parameters[CAVEATS] * opposed,
    )


@kernel
def _open_fund(world: World, ledger: Ledger, step: int, m: int) -> None:
    """Pay from the common fund what it can release, in proportion to the requests."""
    release = world.parameters[RESERVE_RELEASE] * world.institutions[inst.FUND, m]
    if release <= 0.0:
        return
    requests = 0.0
    for h in range(world.mandates.shape[2]):
        for i in range(world.mandates.shape[3]):
            if world.mandates[inst.STATUS, m, h, i] == ADOPTED:
                requests += world.impacts[th.REQUEST, h, i]
    if requests <= 0.0:
        return
    share = min(1.0, release / requests)
    for h in range(world.mandates.shape[2]):
        for i in range(world.mandates.shape[3]):
            request = world.impacts[th.REQUEST, h, i]
            if world.mandates[inst.STATUS, m, h, i] == ADOPTED and request > 0.0:
                _pay(world, ledger, step, m, h, i, share * request)


@inlined_kernel
def _pay(world: World, ledger: Ledger, step: int, m: int, h: int, i: int, payment: float) -> None:
    world.institutions[inst.FUND, m] = max(0.0, world.institutions[inst.FUND, m] - payment)
    world.impacts[th.REQUEST, h, i] = max(0.0, world.impacts[th.REQUEST, h, i] - payment)
    world.tallies[tally.FUND_PAID] += payment
    send(world, step, h, i, -1, payment, fund_delay(world.parameters))
    note(ledger, step, book.FUND_PAID, book.VOTED, i, m, h, payment)
