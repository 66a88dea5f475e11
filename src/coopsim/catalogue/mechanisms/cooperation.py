"""Working together: talks, liaison, exercises, exchanges, secrets, missions; all ``full``."""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import FULL, mechanism, parameter

MONTHLY: Final = "1/month"

CHANNELS_ON = mechanism(
    "channels",
    "Rivals that talk misread each other less. Without it a dialogue is a partnership like others.",
    "error x (1 - min(1, scale x clarity x calm)); alarm x (1 - min(1, scale x calm)); calm x "
    "(1 - suspension) in a crisis of the two",
    "Jervis 1976, misperception; stylised form",
    asked_by="S1 S4",
    phase="threats",
    moves=("threat_perception",),
    profile=FULL,
)
CLARITY = parameter(
    "channels", "clarity", 0.6, (0.0, 1.0), "1",
    "Share of the error about a threat that full talks with the state behind it take away.",
    prior=(0.3, 0.9),
)  # fmt: skip

SUSPENSION = parameter(
    "channels", "suspension", 0.0, (0.0, 1.0), "1",
    "Share of their talks that two states suspend while a crisis of the two lasts.",
    prior=(0.0, 1.0),
)  # fmt: skip

INTEROPERABILITY_ON = mechanism(
    "interoperability",
    "Forces that train, buy and plan together come to fit. Without it equipment makes no "
    "difference to common work.",
    "interoperability += gain x matching x (1 - interoperability) - loss x interoperability; "
    "drag x (1 - min(1, scale x relief x interoperability))",
    "S0, S1, S3 (interoperability); stylised form",
    asked_by="S0 S1 S3",
    phase="perception",
    moves=("interoperability", "help_effect"),
    profile=FULL,
)
MATCHING_GAIN = parameter(
    "interoperability", "gain", 0.05, (0.0, 1.0), MONTHLY,
    "Interoperability gained in a month of full common work on it.",
    prior=(0.02, 0.1),
)  # fmt: skip
MATCHING_LOSS = parameter(
    "interoperability", "loss", 0.01, (0.0, 1.0), MONTHLY,
    "Interoperability lost in a month as equipment and procedures move on.",
    prior=(0.005, 0.02),
)  # fmt: skip
RELIEF = parameter(
    "interoperability", "relief", 0.5, (0.0, 1.0), "1",
    "Share of the drag that full interoperability takes away.",
    prior=(0.2, 0.8),
)  # fmt: skip

LIAISON_ON = mechanism(
    "liaison",
    "Officers on the spot save time: help is prepared, and institutions decide, sooner. Without it "
    "they make no difference.",
    "time to prepare help and to decide x (1 - min(1, scale x speed_up x liaison))",
    "S0, S1 (attaches, liaison); stylised form",
    asked_by="S0 S1",
    phase="response",
    moves=("help_delay_months", "collective_response"),
    profile=FULL,
)
SPEED_UP = parameter(
    "liaison", "speed_up", 0.5, (0.0, 1.0), "1",
    "Share of the time to prepare help, or to decide on it together, that full liaison saves.",
    prior=(0.2, 0.8),
)  # fmt: skip

PROVOCATION_ON = mechanism(
    "provocation",
    "Shows of force alarm rivals, less so if allies stage them. Without it nobody is alarmed.",
    "alarm = 1 - prod over rivals of (1 - scale x weight x rivalry x strength x show of force)",
    "Kuo and Blankenship 2022, that alliances dampen the effect of exercises; stylised form",
    asked_by="S1 S3",
    phase="perception",
    moves=("alarm",),
    profile=FULL,
)
ALARM_WEIGHT = parameter(
    "provocation", "weight", 0.5, (0.0, 1.0), "1",
    "Danger seen in a full show of force of a far stronger arch-rival.",
    prior=(0.2, 0.8),
)  # fmt: skip
ALLIED_DISCOUNT = parameter(
    "provocation", "allied_discount", 0.6, (0.0, 1.0), "1",
    "Share of the provocation that a full defence obligation between those who exercise removes.",
    prior=(0.2, 1.0), source="Kuo and Blankenship 2022; stylised value",
)  # fmt: skip

RESTRAINT_ON = mechanism(
    "restraint",
    "Verified agreements lower the danger that states see in each other. Without it they do not.",
    "danger x (1 - min(1, scale x assurance x restraint x transparency))",
    "S4 (arms control, verification); stylised form",
    asked_by="S4",
    phase="perception",
    moves=("threat_perception",),
    profile=FULL,
)
ASSURANCE = parameter(
    "restraint", "assurance", 0.6, (0.0, 1.0), "1",
    "Share of the danger that a full agreement with a transparent state takes away.",
    prior=(0.3, 0.9),
)  # fmt: skip

LEAKS_ON = mechanism(
    "leaks",
    "Shared secrets leak from badly defended networks. Without it secrets are safe.",
    "P(leak) = 1 - exp(-scale x leaks_per_year x (1 - cyber maturity) x sum of sharing x months "
    "/ 12)",
    "stylised",
    asked_by="added",
    phase="leaks",
    moves=("leaks", "trust"),
    profile=FULL,
)
LEAK_RATE = parameter(
    "leaks", "leaks_per_year", 0.5, (0.0, 20.0), "leaks a year",
    "How often a state without defended networks loses what a partner shares in full.",
    prior=(0.1, 2.0),
)  # fmt: skip
LEAK_WEIGHT = parameter(
    "leaks", "weight", 1.0, (0.0, 10.0), "acts",
    "How many acts of help a leak outweighs.",
    prior=(0.5, 2.0),
)  # fmt: skip

CULTURE_ON = mechanism(
    "culture",
    "Different hierarchies add friction, and exchanges wear friction down for good. Without it "
    "only language, customs and procedures count, and they stay as they are.",
    "friction' = (friction + min(1, scale x hierarchy_weight) x gap x (1 - friction)) x "
    "(1 - min(1, scale x understanding)); understanding += gain x exchange x (1 - understanding)",
    "S0, S3 (cultural barriers, exchanges); Allport 1954, contact; stylised form",
    asked_by="S0 S3",
    phase="perception",
    moves=("help_effect",),
    profile=FULL,
)
HIERARCHY_WEIGHT = parameter(
    "culture", "hierarchy_weight", 0.3, (0.0, 1.0), "1",
    "Share of what is left of ease that opposite hierarchies take.",
    prior=(0.1, 0.6),
)  # fmt: skip
EXCHANGE_GAIN = parameter(
    "culture", "exchange_gain", 0.02, (0.0, 1.0), MONTHLY,
    "Share of cultural friction that a month of full exchange wears away.",
    prior=(0.01, 0.04),
)  # fmt: skip

MISSIONS_ON = mechanism(
    "missions",
    "Partners' forces on the spot calm a conflict or relieve a disaster, win goodwill, and wear "
    "out their welcome. Without it nobody is sent.",
    "severity x (1 - min(1, scale x settling_rate x mission)); "
    "mission = 1 - exp(-work of the forces there / need)",
    "S1, S2, S4 (peacekeeping, humanitarian missions); stylised form",
    asked_by="S1 S2 S4",
    phase="missions",
    moves=("missions", "damage_busd"),
    profile=FULL,
)
SETTLING_RATE = parameter(
    "missions", "settling_rate", 0.2, (0.0, 1.0), MONTHLY,
    "Share of a strike's severity that a mission with all it needs takes away in a month.",
    prior=(0.05, 0.4),
)  # fmt: skip
MISSION_GOODWILL = parameter(
    "missions", "goodwill", 0.3, (0.0, 10.0), "acts a month",
    "What the help of a full mission is worth as experience.",
    prior=(0.1, 1.0),
)  # fmt: skip
BACKLASH = parameter(
    "missions", "backlash", 0.02, (0.0, 1.0), MONTHLY,
    "Grievance of a host jealous of its sovereignty after a month of full foreign presence.",
    prior=(0.0, 0.05),
)  # fmt: skip
MISSION_COST = parameter(
    "missions", "cost_busd", 0.01, (0.0, 10.0), "billion USD per thousand soldiers a month",
    "What soldiers on a mission cost those who send them.",
    prior=(0.005, 0.02),
)  # fmt: skip

PRIORITIES_ON = mechanism(
    "priorities",
    "Immediate needs crowd out long-term cooperation, and economic shocks cut income. Without it "
    "the diplomacy budget is safe.",
    "diplomacy budget x (1 - min(1, scale x crowding x share of needs and dues unpaid)); "
    "income x max(0, 1 - scale x sum of severity x exposure x shrinks_income)",
    "S1, S4 (competing priorities); stylised form",
    asked_by="S0 S1 S4",
    phase="budgets",
    moves=("depth",),
    profile=FULL,
)
CROWDING = parameter(
    "priorities", "crowding", 0.5, (0.0, 1.0), "1",
    "Share of the diplomacy budget that goes if no immediate need at all is paid.",
    prior=(0.2, 1.0),
)  # fmt: skip
