"""Partnerships form by mutual consent under limited means, and end if one side wants."""

from __future__ import annotations

import math
from dataclasses import replace

from coopsim.randomness import AGREE, MEET
from coopsim.world import ledger as book
from coopsim.world.fields import fields_of
from reference.budgets import diplomacy_budget
from reference.diary import Decision, Diary, Event, total
from reference.luck import logit, luck_of
from reference.objects import Dyad, Kind, Society, State
from reference.perception import drag

# Depth of a partnership when it forms.
SEEDLING = 0.2


def partners_choose(society: Society, diary: Diary, step: int) -> None:
    """Let pairs meet, form what both want, and end what one no longer wants."""
    if step == 0:
        respect_standing(society)
    meetings = pairs_that_meet(society, step)
    wanted = []
    for dyad, lot in meetings:
        for kind in society.kinds:
            if dyad.partnerships[kind.row].depth <= 0.0:
                gain = court(society, diary, step, dyad, kind)
                if gain is not None:
                    wanted.append((gain, lot, dyad, kind))
    # What is equal in both keeps its order: the kinds of one pair, by their rows.
    wanted.sort(key=lambda each: (-each[0], -each[1]))
    for _, _, dyad, kind in wanted:
        form(society, diary, step, dyad, kind)
    for dyad, _ in meetings:
        for kind in society.kinds:
            if dyad.partnerships[kind.row].depth > 0.0:
                review(society, diary, step, dyad, kind)


def respect_standing(society: Society) -> None:
    """Work out the luck that each side of a partnership needs not to leave it at the start."""
    noise = society.parameters["response.noise"]
    for dyad in society.dyads():
        for kind in society.kinds:
            if noise > 0.0 and dyad.partnerships[kind.row].depth > 0.0:
                above = total(weigh(society, dyad, kind)) + bar(society, dyad, kind)
                odds_of_staying = math.exp(min(30.0, max(-30.0, above / noise)))
                dyad.least_luck[kind.row] = 1.0 / (1.0 + odds_of_staying)


def bar(society: Society, dyad: Dyad, kind: Kind) -> float:
    """Return the gain that it takes to ratify, and the loss that it takes to leave."""
    height = society.parameters["partnering.hurdle"] * kind.legal_weight
    return height * (1.0 + dyad.regime_distance)


def lasting_luck(society: Society, dyad: Dyad, kind: Kind) -> float:
    """Return the holder's luck with the other in a kind of partnership, the same in all steps."""
    who = {"subject": kind.key, "actor": dyad.holder.key, "partner": dyad.other.key}
    least = dyad.least_luck[kind.row]
    return least + (1.0 - least) * luck_of(society, 0, AGREE, **who)


def pairs_that_meet(society: Society, step: int) -> list[tuple[Dyad, float]]:
    """List the pairs that meet, by the side with the lower row, with their lots."""
    p = society.parameters
    met = []
    for dyad in society.dyads():
        if dyad.holder.row < dyad.other.row:
            low, high = sorted((dyad.holder.key, dyad.other.key))
            lot = luck_of(society, step, MEET, actor=low, partner=high)
            if lot < p["partnering"] * p["partnering.meeting_rate"]:
                met.append((dyad, lot))
    return met


def court(society: Society, diary: Diary, step: int, dyad: Dyad, kind: Kind) -> float | None:
    """Ask both sides; return the smaller gain if both say yes."""
    sides = [consider(society, step, side, kind, book.FORM) for side in (dyad, dyad.opposite)]
    willing = [side.answer == book.YES for side in sides]
    trusting = min(dyad.trust, dyad.opposite.trust) >= kind.min_trust and suits(dyad, kind)
    changes = trusting and any(willing)
    diary.decisions += [replace(side, changes=changes) for side in sides]
    return min(side.score for side in sides) if all(willing) else None


def review(society: Society, diary: Diary, step: int, dyad: Dyad, kind: Kind) -> None:
    """Let both sides say whether they leave a partnership that is not of this step."""
    partnership = dyad.partnerships[kind.row]
    if partnership.since >= step:
        return
    sides = [consider(society, step, side, kind, book.LEAVE) for side in (dyad, dyad.opposite)]
    leavers = [side for side in sides if side.answer == book.YES]
    diary.decisions += [replace(side, changes=bool(leavers)) for side in sides]
    if leavers:
        first = leavers[0]
        diary.events.append(
            Event(
                step, book.ENDED, first.actor, first.partner, kind.row, partnership.depth,
                book.CHOSEN,
            )
        )  # fmt: skip
        partnership.depth = 0.0
        society.tallies.ended += 1.0


def form(society: Society, diary: Diary, step: int, dyad: Dyad, kind: Kind) -> None:
    """Form a partnership if both still can pay for it after those that formed before."""
    sides = (dyad.holder, dyad.other)
    if not all(affords(society, state, kind) for state in sides):
        return
    partnership = dyad.partnerships[kind.row]
    partnership.depth, partnership.since = SEEDLING, float(step)
    for state in sides:
        state.upkeep += cost_a_step(society, kind)
    society.tallies.formed += 1.0
    rows = (dyad.holder.row, dyad.other.row)
    diary.events.append(Event(step, book.FORMED, *rows, kind.row, SEEDLING, book.CHOSEN))


def consider(society: Society, step: int, dyad: Dyad, kind: Kind, question: int) -> Decision:
    """Let the holder say whether it wants to form (or leave) a partnership with the other."""
    p = society.parameters
    terms = weigh(society, dyad, kind)
    gain = total(terms)
    luck = lasting_luck(society, dyad, kind)
    sign = -1.0 if question == book.LEAVE else 1.0
    threshold = sign * bar(society, dyad, kind) - p["response.noise"] * logit(luck)
    content = gain > threshold
    if question == book.LEAVE:
        answer = book.NO if content else book.YES
    elif not content:
        answer = book.NO
    elif dyad.trust < kind.min_trust:
        answer = book.DISTRUSTS
    else:
        able = affords(society, dyad.holder, kind) and suits(dyad, kind)
        answer = book.YES if able else book.UNABLE
    who = (dyad.holder.row, dyad.other.row, kind.row)
    return Decision(step, question, *who, answer, gain, threshold, luck, dyad.trust, terms)


def suits(dyad: Dyad, kind: Kind) -> bool:
    """Tell whether both sides have enough of what the kind needs."""
    if kind.needs_row < 0.0:
        return True
    needed = fields_of("state")[int(kind.needs_row)].name
    least: float = min(getattr(dyad.holder, needed), getattr(dyad.other, needed))
    return least >= kind.needs_least


def weigh(society: Society, dyad: Dyad, kind: Kind) -> tuple[float, ...]:
    """Return the terms of a partnership for the holder, in the order of the ledger."""
    p = society.parameters
    strength = strength_of(dyad)
    protection = common_danger(society, dyad) * strength * dyad.trust
    a_year = diplomacy_budget(dyad.holder, 12.0)
    return (
        p["partnering.security"] * kind.security * protection,
        p["partnering.agenda"] * (dyad.affinity - 0.5),
        -kind.coordination * drag(society, dyad),
        -kind.autonomy_cost * strength,
        -dyad.grievance,
        -(kind.upkeep_busd / a_year if a_year > 0.0 else 1.0),
        -p["sovereignty"] * p["sovereignty.cost"] * dyad.holder.sovereignty * kind.legal_weight,
        # Reassurance takes a mechanism outside the core.
        0.0,
        -p["compliance"]
        * p["compliance.reputation"]
        * kind.legal_weight
        * (1.0 - dyad.other.reliability),
        # So does patronage.
        0.0,
    )


def common_danger(society: Society, dyad: Dyad) -> float:
    """Return the belief about the threat that both fear most."""
    worst = 0.0
    for threat in society.threats:
        beliefs = (threat.impacts[state.row].belief for state in (dyad.holder, dyad.other))
        worst = max(worst, min(beliefs))
    return worst


def strength_of(dyad: Dyad) -> float:
    """Return the other's share of the two military budgets."""
    own, other = (state.gdp_busd * state.defence_share for state in (dyad.holder, dyad.other))
    return other / (own + other) if own + other > 0.0 else 0.5


def cost_a_step(society: Society, kind: Kind) -> float:
    """Return what a partnership costs each side in a step."""
    return kind.upkeep_busd * society.months / 12.0


def affords(society: Society, state: State, kind: Kind) -> bool:
    """Tell whether a state's diplomacy budget has room for one more partnership of a kind."""
    budget = diplomacy_budget(state, society.months)
    return state.upkeep + cost_a_step(society, kind) <= budget
