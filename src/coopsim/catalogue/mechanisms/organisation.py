"""The life of institutions: accession, burdens and exit, founding, coalitions of the willing."""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import FULL, mechanism, parameter

MONTHLY: Final = "1/month"

ACCESSION_ON = mechanism(
    "accession",
    "States that would gain apply to institutions, and the members vote. Without it nobody joins.",
    "apply iff gain > hurdle x obligation - noise x luck; admitted iff yes / counted >= quorum",
    "S3, S4 (enlargement); stylised form",
    asked_by="S1 S3 S4",
    phase="membership",
    moves=("accessions", "seats"),
    profile=FULL,
)
APPLICATION_RATE = parameter(
    "accession", "application_rate", 0.02, (0.0, 1.0), MONTHLY,
    "Chance that a state weighs in a month whether to join an institution.",
    prior=(0.005, 0.05),
)  # fmt: skip

BURDEN_ON = mechanism(
    "burden",
    "Dues follow the institution's burden rule; who pays more than its benefit resents it and may "
    "leave. Without it dues follow GDP, and nobody leaves.",
    "resentment += memory x (scale x max(0, cost share / benefit share - 1) - resentment)",
    "Sandler and Forbes 1980 for benefits as the measure of burdens; stylised form",
    asked_by="S0 S3",
    phase="budgets",
    moves=("resentment", "exits"),
    profile=FULL,
)
RESENTMENT_MEMORY = parameter(
    "burden", "memory", 0.1, (0.0, 1.0), MONTHLY,
    "Weight of this month's burden in what is resented.",
    prior=(0.03, 0.3),
)  # fmt: skip
RESENTMENT_WEIGHT = parameter(
    "burden", "resentment", 1.5, (0.0, 10.0), "utility",
    "What staying costs a member whose burden is far beyond its benefit.",
    prior=(0.8, 3.0),
)  # fmt: skip
REVIEW_RATE = parameter(
    "burden", "review_rate", 0.02, (0.0, 1.0), MONTHLY,
    "Chance that a member weighs in a month whether to leave.",
    prior=(0.005, 0.05),
)  # fmt: skip

FOUNDING_ON = mechanism(
    "founding",
    "Three or more states that are all bound to each other found an institution. Without it there "
    "are only those of the scenario.",
    "obligation of the institution = weakest bilateral obligation among its founders",
    "S1, S3 (bilateral ties grow multilateral); stylised form",
    asked_by="S1 S3 S4",
    phase="membership",
    moves=("founded_institutions", "seats"),
    profile=FULL,
)
FOUNDING_RATE = parameter(
    "founding", "rate", 0.02, (0.0, 1.0), MONTHLY,
    "Chance that a state proposes an institution to its partners in a month.",
    prior=(0.005, 0.05),
)  # fmt: skip
FOUNDING_DEPTH = parameter(
    "founding", "depth", 0.4, (0.0, 1.0), "1",
    "Least bilateral obligation between each two founders.",
    prior=(0.2, 0.6),
)  # fmt: skip
FOUNDING_DUES = parameter(
    "founding", "dues_share", 0.0, (0.0, 1.0), "share of GDP",
    "Dues into the common fund of an institution that is founded in the run.",
    prior=(0.0, 0.0002),
)  # fmt: skip
FOUNDING_STANDARDS = parameter(
    "founding", "standards", 0.3, (0.0, 1.0), "1",
    "Share of friction between its members that its common standards remove.",
    prior=(0.1, 0.5),
)  # fmt: skip

COALITIONS_ON = mechanism(
    "coalitions",
    "A strike that no institution answers calls a coalition of the willing, which acts at once and "
    "ends with the strike. Without it there are only standing institutions.",
    "P(call) = min(1, scale x call_rate); members: all who would vote yes; lead: the most willing",
    "S1, S3 (ad-hoc coalitions); stylised form",
    asked_by="S1 S3",
    phase="response",
    moves=("collective_response", "founded_institutions"),
    profile=FULL,
)
CALL_RATE = parameter(
    "coalitions", "call_rate", 0.5, (0.0, 1.0), MONTHLY,
    "Chance in a month that the gravest unanswered strike calls a coalition.",
    prior=(0.2, 0.9),
)  # fmt: skip
COALITION_OBLIGATION = parameter(
    "coalitions", "obligation", 0.5, (0.0, 1.0), "1",
    "Duty of its members to help.",
    prior=(0.2, 0.8),
)  # fmt: skip

RELIEF_ON = mechanism(
    "relief",
    "Relief organisations help struck people, sooner than states, and make the need known. Without "
    "it they do nothing.",
    "relief = min(request x relief share, scale x capacity x months / 12)",
    "S0, S2 (humanitarian organisations); stylised form",
    asked_by="S0 S2 S4",
    phase="perception",
    moves=("relief_busd", "information"),
    profile=FULL,
)
