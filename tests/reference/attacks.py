"""Attackers choose whom to strike: rivals that allies can deter, and groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coopsim.randomness import ATTACK, CONSIDER, FORCE, SUCCEED
from coopsim.world import ledger as book
from reference.diary import Decision, Diary, Event, total
from reference.luck import logit, luck_of
from reference.objects import Attacker, Impact, Society, State, Threat
from reference.strikes import hit, severity_of

GROUP = 1.0


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an attacker sees in a target; the chances of a rival are without and with allies."""

    impact: Impact
    luck: float
    alone: float
    backed: float
    terms: tuple[float, ...]


def attackers_choose(society: Society, diary: Diary, step: int) -> None:
    """Let each attacker whose time has come choose a target."""
    for attacker in society.attackers:
        threat = society.threats[int(attacker.threat_row)]
        a_step = society.parameters["threats"] * attacker.attempts_per_year * society.months / 12.0
        luck = luck_of(society, step, CONSIDER, subject=threat.key, actor=attacker.key)
        if luck >= 1.0 - math.exp(-a_step):
            continue
        if attacker.strategy_code == GROUP:
            group_chooses(society, diary, step, attacker, threat)
        else:
            rival_weighs(society, diary, step, attacker, threat)


def luck_with(
    society: Society, step: int, purpose: int, attacker: Attacker, threat: Threat, target: State
) -> float:
    """Return a draw of an attacker about a target."""
    return luck_of(
        society, step, purpose, subject=threat.key, actor=attacker.key, partner=target.key
    )


def targets_of(attacker: Attacker, threat: Threat) -> list[Impact]:
    """List the states that an attacker may choose: those its threat may strike, no sponsor."""
    return [
        impact
        for impact in threat.impacts
        if impact.targeted > 0.0 and impact.state.row != attacker.sponsor_row
    ]


def ready_forces(state: State) -> float:
    """Return military spending that is ready, in billion USD a year."""
    return state.gdp_busd * state.defence_share * state.readiness


def forces_of_allies(society: Society, state: State, sponsor: float) -> float:
    """Return what all who are bound to help a state would bring."""
    result = 0.0
    for known in state.towards.values():
        ally = known.other
        duty = known.opposite.obligation
        if society.parameters["institutions"] > 0.0:
            duties = [
                each.seats[state.row] * each.seats[ally.row] * each.obligation
                for each in society.institutions
            ]
            duty = max([duty, *duties])
        if duty > 0.0 and ally.row != sponsor:
            half = society.parameters["deterrence.half_distance_km"]
            far = 1.0 + known.opposite.distance_km / half
            result += duty * ally.reliability * ready_forces(ally) / far
    return result


def chance_of(means: float, defence: float) -> float:
    """Return the chance that an attack succeeds: the attacker's share of all means."""
    return means / (means + defence) if means > 0.0 else 0.0


def see(
    society: Society, step: int, attacker: Attacker, threat: Threat, impact: Impact
) -> Prospect:
    """Describe a target as a rival sees it."""
    p, own = society.parameters, ready_forces(impact.state)
    allies = p["deterrence"] * forces_of_allies(society, impact.state, attacker.sponsor_row)
    alone = chance_of(attacker.capability_busd, p["deterrence.defence"] * own)
    backed = chance_of(attacker.capability_busd, p["deterrence.defence"] * (own + allies))
    gain = attacker.gain * impact.exposure
    return Prospect(
        impact,
        luck_with(society, step, ATTACK, attacker, threat, impact.state),
        alone,
        backed,
        (alone * gain, -(1.0 - alone), (backed - alone) * (1.0 + gain)),
    )


def rival_weighs(
    society: Society, diary: Diary, step: int, attacker: Attacker, threat: Threat
) -> None:
    """Attack the best target with its allies, or be deterred if only they stand in the way."""
    seen = [see(society, step, attacker, threat, impact) for impact in targets_of(attacker, threat)]
    if not seen:
        return
    noise = society.parameters["response.noise"]
    best = max(seen, key=lambda each: (total(each.terms), each.luck))
    easiest = max(seen, key=lambda each: (each.terms[0] + each.terms[1], each.luck))
    threshold = -noise * logit(best.luck)
    attacks = total(best.terms) > threshold
    would = easiest.terms[0] + easiest.terms[1] > -noise * logit(easiest.luck)
    answer = book.YES if attacks else book.HELD_BACK if would else book.NO
    sponsor = int(attacker.sponsor_row)
    diary.decisions.append(
        Decision(
            step, book.ATTACK, sponsor, best.impact.state.row, threat.row, answer,
            total(best.terms), threshold, best.luck, best.backed, best.terms, body=attacker.row,
        )
    )  # fmt: skip
    if attacks:
        attempt(society, diary, step, attacker, threat, best.impact, best.backed)
    elif would:
        society.tallies.deterred += 1.0
        diary.events.append(
            Event(
                step, book.DETERRED, easiest.impact.state.row, sponsor, threat.row, easiest.alone,
                book.ATTACKED,
            )
        )  # fmt: skip


def group_chooses(
    society: Society, diary: Diary, step: int, attacker: Attacker, threat: Threat
) -> None:
    """Attack whichever target luck prefers: without adaptation none is better than another."""
    lots = [
        (luck_with(society, step, ATTACK, attacker, threat, impact.state), impact)
        for impact in targets_of(attacker, threat)
    ]
    if not lots:
        return
    pulls = [0.0 - math.log(-math.log(luck)) for luck, _ in lots]
    best = max(range(len(lots)), key=lambda n: (pulls[n], lots[n][0]))
    luck, impact = lots[best]
    others = [pull for n, pull in enumerate(pulls) if n != best]
    chance = 1.0 - (getattr(impact.state, threat.denied_by) if threat.denied_by else 0.0)
    diary.decisions.append(
        Decision(
            step, book.TARGET, int(attacker.sponsor_row), impact.state.row, threat.row, book.YES,
            0.0, max(others) - pulls[best] if others else math.nan, luck, chance, (0.0,),
            body=attacker.row,
        )
    )  # fmt: skip
    attempt(society, diary, step, attacker, threat, impact, chance)


def attempt(
    society: Society,
    diary: Diary,
    step: int,
    attacker: Attacker,
    threat: Threat,
    impact: Impact,
    chance: float,
) -> None:
    """Try an attack; one that succeeds is a strike."""
    target, sponsor = impact.state, int(attacker.sponsor_row)

    def tell(kind: int, size: float) -> None:
        diary.events.append(Event(step, kind, target.row, sponsor, threat.row, size, book.ATTACKED))

    society.tallies.attempts += 1.0
    tell(book.ATTEMPT, chance)
    if luck_with(society, step, SUCCEED, attacker, threat, target) >= chance:
        society.tallies.failed += 1.0
        tell(book.FAILED, chance)
        return
    severity = severity_of(threat, luck_with(society, step, FORCE, attacker, threat, target))
    if severity > 0.0:
        hit(society, step, threat, impact, severity, sponsor)
        tell(book.STRIKE, severity)
