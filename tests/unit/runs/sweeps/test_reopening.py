from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coopsim.errors import ResultsError
from coopsim.runs.sweeps.reopening import _read, _spelled, read_blueprint, reopen
from unit.runs.sweeps.samples import swept

RULE = {"rule": {"path": "mechanisms.friction", "values": ["on", "off", 0.5]}}
TABLE = {"design": {"kind": "table", "file": "t.csv"}, "levers": {}, "uncertainties": {}}


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"arms": {"a": {"variant": "calm", "set": {"seed": 4}}, "b": {"without": ["trust"]}}},
        {"design": {"kind": "one_at_a_time"}},
        {"uncertainties": RULE},
        {"levers": {}, "uncertainties": {}},
        {"priors": ["trust"], "levers": {}, "design": {"kind": "latin_hypercube", "points": 3}},
        TABLE,
    ],
)
def test_a_folder_alone_gives_the_same_points(tmp_path: Path, keys: dict[str, Any]) -> None:
    (tmp_path / "t.csv").write_text(
        "mechanisms.friction.scale,steps\n0.5,3\n2,4\n", encoding="utf-8"
    )
    made, out = swept(tmp_path, outcomes=["trust"], replicates=1, **keys)
    (tmp_path / "world.yaml").unlink()
    again = reopen(out)
    assert (again.sha256, again.n_runs, again.seed) == (made.sha256, made.n_runs, made.seed)
    assert again.arms == made.arms
    for name, ground in made.study.grounds.items():
        for i in range(made.study.design.n_points):
            point, other = made.study.design.point(i), again.study.design.point(i)
            assert point == other
            there = again.study.grounds[name].scenario(other)
            assert there.sha256() == ground.scenario(point).sha256()


@pytest.mark.parametrize("value", ["on", "0.5", "true", "", '"x', True, 3, 0.25, -2])
def test_values_of_all_kinds_are_read_again(value: bool | float | str) -> None:
    read = _read(_spelled(value))
    assert (read, type(read)) == (value, type(value))


def test_a_folder_without_a_sweep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"holds no sweep: it has no experiment\.json"):
        read_blueprint(tmp_path)


def test_a_sweep_of_another_version_is_refused_by_name(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    told = json.loads((out / "experiment.json").read_text(encoding="utf-8"))
    told["essence"]["results_version"] = 99
    (out / "experiment.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ResultsError, match="has results of version 99; this coopsim reads version"):
        reopen(out)


@pytest.mark.parametrize(
    ("file", "message"),
    [("experiment.json", "can't be read as an experiment"), ("design.parquet", "its design can't")],
)
def test_a_damaged_folder_is_refused(tmp_path: Path, file: str, message: str) -> None:
    _, out = swept(tmp_path)
    (out / file).write_text("{", encoding="utf-8")
    with pytest.raises(ResultsError, match=message):
        reopen(out)
