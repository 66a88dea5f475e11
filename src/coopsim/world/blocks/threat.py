"""Threats ``[field, threat]``, strikes planned ``[field, entry]`` and impacts.

An impact ``[field, threat, state]`` is a strike of the threat on a state while it lasts:
a state suffers at most one strike of each threat at a time, a second one adds to it.
"""

from __future__ import annotations

from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "threat"
PLAN = "plan"
IMPACT = "impact"

RATE = given(
    BLOCK,
    "rate_per_year",
    "strikes a year",
    AMOUNT,
    "Random strikes a year on a state that is fully exposed.",
    default=0.0,
)
SEVERITY_MEAN = given(BLOCK, "severity", "1", LEVEL, "Mean severity of a random strike.")
SEVERITY_SPREAD = given(
    BLOCK, "severity_spread", "1", LEVEL, "Half-width of the severities as a share of the mean."
)
NEED_SHARE = given(
    BLOCK,
    "need_share",
    "share of GDP",
    LEVEL,
    "Money that meets a strike of severity 1 on a fully exposed state, as a share of GDP over "
    "the time it lasts.",
)
DURATION = given(BLOCK, "duration_months", "months", (0.1, 120.0), "How long a strike lasts.")
EXPOSURE_FIELD = computed(
    BLOCK,
    "exposure_row",
    "row",
    (-1.0, float("inf")),
    "Row of the state field that exposes to it; -1 if it strikes all alike.",
)
EXPOSURE_INVERTED = computed(
    BLOCK, "exposure_inverted", "1", LEVEL, "1 if a high value of that field protects."
)
AGGREGATOR = computed(
    BLOCK,
    "aggregator_code",
    "code",
    (0.0, 3.0),
    "How contributions add up: 0 sum, 1 threshold, 2 weakest link, 3 best shot.",
    source="Hirshleifer 1983",
)
THRESHOLD = given(
    BLOCK,
    "threshold",
    "share of need",
    LEVEL,
    "Share of the need that must be met for help to count at all (threshold only).",
    default=0.0,
)
CONTAGION = given(
    BLOCK,
    "contagion",
    "1/month",
    LEVEL,
    "Chance a month that a strike of severity 1 spreads to a fully exposed close state.",
    default=0.0,
)
SPREAD_BORDERS = computed(
    BLOCK, "spreads_over_borders", "1", LEVEL, "1 if it spreads over borders."
)
SPREAD_TRADE = computed(BLOCK, "spreads_over_trade", "1", LEVEL, "1 if it spreads over trade.")
SPREAD_NETWORKS = computed(
    BLOCK, "spreads_over_networks", "1", LEVEL, "1 if it spreads where forces work together."
)
HAUL = given(
    BLOCK, "haul", "1", LEVEL, "How much of the help must travel: 1 all, 0 none.", default=1.0
)
FORCES = given(
    BLOCK,
    "forces",
    "1",
    (0.01, 1.0),
    "How much of the help soldiers must give; money buys the rest.",
    default=1.0,
)
CASUALTIES = given(
    BLOCK,
    "casualties",
    "persons",
    AMOUNT,
    "Deaths from a strike of severity 1 on a fully exposed state, over the time it lasts.",
    default=0.0,
)
COMPOUNDS = given(
    BLOCK,
    "compounds",
    "1",
    (0.0, 100.0),
    "By how much a strike of severity 1 raises the rate of other threats on the same state.",
    default=0.0,
)
LADDER = given(
    BLOCK,
    "ladder",
    "1/month",
    LEVEL,
    "Pace at which its crises climb the ladder of escalation or come down it; 0 if there is none.",
    default=0.0,
)
ATTRIBUTION = given(
    BLOCK,
    "attribution",
    "1/month",
    LEVEL,
    "Chance a month to find out who is behind a strike, without shared intelligence.",
    default=1.0,
)
DENIAL_FIELD = computed(
    BLOCK,
    "denial_row",
    "row",
    (-1.0, float("inf")),
    "Row of the state field that makes a group's attempts fail; -1 if none does.",
)
WARLIKE = given(
    BLOCK,
    "warlike",
    "1",
    LEVEL,
    "1 if its strikes are armed attacks: duties to help against them are counted apart.",
    default=0.0,
    source="Leeds 2003 for the notion",
)
ISSUE = computed(
    BLOCK,
    "issue_row",
    "row",
    (-1.0, float("inf")),
    "Row of the issue that its strikes make more salient; -1 if none.",
)

PLAN_STEP = computed(PLAN, "step", "step", AMOUNT, "Step in which the planned strike comes.")
PLAN_THREAT = computed(PLAN, "threat", "row", AMOUNT, "Row of the threat.")
PLAN_TARGET = computed(PLAN, "target", "row", AMOUNT, "Row of the state that it strikes.")
PLAN_SEVERITY = computed(PLAN, "severity", "1", LEVEL, "Severity of the planned strike.")

TARGETED = computed(IMPACT, "targeted", "1", LEVEL, "1 if the threat may strike this state.")
EXPOSURE = computed(IMPACT, "exposure", "1", LEVEL, "Exposure of the state to the threat.")
BELIEF = computed(
    IMPACT, "belief", "1", LEVEL, "Threat perception: what the state believes of its danger."
)
SEVERITY = computed(IMPACT, "severity", "1", LEVEL, "Severity of the present strike; 0 if none.")
LEFT = computed(IMPACT, "steps_left", "steps", AMOUNT, "Steps that the strike still lasts.")
ORDINAL = computed(IMPACT, "ordinal", "1", AMOUNT, "How many strikes the state has had from it.")
STARTED = computed(IMPACT, "started", "step", (-1.0, float("inf")), "Step in which it struck.")
NEED = computed(IMPACT, "need", "billion USD a step", AMOUNT, "What it takes to meet the strike.")
HOME = computed(IMPACT, "home", "billion USD a step", AMOUNT, "What the state spends on it itself.")
REQUEST = computed(IMPACT, "request", "billion USD a step", AMOUNT, "Help it asks for.")
ARRIVED = computed(IMPACT, "arrived", "billion USD a step", AMOUNT, "Effective help that arrived.")
ASKED_AT = computed(
    IMPACT, "asked_at", "step", (-1.0, float("inf")), "Step of the first request; -1 if none."
)
HELPED_AT = computed(
    IMPACT, "helped_at", "step", (-1.0, float("inf")), "Step of the first help; -1 if none."
)
UNATTRIBUTED = computed(
    IMPACT, "unattributed", "1", LEVEL, "1 while nobody knows who is behind the strike."
)
SPONSOR = computed(
    IMPACT,
    "sponsor",
    "row",
    (-1.0, float("inf")),
    "Row of the state behind the strike; -1 if there is none.",
)
ATTEMPTS = computed(
    IMPACT, "attempts", "attempts a year", AMOUNT, "How often attackers may choose this state."
)
