"""Institutions vote on strikes on their members, and their funds pay."""

from __future__ import annotations

import math

from coopsim.randomness import MANDATE, VOTE
from coopsim.world import ledger as book
from reference.budgets import capacity_against
from reference.diary import Decision, Diary, Event, total
from reference.logistics import delay_of_funds, send
from reference.luck import logit, luck_of
from reference.objects import Dyad, Impact, Institution, Mandate, Society, State, Threat

NOT_ASKED, PENDING, ADOPTED = 0.0, 1.0, 2.0


def institutions_decide(society: Society, diary: Diary, step: int) -> None:
    """Let every institution decide on the strikes on its members, and its fund pay."""
    if society.parameters["institutions"] <= 0.0:
        for institution in society.institutions:
            for mandates in institution.mandates:
                for mandate in mandates:
                    mandate.status, mandate.since = NOT_ASKED, -1.0
        return
    for institution in society.institutions:
        for threat in society.threats:
            for impact in threat.impacts:
                is_member = institution.seats[impact.state.row] > 0.0
                if is_member and impact.request > 0.0:
                    act(society, diary, step, institution, threat, impact)
        open_fund(society, diary, step, institution)


def mandate_duty(society: Society, threat: Threat, helper: State, victim: State) -> float:
    """Return the strongest duty to help that an adopted mandate lays on a state."""
    duty = 0.0
    for institution in society.institutions:
        if institution.mandates[threat.row][victim.row].status == ADOPTED:
            duty = max(duty, institution.seats[helper.row] * institution.obligation)
    return duty


def act(
    society: Society, diary: Diary, step: int, institution: Institution, threat: Threat,
    impact: Impact,
) -> None:  # fmt: skip
    """Decide unless it was decided before."""
    mandate = institution.mandates[threat.row][impact.state.row]
    if mandate.status != ADOPTED:
        if mandate.status == NOT_ASKED:
            mandate.status, mandate.since = PENDING, float(step)
        yes = yes_votes_if_passed(society, diary, step, institution, threat, impact)
        if yes > 0.0:
            others = sum(institution.seats) - 1.0
            mandate.legitimacy = min(1.0, yes / others) if others > 0.0 else 1.0
            adopt(diary, step, institution, threat, impact, mandate)


def adopt(
    diary: Diary, step: int, institution: Institution, threat: Threat, impact: Impact,
    mandate: Mandate,
) -> None:  # fmt: skip
    """Write down that the institution gave its mandate."""
    mandate.status, mandate.since = ADOPTED, float(step)
    diary.events.append(
        Event(
            step, book.MANDATE, impact.state.row, institution.row, threat.row, impact.request,
            book.VOTED,
        )
    )  # fmt: skip


def yes_votes_if_passed(
    society: Society, diary: Diary, step: int, institution: Institution, threat: Threat,
    impact: Impact,
) -> float:  # fmt: skip
    """Return the yes votes if the proposal passes in this step, else 0.

    It takes enough votes, and luck to be quick enough.

    P = 1 - exp(-scale x rate x months x yes votes / voters x exp(-quorum x spread of scores))
    """
    p = society.parameters
    if institution.lead_row == impact.state.row:
        # The one who decides alone decides on help for itself.
        yes, counted, voters, spread = 1.0, 1.0, 1.0, 0.0
    else:
        votes = [
            vote(society, diary, step, institution, threat, dyad)
            for dyad in electorate(institution, impact.state)
        ]
        yes = float(sum(decision.answer == book.YES for decision in votes))
        counted = float(sum(decision.answer != book.ABSTAINED for decision in votes))
        voters = float(len(votes))
        spread = spread_of([decision.score for decision in votes])
    if yes == 0.0 or yes < institution.quorum * counted:
        return 0.0
    pace = p["institutions"] * p["institutions.decision_rate"] * society.months
    hazard = pace * (yes / voters) * math.exp(-institution.quorum * spread)
    luck = luck_of(
        society, step, MANDATE, subject=threat.key, ordinal=impact.ordinal, actor=institution.key,
        partner=impact.state.key,
    )  # fmt: skip
    return yes if luck < 1.0 - math.exp(-hazard) else 0.0


def electorate(institution: Institution, victim: State) -> list[Dyad]:
    """List who votes on help for a member, as what they hold towards it."""
    return [
        dyad.opposite
        for dyad in victim.towards.values()
        if institution.seats[dyad.other.row] > 0.0
        and (institution.lead_row < 0.0 or institution.lead_row == dyad.other.row)
    ]


def spread_of(scores: list[float]) -> float:
    """Return the standard deviation of scores, 0 if there are none."""
    if not scores:
        return 0.0
    sum_1, sum_2 = 0.0, 0.0
    for score in scores:
        sum_1 += score
        sum_2 += score * score
    mean = sum_1 / len(scores)
    return math.sqrt(max(0.0, sum_2 / len(scores) - mean * mean))


def vote(
    society: Society, diary: Diary, step: int, institution: Institution, threat: Threat, dyad: Dyad
) -> Decision:
    """Let the holder of a dyad vote on help for the other."""
    p, voter, victim = society.parameters, dyad.holder, dyad.other
    impact = threat.impacts[victim.row]
    share = fair_share(society, institution, voter) * impact.request
    capacity = capacity_against(threat, voter)
    burden = min(1.0, share / capacity) if capacity > 0.0 else 0.0
    terms = (
        p["response.stake"] * threat.impacts[voter.row].belief,
        p["response.affinity"] * dyad.affinity,
        p["response.future"] * dyad.trust,
        -p["response.future"] * dyad.grievance,
        -p["response.cost"] * burden,
        -p["opinion.caveats"] * voter.opposition,
    )
    score = total(terms)
    luck = luck_of(
        society, step, VOTE, subject=threat.key ^ institution.key, ordinal=impact.ordinal,
        actor=voter.key, partner=victim.key,
    )  # fmt: skip
    threshold = -p["response.noise"] * logit(luck)
    answer = book.NO
    if score > threshold:
        answer = book.YES
    elif score > threshold - institution.abstention_band:
        answer = book.ABSTAINED
    decision = Decision(
        step, book.VOTE, voter.row, victim.row, threat.row, answer, score, threshold, luck, share,
        terms, body=institution.row,
    )  # fmt: skip
    diary.decisions.append(decision)
    return decision


def fair_share(society: Society, institution: Institution, voter: State) -> float:
    """Return the voter's share of the GDP of all members, the struck one included."""
    all_gdp = 0.0
    for state in society.states:
        all_gdp += institution.seats[state.row] * state.gdp_busd
    return voter.gdp_busd / all_gdp


def open_fund(society: Society, diary: Diary, step: int, institution: Institution) -> None:
    """Pay from the common fund what it can release, in proportion to the requests."""
    requests = 0.0
    for threat in society.threats:
        for impact in threat.impacts:
            if institution.mandates[threat.row][impact.state.row].status == ADOPTED:
                requests += impact.request
    release = society.parameters["budgets.reserve_release"] * institution.fund_busd
    if requests <= 0.0 or release <= 0.0:
        return
    share = min(1.0, release / requests)
    for threat in society.threats:
        for impact in threat.impacts:
            mandate = institution.mandates[threat.row][impact.state.row]
            if mandate.status == ADOPTED and impact.request > 0.0:
                pay(society, diary, step, institution, threat, impact, share * impact.request)


def pay(
    society: Society, diary: Diary, step: int, institution: Institution, threat: Threat,
    impact: Impact, payment: float,
) -> None:  # fmt: skip
    """Pay help for one strike out of the common fund."""
    institution.fund_busd = max(0.0, institution.fund_busd - payment)
    impact.request = max(0.0, impact.request - payment)
    society.tallies.fund_paid += payment
    send(society, step, impact, None, payment, delay_of_funds(society))
    diary.events.append(
        Event(
            step, book.FUND_PAID, impact.state.row, institution.row, threat.row, payment,
            book.VOTED,
        )
    )  # fmt: skip
