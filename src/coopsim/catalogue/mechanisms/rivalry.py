"""Threat actors: rivals that allies can deter, groups that look for weak targets."""

from __future__ import annotations

from coopsim.catalogue.registry import FULL, mechanism, parameter

DETERRENCE_ON = mechanism(
    "deterrence",
    "Rivals reckon with the allies of their targets. Without it they see the target alone.",
    "attack iff p x gain x exposure - (1 - p) > luck; p = means / (means + defence x (own + scale "
    "x sum of reliability x forces x proximity))",
    "Leeds 2003 for allies that deter; Skaperdas 1996 for the chance of success; stylised weights",
    asked_by="S0 S3",
    phase="threats",
    moves=("attempts", "deterred_attempts"),
)
DEFENCE = parameter(
    "deterrence", "defence", 1.0, (0.0, 10.0), "1",
    "How much a dollar of ready forces counts against a dollar of the attacker's means.",
    prior=(0.5, 2.0),
)  # fmt: skip
HALF_DISTANCE = parameter(
    "deterrence", "half_distance_km", 3000.0, (1.0, 1e6), "km",
    "Distance at which the forces of an ally count half.",
    prior=(1500.0, 6000.0),
)  # fmt: skip

ADAPTATION_ON = mechanism(
    "adaptation",
    "Groups move to the weakest targets and learn from what failed. Without it they choose their "
    "targets evenly.",
    "P(target) is proportional to exp(scale x sensitivity x exposure x (1 - denial) x expected); "
    "expected += scale x learning x (success - expected)",
    "Enders and Sandler 1993, substitution between targets; logit choice of McFadden 1974",
    asked_by="S2 S3",
    phase="threats",
    moves=("failed_attempts", "damage_busd"),
    profile=FULL,
)
SENSITIVITY = parameter(
    "adaptation", "sensitivity", 4.0, (0.0, 50.0), "utility",
    "How much a target that is wholly open attracts, against one that is closed.",
    prior=(2.0, 8.0),
)  # fmt: skip
LEARNING_BY_DOING = parameter(
    "adaptation", "learning", 0.3, (0.0, 1.0), "1/attempt",
    "Weight of the latest attempt in what a group expects of a target.",
    prior=(0.1, 0.6),
)  # fmt: skip

BANDWAGONING_ON = mechanism(
    "bandwagoning",
    "States that could not stand up to a common attacker even together turn to the one behind it. "
    "Without it they seek partners against it whatever its strength.",
    "strong = min(1, forces of both / means of the attackers); common danger x (1 - scale x "
    "(1 - strong)); with the sponsor: scale x belief x (1 - own strength)",
    "Walt 1987; stylised form",
    asked_by="S0",
    phase="partnering",
    moves=("partnerships",),
    profile=FULL,
)

PATRONAGE_ON = mechanism(
    "patronage",
    "Rival patrons bid for partners: a state wants those more with whom its rival already works.",
    "patronage = scale x bid x strongest contact of the partner with a rival",
    "stylised",
    asked_by="S0",
    phase="partnering",
    moves=("partnerships",),
    profile=FULL,
)
BID = parameter(
    "patronage", "bid", 0.6, (0.0, 10.0), "utility",
    "Weight of winning over a partner that works with a rival in full.",
    prior=(0.2, 1.2),
)  # fmt: skip
