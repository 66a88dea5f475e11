from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.phases.burden import BURDEN_RULES
from coopsim.scenario.founding import found, names_of
from coopsim.scenario.founding_institutions import SPARE_ROWS, institution_names
from coopsim.world.blocks import conduct, institution, membership, state
from coopsim.world.world import World
from unit.scenario.samples import SOUND, loaded

EST, FIN, LVA = range(3)
MECHANISMS = "mechanisms:\n"


def pact(tmp_path: Path, keys: str) -> World:
    """Found a sound scenario whose only institution has some keys more."""
    text = SOUND.replace("obligation: 0.5}", f"obligation: 0.5, {keys}}}")
    return found(
        loaded(tmp_path, text.replace("- id: EST\n", "- id: EST\n    region: East\n")), 0, 0
    )


@pytest.mark.parametrize(
    ("keys", "quorum"),
    [
        # Unless it says otherwise, an institution admits as it decides.
        ("fund_busd: 0", 1.0),
        ("quorum: 0.9", 0.9),
        ("accession_rule: majority", 0.501),
        ("accession_rule: closed", -1.0),
    ],
)
def test_the_quorum_of_admission(tmp_path: Path, keys: str, quorum: float) -> None:
    world = pact(tmp_path, keys)
    assert world.institutions[membership.ADMISSION_QUORUM, 0] == quorum


def test_conditions_of_accession(tmp_path: Path) -> None:
    free = pact(tmp_path, "fund_busd: 0")
    assert free.institutions[membership.NEEDS_FIELD, 0] == -1.0
    assert free.seats[membership.ELIGIBLE, 0].tolist() == [1.0, 1.0, 1.0]
    strict = pact(tmp_path, "needs: democracy, needs_least: 0.6, regions: [East]")
    rows = [membership.NEEDS_FIELD, membership.NEEDS_LEAST]
    assert strict.institutions[rows, 0].tolist() == [state.DEMOCRACY, 0.6]
    assert strict.seats[membership.ELIGIBLE, 0].tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("rule", BURDEN_RULES)
def test_burden_rules(tmp_path: Path, rule: str) -> None:
    world = pact(tmp_path, f"burden_rule: {rule}")
    assert BURDEN_RULES[int(world.institutions[membership.BURDEN_RULE, 0])] == rule


def test_fellows_are_watched_as_closely_as_anyone_watches_them(tmp_path: Path) -> None:
    world = pact(tmp_path, "monitoring: 0.7")
    # Of three states each holds two edges: EST towards FIN and LVA, …
    assert world.dyads[conduct.MONITORED].tolist() == [0.0, 0.7, 0.0, 0.0, 0.7, 0.0]


def test_records_begin_as_the_scenario_says(tmp_path: Path) -> None:
    text = SOUND.replace("- id: EST\n", "- id: EST\n    compliance: 0.4\n")
    world = found(loaded(tmp_path, text), 0, 0)
    assert world.states[conduct.RELIABILITY].tolist() == [0.4, 0.8, 0.8]


@pytest.mark.parametrize(
    ("mechanism", "spare"), [("founding: on", 4), ("coalitions: 0.5", 4), ("founding: off", 0)]
)
def test_rows_are_kept_free_if_something_may_be_founded(
    tmp_path: Path, mechanism: str, spare: int
) -> None:
    scenario = loaded(tmp_path, SOUND.replace(MECHANISMS, f"{MECHANISMS}  {mechanism}\n"))
    names = [f"NEW{n}" for n in range(1, spare + 1)]
    assert names_of(scenario).institutions == ("PACT", *names)
    world = found(scenario, 0, 0)
    assert world.institutions[membership.SPARE].tolist() == [0.0, *[1.0] * spare]
    assert world.seats[institution.MEMBER].sum() == 2.0
    assert len(set(world.institution_key)) == spare + 1
    for m in range(1, spare + 1):
        rows = [institution.QUORUM, membership.ADMISSION_QUORUM, institution.LEAD]
        assert world.institutions[rows, m].tolist() == [1.0, 1.0, -1.0]
        assert world.seats[membership.ELIGIBLE, m].tolist() == [1.0, 1.0, 1.0]


def test_names_that_are_taken_are_left_out(tmp_path: Path) -> None:
    text = SOUND.replace(MECHANISMS, f"{MECHANISMS}  founding: on\n").replace(
        "id: PACT", "id: NEW2"
    )
    names = institution_names(loaded(tmp_path, text))
    assert names == ("NEW2", "NEW1", "NEW3", "NEW4", "NEW5")
    assert len(names) == SPARE_ROWS + 1
