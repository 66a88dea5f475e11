from __future__ import annotations

import base64
import gzip
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.analysis.swept import Swept, read_swept
from coopsim.app import reruns
from coopsim.app.packing import unpack
from coopsim.app.reruns import Reruns
from coopsim.errors import CoopsimError, ResultsError
from coopsim.runs.sweeps.replaying import Found, run_number
from unit.analysis.sweeping import formula_swept
from unit.analysis.test_swept import GRID
from unit.runs.sweeps.samples import swept as through


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    outcomes = ["damage_busd", "trust"]
    _, out = through(tmp_path_factory.mktemp("sweep"), outcomes=outcomes, replicates=2)
    return read_swept(out)


def films(text: str) -> list[Any]:
    parts = re.findall(r'<script type="text/plain">([^<]+)</script>', text)
    return [unpack(gzip.decompress(base64.b64decode(each))) for each in parts]


def test_a_run_is_shown_whole_and_says_where_it_stands(swept: Swept) -> None:
    head, reel = films(Reruns(swept).page(8))
    assert head["origin"] == {"cell": 2, "where": "budget 2 ×, friction 0", "run": 1}
    assert head["replicate"] == 1
    row = [each["name"] for each in head["metrics"]].index("damage_busd")
    damage = reel["metrics"].reshape(reel["steps"], -1)[:, row].sum()
    assert damage == pytest.approx(swept.runs("damage_busd")[1, 2, 0], rel=1e-5)


def test_two_runs_are_compared_under_their_names(swept: Swept) -> None:
    one, _, other, _ = films(Reruns(swept).page(6, 7))
    labels = [one["label"], other["label"]]
    assert labels == ["budget 0.5 ×, friction 0, run 1", "budget 1 ×, friction 0, run 1"]


def test_a_run_is_made_only_once(swept: Swept, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(place: Path, plan: Any, number: int) -> Found:
        asked.append(number)
        return run_number(place, plan, number)

    monkeypatch.setattr(reruns, "run_number", counted)
    made = Reruns(swept)
    assert made.page(0) == made.page(0)
    made.page(0, 1)
    assert asked == [0, 1]


def test_runs_that_are_not_there_are_refused(swept: Swept) -> None:
    with pytest.raises(CoopsimError, match=r"holds runs 0 to 11 \(got 12\)"):
        Reruns(swept).page(12)


def test_other_numbers_than_those_of_the_sweep_are_refused(tmp_path: Path) -> None:
    # Numbers of a formula are none that the model comes to.
    wrong = formula_swept(tmp_path, lambda *_: 0.123, **GRID)
    with pytest.raises(ResultsError, match="comes to other numbers than it did"):
        Reruns(wrong).page(0)


def test_a_lost_file_of_runs_is_told(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, lambda *_: 0.5, **GRID)
    for file in (swept.place / "runs").rglob("*.parquet"):
        file.unlink()
    with pytest.raises(ResultsError, match="lacks run 3; coopsim verify says more"):
        Reruns(swept).page(3)


def test_numbers_mean_the_runs_of_their_row(swept: Swept) -> None:
    runs = swept.runs("trust")
    for number in (0, 5, 11):
        found = run_number(swept.place, swept.plan, number)
        replicate, cell = divmod(number, 6)
        np.testing.assert_equal(found.outcomes["trust"], runs[replicate, cell, 0])
