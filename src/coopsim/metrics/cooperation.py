"""Help: how much, how effective, how fast, and whether obligations were honoured."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import BUSD, ratio
from coopsim.world.blocks import organisation, state, tally
from coopsim.world.blocks import provision as pr
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

REQUESTS = metric(
    "requests", "Requests received", "requests", AMOUNT, "requests times partners asked", "sum"
)
SENT = metric(
    "help_sent_busd",
    "Help sent",
    BUSD,
    AMOUNT,
    "sum of states' contributions to those who ask",
    "sum",
)
FUND = metric("fund_paid_busd", "Paid by common funds", BUSD, AMOUNT, "sum over funds", "sum")
ALL_SENT = metric(
    "all_sent_busd", "All help sent", BUSD, AMOUNT, "contributions + funds + relief", "sum"
)
EFFECTIVE = metric(
    "effective_help_busd", "Effective help sent", BUSD, AMOUNT,
    "sum of help x exp(-drag) x joint usefulness, when sent", "sum",
)  # fmt: skip
ARRIVED = metric("help_arrived_busd", "Effective help arrived", BUSD, AMOUNT, "sum", "sum")
EFFECT = metric(
    "help_effect", "Effect of help", "1", LEVEL, "effective help / all help sent",
    "over", over=("effective_help_busd", "all_sent_busd"),
)  # fmt: skip
DELAY_SUM = metric(
    "delay_busd_months", "Delay times size", "billion USD x months", AMOUNT,
    "sum of effective help x its delay", "sum",
)  # fmt: skip
DELAY = metric(
    "help_delay_months", "Delay of help", "months", AMOUNT, "mean, weighted by effective help",
    "over", over=("delay_busd_months", "effective_help_busd"),
)  # fmt: skip
WAITED = metric(
    "waited_steps", "Steps waited", "steps", AMOUNT, "sum over strikes first helped now", "sum"
)
FIRST_HELPED = metric(
    "first_helped", "Strikes first helped", "strikes", AMOUNT, "strikes first helped now", "sum"
)
TIME_TO_RESPONSE = metric(
    "time_to_response_steps", "Time to response", "steps", AMOUNT,
    "mean steps from first request to first help", "over", over=("waited_steps", "first_helped"),
)  # fmt: skip
OBLIGED = metric(
    "obliged_requests",
    "Obliged requests",
    "requests",
    AMOUNT,
    "requests under an obligation",
    "sum",
)
HONOURED = metric(
    "honoured_requests", "Honoured requests", "requests", AMOUNT, "those answered with help", "sum"
)
HONOUR_RATE = metric(
    "honour_rate", "Obligations honoured", "1", LEVEL, "honoured / obliged requests",
    "over", over=("honoured_requests", "obliged_requests"),
)  # fmt: skip

WAR_OBLIGED = metric(
    "war_obliged_requests", "Obliged requests after armed attacks", "requests", AMOUNT,
    "sum over requests under an obligation of warlike of the threat", "sum",
)  # fmt: skip
WAR_HONOURED = metric(
    "war_honoured_requests", "Honoured requests after armed attacks", "requests", AMOUNT,
    "those answered with help", "sum",
)  # fmt: skip
WAR_HONOUR_RATE = metric(
    "war_honour_rate", "Obligations honoured after armed attacks", "1", LEVEL,
    "honoured / obliged requests after armed attacks",
    "over", over=("war_honoured_requests", "war_obliged_requests"),
    source="Leeds 2003 for the notion",
)  # fmt: skip
OTHER_OBLIGED = metric(
    "other_obliged_requests", "Other obliged requests", "requests", AMOUNT,
    "obliged requests - those after armed attacks", "sum",
)  # fmt: skip
OTHER_HONOURED = metric(
    "other_honoured_requests", "Other honoured requests", "requests", AMOUNT,
    "those answered with help", "sum",
)  # fmt: skip
OTHER_HONOUR_RATE = metric(
    "other_honour_rate", "Other obligations honoured", "1", LEVEL,
    "honoured / obliged requests, but for those after armed attacks",
    "over", over=("other_honoured_requests", "other_obliged_requests"),
)  # fmt: skip


@kernel
def measure_cooperation(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    sent, arrived = 0.0, 0.0
    for i in range(world.states.shape[1]):
        sent += world.states[state.CONTRIBUTION, i] - world.states[pr.PROVIDED, i]
        arrived += world.states[state.RECEIVED, i]
    t = world.tallies
    everything = sent + t[tally.FUND_PAID] + t[organisation.RELIEVED]
    row[REQUESTS] = t[tally.REQUESTS]
    row[SENT] = sent
    row[FUND] = t[tally.FUND_PAID]
    row[ALL_SENT] = everything
    row[EFFECTIVE] = t[tally.EFFECTIVE]
    row[ARRIVED] = arrived
    row[EFFECT] = ratio(t[tally.EFFECTIVE], everything)
    row[DELAY_SUM] = t[tally.DELAY]
    row[DELAY] = ratio(t[tally.DELAY], t[tally.EFFECTIVE])
    row[WAITED] = t[tally.WAITED]
    row[FIRST_HELPED] = t[tally.FIRST_HELPED]
    row[TIME_TO_RESPONSE] = ratio(t[tally.WAITED], t[tally.FIRST_HELPED])
    row[OBLIGED] = t[tally.OBLIGED]
    row[HONOURED] = t[tally.HONOURED]
    row[HONOUR_RATE] = ratio(t[tally.HONOURED], t[tally.OBLIGED])
    _tell_war_apart(t, row)


@kernel
def _tell_war_apart(t: Numbers, row: Numbers) -> None:
    """Measure obligations after armed attacks, and all others."""
    row[WAR_OBLIGED], row[WAR_HONOURED] = t[tally.WAR_OBLIGED], t[tally.WAR_HONOURED]
    row[OTHER_OBLIGED] = t[tally.OBLIGED] - t[tally.WAR_OBLIGED]
    row[OTHER_HONOURED] = t[tally.HONOURED] - t[tally.WAR_HONOURED]
    row[WAR_HONOUR_RATE] = ratio(row[WAR_HONOURED], row[WAR_OBLIGED])
    row[OTHER_HONOUR_RATE] = ratio(row[OTHER_HONOURED], row[OTHER_OBLIGED])
