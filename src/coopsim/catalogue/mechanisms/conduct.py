"""Law and reputation: records of compliance, monitoring, legitimacy of mandates."""

from __future__ import annotations

from typing import Final

from coopsim.catalogue.registry import FULL, mechanism, parameter

MONTHLY: Final = "1/month"

COMPLIANCE_ON = mechanism(
    "compliance",
    "Met and refused obligations make a record that partners look at. Without it the record stays "
    "as the scenario gives it, and nobody looks.",
    "reliability += scale x memory x (kept / (kept + broken) - reliability)",
    "Chayes and Chayes 1995, reputation makes states comply; stylised form",
    asked_by="S0 S2 S3",
    phase="trust",
    moves=("reliability", "partnerships"),
    profile=FULL,
)
RECORD_MEMORY = parameter(
    "compliance", "memory", 0.1, (0.0, 1.0), MONTHLY,
    "Weight of this month's conduct in a record, in a month in which it was put to the test.",
    prior=(0.03, 0.3),
)  # fmt: skip
REPUTATION_WEIGHT = parameter(
    "compliance", "reputation", 0.5, (0.0, 10.0), "utility",
    "Weight of the doubt that a partner keeps its word, where the partnership binds.",
    prior=(0.2, 1.0),
)  # fmt: skip

MONITORING_ON = mechanism(
    "monitoring",
    "Institutions watch whether members honour their obligations: a refusal costs more at home and "
    "is seen. Without it nobody is watched.",
    "obligation term x (1 + scale x monitoring); chance to be seen raised by monitoring",
    "Chayes and Chayes 1995; Dai 2002; stylised form",
    asked_by="S2 S3",
    phase="response",
    moves=("honour_rate", "monitored_honour_rate"),
    profile=FULL,
)

LEGITIMACY_ON = mechanism(
    "legitimacy",
    "A mandate binds members only as far as they asked for it. Without it every mandate binds in "
    "full, also that of a lead nation or a coalition.",
    "duty = obligation x (1 - min(1, scale) x weight x (1 - legitimacy))",
    "S1, S3 (mandates); stylised form",
    asked_by="S1 S3",
    phase="response",
    moves=("honour_rate", "collective_response"),
    profile=FULL,
)
LEGITIMACY_WEIGHT = parameter(
    "legitimacy", "weight", 0.5, (0.0, 1.0), "1",
    "Share of its force that a mandate loses if hardly anyone asked for it.",
    prior=(0.2, 0.8),
)  # fmt: skip
