from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.asking import KINDS
from coopsim.analysis.conditions import CONDITIONS, Scene, unmet
from coopsim.analysis.replaying import case_of, edge_between, watch
from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON, PARTNERING_ON, RESPONSE_ON
from coopsim.catalogue.mechanisms.politics import RATIFICATION_ON
from coopsim.phases.mandates import ADOPTED
from coopsim.world.blocks import dyad
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import politics as pol
from coopsim.world.blocks import threat as th
from coopsim.world.world import World
from unit.analysis.decided import record
from unit.runs.samples import DEU, FRA

PACT, CYBER = 0, 0
BOTH = [DEU, FRA]


@pytest.fixture
def scene() -> Scene:
    """Make a world in which all is as it must be for every question to come up."""
    case = case_of(record(), 0)
    found = Scene(case, watch(case, 2, []), 2, DEU, FRA, "")
    for world in (found.history.before, found.history.after):
        world.parameters[RATIFICATION_ON] = 1.0
        world.impacts[th.REQUEST, :, FRA] = world.impacts[th.NEED, :, FRA] = 3.0
        world.dyads[dyad.CHANNEL] = 1.0
        world.mandates[inst.STATUS] = 0.0
        world.partnerships[ps.DEPTH, 0] = 0.5
        world.partnerships[ps.DEPTH, 1:] = 0.0
        world.partnerships[pol.WAITING, 1] = 1.0
        world.partnerships[pol.RATIFIED] = 0.0
    return found


def before(scene: Scene) -> World:
    return scene.history.before


def after(scene: Scene) -> World:
    return scene.history.after


@pytest.mark.parametrize("kind", ["contribute", "vote"])
def test_where_all_is_met_nothing_is_said(scene: Scene, kind: str) -> None:
    assert unmet(kind, scene) == ""


@pytest.mark.parametrize("kind", ["form", "leave"])
def test_a_pair_that_could_have_decided_did_not_meet(scene: Scene, kind: str) -> None:
    assert unmet(kind, scene).startswith("DEU and FRA did not meet in step 2")


@pytest.mark.parametrize(
    ("kind", "place", "name"),
    [
        ("contribute", RESPONSE_ON, "response"),
        ("vote", INSTITUTIONS_ON, "institutions"),
        ("form", PARTNERING_ON, "partnering"),
        ("leave", PARTNERING_ON, "partnering"),
        ("ratify", RATIFICATION_ON, "ratification"),
    ],
)
def test_a_mechanism_that_is_off_comes_first(
    scene: Scene, kind: str, place: int, name: str
) -> None:
    after(scene).parameters[place] = 0.0
    after(scene).impacts[th.NEED] = after(scene).impacts[th.REQUEST] = 0.0
    assert unmet(kind, scene) == f"the mechanism {name} is off"


@pytest.mark.parametrize("kind", ["contribute", "vote"])
def test_nobody_asks_without_a_strike(scene: Scene, kind: str) -> None:
    after(scene).impacts[th.REQUEST, :, FRA] = after(scene).impacts[th.NEED, :, FRA] = 0.0
    assert unmet(kind, scene) == "FRA was not struck by any threat and asked nobody"
    assert "by cyber and" in unmet(kind, scene._replace(subject="cyber"))


def test_who_meets_its_need_asks_nobody(scene: Scene) -> None:
    after(scene).impacts[th.REQUEST, :, FRA] = 0.0
    assert unmet("contribute", scene).startswith(
        "FRA asked nobody: what cyber took, 3 billion USD, it met itself"
    )


def test_without_a_channel_one_is_not_asked(scene: Scene) -> None:
    world = before(scene)
    world.dyads[dyad.CHANNEL, edge_between(world, FRA, DEU)] = 0.0
    assert unmet("contribute", scene) == ""
    world.dyads[dyad.CHANNEL, edge_between(world, DEU, FRA)] = 0.0
    assert unmet("contribute", scene).startswith("FRA did not ask DEU: the two shared no institut")


@pytest.mark.parametrize("row", [inst.MEMBER, ms.COALITION])
def test_without_an_institution_nobody_votes(scene: Scene, row: int) -> None:
    if row == inst.MEMBER:
        before(scene).seats[inst.MEMBER, PACT, DEU] = 0.0
    else:
        before(scene).institutions[ms.COALITION, PACT] = 1.0
    assert unmet("vote", scene) == "DEU and FRA shared no institution that could vote on it"


def test_nobody_votes_again_on_what_was_decided(scene: Scene) -> None:
    before(scene).mandates[inst.STATUS, PACT, CYBER, FRA] = ADOPTED
    before(scene).mandates[inst.SINCE, PACT, CYBER, FRA] = 1.0
    assert unmet("vote", scene) == "PACT had decided in step 1 to help FRA"


def test_a_lead_nation_decides_alone(scene: Scene) -> None:
    before(scene).institutions[inst.LEAD, PACT] = DEU
    assert unmet("vote", scene) == ""
    before(scene).institutions[inst.LEAD, PACT] = FRA
    assert unmet("vote", scene) == "FRA decides alone in the institution they share"


def test_what_stands_is_not_formed_again(scene: Scene) -> None:
    first = scene.case.names.kinds[0]
    asked = scene._replace(subject=first)
    assert unmet("form", asked) == f"DEU and FRA had or had signed the partnership {first} already"
    before(scene).partnerships[ps.DEPTH] = 1.0
    assert "every kind of partnership already" in unmet("form", scene)


def test_what_does_not_stand_is_not_left(scene: Scene) -> None:
    second = scene.case.names.kinds[1]
    asked = scene._replace(subject=second)
    assert unmet("leave", asked) == f"DEU and FRA did not have the partnership {second}"
    before(scene).partnerships[ps.DEPTH] = 0.0
    assert unmet("leave", scene) == "DEU and FRA did not have any partnership"


def test_only_what_was_signed_is_ratified(scene: Scene) -> None:
    world = before(scene)
    assert unmet("ratify", scene).startswith("a new government in DEU")
    world.partnerships[pol.RATIFIED, 1, edge_between(world, DEU, FRA)] = 1.0
    assert unmet("ratify", scene) == "DEU had ratified it before"
    world.partnerships[pol.WAITING] = 0.0
    assert "had signed nothing" in unmet("ratify", scene)


def test_a_kind_without_conditions_says_nothing(scene: Scene) -> None:
    assert unmet("attack", scene) == ""
    assert CONDITIONS.keys() < set(KINDS)


def test_asking_changes_nothing(scene: Scene) -> None:
    blocks = [block.copy() for block in (*before(scene), *after(scene))]
    for kind in CONDITIONS:
        unmet(kind, scene)
    for was, block in zip(blocks, (*before(scene), *after(scene)), strict=True):
        np.testing.assert_array_equal(was, block)
