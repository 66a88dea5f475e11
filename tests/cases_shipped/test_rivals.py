"""Rivals: talks calm without an alliance; fear of each other sorts states into two blocs."""

from __future__ import annotations

from collections import Counter

import pytest

from cases_shipped.paired import REPLICATES, outcome
from coopsim.runs.one import run
from coopsim.scenario import load
from coopsim.world.ledger import EVERYTHING

WEST = frozenset({"USA", "CAN", "GBR", "FRA", "ITA", "NOR", "GRC", "TUR"})
EAST = frozenset({"SUN", "POL", "CSK", "HUN", "ROU"})
# Steps of allies-1942.
VICTORY, END = 44, 108
SECURITY = {"defence_treaty", "intelligence_sharing", "joint_exercise"}


def test_talks_make_no_alliance_even_if_ties_may_form() -> None:
    scenario = load("us-china-dialogue", set={"mechanisms.partnering.scale": 1})
    ties = run(scenario, replicates=REPLICATES, record=EVERYTHING).table("partnerships")
    pairs = zip(ties.texts("kind"), ties.texts("members"), strict=True)
    assert "defence_treaty" not in {kind for kind, members in pairs if members == "CHN;USA"}


@pytest.mark.parametrize("variant", [None, "no-nato", "from-nothing"])
def test_new_security_ties_form_inside_two_blocs_and_hardly_across(variant: str | None) -> None:
    ties = outcome("cold-war", variant, told=True).table("partnerships")
    formed = Counter(
        (len(set(members.split(";")) & WEST), len(set(members.split(";")) & EAST))
        for kind, members, step in zip(
            ties.texts("kind"), ties.texts("members"), ties.numbers("formed"), strict=True
        )
        if kind in SECURITY and members is not None and step >= 0.0
    )
    west, east, across = formed[2, 0], formed[0, 2], formed[1, 1]
    # There are 28 pairs in the West, 10 in the East, and 40 across.
    assert west / 28 > 10 * across / 40
    assert east / 10 > 10 * across / 40


def test_the_east_founds_an_institution_of_its_own() -> None:
    ties = outcome("cold-war", told=True).table("partnerships")
    eastern = {
        replicate
        for replicate, members in zip(ties.numbers("replicate"), ties.texts("members"), strict=True)
        if members is not None
        and len(set(members.split(";"))) >= 3
        and set(members.split(";")) <= EAST
    }
    assert len(eastern) >= 0.8 * REPLICATES


def ties_of_israel(variant: str | None) -> list[int]:
    """Return how many security ties Israel had with the Gulf states in each replicate."""
    ties = outcome("gulf", variant, told=True).table("partnerships")
    counts = Counter(
        int(replicate)
        for kind, members, replicate in zip(
            ties.texts("kind"), ties.texts("members"), ties.numbers("replicate"), strict=True
        )
        if kind in SECURITY and members is not None and "ISR" in members.split(";")
    )
    return [counts[each] for each in range(REPLICATES)]


def test_a_common_danger_ties_states_that_vote_far_apart_and_makes_no_treaty() -> None:
    ties = outcome("gulf", told=True).table("partnerships")
    treaties = zip(ties.texts("kind"), ties.texts("members"), strict=True)
    assert not any(
        kind == "defence_treaty" and members and "ISR" in members for kind, members in treaties
    )
    assert sum(ties_of_israel(None)) > sum(ties_of_israel("no-accords"))


def left_over(variant: str | None, step: int) -> int:
    """Return how many ties of January 1942 with the Soviet Union held at a step, all runs."""
    ties = outcome("allies-1942", variant, told=True).table("partnerships")
    return sum(
        1
        for kind, members, formed, ended in zip(
            ties.texts("kind"),
            ties.texts("members"),
            ties.numbers("formed"),
            ties.numbers("ended"),
            strict=True,
        )
        if kind in {"lend_lease", "defence_treaty"}
        and members is not None
        and "SUN" in members.split(";")
        and formed < 0
        and not 0 <= ended < step
    )


def test_unlike_allies_hold_together_in_war_and_part_in_peace() -> None:
    at_start, in_war = 2 * REPLICATES, left_over(None, VICTORY)
    assert in_war >= 0.6 * at_start
    assert left_over(None, END) <= 0.8 * in_war
    assert left_over(None, END) < 0.8 * left_over("war-goes-on", END)
