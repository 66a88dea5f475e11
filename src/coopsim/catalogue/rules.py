"""The rules by which states decide on help, and by which they come to trust each other.

Each decision rule has a file of its name in ``coopsim.decisions``; expected utility is ``aid``.
"""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.rule_registry import DECISION, TRUST, rule, rule_parameter

# The terms of the ledger's decisions to contribute and to provide, which rules choose from.
HELP_TERMS: Final = (
    "stake", "affinity", "private_benefit", "obligation", "future", "grievance", "cost",
    "opposition", "company", "habit", "hurdle",
)  # fmt: skip
BEST_OF_FOUR: Final = "the best of four amounts"
ITS_PART: Final = "its part"

EXPECTED_UTILITY = rule(
    DECISION, "expected_utility",
    "Weighs what its help would change, what it owes and what it gains against what it costs.",
    "stake + affinity + private benefit + obligation + future + grievance + cost + opposition",
    returns=BEST_OF_FOUR,
    source="Olson and Zeckhauser 1966; Hirshleifer 1983; Fearon 1994",
    terms=HELP_TERMS[:8],
)  # fmt: skip

RECIPROCITY = rule(
    DECISION, "reciprocity",
    "Gives as it was given: the more of the remembered acts of the others were good, the more.",
    "trust - grievance - demand",
    returns="its part x trust",
    source="tit for tat; stylised form on remembered acts",
    terms=("future", "grievance", "hurdle"),
)  # fmt: skip
DEMAND = rule_parameter(
    DECISION, "reciprocity", "demand", 0.4, (0.0, 1.0), "1",
    "Share of good acts among those remembered that it takes to be helped.",
    prior=(0.2, 0.6),
)  # fmt: skip

BEST_RESPONSE = rule(
    DECISION, "best_response",
    "Gives what is best for itself, given what the others give: the more they give, the less.",
    "pace x (taste - (1 - taste) x others / means) + (1 - pace) x own before / means",
    returns="means x the score, if above 0",
    source="Bergstrom et al. 1986; stylised pace",
    terms=("stake", "company", "habit"),
)  # fmt: skip
TASTE = rule_parameter(
    DECISION, "best_response", "taste", 0.5, (0.0, 1.0), "1",
    "Weight a of the common good G in (1 - a) x ln(means - gift) + a x ln G.",
    prior=(0.2, 0.8), source="Bergstrom et al. 1986",
)  # fmt: skip
PACE = rule_parameter(
    DECISION, "best_response", "pace", 0.1, (0.001, 1.0), "share a step",
    "How far it goes in a step towards its best response, in what it gives step after step. "
    "With n alike, a pace above 2 / (1 + (n - 1) x (1 - taste)) never settles.",
    prior=(0.05, 0.2),
)  # fmt: skip

THRESHOLD = rule(
    DECISION, "threshold",
    "Takes part once enough others do.",
    "others who take part + 1/2 - at_least",
    returns=ITS_PART,
    source="Granovetter 1978",
    terms=("company", "hurdle"),
)  # fmt: skip
AT_LEAST = rule_parameter(
    DECISION, "threshold", "at_least", 3.0, (0.0, 10_000.0), "states",
    "How many other states must take part before it does.",
    prior=(0.0, 10.0), source="Granovetter 1978",
)  # fmt: skip

IMITATION = rule(
    DECISION, "imitation",
    "Does as those do who fare better: now and then it looks at another state and copies it.",
    "1/2 if it takes part, otherwise -1/2; P(copy) = 1 / (1 + exp(-selection x (payoff of the "
    "other - own payoff)))",
    returns=ITS_PART,
    source="Santos and Pacheco 2011, Fermi update",
    terms=("habit",),
)  # fmt: skip
SELECTION = rule_parameter(
    DECISION, "imitation", "selection", 5.0, (0.0, 1000.0), "1 / utility",
    "How strongly differences of payoff decide whether it copies; 0 is chance alone.",
    prior=(1.0, 10.0), source="Santos and Pacheco 2011",
)  # fmt: skip
MUTATION = rule_parameter(
    DECISION, "imitation", "mutation", 0.01, (0.0, 1.0), "1",
    "Chance that it does the opposite of what it did instead of looking at anybody.",
    prior=(0.0, 0.1), source="Santos and Pacheco 2011",
)  # fmt: skip
UPDATES = rule_parameter(
    DECISION, "imitation", "updates_per_step", 1.0, (0.0, 10_000.0), "updates a step",
    "How many times a step one of those who imitate reconsiders; the largest number given counts, "
    "and there are no more than there are states.",
    prior=(1.0, 10.0),
)  # fmt: skip

APPROPRIATENESS = rule(
    DECISION, "appropriateness",
    "Does what is right for a state like itself: what it is obliged to, whatever that costs; "
    "where nothing obliges it, it helps those it sees as its like.",
    "duty if there is one, otherwise identity x affinity - reserve",
    returns=ITS_PART,
    source="March and Olsen 2004; stylised form",
    terms=("affinity", "obligation", "hurdle"),
)  # fmt: skip
IDENTITY = rule_parameter(
    DECISION, "appropriateness", "identity", 1.0, (0.0, 10.0), "utility",
    "Weight of being alike, where nothing obliges it.",
    prior=(0.5, 2.0),
)  # fmt: skip
RESERVE = rule_parameter(
    DECISION, "appropriateness", "reserve", 0.7, (0.0, 10.0), "utility",
    "How alike the other must be for help without obligation to be right.",
    prior=(0.4, 1.0),
)  # fmt: skip

# A rule of the user's own, named by module and function.
OWN: Final = 6

REPUTATION = rule(
    TRUST, "reciprocity",
    "Trust is the share of good acts among those remembered; a refusal weighs more than an act "
    "of help.",
    "trust = a / (a + b)",
    returns="trust in each other state",
    source="Josang and Ismail 2002; Crescenzi 2007",
)  # fmt: skip
TRIAD = rule(
    TRUST, "triad",
    "Friends of friends become friends, and so do enemies of enemies: triads that are out of "
    "balance change until they are in balance.",
    "of a triad with one hostile pair, that pair makes up with chance reconciliation, otherwise "
    "one of the friendly pairs breaks up; of three hostile pairs one makes up",
    returns="trust of 1 or 0 on both sides of a pair",
    source="Antal et al. 2005, local triad dynamics",
)  # fmt: skip
RECONCILIATION = rule_parameter(
    TRUST, "triad", "reconciliation", 0.5, (0.0, 1.0), "1",
    "Chance p that the only hostile pair of a triad makes up.",
    prior=(0.0, 1.0), source="Antal et al. 2005",
)  # fmt: skip
TRIADS = rule_parameter(
    TRUST, "triad", "triads_per_step", 10.0, (0.0, 100_000.0), "triads a step",
    "How many triads, picked by lot, are looked at in a step, one after another.",
    prior=(1.0, 100.0),
)  # fmt: skip
