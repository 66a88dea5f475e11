from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.catalogue.registry import n_parameters
from coopsim.errors import CoopsimError
from coopsim.scenario.founding import size_of
from coopsim.world.fields import Field, fields_of, height_of
from coopsim.world.world import (
    FIELDS_IN,
    FROM,
    MIRROR,
    SLOTS,
    TO,
    TOLERANCE,
    Size,
    World,
    allocate,
    check,
    copy,
)
from worlds import tiny_world

SIZE = Size(states=3, edges=4, kinds=2, institutions=5, threats=6, planned=7, issues=8)
PLACES = [
    pytest.param(name, field, id=f"{block}.{field.name}")
    for name, block in FIELDS_IN.items()
    for field in fields_of(block)
]


def full_world() -> World:
    return tiny_world(2, planned=1, attackers=1, organisations=1)


# --------------------------------------------------------------------------- allocate


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("agendas", (3, 8, 3)),
        ("edges", (5, 4)),
        ("row_start", (4,)),
        ("transit", (SLOTS, 6, 3)),
        ("shipments", (SLOTS, 4)),
        ("parameters", (n_parameters(),)),
        ("luck", (2,)),
        ("state_key", (3,)),
        ("kind_key", (2,)),
        ("institution_key", (5,)),
        ("threat_key", (6,)),
        # Room for every pair with every kind
        ("scratch", (5, 11)),
        ("lists", (4, 11)),
    ],
)
def test_blocks_have_their_shapes(name: str, shape: tuple[int, ...]) -> None:
    block = getattr(allocate(SIZE), name)
    assert block.shape == shape
    assert not block.any()


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("states", (3,)),
        ("dyads", (4,)),
        ("kinds", (2,)),
        ("partnerships", (2, 4)),
        ("institutions", (5,)),
        ("seats", (5, 3)),
        ("mandates", (5, 6, 3)),
        ("threats", (6,)),
        ("plan", (7,)),
        ("impacts", (6, 3)),
        ("tallies", ()),
    ],
)
def test_blocks_of_fields_have_a_row_for_each_field(name: str, shape: tuple[int, ...]) -> None:
    assert getattr(allocate(SIZE), name).shape == (height_of(FIELDS_IN[name]), *shape)


def test_a_step_is_a_month_unless_it_is_said() -> None:
    assert allocate(SIZE).clock.tolist() == [1.0]


@pytest.mark.parametrize(
    ("size", "width"), [(Size(12, 0, 0, 0, 0, 0, 1), 12), (Size(2, 2, 0, 0, 0, 0, 1), 11)]
)
def test_there_is_room_even_where_there_is_little(size: Size, width: int) -> None:
    assert allocate(size).scratch.shape == (5, width)


# --------------------------------------------------------------------------- copy


def test_a_copy_is_equal_and_apart() -> None:
    world = full_world()
    other = copy(world)
    for one, two in zip(world, other, strict=True):
        np.testing.assert_array_equal(one, two)
        assert one.dtype == two.dtype
        assert not np.shares_memory(one, two)
    assert size_of(other) == size_of(world)


# --------------------------------------------------------------------------- check


def test_a_sound_world_passes() -> None:
    check(full_world())
    check(allocate(Size(0, 0, 0, 0, 0, 0, 0)))


@pytest.mark.parametrize(("name", "field"), PLACES)
def test_a_number_out_of_bounds_is_found(name: str, field: Field) -> None:
    for wrong in (field.low - 0.1, field.high + 0.1, math.nan, math.inf):
        world = full_world()
        getattr(world, name)[field.index : field.index + 1].flat[-1] = wrong
        with pytest.raises(CoopsimError, match=rf"{field.block}\.{field.name} is .*, outside \["):
            check(world)


def test_the_message_names_field_value_and_bounds() -> None:
    world = full_world()
    world.states[0, 1] = -3.5
    with pytest.raises(CoopsimError, match=r"^state\.gdp_busd is -3\.5, outside \[0\.0, inf\]$"):
        check(world)


@pytest.mark.parametrize(("name", "field"), PLACES)
def test_bounds_themselves_are_allowed(name: str, field: Field) -> None:
    world = full_world()
    for value in (field.low, field.low - 0.9 * TOLERANCE, min(field.high, 1e300)):
        getattr(world, name)[field.index : field.index + 1].flat[:] = value
        check(world)


def test_edges_of_the_tiny_world_mirror_each_other() -> None:
    world = tiny_world(4)
    for e in range(12):
        back = world.edges[MIRROR, e]
        assert world.edges[[FROM, TO], e].tolist() == world.edges[[TO, FROM], back].tolist()
        start, end = world.row_start[world.edges[FROM, e] : world.edges[FROM, e] + 2]
        assert start <= e < end
