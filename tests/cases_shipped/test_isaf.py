"""ISAF: publics that turn bind governments whose elites disagree, and no others."""

from __future__ import annotations

import pytest

from cases_shipped.paired import REPLICATES, beyond
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import run
from coopsim.runs.summary import run_values
from coopsim.scenario import load
from coopsim.world.ledger import NOTHING


def measured(variant: str, metric: str, change: dict[str, object]) -> list[float]:
    """Return what a metric came to in each replicate of a variant that is changed further."""
    record = run(load("isaf", variant=variant, set=change), replicates=REPLICATES, record=NOTHING)
    return run_values(record.table("metrics"), METRICS[metric])


def turn_of_opinion(variant: str, metric: str) -> list[float]:
    """Return what the turn of opinion adds to a metric, replicate by replicate."""
    held = measured(variant, metric, {"interventions": []})
    turned = measured(variant, metric, {})
    return [after - before for before, after in zip(held, turned, strict=True)]


@pytest.mark.parametrize(
    ("metric", "smallest"), [("help_sent_busd", 5.0), ("collective_response", 0.01)]
)
def test_where_elites_disagree_contributions_shrink_when_opinion_turns(
    metric: str, smallest: float
) -> None:
    assert beyond(turn_of_opinion("elite-disagreement", metric), -1, smallest)


def test_where_elites_agree_the_turn_of_opinion_changes_no_contribution() -> None:
    assert not any(turn_of_opinion("elite-consensus", "help_sent_busd"))
    assert all(each < 0.0 for each in turn_of_opinion("elite-consensus", "approval"))
