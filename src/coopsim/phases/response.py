"""Phase 5: states ask for help, and partners decide what to send.

A struck state asks for what it can't meet itself and what is not arriving already. It asks
those it shares an institution with and those it has a partnership with that is a channel
for requests. All decide at once, each expecting of the others their fair share (by GDP) as
far as it trusts them; what a helper could give is split over the requests made to it in
proportion to their size. A refusal is remembered only if the refuser could have sent at
least a quarter of its fair share and was seen to be able.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.conduct import MONITORING_ON
from coopsim.catalogue.mechanisms.core import CHOICE_NOISE, RESPONSE_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions import aid
from coopsim.decisions.choosing import Setting, Terms, choose
from coopsim.phases.attribution import doubted
from coopsim.phases.budgets import capacity_against
from coopsim.phases.coalitions import coalitions
from coopsim.phases.conduct import open_records, watched_part
from coopsim.phases.friction import effect
from coopsim.phases.logistics import arriving
from coopsim.phases.mandates import mandate_duty, mandates
from coopsim.phases.nudging import nudged
from coopsim.phases.provision import remember_part
from coopsim.phases.recording import explain, note, weigh
from coopsim.phases.relief import relief
from coopsim.phases.sending import dispatch
from coopsim.randomness import CONTRIBUTE, OBSERVE, draw, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import conduct, dyad, politics, state, tally
from coopsim.world.blocks import provision as pr
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, Rows, World

# The share of a need below which what is missing is a rounding error and not asked for.
DUST = 1e-9


@kernel
def response(world: World, ledger: Ledger, step: int) -> None:
    """Gather requests, let institutions and partners decide, and send the help."""
    for e in range(world.edges.shape[1]):
        world.dyads[dyad.REFUSED, e] = 0.0
        world.dyads[dyad.BETRAYED, e] = 0.0
    _request(world, ledger, step)
    coalitions(world, ledger, step)
    mandates(world, ledger, step)
    relief(world, ledger, step)
    open_records(world.states)
    _count_requests(world.states, world.dyads, world.edges, world.row_start, world.impacts)
    if world.parameters[RESPONSE_ON] > 0.0:
        for h in range(world.impacts.shape[1]):
            for i in range(world.impacts.shape[2]):
                if world.impacts[th.REQUEST, h, i] > 0.0:
                    _answer(world, ledger, step, h, i)
    remember_part(world.states, world.rules)


@kernel
def _request(world: World, ledger: Ledger, step: int) -> None:
    impacts = world.impacts
    for h in range(impacts.shape[1]):
        for i in range(impacts.shape[2]):
            met = impacts[th.HOME, h, i] + arriving(world.transit, step, h, i)
            need = impacts[th.NEED, h, i]
            request = need - met if need - met > DUST * need else 0.0
            impacts[th.REQUEST, h, i] = request
            if request > 0.0 and impacts[th.ASKED_AT, h, i] < 0.0:
                impacts[th.ASKED_AT, h, i] = step
                note(ledger, step, book.REQUEST, book.TIME, i, book.NOBODY, h, request)


@kernel
def _count_requests(
    states: Numbers, dyads: Numbers, edges: Rows, row_start: Rows, impacts: Numbers
) -> None:
    """Sum up, for every helper, what it is asked for."""
    for i in range(states.shape[1]):
        states[state.ASKED, i] = 0.0
    for i in range(states.shape[1]):
        request = 0.0
        for h in range(impacts.shape[1]):
            request += impacts[th.REQUEST, h, i]
        if request > 0.0:
            for e in range(row_start[i], row_start[i + 1]):
                if dyads[dyad.CHANNEL, edges[MIRROR, e]] > 0.0:
                    states[state.ASKED, edges[TO, e]] += request


@kernel
def _answer(world: World, ledger: Ledger, step: int, h: int, i: int) -> None:
    """Let all who are asked decide at once, then send what they decided together."""
    fair, sent = world.scratch[0], world.scratch[1]
    first, last = world.row_start[i], world.row_start[i + 1]
    if not _share_out(world.states, world.dyads, world.edges, first, last, fair):
        return
    _expect(world, first, last, fair)
    for e in range(first, last):
        k = world.edges[TO, e]
        sent[k] = 0.0
        if fair[k] > 0.0:
            sent[k] = _decide(world, ledger, step, h, world.edges[MIRROR, e], fair)
    dispatch(world, ledger, step, h, i, fair, sent)


@kernel
def _share_out(
    states: Numbers, dyads: Numbers, edges: Rows, first: int, last: int, fair: Numbers
) -> bool:
    """Write the fair share of everyone, by GDP among those asked; tell if any is asked."""
    asked_gdp = 0.0
    for k in range(states.shape[1]):
        fair[k] = 0.0
    for e in range(first, last):
        if dyads[dyad.CHANNEL, edges[MIRROR, e]] > 0.0:
            k = edges[TO, e]
            fair[k] = states[state.GDP, k]
            asked_gdp += fair[k]
    if asked_gdp <= 0.0:
        return False
    for k in range(states.shape[1]):
        fair[k] /= asked_gdp
    return True


@inlined_kernel
def _expect(world: World, first: int, last: int, fair: Numbers) -> None:
    """Note what each who is asked expects of the others together, and of the largest of them.

    Both are shares of the request, fair share x trust, in the last two scratch rows.
    """
    others, largest = world.scratch[3], world.scratch[4]
    for own in range(first, last):
        k = world.edges[TO, own]
        if fair[k] > 0.0:
            together, most = 0.0, 0.0
            for e in range(world.row_start[k], world.row_start[k + 1]):
                # Nothing where the other is not asked.
                expected = world.dyads[dyad.TRUST, e] * fair[world.edges[TO, e]]
                together += expected
                most = max(most, expected)
            others[k], largest[k] = together, most


@inlined_kernel
def _plead(world: World, h: int, e: int, fair: Numbers) -> aid.Plea:
    """Describe the request of e's column as e's row sees it."""
    helper, i = world.edges[FROM, e], world.edges[TO, e]
    request = world.impacts[th.REQUEST, h, i]
    by_mandate = mandate_duty(
        world.parameters, world.institutions, world.seats, world.mandates, h, helper, i
    )
    certain = 1.0 - doubted(world.parameters, world.impacts, h, i)
    could = min(1.0, world.parameters[RESPONSE_ON])
    could *= capacity_against(world.states, world.threats, h, helper)
    plea = aid.Plea(
        belief=world.impacts[th.BELIEF, h, helper],
        affinity=world.dyads[dyad.AFFINITY, e],
        duty=max(world.dyads[dyad.OBLIGATION, e], by_mandate) * certain,
        democracy=world.states[state.DEMOCRACY, helper],
        trust=world.dyads[dyad.TRUST, e],
        grievance=world.dyads[dyad.GRIEVANCE, e],
        opposition=world.states[politics.OPPOSITION, helper],
        watched=world.parameters[MONITORING_ON] * world.dyads[conduct.MONITORED, e],
        asked=1.0,
        most=could * request / world.states[state.ASKED, helper],
        fair=fair[helper] * request,
        effect=effect(world.dyads, world.parameters, e),
        request=request,
        need=world.impacts[th.NEED, h, i],
        others=world.scratch[3, helper] * request,
        largest=world.scratch[4, helper] * request,
        fair_fraction=fair[helper],
        without=0.0,
        aggregator=int(world.threats[th.AGGREGATOR, h]),
        threshold=world.threats[th.THRESHOLD, h],
    )
    return aid.compare_without(plea)


@inlined_kernel
def _decide(world: World, ledger: Ledger, step: int, h: int, e: int, fair: Numbers) -> float:
    """Let the row of edge e answer the request of its column; return what it sends."""
    helper, i = world.edges[FROM, e], world.edges[TO, e]
    plea = _plead(world, h, e, fair)
    obliged = 1.0 if plea.duty > 0.0 else 0.0
    world.tallies[tally.REQUESTS] += 1.0
    world.tallies[tally.OBLIGED] += obliged
    world.tallies[tally.WAR_OBLIGED] += obliged * world.threats[th.WARLIKE, h]
    watched = watched_part(world.dyads, e, obliged)
    world.tallies[conduct.WATCHED] += watched
    if plea.most <= 0.0:
        explain(ledger, step, book.CONTRIBUTE, helper, i, h, book.UNABLE)
        return 0.0
    amount, score, terms = _choose(world, helper, plea)
    score = nudged(ledger, step, book.CONTRIBUTE, helper, i, h, book.NOBODY, score)
    luck = _luck(world, step, CONTRIBUTE, h, helper, i)
    threshold = -world.parameters[CHOICE_NOISE] * logistic_noise(luck)
    agreed = score > threshold and amount > 0.0
    answer = book.YES if agreed else book.NO
    row = explain(ledger, step, book.CONTRIBUTE, helper, i, h, answer)
    weigh(ledger, row, score, threshold, luck, amount, terms)
    if agreed:
        world.tallies[tally.HONOURED] += obliged
        world.tallies[tally.WAR_HONOURED] += obliged * world.threats[th.WARLIKE, h]
        world.tallies[conduct.WATCHED_KEPT] += watched
        world.states[conduct.KEPT, helper] += obliged
        return amount
    able = plea.most >= plea.fair / aid.LEVELS
    seen = world.states[state.TRANSPARENCY, helper]
    seen += (1.0 - seen) * min(1.0, plea.watched)
    if able and _luck(world, step, OBSERVE, h, helper, i) < seen:
        world.states[conduct.BROKEN, helper] += obliged
        world.dyads[dyad.REFUSED, e] += 1.0
        world.dyads[dyad.BETRAYED, e] = max(world.dyads[dyad.BETRAYED, e], plea.duty)
    return 0.0


@inlined_kernel
def _choose(world: World, helper: int, plea: aid.Plea) -> tuple[float, float, Terms]:
    """Let the helper's own rule answer; its part is its fair share, as far as it can be of use."""
    ready = world.states[pr.TAKES_PART, helper]
    part = min(plea.most, plea.fair, plea.request / plea.effect)
    setting = Setting(part, -1.0, world.tallies[pr.TAKING] - ready, ready)
    return choose(
        world.parameters,
        world.rules,
        world.code,
        world.manners,
        helper,
        plea,
        setting,
        world.scratch[2],
    )


@inlined_kernel
def _luck(world: World, step: int, purpose: int, h: int, helper: int, i: int) -> float:
    return draw(
        world.luck[0], world.luck[1], step, purpose, world.threat_key[h],
        int(world.impacts[th.ORDINAL, h, i]), world.state_key[helper], world.state_key[i],
    )  # fmt: skip
