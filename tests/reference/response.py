"""States ask for help, and partners decide what to send."""

from __future__ import annotations

import math

from coopsim.randomness import CONTRIBUTE, OBSERVE
from coopsim.world import ledger as book
from reference.budgets import spend
from reference.diary import NOBODY, Decision, Diary, Event, total
from reference.helping import AGGREGATORS, PARTS, Plea, plead
from reference.institutions import institutions_decide, mandate_duty
from reference.logistics import delay_of_help, send
from reference.luck import logit, luck_of
from reference.objects import Dyad, Impact, Society, Threat
from reference.perception import effect
from reference.rules import answer_by_rule, remember_who_gave

# What is missing of a need, as a share of it, below which it is a rounding error.
DUST = 1e-9


def states_respond(society: Society, diary: Diary, step: int) -> None:
    """Gather requests, let institutions and partners decide, and send the help."""
    for dyad in society.dyads():
        dyad.refused = dyad.betrayed = 0.0
    for threat in society.threats:
        for impact in threat.impacts:
            ask(diary, step, threat, impact)
    institutions_decide(society, diary, step)
    for state in society.states:
        state.kept = state.broken = 0.0
    count_requests(society)
    if society.parameters["response"] > 0.0:
        for threat in society.threats:
            for impact in threat.impacts:
                if impact.request > 0.0:
                    answer_together(society, diary, step, threat, impact)
    remember_who_gave(society.states)


def ask(diary: Diary, step: int, threat: Threat, impact: Impact) -> None:
    """Ask for what the state can't meet itself and what does not arrive already."""
    met = impact.home + impact.help_on_the_way.get(step, 0.0)
    missing = impact.need - met
    impact.request = missing if missing > DUST * impact.need else 0.0
    if impact.request > 0.0 and impact.asked_at < 0.0:
        impact.asked_at = float(step)
        diary.events.append(
            Event(
                step, book.REQUEST, impact.state.row, NOBODY, threat.row, impact.request,
                book.TIME,
            )
        )  # fmt: skip


def count_requests(society: Society) -> None:
    """Sum up, for every helper, what it is asked for."""
    for state in society.states:
        state.asked = 0.0
    for state in society.states:
        request = 0.0
        for threat in society.threats:
            request += threat.impacts[state.row].request
        for dyad in state.towards.values():
            if request > 0.0 and dyad.opposite.channel > 0.0:
                dyad.other.asked += request


def answer_together(
    society: Society, diary: Diary, step: int, threat: Threat, impact: Impact
) -> None:
    """Let all who are asked decide at once, then send what they decided together."""
    asked = [each.opposite for each in impact.state.towards.values()]
    asked = [dyad for dyad in asked if dyad.channel > 0.0]
    gdp = 0.0
    for dyad in asked:
        gdp += dyad.holder.gdp_busd
    # Who has no GDP has no share, and nobody waits for its answer.
    asked = [dyad for dyad in asked if dyad.holder.gdp_busd > 0.0]
    fair = {dyad.holder.row: dyad.holder.gdp_busd / gdp for dyad in asked}
    sent = {}
    for dyad in asked:
        plea = plead(society, threat, impact, dyad, fair)
        sent[dyad.holder.row] = decide(society, diary, step, plea)
    use = joint_use(society, threat, impact, asked, fair, sent)
    for dyad in asked:
        if sent[dyad.holder.row] > 0.0:
            dispatch(society, diary, step, threat, impact, dyad, sent[dyad.holder.row], use)


def decide(society: Society, diary: Diary, step: int, plea: Plea) -> float:
    """Let a helper answer a request; return what it sends."""
    p, dyad, helper = society.parameters, plea.dyad, plea.dyad.holder
    who = (step, book.CONTRIBUTE, helper.row, dyad.other.row, plea.threat.row)
    address = {"subject": plea.threat.key, "actor": helper.key, "partner": dyad.other.key}
    society.tallies.requests += 1.0
    obliged = 1.0 if plea.duty > 0.0 else 0.0
    watched = obliged if dyad.monitored > 0.0 else 0.0
    society.tallies.obliged += obliged
    war = obliged * plea.threat.warlike
    society.tallies.war_obliged += war
    society.tallies.watched += watched
    if plea.most <= 0.0:
        diary.decisions.append(Decision(*who, book.UNABLE))
        return 0.0
    amount, terms = answer_by_rule(society, plea)
    score = total(terms)
    luck = luck_of(society, step, CONTRIBUTE, ordinal=plea.impact.ordinal, **address)
    threshold = -p["response.noise"] * logit(luck)
    answer = book.YES if score > threshold and amount > 0.0 else book.NO
    diary.decisions.append(Decision(*who, answer, score, threshold, luck, amount, terms))
    if answer == book.YES:
        society.tallies.honoured += obliged
        society.tallies.war_honoured += war
        society.tallies.watched_kept += watched
        helper.kept += obliged
        return amount
    seen = luck_of(society, step, OBSERVE, ordinal=plea.impact.ordinal, **address)
    if plea.most >= plea.fair / PARTS and seen < helper.transparency:
        helper.broken += obliged
        dyad.refused += 1.0
        dyad.betrayed = max(dyad.betrayed, plea.duty)
    return 0.0


def joint_use(
    society: Society, threat: Threat, impact: Impact, asked: list[Dyad], fair: dict[int, float],
    sent: dict[int, float],
) -> float:  # fmt: skip
    """Return the joint effect of what is sent together, as a share of its sum."""
    added, largest, weakest = 0.0, 0.0, math.inf
    for dyad in asked:
        row = dyad.holder.row
        useful = sent[row] * effect(society, dyad)
        added += useful
        largest = max(largest, useful)
        weakest = min(weakest, useful / fair[row])
    if added <= 0.0:
        return 0.0
    aggregator = AGGREGATORS[int(threat.aggregator_code)]
    if aggregator == "threshold":
        met = impact.need - impact.request + added
        return 1.0 if met >= threat.threshold * impact.need else 0.0
    if aggregator == "weakest_link":
        return min(1.0, weakest / added)
    return largest / added if aggregator == "best_shot" else 1.0


def dispatch(
    society: Society, diary: Diary, step: int, threat: Threat, impact: Impact, dyad: Dyad,
    amount: float, use: float,
) -> None:  # fmt: skip
    """Pay for help and put it on its way."""
    helper = dyad.holder
    spend(society, helper, amount)
    helper.contribution += amount
    helper.given += amount
    effective = amount * effect(society, dyad) * use
    send(society, step, impact, dyad, effective, delay_of_help(society, threat, dyad))
    duty = max(mandate_duty(society, threat, helper, impact.state), dyad.obligation)
    cause = book.OBLIGED if duty > 0.0 else book.ASKED
    diary.events.append(
        Event(step, book.HELP_SENT, helper.row, impact.state.row, threat.row, amount, cause)
    )
