"""What a strike is: how hard it hits, how long it lasts, and what begins with it."""

from __future__ import annotations

import math

from reference.objects import Impact, Society, Threat


def duration_in_steps(threat: Threat, months: float) -> float:
    """Return for how many whole steps a strike lasts."""
    return max(1.0, float(math.ceil(threat.duration_months / months)))


def severity_of(threat: Threat, luck: float) -> float:
    """Return how hard a strike hits, by its draw."""
    turn = 2.0 * luck - 1.0
    return min(1.0, max(0.0, threat.severity * (1.0 + threat.severity_spread * turn)))


def hit(
    society: Society,
    step: int,
    threat: Threat,
    impact: Impact,
    severity: float,
    sponsor: float = -1.0,
) -> None:
    """Begin a strike, or add to one that still lasts."""
    if impact.severity <= 0.0:
        impact.started = float(step)
        impact.asked_at = impact.helped_at = -1.0
        impact.sponsor, impact.unattributed = sponsor, 0.0
    impact.severity = 1.0 - (1.0 - impact.severity) * (1.0 - severity)
    impact.steps_left = duration_in_steps(threat, society.months)
    impact.ordinal += 1.0
    society.tallies.strikes += 1.0
