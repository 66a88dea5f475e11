"""What threats do besides striking: warning, attribution, escalation, compounding, salience."""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import FULL, mechanism, parameter

MONTHLY: Final = "1/month"

COMPOUNDING_ON = mechanism(
    "compounding",
    "A strike that lasts brings others: a state that suffers is struck more often by other "
    "threats. Without it each threat comes by itself.",
    "rate x (1 + scale x sum over other threats of compounds x severity)",
    "stylised",
    asked_by="S0 S3",
    phase="threats",
    moves=("strikes", "damage_busd"),
    profile=FULL,
)

ESCALATION_ON = mechanism(
    "escalation",
    "Crises climb a ladder and come down it, and break out by accident. Dialogue and mediation "
    "calm them. Without it a crisis stays as it began.",
    "severity += scale x ladder x severity x (1 - severity) x 2 x (u - calm); P(accident) = 1 - "
    "exp(-scale x rate x (1 - calm) x (1 + emboldening x protection))",
    "S0, S1, S4 (dialogue and mediation); stylised form",
    asked_by="S0 S1 S4",
    phase="threats",
    moves=("escalation", "inadvertent_crises"),
    profile=FULL,
)
ACCIDENTS = parameter(
    "escalation", "accidents_per_year", 0.1, (0.0, 12.0), "crises a year",
    "Inadvertent crises between a rival's sponsor and one of its targets, without any dialogue.",
    prior=(0.02, 0.3),
)  # fmt: skip
EMBOLDENING = parameter(
    "escalation", "emboldening", 0.0, (0.0, 10.0), "1",
    "By how much a full duty of an ally to help a target raises its inadvertent crises.",
    prior=(0.0, 1.0),
)  # fmt: skip
MEDIATION = parameter(
    "escalation", "mediation", 0.5, (0.0, 1.0), "1",
    "How far a mandate, or a third state that talks to both sides, calms a crisis.",
    prior=(0.2, 0.8),
)  # fmt: skip

ATTRIBUTION_ON = mechanism(
    "attribution",
    "Nobody knows at first who is behind some strikes; until it is known, institutions do not "
    "decide and duties bind less. Shared intelligence finds out sooner. Without it all is known.",
    "P(attributed) = attribution + (1 - attribution) x information; duty x (1 - scale x doubt)",
    "stylised",
    asked_by="S1 S3",
    phase="threats",
    moves=("attributed_share", "collective_response"),
    profile=FULL,
)
DOUBT = parameter(
    "attribution", "doubt", 0.7, (0.0, 1.0), "1",
    "Share of a duty that does not bind while a strike is not attributed.",
    prior=(0.4, 1.0),
)  # fmt: skip

WARNING_ON = mechanism(
    "warning",
    "States that are told by partners what is coming prepare, and need less. Without it shared "
    "intelligence only corrects what they believe.",
    "need x (1 - scale x prepared x information)",
    "S0, S1 (intelligence sharing); stylised form",
    asked_by="S0 S1",
    phase="threats",
    moves=("need_busd", "damage_busd"),
    profile=FULL,
)
PREPARED = parameter(
    "warning", "prepared", 0.3, (0.0, 1.0), "share of need",
    "What full information saves, as a share of the need.",
    prior=(0.1, 0.5),
)  # fmt: skip

SALIENCE_ON = mechanism(
    "salience",
    "A strike makes its issue matter more to those who suffer, and that changes whom they are "
    "close to. Without it agendas stay.",
    "salience += scale x rise x severity x exposure x (1 - salience) + fade x (normal - salience)",
    "stylised",
    asked_by="S0 S2",
    phase="threats",
    moves=("agenda_polarisation",),
    profile=FULL,
)
RISE = parameter(
    "salience", "rise", 0.3, (0.0, 1.0), MONTHLY,
    "Share of the way to full salience that an issue goes in a month of a full strike.",
    prior=(0.1, 0.6),
)  # fmt: skip
FADE = parameter(
    "salience", "fade", 0.05, (0.0, 1.0), MONTHLY,
    "Pace at which an issue falls back to what it mattered before.",
    prior=(0.02, 0.1),
)  # fmt: skip
