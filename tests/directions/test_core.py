"""The directions that the core profile must show, on real states and draws from the priors."""

from __future__ import annotations

import pytest

from coopsim.runs.one import run
from coopsim.scenario import load
from coopsim.world.ledger import EVERYTHING, NOTHING
from directions.experiment import SHARE, compare, draws_from_priors

SCENARIO = "scenarios/baseline.yaml"

TWO_NEIGHBOURS = "tests/directions/two-neighbours.yaml"

# Change, metric, sign that theory says, smallest effect in the metric's unit.
DIRECTIONS = [
    pytest.param(
        {"mechanisms.budgets.operations_share": 0.01},
        [("collective_response", -1, 0.01), ("help_sent_busd", -1, 1.0)],
        id="tighter budgets lower collective response",
    ),
    pytest.param(
        {"mechanisms.friction.scale": 2.0},
        [("help_delay_months", +1, 0.01), ("help_effect", -1, 0.02)],
        id="more friction delays help and lowers its effect",
    ),
    pytest.param(
        {"mechanisms.logistics.scale": 2.0},
        [("help_delay_months", +1, 0.1), ("collective_response", -1, 0.01)],
        id="logistics bottlenecks make paid help late",
    ),
    pytest.param(
        {"mechanisms.institutions.scale": 0.0},
        [("collective_response", -1, 0.01)],
        id="without its institution the same states respond less",
    ),
]


@pytest.mark.parametrize(("change", "effects"), DIRECTIONS)
def test_a_change_pushes_the_way_that_theory_says(
    change: dict[str, object], effects: list[tuple[str, int, float]]
) -> None:
    found = compare(SCENARIO, change, [name for name, _, _ in effects])
    for name, sign, smallest in effects:
        assert found[name].share(sign) >= SHARE, name
        assert found[name].beyond(sign, smallest), name


@pytest.mark.parametrize("draw", range(5))
def test_without_threats_there_is_no_damage(draw: int) -> None:
    setting = draws_from_priors()[draw] | {"mechanisms.threats.scale": 0}
    metrics = run(load(SCENARIO, set=setting), replicates=2, record=NOTHING).table("metrics")
    for name in ("strikes", "need_busd", "damage_busd", "help_sent_busd", "requests"):
        assert not metrics.numbers(name).any(), name


@pytest.mark.parametrize(
    ("personnel", "answer", "falls"),
    [pytest.param(100.0, "no", True, id="able"), pytest.param(0.0, "unable", False, id="unable")],
)
def test_a_refusal_costs_trust_only_if_the_refuser_could_help(
    personnel: float, answer: str, falls: bool
) -> None:
    scenario = load(TWO_NEIGHBOURS, set={"states[B].personnel_k": personnel})
    record = run(scenario, record=EVERYTHING)
    assert set(record.table("decisions/contribute").texts("answer")) == {answer}
    assert bool(record.table("metrics").numbers("trust")[-1] < 1.0) is falls
