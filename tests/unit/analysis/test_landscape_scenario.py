from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopsim.analysis.landscape_scenario import actors_of
from coopsim.errors import InputError
from coopsim.scenario import load

TWO = """
issues: [order]
states:
  - {id: B, gdp_busd: 20, defence_share: 0.02, personnel_k: 1, latitude: 0, longitude: 0,
     democracy: 1, agenda: {order: 1}, languages: [nl], borders: [A]}
  - {id: A, gdp_busd: 10, defence_share: 0.02, personnel_k: 1, latitude: 0, longitude: 0,
     democracy: 0.75, agenda: {order: 0}, languages: [nl]}
dyads:
  - {from: A, to: B, both_ways: false, trust: 0.9}
"""


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_sizes_and_propensities_follow_from_the_founding(two: Path) -> None:
    actors = actors_of(load(two))
    assert (actors.names, actors.sizes.tolist()) == (("A", "B"), [10.0, 20.0])
    # Affinity 0.5, friction 2/3, difference of democracy 0.25, a border; trust 0.9 and 0.5.
    common = 0.0 - 1.0 / 3.0 + 0.5
    assert actors.propensities[0, 1] == pytest.approx(common + 0.8 - 0.1)
    assert actors.propensities[1, 0] == pytest.approx(common + 0.0 - 0.5)
    assert np.diag(actors.propensities).tolist() == [0.0, 0.0]


def test_a_state_without_product_has_no_size(two: Path) -> None:
    scenario = load(two, set={"states[A].gdp_busd": 0})
    with pytest.raises(InputError, match=r"states\[A\]: has no product"):
        actors_of(scenario)
