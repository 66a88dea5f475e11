"""Voluntary provision: what each state gives to a common good, by its own rule.

After budgets, and before anyone asks for help, states see what the others gave in the step
before, and all decide at once. What they can pay is what budgets left them to give; what they
give here they can't give to those who ask. The good is common surveillance: it removes
uncertainty from every state's perception of the next step, whoever paid:

    warned = min(1, scale x sum of gifts / (goal x sum of means))

Before they decide, some of those who imitate reconsider: one after another, each picked by lot,
with the payoffs of ``decisions.imitation``. Without provision their payoff is what helping and
damage have cost them:

    payoff = -(given + unrepaired damage) / GDP
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import CHOICE_NOISE
from coopsim.catalogue.mechanisms.provision import GOAL, PART, PROVISION_ON
from coopsim.catalogue.rules import (
    EXPECTED_UTILITY,
    IMITATION,
    MUTATION,
    SELECTION,
    UPDATES,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions import aid
from coopsim.decisions.choosing import Setting, choose
from coopsim.decisions.imitation import payoff
from coopsim.phases.budgets import spend
from coopsim.phases.nudging import nudged
from coopsim.phases.picking import line_up, place
from coopsim.phases.recording import drop_last, explain, weigh
from coopsim.randomness import IMITATE, PICK, PROVIDE, draw, draw_pair, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, politics, state
from coopsim.world.blocks import provision as pr
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import Numbers, Rows, World


@kernel
def provision(world: World, ledger: Ledger, step: int) -> None:
    """Let those who imitate reconsider, and every state give to the common good or not."""
    _reconsider(world, ledger, step)
    taking = 0.0
    for i in range(world.states.shape[1]):
        taking += world.states[pr.TAKES_PART, i]
    world.tallies[pr.TAKING] = taking
    if world.parameters[PROVISION_ON] > 0.0:
        _give(world, ledger, step)
        return
    # Switched off in the middle of a run, the good must not go on warning.
    for i in range(world.states.shape[1]):
        world.states[pr.PROVIDED, i] = world.states[pr.WARNED, i] = 0.0


@kernel
def _give(world: World, ledger: Ledger, step: int) -> None:
    n, gifts = world.states.shape[1], world.scratch[0]
    means, gdp, before = 0.0, 0.0, 0.0
    for i in range(n):
        means += world.states[state.RELEASED, i]
        gdp += world.states[state.GDP, i]
        before += world.states[pr.PROVIDED, i]
    need = world.parameters[GOAL] * means
    for i in range(n):
        gifts[i] = 0.0
        fair = need * world.states[state.GDP, i] / gdp if gdp > 0.0 else 0.0
        if world.states[state.RELEASED, i] > 0.0 and fair > 0.0:
            gifts[i] = _decide(world, ledger, step, i, need, fair, before)
    given = 0.0
    for i in range(n):
        _pay(world.states, world.parameters, i, gifts[i])
        given += gifts[i]
    scale = world.parameters[PROVISION_ON]
    warned = min(1.0, scale * given / need) if need > 0.0 else 0.0
    for i in range(n):
        world.states[pr.WARNED, i] = warned


@kernel
def _pay(states: Numbers, parameters: Numbers, i: int, gift: float) -> None:
    """Take a gift from the means of state i, and remember it."""
    spend(states, parameters, i, gift)
    states[state.RELEASED, i] = max(0.0, states[state.RELEASED, i] - gift)
    states[state.CAPACITY, i] = min(states[state.CAPACITY, i], states[state.RELEASED, i])
    states[state.CONTRIBUTION, i] += gift
    states[state.GIVEN, i] += gift
    states[pr.PROVIDED, i] = gift


@kernel
def _decide(
    world: World, ledger: Ledger, step: int, i: int, need: float, fair: float, before: float
) -> float:
    """Let state i decide on its gift; return what it gives."""
    own = world.states[pr.PROVIDED, i]
    ready = world.states[pr.TAKES_PART, i]
    plea = aid.compare_without(_plead(world, i, need, fair, before - own))
    company = world.tallies[pr.TAKING] - ready
    setting = Setting(world.parameters[PART] * plea.most, own, company, ready)
    amount, score, terms = choose(
        world.parameters,
        world.rules,
        world.code,
        world.manners,
        i,
        plea,
        setting,
        world.scratch[2],
    )
    score = nudged(ledger, step, book.PROVIDE, i, book.NOBODY, book.NOBODY, book.NOBODY, score)
    k0, k1, key = world.luck[0], world.luck[1], world.state_key[i]
    luck = draw(k0, k1, step, PROVIDE, 0, 0, key, 0)
    threshold = -world.parameters[CHOICE_NOISE] * logistic_noise(luck)
    agreed = score > threshold and amount > 0.0
    answer = book.YES if agreed else book.NO
    row = explain(ledger, step, book.PROVIDE, i, book.NOBODY, book.NOBODY, answer)
    weigh(ledger, row, score, threshold, luck, amount, terms)
    if agreed == (own > 0.0):
        drop_last(ledger)
    return min(amount, plea.most) if agreed else 0.0


@kernel
def _plead(world: World, i: int, need: float, fair: float, others: float) -> aid.Plea:
    """Describe the common good as state i sees it: a request of all the others together.

    Affinity, trust and grievance are means over the others, duty the strongest to any of them:
    rules that reciprocate or conform look at all of them, expected utility at affinity alone
    (``asked``).
    """
    affinity, trusted, anger, duty = 0.0, 0.0, 0.0, 0.0
    first, last = world.row_start[i], world.row_start[i + 1]
    for e in range(first, last):
        affinity += world.dyads[dyad.AFFINITY, e] / (last - first)
    if world.rules[i] != EXPECTED_UTILITY:
        for e in range(first, last):
            trusted += world.dyads[dyad.TRUST, e] / (last - first)
            anger += world.dyads[dyad.GRIEVANCE, e] / (last - first)
            duty = max(duty, world.dyads[dyad.OBLIGATION, e])
    belief = 0.0
    for h in range(world.impacts.shape[1]):
        belief = max(belief, world.impacts[th.BELIEF, h, i])
    return aid.Plea(
        belief=belief,
        affinity=affinity,
        duty=duty,
        democracy=world.states[state.DEMOCRACY, i],
        trust=trusted,
        grievance=anger,
        opposition=world.states[politics.OPPOSITION, i],
        watched=0.0,
        asked=0.0,
        most=world.states[state.RELEASED, i],
        fair=fair,
        effect=1.0,
        request=need,
        need=need,
        others=max(0.0, others),
        largest=0.0,
        fair_fraction=fair / need,
        without=0.0,
        aggregator=aid.SUM,
        threshold=0.0,
    )


@kernel
def _reconsider(world: World, ledger: Ledger, step: int) -> None:
    """Let those who imitate reconsider one after another, as often as they are asked to."""
    updates = 0.0
    for i in range(world.states.shape[1]):
        if world.rules[i] == IMITATION:
            updates = max(updates, world.manners[i, UPDATES])
    if updates < 1.0:
        return
    everyone, imitators = world.lists[0], world.lists[1]
    line_up(world.state_key, everyone, world.scratch)
    n_imitators = 0
    for k in range(world.states.shape[1]):
        if world.rules[everyone[k]] == IMITATION:
            imitators[n_imitators] = everyone[k]
            n_imitators += 1
    for turn in range(int(updates)):
        lots = draw_pair(world.luck[0], world.luck[1], step, PICK, 0, turn, 0, 0)
        i = imitators[place(lots[0], n_imitators)]
        j = everyone[place(lots[1], world.states.shape[1])]
        _imitate(world, ledger, step, turn, i, j)


@kernel
def _imitate(world: World, ledger: Ledger, step: int, turn: int, i: int, j: int) -> None:
    """Let state i look at state j, or at none if it changes by itself."""
    k0, k1 = world.luck[0], world.luck[1]
    here, there = world.state_key[i], world.state_key[j]
    luck = draw(k0, k1, step, IMITATE, 0, turn, here, there)
    ready = world.states[pr.TAKES_PART, i]
    mutation = world.manners[i, MUTATION]
    if luck <= mutation:
        world.states[pr.TAKES_PART, i] = 1.0 - ready
        return
    # What is left of the draw is again between 0 and 1.
    luck = (luck - mutation) / (1.0 - mutation)
    if ready == world.states[pr.TAKES_PART, j]:
        return
    pull = world.manners[i, SELECTION]
    terms = (-pull * _payoff(world, i), pull * _payoff(world, j))
    score = terms[0] + terms[1]
    score = nudged(ledger, step, book.IMITATE, i, j, book.NOBODY, book.NOBODY, score)
    threshold = -logistic_noise(luck)
    agreed = score > threshold
    answer = book.YES if agreed else book.NO
    row = explain(ledger, step, book.IMITATE, i, j, book.NOBODY, answer)
    weigh(ledger, row, score, threshold, luck, 1.0 - ready, terms)
    if agreed:
        world.states[pr.TAKES_PART, i] = 1.0 - ready
    else:
        drop_last(ledger)


@kernel
def _payoff(world: World, i: int) -> float:
    """Return how state i fares."""
    ready = world.states[pr.TAKES_PART, i]
    if world.parameters[PROVISION_ON] > 0.0:
        taking = -ready
        for k in range(world.states.shape[1]):
            taking += world.states[pr.TAKES_PART, k]
        return payoff(world.parameters, ready > 0.0, taking, float(world.states.shape[1]))
    lost = world.states[state.GIVEN, i] + world.states[state.DAMAGE_STOCK, i]
    return -lost / world.states[state.GDP, i] if world.states[state.GDP, i] > 0.0 else 0.0


@inlined_kernel
def remember_part(states: Numbers, rules: Rows) -> None:
    """Note who gave something in this step; whoever imitates keeps its readiness."""
    for i in range(states.shape[1]):
        if rules[i] != IMITATION:
            states[pr.TAKES_PART, i] = 1.0 if states[state.CONTRIBUTION, i] > 0.0 else 0.0
