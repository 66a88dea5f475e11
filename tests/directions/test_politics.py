"""Public opposition makes ratification later and contributions smaller, where it can bind."""

from __future__ import annotations

import pytest

from coopsim.scenario import load
from directions.experiment import SHARE, compare

SCENARIO = "scenarios/baseline.yaml"
STATES = [each.id for each in load(SCENARIO).states]


def everywhere(field: str, value: float) -> dict[str, object]:
    """Give a field of every state one value."""
    return {f"states[{each}].{field}": value for each in STATES}


UNPOPULAR = everywhere("approval", 0.1)
UNITED = everywhere("coalition_fragmentation", 0.0)
DIVIDED = everywhere("coalition_fragmentation", 0.6)
# Elections that are near and change nothing: governments keep office, and so their agendas.
CALM: dict[str, object] = {
    "mechanisms.elections.scale": 1e-9,
    "mechanisms.elections.campaign_months": 48.0,
}
POPULAR: dict[str, object] = everywhere("approval", 0.9) | {
    "mechanisms.opinion.scale": 1.0,
    "mechanisms.ratification.scale": 1.0,
}


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param(DIVIDED, id="elites disagree"),
        pytest.param(UNITED | CALM, id="an election is near"),
    ],
)
def test_public_opposition_delays_ratification_and_lowers_contributions(
    condition: dict[str, object],
) -> None:
    metrics = ["months_to_ratify", "help_sent_busd"]
    found = compare(SCENARIO, UNPOPULAR, metrics, given=POPULAR | condition)
    for name, sign, smallest in (("months_to_ratify", +1, 0.02), ("help_sent_busd", -1, 1.0)):
        assert found[name].share(sign) >= SHARE, name
        assert found[name].beyond(sign, smallest), name


def test_where_elites_agree_and_no_election_is_near_opposition_binds_nobody() -> None:
    metrics = ["months_to_ratify", "help_sent_busd", "partnerships"]
    found = compare(SCENARIO, UNPOPULAR, metrics, given=POPULAR | UNITED)
    assert {each for effect in found.values() for each in effect.differences} == {0.0}
