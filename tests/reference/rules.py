"""The rules by which a state answers a request, each in a few lines."""

from __future__ import annotations

from coopsim.world import ledger as book
from reference.helping import Plea, best_amount
from reference.objects import Society, State


def answer_by_rule(society: Society, plea: Plea) -> tuple[float, tuple[float, ...]]:
    """Return what a helper would send by its rule, and the terms in the order of the ledger."""
    helper = plea.dyad.holder
    if helper.rule == "expected_utility":
        return best_amount(society, plea)
    part = min(plea.most, plea.fair, plea.impact.request / plea.effect)
    if helper.rule == "reciprocity":
        part *= plea.dyad.trust
    if helper.rule == "best_response":
        terms = best_response(plea)
        part = min(1.0, max(0.0, terms["stake"] + terms["company"])) * plea.most
    else:
        terms = TERMS[helper.rule](society, plea)
    return part, tuple(terms.get(name, 0.0) for name in book.AID_TERMS)


def reciprocity(_: Society, plea: Plea) -> dict[str, float]:
    """Weigh what the other did."""
    dyad = plea.dyad
    return {
        "future": dyad.trust,
        "grievance": -dyad.grievance,
        "hurdle": -dyad.holder.manner["demand"],
    }


def best_response(plea: Plea) -> dict[str, float]:
    """Weigh an own gift against the gifts of the others, on an occasion that is new."""
    taste = plea.dyad.holder.manner["taste"]
    others = plea.others / plea.effect
    return {"stake": taste, "company": -(1.0 - taste) * others / plea.most}


def threshold(society: Society, plea: Plea) -> dict[str, float]:
    """Count the others who take part."""
    helper = plea.dyad.holder
    company = 0.0
    for state in society.states:
        company += state.takes_part if state is not helper else 0.0
    return {"company": company, "hurdle": 0.5 - helper.manner["at_least"]}


def imitation(_: Society, plea: Plea) -> dict[str, float]:
    """Do what it is ready to do."""
    return {"habit": 0.5 if plea.dyad.holder.takes_part > 0.0 else -0.5}


def appropriateness(_: Society, plea: Plea) -> dict[str, float]:
    """Do what it is obliged to, otherwise what likeness asks for."""
    if plea.duty > 0.0:
        return {"obligation": plea.duty}
    manner = plea.dyad.holder.manner
    return {
        "affinity": manner["identity"] * plea.dyad.affinity,
        "hurdle": -manner["reserve"],
    }


TERMS = {
    "reciprocity": reciprocity,
    "threshold": threshold,
    "imitation": imitation,
    "appropriateness": appropriateness,
}


def remember_who_gave(states: list[State]) -> None:
    """Note who gave something in this step; whoever imitates keeps its readiness."""
    for state in states:
        if state.rule != "imitation":
            state.takes_part = 1.0 if state.contribution > 0.0 else 0.0
