"""Every direction that theory expects holds, or is known to be open with the reason beside it."""

from __future__ import annotations

import pytest

from coopsim.analysis.directions import judge
from coopsim.analysis.expectations import directions


@pytest.mark.parametrize("name", directions())
def test_the_model_moves_as_theory_expects(name: str) -> None:
    verdicts = judge(directions()[name])
    assert [each.effect.metric for each in verdicts if not each.holds] == [
        each.effect.metric for each in verdicts if each.effect.open
    ], verdicts
