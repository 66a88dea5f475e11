"""The worlds whose decisions are put to the test: shipped ones, and one with everything on."""

from __future__ import annotations

from coopsim.scenario import Scenario, load
from coopsim.scenario.shelves import shipped_names

EVERYTHING = "everything"
# They take minutes each, and decide in the same ways as the world of today.
HISTORIES = {"world-1950", "world-1990"}
NAMES = (*(name for name in shipped_names() if name not in HISTORIES), EVERYTHING)
STEPS = 36
# Two hundred states decide as much in a few steps as thirty in all of theirs.
LARGE, STEPS_OF_LARGE = 100, 6


def world(name: str) -> Scenario:
    """Load a scenario by name."""
    if name != EVERYTHING:
        scenario = load(name)
        is_large = len(scenario.states) > LARGE
        return load(name, set={"steps": STEPS_OF_LARGE}) if is_large else scenario
    attackers = [
        {
            "id": strategy, "name": strategy, "strategy": strategy, "threat": "network_attacks",
            "attempts_per_year": 6, "capability_busd": 20, "gain": 2,
        }
        for strategy in ("rival", "group")
    ]  # fmt: skip
    changes = {
        "profile": "full",
        "steps": STEPS,
        "attackers": attackers,
        "institutions[NATO].decision_rule": "qualified_majority",
        "states[LVA].decision.rule": "imitation",
        "states[LTU].decision.rule": "imitation",
    }
    return load("baseline", set=changes)
