"""Voluntary provision: what states give to a common good that nobody can be kept from."""

from __future__ import annotations

from coopsim.catalogue.registry import FULL, mechanism, parameter

PROVISION_ON = mechanism(
    "provision",
    "States give to common surveillance of their own will, by their decision rule. All are warned "
    "by it, whoever paid. Without it there is no common good.",
    "uncertainty x (1 - min(1, scale x sum of gifts / (goal x sum of means)))",
    "Olson and Zeckhauser 1966 for the free rider; stylised form",
    asked_by="S0 S1",
    phase="provision",
    moves=("takers", "provided_busd"),
    profile=FULL,
)
GOAL = parameter(
    "provision", "goal", 0.2, (0.001, 1.0), "share of all means",
    "What it takes to provide the common good in full, as a share of what all states could pay.",
    prior=(0.1, 0.5),
)  # fmt: skip
PART = parameter(
    "provision", "cost", 0.1, (0.0, 1.0), "share of means",
    "What a state that takes part gives, as a share of what it could pay.",
    prior=(0.05, 0.2), source="Santos and Pacheco 2011",
)  # fmt: skip
GROUP_SIZE = parameter(
    "provision", "group_size", 6.0, (1.0, 1000.0), "states",
    "How many states, picked by lot, those who imitate see in one boat.",
    prior=(3.0, 12.0), source="Santos and Pacheco 2011",
)  # fmt: skip
GROUP_THRESHOLD = parameter(
    "provision", "group_threshold", 3.0, (0.0, 1000.0), "states",
    "How many of such a group must take part for it to be safe.",
    prior=(1.0, 6.0), source="Santos and Pacheco 2011",
)  # fmt: skip
RISK = parameter(
    "provision", "risk", 0.5, (0.0, 1.0), "1",
    "Chance that a group that is not safe loses all that its members have.",
    prior=(0.1, 0.9), source="Santos and Pacheco 2011",
)  # fmt: skip
ENDOWMENT = parameter(
    "provision", "endowment", 1.0, (0.0, 1000.0), "utility",
    "What its means are worth to a state that imitates.",
    prior=(0.5, 2.0), source="Santos and Pacheco 2011",
)  # fmt: skip
