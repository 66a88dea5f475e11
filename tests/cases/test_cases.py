"""Cases worked out by hand: a situation in a few lines, what must come of it, and the arithmetic.

Each file of this folder is one case, or several after one another. A case is a scenario in full
and what is expected after a step: a value of a state, a pair or a metric, a number of events, or
a column of a decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopsim.catalogue.registry import MECHANISMS
from coopsim.catalogue.rule_registry import RULES
from coopsim.runs.one import Snapshot, play
from coopsim.runs.tables import Table, Words
from coopsim.scenario import load
from coopsim.scenario.founding import edge_of
from coopsim.scenario.kinds import shipped_partnerships, shipped_threats
from coopsim.world.fields import FIELDS
from coopsim.world.ledger import EVERYTHING

FOLDER = Path(__file__).parent
# Rounding of some tens of operations; a case that needs more room says so with `within`.
CLOSE = 1e-9


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for n, case in enumerate(yaml.safe_load_all(path.read_text(encoding="utf-8"))):
            yield pytest.param(case, id=f"{path.stem}-{n}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_case_comes_out_as_worked_out_by_hand(case: dict[str, Any], tmp_path: Path) -> None:
    assert case["arithmetic"].strip()
    path = tmp_path / "case.yaml"
    path.write_text(yaml.safe_dump(case["scenario"], sort_keys=False), encoding="utf-8")
    expected = case["expect"]
    met = 0
    for snapshot in play(load(path), record=EVERYTHING):
        for each in expected:
            if each["step"] == snapshot.step:
                check(each, snapshot)
                met += 1
    assert met == len(expected), "an expectation is of a step that is never made"


def check(expected: dict[str, Any], snapshot: Snapshot) -> None:
    found = measured(expected, snapshot)
    if "count" in expected:
        assert found == expected["count"], expected
    else:
        within = expected.get("within", CLOSE)
        assert found == pytest.approx(expected["is"], rel=within, abs=within), expected


def measured(expected: dict[str, Any], snapshot: Snapshot) -> float:
    """Return the number that an expectation is about."""
    if "metric" in expected:
        return snapshot.metrics[expected["metric"]]
    if "event" in expected:
        return float(len(matching(snapshot.events, expected["event"])))
    if "decision" in expected:
        keys = [key for key in ("actor", "partner", "subject") if key in expected]
        about: dict[str, Any] = {key: expected[key] for key in keys}
        table = snapshot.decisions[expected["decision"]]
        rows = matching(table, about)
        if "count" in expected:
            return float(len(rows))
        assert len(rows) == 1, f"{len(rows)} decisions match {expected}"
        return float(cells(table, expected["column"])[rows[0]])
    if "pair" in expected:
        one, other = (snapshot.names.states.index(each) for each in expected["pair"])
        e = edge_of(len(snapshot.names.states), one, other)
        return float(snapshot.world.dyads[FIELDS["dyad"][expected["field"]].index, e])
    i = snapshot.names.states.index(expected["state"])
    return float(snapshot.world.states[FIELDS["state"][expected["field"]].index, i])


def matching(table: Table, about: dict[str, Any]) -> list[int]:
    """List the rows of a table that have the given words in the given columns."""
    columns = {key: cells(table, key) for key in about}
    return [
        n
        for n in range(table.n_rows)
        if all(columns[key][n] == value for key, value in about.items())
    ]


def cells(table: Table, name: str) -> list[Any]:
    """Return a column of a table as plain values."""
    values = table.column(name).values
    return values.texts() if isinstance(values, Words) else values.tolist()


def test_each_mechanism_rule_and_kind_has_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))]
    found = [case for text in texts for case in yaml.safe_load_all(text)]
    shown = {case["mechanism"] for case in found}
    rules = {name for each in RULES.values() for name in each}
    assert {*MECHANISMS, *rules} - shown == set()
    kinds = {*shipped_threats(), *shipped_partnerships()}
    used = {each["kind"] for case in found for each in _with_kinds(case["scenario"])}
    assert kinds - used == set()


def _with_kinds(scenario: dict[str, Any]) -> list[dict[str, Any]]:
    return [*scenario.get("threats", []), *scenario.get("partnerships", [])]
