from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

import coopsim
from coopsim.errors import InputError
from coopsim.runs.hashing import content_hash
from coopsim.world.ledger import DECISIONS
from unit.runs.samples import scenario

HEAVY = ("numba", "numpy", "pandas", "mesa", "pyarrow", "pydantic", "yaml")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(scenario().resolved_yaml(), encoding="utf-8")
    return path


def loaded_by(statement: str) -> set[str]:
    """Return which heavy libraries a fresh process has loaded after a statement."""
    code = f"import sys; {statement}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())


def test_importing_costs_nothing() -> None:
    assert loaded_by("import coopsim; dir(coopsim); coopsim.run; coopsim.InputError") == set()


def test_only_the_model_brings_mesa() -> None:
    assert not {"mesa", "pandas"} & loaded_by("import coopsim; coopsim.load; coopsim.Record")
    assert "mesa" in loaded_by("import coopsim; coopsim.CooperationModel")


def test_there_are_few_names_and_each_can_be_had() -> None:
    assert len(coopsim.__all__) < 15
    assert dir(coopsim) == sorted(coopsim.__all__)
    for name in coopsim.__all__:
        assert getattr(coopsim, name) is not None
        assert name == "__version__" or getattr(coopsim, name).__doc__
    assert coopsim.__version__ == importlib.metadata.version("coopsim")


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module coopsim has no attribute simulate"):
        coopsim.__getattr__("simulate")


def test_a_scenario_may_be_given_by_its_file(file: Path) -> None:
    records = [
        coopsim.run(source, seed=1, replicates=2, steps=2)
        for source in (scenario(), file, str(file), coopsim.load(file))
    ]
    hashes = [[content_hash(table) for table in record.tables().values()] for record in records]
    assert hashes.count(hashes[0]) == 4
    assert records[0].facts.replicates == 2
    assert records[0].facts.seed == 1


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    coopsim.run(scenario(), steps=2, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)


def test_play_can_be_stopped_and_equals_run(file: Path) -> None:
    whole = coopsim.run(file, seed=1, replicates=2).table("metrics")
    watched = list(islice(coopsim.play(file, seed=1, replicate=1), 2))
    assert [snapshot.step for snapshot in watched] == [0, 1]
    # The second replicate follows the four steps of the first.
    for name in ("trust", "threat_perception"):
        assert [each.metrics[name] for each in watched] == whole.numbers(name)[4:6].tolist()


# Metrics, states, partnerships, events, and one a kind of decision.
ALL_TABLES = 4 + len(DECISIONS)


@pytest.mark.parametrize(
    ("level", "tables"), [("nothing", 1), ("changes", ALL_TABLES), ("everything", ALL_TABLES)]
)
def test_what_is_kept_is_said_by_name(level: str, tables: int) -> None:
    record = coopsim.run(scenario(), steps=1, record=level)
    assert record.facts.recorded == level
    assert len(record.tables()) == tables


def test_a_snapshot_holds_the_decisions_that_were_asked_for() -> None:
    n_rows = {}
    for level in ("nothing", "changes", "everything"):
        n_rows[level] = sum(
            table.n_rows
            for snapshot in coopsim.play(scenario(24), seed=1, record=level)
            for table in snapshot.decisions.values()
        )
    assert 0 == n_rows["nothing"] < n_rows["changes"] < n_rows["everything"]


@pytest.mark.parametrize("verb", [coopsim.run, coopsim.play])
def test_an_unknown_level_is_refused(verb: Callable[..., object]) -> None:
    with pytest.raises(InputError, match='no such level "everythin"; did you mean "everything"'):
        verb(scenario(), record="everythin")
    with pytest.raises(InputError, match='no such level "x"; one of: nothing, changes, everything'):
        verb(scenario(), record="x")


def test_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(InputError, match="no such scenario"):
        coopsim.run("baselin")
