"""Domestic politics: further fields of a state, and of a partnership that waits at home."""

from __future__ import annotations

from coopsim.world.blocks.dyad import BLOCK as DYAD
from coopsim.world.blocks.partnership import BLOCK as PARTNERSHIP
from coopsim.world.blocks.partnership import KIND
from coopsim.world.blocks.state import BLOCK
from coopsim.world.blocks.tally import BLOCK as TALLY
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

APPROVAL_NORMAL = given(
    BLOCK,
    "approval",
    "1",
    LEVEL,
    "Share of the public that supports the government's work with others, in normal times.",
    default=0.5,
)
STABILITY_NORMAL = given(
    BLOCK,
    "government_stability",
    "1",
    LEVEL,
    "How safe the government is while its coalition holds together.",
    default=0.7,
)
FRAGMENTATION_NORMAL = given(
    BLOCK,
    "coalition_fragmentation",
    "1",
    LEVEL,
    "How divided those are who must agree at home, in normal times.",
    default=0.3,
)
ELECTION_MONTHS = given(
    BLOCK,
    "election_months",
    "months",
    AMOUNT,
    "Time from one election to the next; 0 if there are none.",
    default=48.0,
)
NEXT_ELECTION = given(
    BLOCK,
    "next_election_months",
    "months",
    AMOUNT,
    "Time to the next election; 0 lets it follow from the id, anywhere in the period.",
    default=0.0,
)
SOVEREIGNTY = given(
    BLOCK,
    "sovereignty",
    "1",
    LEVEL,
    "How jealous the public is of the state's sovereignty.",
    default=0.5,
)

APPROVAL = computed(BLOCK, "approval_now", "1", LEVEL, "Share of the public that supports it now.")
OPPOSITION = computed(
    BLOCK,
    "opposition",
    "1",
    LEVEL,
    "How much opposition at home binds the government; 0 without the mechanism.",
)
CASUALTIES = computed(
    BLOCK, "casualties", "persons", AMOUNT, "People lost, as far as the public remembers them."
)
FRAGMENTATION = computed(
    BLOCK, "fragmentation_now", "1", LEVEL, "How divided those are who must agree at home now."
)
TO_ELECTION = computed(
    BLOCK, "to_election", "months", AMOUNT, "Time to the next election; 0 if there are none."
)
NEW_GOVERNMENT = computed(
    BLOCK, "new_government", "1", LEVEL, "1 if the government changed this step."
)
PENDING = computed(
    BLOCK, "pending", "agreements", AMOUNT, "Signed agreements that wait to be ratified."
)

KIND_OUTREACH = given(
    KIND, "outreach", "1", LEVEL, "How well it explains to publics at home why states cooperate.",
    default=0.0,
)  # fmt: skip
OUTREACH = computed(
    DYAD, "outreach", "1", LEVEL, "How well the two explain to publics why they cooperate."
)

WAITING = computed(
    PARTNERSHIP,
    "waiting",
    "months",
    AMOUNT,
    "How long it has been signed without being in force; 0 if it does not wait.",
)
RATIFIED = computed(
    PARTNERSHIP, "ratified", "1", LEVEL, "1 if the row's side has ratified what waits."
)

RATIFICATIONS = computed(
    TALLY, "ratifications", "agreements", AMOUNT, "Agreements that both sides have now ratified."
)
RATIFYING = computed(
    TALLY, "ratifying", "months", AMOUNT, "Months for which those waited since they were signed."
)
FAILURES = computed(
    TALLY, "ratification_failures", "agreements", AMOUNT, "Signed agreements that failed."
)
