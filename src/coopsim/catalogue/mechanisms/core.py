"""The mechanisms of the core profile and their parameters.

At most thirty parameters. Each ``X_ON`` is the place of a mechanism's scale.
"""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import mechanism, parameter

MONTHLY: Final = "1/month"

THREATS_ON = mechanism(
    "threats",
    "Threats strike and spread. Without it nothing strikes.",
    "P(strike) = 1 - exp(-scale x rate x exposure)",
    "Poisson arrivals; stylised rates",
    asked_by="S0 S2 S3",
    phase="threats",
    moves=("strikes", "damage_busd"),
)

PERCEPTION_ON = mechanism(
    "perception",
    "States see dangers through noise. Without it they see them without error, though they still "
    "need time to learn.",
    "belief += learning x (danger + scale x noise x (1 - information) x u - belief)",
    "Jervis 1976",
    asked_by="S1 S3",
    phase="perception",
    moves=("threat_perception",),
)
NOISE = parameter(
    "perception", "noise", 0.2, (0.0, 1.0), "1",
    "Largest error of a state that has no help in judging a danger.",
    prior=(0.05, 0.4), calibrated=True,
)  # fmt: skip
LEARNING = parameter(
    "perception", "learning", 0.3, (0.0, 1.0), MONTHLY,
    "Weight of what is seen this month in what is believed.",
    prior=(0.1, 0.6),
)  # fmt: skip

BUDGETS_ON = mechanism(
    "budgets",
    "What is spent is gone, and unpaid commitments wear forces down. Without it reserves stay.",
    "cash' = cash - scale x spending",
    "stylised",
    asked_by="S0 S1 S4",
    phase="budgets",
    moves=("budget_stress", "readiness"),
)
OPERATIONS_SHARE = parameter(
    "budgets", "operations_share", 0.05, (0.0, 1.0), "share of military spending",
    "Military spending that is free for emergencies, help and operations.",
    prior=(0.02, 0.1), calibrated=True,
)  # fmt: skip
RESERVE_RELEASE = parameter(
    "budgets", "reserve_release", 0.5, (0.0, 1.0), "share of cash",
    "Largest share of the money at hand that a state spends on others in one step.",
    prior=(0.2, 0.8),
)  # fmt: skip
RESERVE_MONTHS = parameter(
    "budgets", "reserve_months", 6.0, (0.0, 120.0), "months of income",
    "Savings beyond so many months of income go back to the treasury.",
    prior=(3.0, 12.0),
)  # fmt: skip
READINESS_RATE = parameter(
    "budgets", "readiness_rate", 0.1, (0.0, 1.0), MONTHLY,
    "Pace at which readiness follows what is paid for.",
    prior=(0.05, 0.2),
)  # fmt: skip
SOLDIER_MONTH = parameter(
    "budgets", "soldier_month_busd", 0.02, (0.0, 10.0), "billion USD per thousand soldiers a month",
    "Help that a thousand ready soldiers can deliver in a month.",
    prior=(0.01, 0.05),
)  # fmt: skip

LOGISTICS_ON = mechanism(
    "logistics",
    "Help takes time to prepare and to travel. Without it help arrives at once.",
    "delay = scale x (staging + haul x distance / (reach x logistics)) x (1 + drag)",
    "S1, S4 (logistical challenges); stylised form",
    asked_by="S1 S4",
    phase="response",
    moves=("help_delay_months", "collective_response"),
)
STAGING = parameter(
    "logistics", "staging_months", 0.3, (0.0, 12.0), "months",
    "Time to prepare help before it leaves.",
    prior=(0.1, 1.0), calibrated=True,
)  # fmt: skip
REACH = parameter(
    "logistics", "reach_km", 12000.0, (100.0, 1e6), "km a month",
    "Distance that help covers in a month with the best logistics.",
    prior=(6000.0, 24000.0),
)  # fmt: skip

RESPONSE_ON = mechanism(
    "response",
    "Partners help those who ask. Without it no state helps another; common funds still pay. Its "
    "scale bounds what a state may give.",
    "help iff stake + affinity + private benefit + obligation + future - grievance - cost > luck; "
    "most <= scale x capacity",
    "Olson and Zeckhauser 1966; Hirshleifer 1983; logit choice of McFadden 1974",
    asked_by="S0 S2",
    phase="budgets",
    moves=("collective_response", "averted_busd"),
)
STAKE = parameter(
    "response", "stake", 2.0, (0.0, 10.0), "utility",
    "Weight of ending a threat that the helper fears for itself.",
    prior=(1.0, 4.0), calibrated=True,
)  # fmt: skip
AFFINITY_WEIGHT = parameter(
    "response", "affinity", 0.6, (0.0, 10.0), "utility",
    "Weight of the good of a state with a close agenda.",
    prior=(0.2, 1.5),
)  # fmt: skip
PRIVATE_BENEFIT = parameter(
    "response", "private_benefit", 0.2, (0.0, 10.0), "utility",
    "What a helper gains at home from helping, however small the effect.",
    prior=(0.0, 0.5), source="Conybeare and Sandler 1990, joint products",
)  # fmt: skip
AUDIENCE_COST = parameter(
    "response", "audience_cost", 1.2, (0.0, 10.0), "utility",
    "What a full democracy pays at home for breaking an obligation; an autocracy pays half.",
    prior=(0.5, 2.5), source="Fearon 1994", calibrated=True,
)  # fmt: skip
FUTURE = parameter(
    "response", "future", 0.6, (0.0, 10.0), "utility",
    "Weight of keeping the friendship of a trusted state.",
    prior=(0.2, 1.5),
)  # fmt: skip
COST = parameter(
    "response", "cost", 1.2, (0.0, 10.0), "utility",
    "Weight of spending all that the state could give.",
    prior=(0.6, 2.4), calibrated=True,
)  # fmt: skip
CHOICE_NOISE = parameter(
    "response", "noise", 0.25, (0.0, 5.0), "utility",
    "Scale of what decides and the model does not see, in every decision of a state.",
    prior=(0.1, 0.5), source="McKelvey and Palfrey 1995, logit response",
)  # fmt: skip

DAMAGE_ON = mechanism(
    "damage",
    "Needs that are not met turn into damage, which lowers income until it is repaired.",
    "damage = scale x max(0, need - home effort - help arrived)",
    "stylised",
    asked_by="S2",
    phase="damage",
    moves=("damage_busd", "resilience"),
)
REPAIR = parameter(
    "damage", "repair_rate", 0.05, (0.0, 1.0), MONTHLY,
    "Share of the damage that is repaired in a month.",
    prior=(0.02, 0.1),
)  # fmt: skip

TRUST_ON = mechanism(
    "trust",
    "Help builds trust, refusals cost it, memory fades. Without it trust stays as it was.",
    "trust = a / (a + b); a += scale x help; b += scale x refusal_weight x refusal",
    "Josang and Ismail 2002; Crescenzi 2007",
    asked_by="S0 S1",
    phase="trust",
    moves=("trust",),
)
MEMORY_LOSS = parameter(
    "trust", "memory_loss", 0.01, (0.0, 1.0), MONTHLY,
    "Share of the evidence and of the grievances that is forgotten in a month.",
    prior=(0.005, 0.03),
)  # fmt: skip
PRIOR_STRENGTH = parameter(
    "trust", "prior_strength", 6.0, (0.1, 100.0), "acts",
    "How many acts of help or refusal the trust at the start is worth.",
    prior=(2.0, 12.0),
)  # fmt: skip
REFUSAL_WEIGHT = parameter(
    "trust", "refusal_weight", 2.0, (1.0, 4.0), "1",
    "How many acts of help one refusal outweighs.",
    prior=(1.0, 4.0), calibrated=True,
)  # fmt: skip
VISIBILITY = parameter(
    "trust", "visibility", 0.1, (0.0, 1.0), "1",
    "Weight of what happens to a state exactly alike, against what happens to oneself.",
    prior=(0.0, 0.3), source="Crescenzi 2007",
)  # fmt: skip

DIPLOMACY_ON = mechanism(
    "diplomacy",
    "Partnerships deepen as far as they are paid for and agendas agree, and working together "
    "teaches. Without it depth and competence stay.",
    "depth += scale x deepening x (paid x (1 - legal_weight x (1 - affinity)) - depth); "
    "competence += scale x contact_gain x contact x (1 - competence) - rotation x competence",
    "Allport 1954, contact; stylised form",
    asked_by="S0 S1",
    phase="diplomacy",
    moves=("competence", "depth"),
)
CONTACT_GAIN = parameter(
    "diplomacy", "contact_gain", 0.05, (0.0, 1.0), MONTHLY,
    "Competence gained in a month of full contact.",
    prior=(0.02, 0.1),
)  # fmt: skip
ROTATION = parameter(
    "diplomacy", "rotation", 0.02, (0.0, 1.0), MONTHLY,
    "Competence lost in a month as people rotate out.",
    prior=(0.01, 0.04),
)  # fmt: skip

PARTNERING_ON = mechanism(
    "partnering",
    "States form and end partnerships. Without it they keep the ones they have.",
    "form iff gain > hurdle on both sides and both can pay; end iff gain < -hurdle on one",
    "Jackson and Wolinsky 1996; Morrow 1991",
    asked_by="S0 S4",
    phase="partnering",
    moves=("partnerships",),
)
MEETING_RATE = parameter(
    "partnering", "meeting_rate", 0.04, (0.0, 1.0), MONTHLY,
    "Chance that two states review their relations in a month.",
    prior=(0.02, 0.1),
)  # fmt: skip
SECURITY_WEIGHT = parameter(
    "partnering", "security", 2.0, (0.0, 10.0), "utility",
    "Weight of security against a common danger.",
    prior=(1.0, 4.0), calibrated=True,
)  # fmt: skip
AGENDA_WEIGHT = parameter(
    "partnering", "agenda", 0.6, (0.0, 10.0), "utility",
    "Weight of closeness of agendas.",
    prior=(0.3, 1.2), calibrated=True,
)  # fmt: skip
HURDLE = parameter(
    "partnering", "hurdle", 0.8, (0.0, 10.0), "utility",
    "Gain that a fully binding treaty must bring to be ratified, or loss to be ended.",
    prior=(0.4, 1.6), source="Putnam 1988, stylised form",
)  # fmt: skip

INSTITUTIONS_ON = mechanism(
    "institutions",
    "Members decide together, are obliged, pay into a fund and share standards. Without it an "
    "institution is a name.",
    "P(decision) = 1 - exp(-scale x rate x yes share x exp(-quorum x spread of the members))",
    "Tsebelis 2002",
    asked_by="S0 S3 S4",
    phase="threats",
    moves=("collective_response",),
)
DECISION_RATE = parameter(
    "institutions", "decision_rate", 2.0, (0.0, 60.0), "decisions a month",
    "Pace of decisions when all agree.",
    prior=(0.5, 6.0), calibrated=True,
)  # fmt: skip

FRICTION_ON = mechanism(
    "friction",
    "Differences of language, customs and procedures delay help and lower its effect.",
    "drag = scale x friction x (1 - min(1, institutions x standards)) x (1 - competence); "
    "delay x (1 + drag); effect x exp(-drag)",
    "S0, S3 (cultural barriers); stylised form",
    asked_by="S0 S3",
    phase="perception",
    moves=("help_effect", "help_delay_months"),
)
