"""States give to a common good of their own will, each by its own rule, and all are warned."""

from __future__ import annotations

from dataclasses import dataclass

from coopsim.randomness import PROVIDE
from coopsim.world import ledger as book
from reference.budgets import spend
from reference.diary import NOBODY, Decision, Diary, total
from reference.helping import PARTS
from reference.luck import logit, luck_of
from reference.objects import Society, State

Answer = tuple[float, dict[str, float]]


@dataclass(frozen=True, slots=True)
class CommonGood:
    """The common good as one state sees it.

    ``goal`` is what it takes in full, ``others`` what the others gave in the step before and
    ``company`` how many of them took part in anything.
    """

    giver: State
    goal: float
    others: float
    company: float

    def mean(self, feeling: str) -> float:
        """Return the mean of what the giver holds towards the others."""
        felt = [getattr(dyad, feeling) for dyad in self.giver.towards.values()]
        mean = 0.0
        for each in felt:
            mean += each / len(felt)
        return mean


def states_provide(society: Society, diary: Diary, step: int) -> None:
    """Let all states decide at once, pay what they give, and spread the warning."""
    scale = society.parameters["provision"]
    if scale <= 0.0:
        for state in society.states:
            state.provided = state.warned = 0.0
        return
    means, gdp, before = 0.0, 0.0, 0.0
    for state in society.states:
        means += state.released
        gdp += state.gdp_busd
        before += state.provided
    goal = society.parameters["provision.goal"] * means
    gifts = []
    for state in society.states:
        share = goal * state.gdp_busd / gdp if gdp > 0.0 else 0.0
        others = max(0.0, before - state.provided)
        good = CommonGood(state, goal, others, society.tallies.taking - state.takes_part)
        has_a_say = state.released > 0.0 and share > 0.0
        gifts.append(decide(society, diary, step, good) if has_a_say else 0.0)
    together = 0.0
    for state, gift in zip(society.states, gifts, strict=True):
        pay(society, state, gift)
        together += gift
    for state in society.states:
        state.warned = min(1.0, scale * together / goal) if goal > 0.0 else 0.0


def pay(society: Society, state: State, gift: float) -> None:
    """Take a gift from what a state has left to give."""
    spend(society, state, gift)
    state.released = max(0.0, state.released - gift)
    state.capacity = min(state.capacity, state.released)
    state.contribution += gift
    state.given += gift
    state.provided = gift


def decide(society: Society, diary: Diary, step: int, good: CommonGood) -> float:
    """Let a state decide; return what it gives."""
    giver = good.giver
    amount, named = RULES[giver.rule](society, good)
    terms, score = in_order(named), value(named)
    luck = luck_of(society, step, PROVIDE, actor=giver.key)
    threshold = -society.parameters["response.noise"] * logit(luck)
    gives = score > threshold and amount > 0.0
    diary.decisions.append(
        Decision(
            step, book.PROVIDE, giver.row, NOBODY, NOBODY, book.YES if gives else book.NO, score,
            threshold, luck, amount, terms, changes=gives != (giver.provided > 0.0),
        )
    )  # fmt: skip
    return min(amount, giver.released) if gives else 0.0


def in_order(named: dict[str, float]) -> tuple[float, ...]:
    """Return terms in the order of the ledger; what is not named is 0."""
    return tuple(named.get(name, 0.0) for name in book.AID_TERMS)


def value(named: dict[str, float]) -> float:
    """Return what terms add up to."""
    return total(in_order(named))


def part_of(society: Society, good: CommonGood) -> float:
    """Return what a state gives if it does its part."""
    return society.parameters["provision.cost"] * good.giver.released


def expected_utility(society: Society, good: CommonGood) -> Answer:
    """Give the part of the good that is worth most over its cost; nobody asks, nobody thanks."""
    p, giver = society.parameters, good.giver
    most = giver.released
    beliefs = (threat.impacts[giver.row].belief for threat in society.threats)
    fear, liking = max([0.0, *beliefs]), good.mean("affinity")

    def weigh(amount: float) -> dict[str, float]:
        share = amount / most
        gain = min(1.0, (amount + good.others) / good.goal) - min(1.0, good.others / good.goal)
        return {
            "stake": p["response.stake"] * fear * gain,
            "affinity": p["response.affinity"] * liking * gain,
            # A grievance of nothing, with the sign of what it is nothing of.
            "grievance": -0.0,
            "cost": -p["response.cost"] * share * (1.0 + share) * 0.5,
            "opposition": -p["opinion.caveats"] * giver.opposition * share,
        }

    of_use = min(most, good.goal)
    options = [
        (of_use * part / PARTS, weigh(of_use * part / PARTS)) for part in range(1, PARTS + 1)
    ]
    return max(
        options, key=lambda each: total(tuple(each[1].get(name, 0.0) for name in book.AID_TERMS))
    )


def reciprocity(society: Society, good: CommonGood) -> Answer:
    """Give in proportion to what the others deserve."""
    trust = good.mean("trust")
    terms = {
        "future": trust,
        "grievance": -good.mean("grievance"),
        "hurdle": -good.giver.manner["demand"],
    }
    return part_of(society, good) * trust, terms


def best_response(_: Society, good: CommonGood) -> Answer:
    """Go part of the way to what is best, given what the others gave."""
    giver, most = good.giver, good.giver.released
    taste, pace = giver.manner["taste"], giver.manner["pace"]
    terms = {
        "stake": pace * taste,
        "company": -pace * (1.0 - taste) * good.others / most,
        "habit": (1.0 - pace) * giver.provided / most,
    }
    share = terms["stake"] + terms["company"] + terms["habit"]
    return min(1.0, max(0.0, share)) * most, terms


def threshold(society: Society, good: CommonGood) -> Answer:
    """Wait for others."""
    wanted = good.giver.manner["at_least"]
    return part_of(society, good), {"company": good.company, "hurdle": 0.5 - wanted}


def imitation(society: Society, good: CommonGood) -> Answer:
    """Do what it is ready to do."""
    return part_of(society, good), {"habit": 0.5 if good.giver.takes_part > 0.0 else -0.5}


def appropriateness(society: Society, good: CommonGood) -> Answer:
    """Do what it is obliged to do for any of the others, otherwise what likeness asks for."""
    giver = good.giver
    duty = max([0.0, *(dyad.obligation for dyad in giver.towards.values())])
    likeness = {
        "affinity": giver.manner["identity"] * good.mean("affinity"),
        "hurdle": -giver.manner["reserve"],
    }
    return part_of(society, good), {"obligation": duty} if duty > 0.0 else likeness


RULES = {
    "expected_utility": expected_utility,
    "reciprocity": reciprocity,
    "best_response": best_response,
    "threshold": threshold,
    "imitation": imitation,
    "appropriateness": appropriateness,
}
