"""Those who imitate reconsider, one after another, without a common good to pay for."""

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
        terms = (-pull * payoff(state), pull * payoff(other))
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


def payoff(state: State) -> float:
    """Return how a state fares: what helping and damage have cost it, by its size."""
    lost = state.given + state.damage_stock
    return -lost / state.gdp_busd if state.gdp_busd > 0.0 else 0.0
