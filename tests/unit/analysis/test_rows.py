from __future__ import annotations

import json
import math

from coopsim.analysis.attribution import Attribution
from coopsim.analysis.difference import difference
from coopsim.analysis.pairs import TieShare
from coopsim.analysis.parting import Happening, Parting
from coopsim.analysis.rows import of_attribution, of_difference, of_parting, of_tie
from coopsim.metrics.registry import METRICS
from coopsim.statistics import Interval
from unit.analysis.samples import TREATY


def test_a_difference_is_a_row() -> None:
    row = of_difference(difference(METRICS["damage_busd"], [1.0, 2.0], [2.0, 4.0]))
    assert (row["metric"], row["unit"]) == ("damage_busd", "billion USD")
    assert (row["first"], row["second"], row["difference"]) == (1.5, 3.0, 1.5)
    assert row["low"] < 0.0 < row["high"]
    assert (row["replicates"], row["share_same_sign"]) == (2, 1.0)
    assert (row["is_none"], row["is_clear"]) == (False, False)


def test_a_parting_is_a_row() -> None:
    event = Happening(3, "strike", "FRA", "", "cyber", in_second=True)
    row = of_parting(Parting(4, 2, ("damage_busd", "trust"), ("FRA",), event))
    assert row == {
        "replicate": 4, "step": 2, "metrics": "damage_busd;trust", "states": "FRA",
        "event_step": 3, "event": "strike", "actor": "FRA", "partner": "", "subject": "cyber",
        "event_in": "second",
    }  # fmt: skip
    nothing = of_parting(Parting(0, None, (), (), None))
    assert [nothing[name] for name in ("step", "event", "event_in")] == [None] * 3


def test_a_partnership_is_a_row() -> None:
    assert of_tie(TieShare(TREATY, 1.0, 0.25)) == {
        "kind": "defence_treaty", "one": "DEU", "other": "FRA",
        "share_first": 1.0, "share_second": 0.25,
    }  # fmt: skip


def test_a_share_is_a_row() -> None:
    parts = Interval(1.0, 0.5, 1.5, 9), Interval(2.0, math.nan, math.nan, 9)
    found = Attribution(("a", "b"), True, {"trust": Interval(3.0, 2.0, 4.0, 9)}, {"trust": parts})
    first, second = of_attribution(found)
    assert (first["change"], first["adds"], first["low"], first["of"]) == ("a", 1.0, 0.5, 3.0)
    assert (second["change"], second["adds"], second["replicates"]) == ("b", 2.0, 9)
    assert json.dumps(first)
