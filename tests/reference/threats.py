"""Threats arrive, last, spread and end."""

from __future__ import annotations

import math

from coopsim.randomness import SEVERITY, SPREAD, STRIKE
from coopsim.world import ledger as book
from reference.attacks import attackers_choose
from reference.diary import NOBODY, Diary, Event
from reference.luck import luck_of
from reference.objects import Impact, Society, Threat
from reference.strikes import duration_in_steps, hit, severity_of


def threats_come(society: Society, diary: Diary, step: int) -> None:
    """Let threats spread, old strikes end and new ones come, then sum up the needs."""
    on = society.parameters["threats"] > 0.0
    for threat in society.threats:
        for impact in threat.impacts:
            impact.exposure = exposure(threat, impact)
        # Strikes endanger others while they last, so before any is known to end.
        before = [impact.severity for impact in threat.impacts]
        for impact in threat.impacts:
            grow_old(society, diary, step, threat, impact)
        if on:
            spread(society, diary, step, threat, before)
    if on:
        follow_plan(society, diary, step)
        for threat in society.threats:
            strike_at_random(society, diary, step, threat)
        attackers_choose(society, diary, step)
    sum_needs(society)


def exposure(threat: Threat, impact: Impact) -> float:
    """Return how much of a strike a state feels: one of its own traits, or what that leaves."""
    trait: float = getattr(impact.state, threat.exposed_by) if threat.exposed_by else 1.0
    if threat.exposure_inverted > 0.0:
        trait = 1.0 - trait
    return trait * impact.targeted


def grow_old(society: Society, diary: Diary, step: int, threat: Threat, impact: Impact) -> None:
    """Count a step off a strike; forget all about it when none is left."""
    if impact.severity <= 0.0 and impact.started < 0.0:
        return
    impact.steps_left -= 1.0
    # What a mission has settled ends before its time.
    if impact.steps_left > 0.0 and impact.severity > 0.0:
        return
    row = impact.state.row
    diary.events.append(
        Event(
            step, book.STRIKE_ENDED, row, NOBODY, threat.row, impact.severity, book.TIME
        )
    )  # fmt: skip
    impact.severity = 0.0
    impact.started = impact.asked_at = impact.helped_at = impact.sponsor = -1.0
    impact.unattributed = 0.0
    for institution in society.institutions:
        mandate = institution.mandates[threat.row][row]
        mandate.status = 0.0
        mandate.since = -1.0


def spread(society: Society, diary: Diary, step: int, threat: Threat, before: list[float]) -> None:
    """Spread from the states that suffered before, all at once, to those that do not suffer now.

    Who is reached gets the worst strike near.

    P(j is reached) = 1 - prod over i of (1 - contagion x exposure_j x severity_i x closeness_ji)
    """
    for impact in threat.impacts:
        if impact.severity > 0.0:
            continue
        spared, sources = escape(society, threat, impact, before)
        luck = luck_of(society, step, SPREAD, subject=threat.key, actor=impact.state.key)
        if luck < 1.0 - spared:
            source = max(sources, key=lambda row: before[row])
            hit(society, step, threat, impact, before[source])
            diary.events.append(
                Event(
                    step, book.SPREAD, impact.state.row, source, threat.row, before[source],
                    book.NEIGHBOUR,
                )
            )  # fmt: skip


def escape(
    society: Society, threat: Threat, impact: Impact, before: list[float]
) -> tuple[float, list[int]]:
    """Return the chance that a state is spared, and the rows of the states that endanger it."""
    contagion = min(1.0, society.parameters["threats"] * threat.contagion)
    spared, sources = 1.0, []
    for dyad in impact.state.towards.values():
        over_borders = threat.spreads_over_borders * dyad.contiguity
        over_trade = threat.spreads_over_trade * dyad.trade
        over_networks = threat.spreads_over_networks * dyad.contact
        severity = before[dyad.other.row]
        close = max(over_borders, over_trade, over_networks)
        reach = contagion * impact.exposure * severity * close
        spared *= 1.0 - reach
        if reach > 0.0:
            sources.append(dyad.other.row)
    return spared, sources


def follow_plan(society: Society, diary: Diary, step: int) -> None:
    """Let the strikes come that are planned for this step."""
    for plan in society.planned:
        if plan.step == step and plan.severity > 0.0:
            threat = society.threats[int(plan.threat)]
            impact = threat.impacts[int(plan.target)]
            hit(society, step, threat, impact, plan.severity)
            diary.events.append(
                Event(
                    step, book.STRIKE, impact.state.row, NOBODY, threat.row, plan.severity,
                    book.PLANNED,
                )
            )  # fmt: skip


def strike_at_random(society: Society, diary: Diary, step: int, threat: Threat) -> None:
    """Strike each state with P = 1 - exp(-scale x rate x years x exposure)."""
    rate = society.parameters["threats"] * threat.rate_per_year * society.months / 12.0
    for impact in threat.impacts:
        address = {"subject": threat.key, "actor": impact.state.key}
        luck = luck_of(society, step, STRIKE, **address)
        if luck < 1.0 - math.exp(-rate * impact.exposure):
            severity = severity_of(threat, luck_of(society, step, SEVERITY, **address))
            if severity <= 0.0:
                continue
            hit(society, step, threat, impact, severity)
            diary.events.append(
                Event(
                    step, book.STRIKE, impact.state.row, NOBODY, threat.row, severity, book.CHANCE
                )
            )  # fmt: skip


def sum_needs(society: Society) -> None:
    """Work out what it takes to meet every strike in this step."""
    for state in society.states:
        state.need = 0.0
    for threat in society.threats:
        a_step = threat.need_share / duration_in_steps(threat, society.months)
        for impact in threat.impacts:
            impact.need = impact.severity * impact.exposure * a_step * impact.state.gdp_busd
            impact.state.need += impact.need
