"""Help on its way, its arrival, and the damage that is left."""

from __future__ import annotations

import math

from coopsim.world.world import SLOTS
from reference.objects import Dyad, Impact, Society, Threat
from reference.perception import drag

# The last whole step in which the later part of help may still arrive.
LONGEST = SLOTS - 2.0


def delay_of_help(society: Society, threat: Threat, dyad: Dyad) -> float:
    """Return how many months help of the holder for the other takes."""
    p = society.parameters
    speed = p["logistics.reach_km"] * dyad.holder.logistics
    travel = threat.haul * dyad.distance_km / speed
    months = (p["logistics.staging_months"] + travel) * (1.0 + drag(society, dyad))
    return p["logistics"] * months


def delay_of_funds(society: Society) -> float:
    """Return how many months help takes that is bought where it is needed."""
    return society.parameters["logistics"] * society.parameters["logistics.staging_months"]


def send(
    society: Society, step: int, impact: Impact, dyad: Dyad | None, effective: float, months: float
) -> None:
    """Put effective help on its way, in the two parts that make up its delay on average."""
    steps = min(months / society.months, LONGEST)
    whole = math.floor(steps)
    later = steps - whole
    for arrival, part in ((step + whole, 1.0 - later), (step + whole + 1, later)):
        coming = impact.help_on_the_way
        coming[arrival] = coming.get(arrival, 0.0) + effective * part
        if dyad is not None:
            acts = dyad.acts_on_the_way
            acts[arrival] = acts.get(arrival, 0.0) + part
    society.tallies.effective += effective
    society.tallies.delay += effective * months


def help_arrives(society: Society, step: int) -> None:
    """Hand over what arrives in this step."""
    for threat in society.threats:
        for impact in threat.impacts:
            impact.arrived = impact.help_on_the_way.pop(step, 0.0)
    for dyad in society.dyads():
        dyad.credit = dyad.acts_on_the_way.pop(step, 0.0)


def damage_is_done(society: Society, step: int) -> None:
    """Let help arrive, repair, and count damage and what was averted."""
    help_arrives(society, step)
    for state in society.states:
        state.damage_stock *= 1.0 - society.parameters["damage.repair_rate"]
        state.damage = state.averted = state.received = 0.0
    for threat in society.threats:
        for impact in threat.impacts:
            suffer(society, impact)
            first_help = impact.arrived > 0.0 and impact.helped_at < 0.0 <= impact.asked_at
            if first_help:
                impact.helped_at = float(step)
                society.tallies.first_helped += 1.0
                society.tallies.waited += step - impact.asked_at


def suffer(society: Society, impact: Impact) -> None:
    """Turn what neither the state nor its helpers met into damage."""
    state, scale = impact.state, society.parameters["damage"]
    open_need = max(0.0, impact.need - impact.home)
    harm = scale * max(0.0, open_need - impact.arrived)
    state.received += impact.arrived
    state.averted += scale * min(impact.arrived, open_need)
    state.damage += harm
    state.damage_stock += harm
