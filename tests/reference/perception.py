"""What states believe of the dangers they face, and what friction does to common work."""

from __future__ import annotations

import math

from coopsim.randomness import PERCEPTION
from reference.luck import luck_of
from reference.objects import Dyad, Impact, Society, State, Threat


def drag(society: Society, dyad: Dyad) -> float:
    """Return how much cultural friction drags on what the holder does with the other."""
    common = min(1.0, society.parameters["institutions"] * dyad.standards)
    unfamiliar = dyad.friction * (1.0 - common)
    return society.parameters["friction"] * unfamiliar * (1.0 - dyad.competence)


def effect(society: Society, dyad: Dyad) -> float:
    """Return the share of a common effort that friction leaves."""
    return math.exp(-drag(society, dyad))


def states_perceive(society: Society, step: int) -> None:
    """Pool what partners share, then update every belief."""
    for state in society.states:
        left = uncertainty_left(society, state) * (1.0 - state.warned)
        state.information = 1.0 - left
    for threat in society.threats:
        for impact in threat.impacts:
            if impact.targeted > 0.0:
                believe(society, step, threat, impact)


def uncertainty_left(society: Society, listener: State) -> float:
    """Return the share of uncertainty that no partner removes."""
    left = 1.0
    for dyad in listener.towards.values():
        if dyad.sharing > 0.0:
            left *= 1.0 - dyad.sharing * dyad.opposite.trust * effect(society, dyad)
    return left


def believe(society: Society, step: int, threat: Threat, impact: Impact) -> None:
    """Move a belief towards what is seen: the danger, with an error."""
    p, state = society.parameters, impact.state
    strikes = threat.rate_per_year + impact.attempts
    chance_a_year = 1.0 - math.exp(-(p["threats"] * strikes))
    danger = impact.exposure * max(impact.severity, threat.severity * chance_a_year)
    luck = luck_of(society, step, PERCEPTION, subject=threat.key, actor=state.key)
    largest = p["perception"] * p["perception.noise"] * (1.0 - state.information)
    seen = min(1.0, max(0.0, danger + largest * (2.0 * luck - 1.0)))
    # In the first step as if the holder had long looked on.
    learning = 1.0 if step == 0 else p["perception.learning"]
    impact.belief += learning * (seen - impact.belief)
