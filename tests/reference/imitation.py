"""Those who imitate reconsider, one after another, by what readiness earns or help has cost."""

from __future__ import annotations

import math

from coopsim.randomness import IMITATE, PICK
from coopsim.world import ledger as book
from reference.diary import NOBODY, Decision, Diary
from reference.luck import logit, luck_of, two_lots_of
from reference.objects import Society, State


def imitators_reconsider(society: Society, diary: Diary, step: int) -> None:
    """Let some imitators look at others, then count who takes part."""
    everyone = sorted(society.states, key=lambda state: -state.key)
    imitators = [state for state in everyone if state.rule == "imitation"]
    turns = max((state.manner["updates_per_step"] for state in imitators), default=0.0)
    for turn in range(int(turns)):
        one, two = two_lots_of(society, step, PICK, ordinal=turn)
        state = imitators[math.floor(one * len(imitators))]
        reconsider(society, diary, step, turn, state, everyone[math.floor(two * len(everyone))])
    society.tallies.taking = sum(state.takes_part for state in society.states)


def reconsider(
    society: Society, diary: Diary, step: int, turn: int, state: State, other: State
) -> None:
    """Change by itself, or copy the other if that fares better."""
    luck = luck_of(society, step, IMITATE, ordinal=turn, actor=state.key, partner=other.key)
    mutation = state.manner["mutation"]
    opposite = 1.0 - state.takes_part
    if luck <= mutation:
        state.takes_part = opposite
    elif state.takes_part != other.takes_part:
        luck = (luck - mutation) / (1.0 - mutation)
        pull = state.manner["selection"]
        terms = (-pull * payoff(society, state), pull * payoff(society, other))
        score, threshold = terms[0] + terms[1], -logit(luck)
        copies = score > threshold
        answer = book.YES if copies else book.NO
        diary.decisions.append(
            Decision(
                step, book.IMITATE, state.row, other.row, NOBODY, answer, score, threshold, luck,
                opposite, terms, changes=copies,
            )
        )  # fmt: skip
        if copies:
            state.takes_part = opposite


def payoff(society: Society, state: State) -> float:
    """Return how a state fares: with its readiness, or by what help and damage have cost it."""
    if society.parameters["provision"] > 0.0:
        return earned(society, ready=state.takes_part > 0.0, company=company_of(society, state))
    lost = state.given + state.damage_stock
    return -lost / state.gdp_busd if state.gdp_busd > 0.0 else 0.0


def company_of(society: Society, state: State) -> float:
    """Count the others who are ready."""
    return sum(each.takes_part for each in society.states if each is not state)


def earned(society: Society, *, ready: bool, company: float) -> float:
    """Return what a readiness earns on average in groups that are picked by lot."""
    p = society.parameters
    n_others = len(society.states) - 1
    picked = min(int(p["provision.group_size"]), len(society.states)) - 1
    missing = p["provision.group_threshold"] - ready
    safe = 1.0
    if missing > 0.0:
        safe = 0.0
        for k in range(picked + 1):
            if k >= missing:
                safe += chance_of(k, picked, company, n_others)
        safe = min(1.0, safe)
    kept = safe + (1.0 - p["provision.risk"]) * (1.0 - safe)
    return p["provision.endowment"] * (kept - (p["provision.cost"] if ready else 0.0))


def chance_of(k: int, picked: int, ready: float, n: int) -> float:
    """Return the chance of k ready ones among those picked of n, without replacement.

    First the ready ones are picked, in any of the orders there are, then the others.
    """
    chance = 1.0
    for m in range(k):
        chance *= (ready - m) * (picked - m) / ((m + 1.0) * (n - m))
    for m in range(k, picked):
        chance *= max(0.0, n - ready - (m - k)) / (n - m)
    # More ready ones than there are make a negative odd, and no way at all.
    return chance if all(ready > m for m in range(k)) else 0.0
