from __future__ import annotations

import json
import math

import pytest

from coopsim.analysis.attribution import Attribution
from coopsim.analysis.comparison import Comparison
from coopsim.analysis.difference import difference
from coopsim.analysis.pairs import Tie, TieShare
from coopsim.analysis.parting import Happening, Parting
from coopsim.cli.differences import change, for_machines, headline, places_of, show
from coopsim.cli.talk import Talk
from coopsim.metrics.registry import METRICS
from coopsim.statistics import Interval

SAME = [1.0, 2.0, 3.0]
EVENT = Happening(4, "request", "FRA", "DEU", "cyber", in_second=True)


def comparison(
    after: dict[str, list[float]],
    event: Happening | None = EVENT,
    ties: int = 0,
    attribution: Attribution | None = None,
) -> Comparison:
    """Make a comparison of three runs; metrics that are not given are the same in both."""
    return Comparison(
        ("base", "without trust"), 1, 12, 3,
        {name: difference(each, SAME, after.get(name, SAME)) for name, each in METRICS.items()},
        tuple(Parting(n, None if event is None else 4, (), (), event) for n in range(3)),
        tuple(TieShare(Tie("dialogue", "DEU", f"S{n:02d}"), 1.0, 0.5) for n in range(ties)),
        attribution,
    )  # fmt: skip


def shown(found: Comparison, capsys: pytest.CaptureFixture[str]) -> str:
    show(found, "collective_response", Talk())
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            [0.9, 1.91, 2.89],
            "collective response −0.100 (−0.125 to −0.075), lower in 100 % of runs",
        ),
        ([2.0, 3.0, 4.0], "collective response +1.0 (+1.0 to +1.0), higher in 100 % of runs"),
        ([0.0, 3.0, 3.0], "collective response +0.0 (−2.5 to +2.5)"),
        (SAME, "collective response is the same in every run"),
        ([math.nan] * 3, "collective response could not be measured"),
    ],
)
def test_the_headline_says_how_much_and_how_surely(after: list[float], told: str) -> None:
    found = comparison({"collective_response": after})
    assert headline(found, "collective_response") == f"Without trust: {told}"


@pytest.mark.parametrize(
    ("found", "places"),
    [
        (Interval(0.5, 0.49, 0.51, 9), 3),
        (Interval(123.4, 100.0, 146.8, 9), 0),
        (Interval(5.0, 4.8, 5.2, 9), 2),
        (Interval(0.05, math.nan, math.nan, 1), 3),
        (Interval(0.0, 0.0, 0.0, 9), 0),
        (Interval(math.nan, math.nan, math.nan, 0), 0),
    ],
)
def test_numbers_have_the_places_that_are_known(found: Interval, places: int) -> None:
    assert places_of(found) == places


def test_a_change_of_one_run_has_no_interval() -> None:
    assert change(Interval(-0.05, math.nan, math.nan, 1)) == "−0.050"


def test_only_what_clearly_differs_stands_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    found = comparison(
        {"damage_busd": [2.0, 3.1, 3.9], "trust": [0.0, 4.0, 3.0], "requests": [9.0, 9.5, 11.5]}
    )
    out = shown(found, capsys)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert any(line.startswith("Damage [billion USD] 2.00 3.00 +1.00 (") for line in lines)
    assert any(line.startswith("Requests received [requests] 2.0 10.0 +8.0 (") for line in lines)
    assert "Trust" not in out
    assert "1 metric differs in some runs, but not clearly more or less." in lines
    assert f"{len(METRICS) - 3} of {len(METRICS)} metrics are the same in every run." in lines
    assert "Compared with base on the same luck: 3 runs of each, 12 steps." in lines


def test_histories_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(shown(comparison({"damage_busd": [2.0, 3.1, 3.9]}), capsys).split())
    assert "What happens differs in 3 of 3 runs, first in step 4 of the median run (4 to 4)" in out
    assert "is most often request (3 runs)" in out
    assert "times narrower than luck of one's own would" in out


def test_equal_worlds_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(shown(comparison({}, event=None), capsys).split())
    assert "The same things happen in both, in every run." in out
    assert "What differs" not in out


def test_many_partnerships_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(comparison({}, ties=11), capsys)
    assert "Partnership at the end (3 more differ)" in out
    assert out.count("dialogue of DEU and S") == 8
    few = shown(comparison({}, ties=2), capsys)
    assert "Partnership at the end  " in few
    assert " ".join(few.splitlines()[-1].split()) == "dialogue of DEU and S01 100 % 50 %"


def test_shares_stand_beside_their_sum(capsys: pytest.CaptureFixture[str]) -> None:
    half = Interval(0.5, 0.4, 0.6, 3)
    none = Interval(math.nan, math.nan, math.nan, 0)
    shares = {name: (half, half) for name in METRICS}
    totals = {name: none if name == "trust" else Interval(1.0, 0.8, 1.2, 3) for name in METRICS}
    found = comparison(
        {"damage_busd": [2.0, 3.1, 3.9], "trust": [2.0, 3.1, 3.9]},
        attribution=Attribution(("x", "y"), False, totals, shares),
    )
    lines = [" ".join(line.split()) for line in shown(found, capsys).splitlines()]
    head = lines.index("What each change adds (combinations drawn for each run) x y together")
    told = "+0.50 (+0.40 to +0.60) +0.50 (+0.40 to +0.60) +1.00 (+0.80 to +1.20)"
    assert lines[head + 1 :] == [f"Collective response {told}", f"Damage {told}"]


def test_machines_get_everything_and_null_for_what_is_unknown() -> None:
    found = comparison({"damage_busd": [2.0, 3.1, math.nan]}, ties=1)
    told = json.loads(json.dumps(for_machines(found), allow_nan=False))
    assert [row["metric"] for row in told["metrics"]] == list(METRICS)
    damage = told["metrics"][list(METRICS).index("damage_busd")]
    assert damage["values"] == [1.0, pytest.approx(1.1), None]
    assert told["metrics"][0]["effect_size"] is None
    assert (told["second"], told["replicates"], len(told["histories"])) == ("without trust", 3, 3)
    assert told["partnerships"][0]["share_second"] == 0.5
    assert told["attribution"] is None
    half = Interval(0.5, math.nan, math.nan, 1)
    shared = Attribution(("x",), True, {"trust": half}, {"trust": (half,)})
    shares = for_machines(comparison({}, attribution=shared))["attribution"]
    assert (shares["exact"], shares["changes"]) == (True, ["x"])
    assert (shares["shares"][0]["adds"], shares["shares"][0]["low"]) == (0.5, None)
