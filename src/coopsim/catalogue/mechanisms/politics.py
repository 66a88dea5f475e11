"""Domestic politics: opinion, elections, ratification, sovereignty."""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import FULL, mechanism, parameter

MONTHLY: Final = "1/month"

OPINION_ON = mechanism(
    "opinion",
    "Publics rally when struck, tire of casualties and reward success; opposition at home binds "
    "governments. Without it approval stays as it was and nobody is opposed.",
    "approval' = approval + reversion x (goal - approval) + rally x severity; goal = normal + "
    "scale x (success - weariness x ln(1 + casualties)); opposition = scale x (1 - approval) x "
    "max(fragmentation, nearness of an election) x (1 - outreach x talks)",
    "Mueller 1973; Gelpi et al. 2009; Kreps 2010; stylised form",
    asked_by="S0 S2",
    phase="politics",
    moves=("approval", "opposition", "collective_response"),
    profile=FULL,
)
REVERSION = parameter(
    "opinion", "reversion", 0.1, (0.0, 1.0), MONTHLY,
    "Pace at which approval returns to where it belongs, and at which casualties are forgotten.",
    prior=(0.05, 0.2),
)  # fmt: skip
RALLY = parameter(
    "opinion", "rally", 0.15, (0.0, 1.0), "share of the public",
    "Approval won at once when a strike of severity 1 hits the state.",
    prior=(0.05, 0.3), source="Mueller 1973, rally round the flag; stylised value",
)  # fmt: skip
WEARINESS = parameter(
    "opinion", "weariness", 0.05, (0.0, 1.0), "share of the public",
    "Approval lost each time that casualties grow by a factor of 2.7, if there is no success.",
    prior=(0.02, 0.1), source="Mueller 1973, logarithm of casualties; stylised value",
)  # fmt: skip
SUCCESS = parameter(
    "opinion", "success", 0.1, (0.0, 1.0), "share of the public",
    "Approval gained when all that was open is averted.",
    prior=(0.0, 0.2), source="Gelpi et al. 2009; stylised form",
)  # fmt: skip
LOSSES = parameter(
    "opinion", "losses_abroad", 0.3, (0.0, 100.0), "persons per thousand soldiers a month",
    "Casualties among the soldiers that help abroad takes.",
    prior=(0.05, 1.0),
)  # fmt: skip
CAVEATS = parameter(
    "opinion", "caveats", 1.0, (0.0, 10.0), "utility",
    "Weight of full opposition at home against sending all, voting yes, or binding oneself.",
    prior=(0.5, 2.0), source="Kreps 2010, elite consensus; stylised form",
)  # fmt: skip
OUTREACH = parameter(
    "opinion", "outreach", 0.3, (0.0, 1.0), "1",
    "Share of opposition at home that full strategic communication with a partner takes away.",
    prior=(0.1, 0.5),
)  # fmt: skip

ELECTIONS_ON = mechanism(
    "elections",
    "Governments lose office at elections or fall between them, and new ones want other things. "
    "Without it the same government stays.",
    "P(new government) = scale x democracy x (1 - approval) at an election, scale x fall_rate x "
    "(1 - stability) in other steps; stability = normal x (1 - fragmentation x (1 - approval))",
    "stylised",
    asked_by="added",
    phase="politics",
    moves=("government_changes", "agenda_polarisation"),
    profile=FULL,
)
AGENDA_SWING = parameter(
    "elections", "agenda_swing", 0.3, (0.0, 2.0), "position",
    "Largest shift of a position when the government changes.",
    prior=(0.1, 0.6),
)  # fmt: skip
PARTY_SWING = parameter(
    "elections", "party_swing", 0.2, (0.0, 1.0), "1",
    "Largest change of fragmentation, from its normal value, when the government changes.",
    prior=(0.05, 0.4),
)  # fmt: skip
FALL_RATE = parameter(
    "elections", "fall_rate", 0.02, (0.0, 1.0), MONTHLY,
    "Chance that a government without any stability falls in a month.",
    prior=(0.005, 0.05),
)  # fmt: skip
CAMPAIGN = parameter(
    "elections", "campaign_months", 6.0, (0.1, 120.0), "months",
    "How long before an election it begins to bind the government.",
    prior=(3.0, 12.0),
)  # fmt: skip

RATIFICATION_ON = mechanism(
    "ratification",
    "What governments sign has to be ratified at home before it is in force. Without it "
    "partnerships are in force at once.",
    "P(ratify in a step) = 1 - exp(-months / T); "
    "T = scale x ratify_months x legal_weight x exp(-win-set)",
    "Putnam 1988, win-sets; Mansfield et al. 2007, veto players; stylised form",
    asked_by="S2",
    phase="partnering",
    moves=("partnerships", "ratifications_pending", "months_to_ratify"),
    profile=FULL,
)
RATIFY_MONTHS = parameter(
    "ratification", "ratify_months", 6.0, (0.0, 240.0), "months",
    "Mean time to ratify a fully binding treaty whose gain just clears what stands against it.",
    prior=(3.0, 12.0),
)  # fmt: skip
PATIENCE = parameter(
    "ratification", "patience_months", 24.0, (1.0, 600.0), "months",
    "How long a signed agreement can wait before it fails.",
    prior=(12.0, 48.0),
)  # fmt: skip
VETO = parameter(
    "ratification", "veto", 1.0, (0.0, 10.0), "utility",
    "Weight of a fully fragmented coalition against ratifying a fully binding treaty.",
    prior=(0.5, 2.0), source="Mansfield et al. 2007; stylised form",
)  # fmt: skip

SOVEREIGNTY_ON = mechanism(
    "sovereignty",
    "Publics that are jealous of their sovereignty make binding ties costly. Without it only the "
    "strength of the partner costs autonomy.",
    "gain of a partnership falls by scale x cost x sovereignty x legal_weight",
    "S0 to S3 (concerns over sovereignty); stylised form",
    asked_by="S0 S1 S2 S3",
    phase="partnering",
    moves=("partnerships", "formed"),
    profile=FULL,
)
SOVEREIGNTY_COST = parameter(
    "sovereignty", "cost", 0.5, (0.0, 10.0), "utility",
    "What a fully binding treaty costs a government whose public is fully jealous.",
    prior=(0.2, 1.0),
)  # fmt: skip
