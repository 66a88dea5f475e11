"""What a scenario says counts: nothing is read and then ignored."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from contracts.measures import ROOT, Source, sources
from coopsim.scenario.kinds import shipped_partnerships, shipped_threats
from coopsim.world.fields import FIELDS

BLOCKS = "coopsim.world.blocks"
# What founding makes of a field, which is what the step then reads.
BECOMES = {
    "technology": "technology_now",
    "equipment": "equipment_now",
    "compliance": "reliability",
    "hierarchy": "hierarchy_gap",
    "next_election_months": "to_election",
    "takes_part": "takes_part_now",
    "latitude": "distance_km",
    "longitude": "distance_km",
}


def declarations() -> dict[tuple[str, str], tuple[str, str]]:
    """Map each constant of a block's file to how its field is declared, and to its name."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for file in sources(ROOT, "src"):
        if file.name.startswith("src/coopsim/world/blocks/"):
            module = file.name.rpartition("/")[2].removesuffix(".py")
            for node in file.tree.body:
                match node:
                    case ast.Assign(
                        targets=[ast.Name(id=constant)],
                        value=ast.Call(
                            func=ast.Name(id="given" | "computed" as how),
                            args=[_, ast.Constant(value=str(name)), *_],
                        ),
                    ):
                        found[module, constant] = (how, name)
    return found


def readings(file: Source) -> Iterator[tuple[str, str]]:
    """Yield the constants of blocks that a file names, each with its module."""
    modules = {}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(BLOCKS):
            for each in node.names:
                if node.module == BLOCKS:
                    modules[each.asname or each.name] = each.name
                else:
                    yield str(node.module).rpartition(".")[2], each.name
    for node in ast.walk(file.tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=constant) if name in modules:
                yield modules[name], constant


@pytest.fixture(scope="module")
def unread() -> list[tuple[str, str]]:
    """List the fields, as declared, that no phase, decision or metric names."""
    folders = ("phases/", "decisions/", "metrics/")
    named = {
        constant
        for file in sources(ROOT, "src")
        if file.name.removeprefix("src/coopsim/").startswith(folders)
        for constant in readings(file)
    }
    declared = declarations()
    assert len(declared) > 200
    assert len(named & set(declared)) > 150
    return [declared[constant] for constant in declared if constant not in named]


def test_what_a_scenario_says_is_read_by_the_step(unread: list[tuple[str, str]]) -> None:
    threats, partnerships = shipped_threats().values(), shipped_partnerships().values()
    by_kinds = {each.exposure for each in threats} | {each.denied_by for each in threats}
    by_kinds |= {each.needs for each in partnerships}
    given = {name for how, name in unread if how == "given"}
    assert given - by_kinds - set(BECOMES) == set()
    known = {field.name for block in FIELDS.values() for field in block.values()}
    assert set(BECOMES.values()) <= known


def test_what_a_step_computes_is_read(unread: list[tuple[str, str]]) -> None:
    assert [name for how, name in unread if how == "computed"] == []
