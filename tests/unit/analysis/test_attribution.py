from __future__ import annotations

import math

import pytest

from coopsim.analysis import attribution
from coopsim.analysis.attribution import Attribution, Change, attribute, runs_needed
from coopsim.analysis.comparison import compare
from coopsim.errors import InputError
from coopsim.scenario.altering import altered
from unit.analysis.samples import base, poorer

POOR = Change("poor", {"states[DEU].defence_share": 0.004})
ALONE = Change("alone", without=("institutions",))
COSMETIC = Change("cosmetic", {"title": "Another title"})
LATER = Change("later", {"states[POL].logistics": 0.9})


def shared(*changes: Change, replicates: int = 3) -> Attribution:
    return attribute(base(), changes, seed=1, steps=6, replicates=replicates)


def test_shares_add_up_to_the_difference_of_the_two_worlds() -> None:
    found = shared(POOR, ALONE, LATER)
    both = {**POOR.set, **LATER.set}
    second = altered(base(), set=both, without=ALONE.without)
    whole = compare(base(), second, seed=1, replicates=3)
    n_measured = 0
    for name, shares in found.shares.items():
        total = found.totals[name]
        if total.n == 3:
            n_measured += 1
            assert math.fsum(share.mean for share in shares) == pytest.approx(total.mean, abs=1e-9)
            assert total.mean == pytest.approx(whole.differences[name].paired.mean, abs=1e-9)
    assert n_measured > 10
    assert found.is_exact
    assert found.changes == ("poor", "alone", "later")


def test_a_change_without_effect_gets_nothing() -> None:
    found = shared(POOR, COSMETIC, ALONE)
    for shares in found.shares.values():
        nothing = shares[1]
        assert nothing.n == 0 or nothing.mean == 0.0
        assert nothing.n < 2 or (nothing.low, nothing.high) == (0.0, 0.0)
    assert found.shares["damage_busd"][0].mean > 0.0


def test_two_changes_share_what_only_both_together_do() -> None:
    alone = compare(base(), altered(base(), set=POOR.set), seed=1, replicates=3)
    other = compare(base(), altered(base(), without=ALONE.without), seed=1, replicates=3)
    both = altered(base(), set=POOR.set, without=ALONE.without)
    whole = compare(base(), both, seed=1, replicates=3)
    one, two, total = (
        each.differences["damage_busd"].paired.mean for each in (alone, other, whole)
    )
    found = shared(POOR, ALONE).shares["damage_busd"]
    assert found[0].mean == pytest.approx(0.5 * (one + total - two))
    assert found[1].mean == pytest.approx(0.5 * (two + total - one))


def test_orders_that_are_drawn_add_up_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = shared(POOR, ALONE, COSMETIC)
    monkeypatch.setattr(attribution, "EXACT", 2)
    drawn = shared(POOR, ALONE, COSMETIC)
    assert not drawn.is_exact
    for name, shares in drawn.shares.items():
        if drawn.totals[name].n:
            total = math.fsum(share.mean for share in shares)
            assert total == pytest.approx(drawn.totals[name].mean, abs=1e-9)
    assert drawn.shares["damage_busd"][2].mean == 0.0
    assert drawn.totals["damage_busd"] == exact.totals["damage_busd"]
    # With a change that does nothing, an order and its reverse hold all that matters.
    for one, other in zip(drawn.shares["damage_busd"], exact.shares["damage_busd"], strict=True):
        assert one.mean == pytest.approx(other.mean, abs=1e-9)


def test_a_scenario_can_be_one_of_the_changes() -> None:
    found = shared(Change("poorer", instead=poorer()), ALONE)
    usual = shared(POOR, ALONE)
    assert found.shares["damage_busd"] == usual.shares["damage_busd"]


def test_where_something_is_unknown_no_share_is_told() -> None:
    quiet = altered(base(), set={"threats[cyber].rate_per_year": 1e-9})
    found = attribute(quiet, [POOR, ALONE], seed=1, steps=6, replicates=2)
    assert found.totals["collective_response"].n == 0
    assert [share.n for share in found.shares["collective_response"]] == [0, 0]
    assert found.totals["budget_stress"].n == 2


def test_runs_are_counted() -> None:
    told: list[tuple[int, int]] = []
    attribute(
        base(), [POOR, ALONE], seed=1, steps=2, replicates=3,
        progress=lambda *numbers: told.append(numbers),
    )  # fmt: skip
    assert told[-1] == (12, 12) == (runs_needed(2, 3), runs_needed(2, 3))
    assert runs_needed(10, 3) == 60


def test_nothing_is_shared_out_among_fewer_than_two() -> None:
    with pytest.raises(InputError, match="nothing to share out among 1 changes; give at least"):
        shared(POOR)
