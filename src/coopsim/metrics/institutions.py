"""Institutions: who joins and leaves, who resents its burden, whether duties are kept."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.registry import metric
from coopsim.metrics.resilience import BUSD, ratio
from coopsim.phases.mandates import ADOPTED
from coopsim.world.blocks import conduct
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import organisation as org
from coopsim.world.fields import AMOUNT, LEVEL
from coopsim.world.world import Numbers, World

SEATS = metric("seats", "Seats in institutions", "seats", AMOUNT, "members of each", "last")
ACCESSIONS = metric("accessions", "Accessions", "states", AMOUNT, "in this step", "sum")
EXITS = metric("exits", "Exits", "states", AMOUNT, "members that left in this step", "sum")
FOUNDED = metric(
    "founded_institutions", "Founded institutions", "institutions", AMOUNT,
    "institutions and coalitions founded in this step", "sum",
)  # fmt: skip
RESENTMENT = metric(
    "resentment", "Resentment of burdens", "1", AMOUNT,
    "mean over seats of how far cost shares exceed benefit shares",
    source="Sandler and Forbes 1980, benefits as the measure of burdens",
)  # fmt: skip
LEGITIMACY = metric(
    "mandate_legitimacy", "Legitimacy of mandates", "1", LEVEL,
    "mean over mandates of the share of other members that asked for it",
)  # fmt: skip
WATCHED = metric(
    "watched_requests", "Watched requests", "requests", AMOUNT,
    "obliged requests between fellows that are monitored", "sum",
)  # fmt: skip
WATCHED_KEPT = metric(
    "watched_honoured", "Watched requests honoured", "requests", AMOUNT,
    "those answered with help", "sum",
)  # fmt: skip
WATCHED_RATE = metric(
    "monitored_honour_rate", "Obligations honoured where monitored", "1", LEVEL,
    "watched requests honoured / watched requests",
    "over", over=("watched_honoured", "watched_requests"),
)  # fmt: skip
RELIABILITY = metric("reliability", "Reliability", "1", LEVEL, "mean over states")
RELIEF = metric("relief_busd", "Relief by organisations", BUSD, AMOUNT, "sum", "sum")


@kernel
def measure_institutions(world: World, row: Numbers) -> None:
    """Fill in the metrics of this file."""
    seats, resented, reliable = 0.0, 0.0, 0.0
    n_states = world.states.shape[1]
    for i in range(n_states):
        reliable += world.states[conduct.RELIABILITY, i]
        for m in range(world.seats.shape[1]):
            seats += world.seats[inst.MEMBER, m, i]
            resented += world.seats[inst.MEMBER, m, i] * world.seats[ms.RESENTMENT, m, i]
    t = world.tallies
    row[SEATS] = seats
    row[ACCESSIONS] = t[ms.ACCESSIONS]
    row[EXITS] = t[ms.EXITS]
    row[FOUNDED] = t[ms.FOUNDED]
    row[RESENTMENT] = ratio(resented, seats)
    row[LEGITIMACY] = _mean_legitimacy(world.mandates)
    row[WATCHED] = t[conduct.WATCHED]
    row[WATCHED_KEPT] = t[conduct.WATCHED_KEPT]
    row[WATCHED_RATE] = ratio(t[conduct.WATCHED_KEPT], t[conduct.WATCHED])
    row[RELIABILITY] = reliable / n_states
    row[RELIEF] = t[org.RELIEVED]


@kernel
def _mean_legitimacy(mandates: Numbers) -> float:
    adopted, legitimacy = 0.0, 0.0
    for m in range(mandates.shape[1]):
        for h in range(mandates.shape[2]):
            for i in range(mandates.shape[3]):
                if mandates[inst.STATUS, m, h, i] == ADOPTED:
                    adopted += 1.0
                    legitimacy += mandates[ms.LEGITIMACY, m, h, i]
    return ratio(legitimacy, adopted)
