"""Luck belongs to an address: what else is in the world, and in what order, does not touch it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from coopsim.catalogue.registry import MECHANISMS
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.tables import Table
from coopsim.scenario import load
from coopsim.world.ledger import EVERYTHING

STEPS = 24
BASE = Path("scenarios/baseline.yaml")
ADDRESS = ("step", "actor", "partner", "subject")

# A state that no threat strikes, that trusts nobody and that nobody trusts or notices.
HERMIT = """
extends: {base}
states:
  - {{id: AAA_hermit, gdp_busd: 1, defence_share: 0, diplomacy_share: 0, personnel_k: 0,
     latitude: 0, longitude: 0}}
threats:
  - {{id: network_attacks, targets: [{all}]}}
  - {{id: weather_extremes, targets: [{all}]}}
dyads:
{dyads}
"""


def recorded(path: Path, **settings: object) -> Record:
    """Run a short history with every decision recorded."""
    return run(load(path, set={"steps": STEPS, **settings}), replicates=1, record=EVERYTHING)


def luck_by_address(table: Table) -> dict[tuple[object, ...], float]:
    """Return the draw of each decision by its address, where one was made."""
    keys = zip(*(column_of(table, name) for name in ADDRESS), strict=True)
    draws = zip(keys, table.numbers("draw").tolist(), strict=True)
    return {address: draw for address, draw in draws if not math.isnan(draw)}


def column_of(table: Table, name: str) -> list[object]:
    """Return a column as plain values."""
    return list(table.numbers(name).tolist() if name == "step" else table.texts(name))


@pytest.fixture(scope="module")
def base() -> Record:
    """Run the baseline once."""
    return recorded(BASE)


def test_an_actor_without_effect_changes_nothing_for_the_others(
    base: Record, tmp_path: Path
) -> None:
    ids = sorted({str(each) for each in base.table("states").texts("state")})
    dyads = "".join(
        f"  - {{from: AAA_hermit, to: {other}, trust: 0, friction: 1}}\n" for other in ids
    )
    path = tmp_path / "hermit.yaml"
    text = HERMIT.format(base="baseline", all=", ".join(ids), dyads=dyads)
    path.write_text(text, encoding="utf-8")
    states = recorded(path).table("states")
    others = np.array([each != "AAA_hermit" for each in states.texts("state")])
    before = base.table("states")
    for column in before.columns:
        if column.kind == "float":
            assert np.array_equal(
                states.numbers(column.name)[others], before.numbers(column.name), equal_nan=True
            ), column.name


def test_the_order_of_states_in_a_file_means_nothing(base: Record, tmp_path: Path) -> None:
    table = Path("scenarios/tables/baseline-states.csv").read_text(encoding="utf-8").splitlines()
    head = next(n for n, line in enumerate(table) if line.startswith("id,"))
    tables = tmp_path / "tables"
    tables.mkdir()
    shuffled = [*table[: head + 1], *reversed(table[head + 1 :])]
    (tables / "baseline-states.csv").write_text("\n".join(shuffled), encoding="utf-8")
    dyads = Path("scenarios/tables/baseline-dyads.csv").read_text(encoding="utf-8")
    (tables / "baseline-dyads.csv").write_text(dyads, encoding="utf-8")
    path = tmp_path / "baseline.yaml"
    path.write_text(BASE.read_text(encoding="utf-8"), encoding="utf-8")
    again = recorded(path)
    for name, table_before in base.tables().items():
        for one, other in zip(table_before.columns, again.table(name).columns, strict=True):
            assert column_equal(table_before, again.table(name), one.name), (name, other.name)


def column_equal(one: Table, other: Table, name: str) -> bool:
    """Compare a column of two tables value by value."""
    if one.column(name).kind == "text":
        return one.texts(name) == other.texts(name)
    return bool(np.array_equal(one.numbers(name), other.numbers(name), equal_nan=True))


@pytest.mark.parametrize("mechanism", sorted(set(MECHANISMS) - {"threats"}))
def test_switching_a_mechanism_off_leaves_every_draw_as_it_was(
    base: Record, mechanism: str
) -> None:
    without = recorded(BASE, **{f"mechanisms.{mechanism}.scale": 0})
    compared = 0
    for name in ("decisions/contribute", "decisions/vote", "decisions/form"):
        if name in without.tables():
            before, after = luck_by_address(base.table(name)), luck_by_address(without.table(name))
            common = before.keys() & after.keys()
            assert all(before[address] == after[address] for address in common)
            compared += len(common)
    assert compared > 100
    strikes = [struck(base), struck(without)]
    assert strikes[0] == strikes[1]


def struck(record: Record) -> list[tuple[object, ...]]:
    """List the random strikes of a history: when, whom, by what, how hard."""
    events = record.table("events")
    rows = zip(
        events.texts("kind"), events.texts("cause"), events.numbers("step").tolist(),
        events.texts("actor"), events.texts("subject"), events.numbers("size").tolist(),
        strict=True,
    )  # fmt: skip
    return [row for row in rows if row[0] == "strike"]
