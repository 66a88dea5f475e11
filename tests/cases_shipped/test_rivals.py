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
