from __future__ import annotations

import math
from typing import Any

import pytest

from coopsim.catalogue.mechanisms import provision as mech
from coopsim.catalogue.mechanisms.core import BUDGETS_ON
from coopsim.catalogue.rules import (
    AT_LEAST,
    BEST_RESPONSE,
    IMITATION,
    MUTATION,
    PACE,
    SELECTION,
    TASTE,
    THRESHOLD,
    UPDATES,
)
from coopsim.phases import provision as phase
from coopsim.phases.provision import provision, remember_part
from coopsim.randomness import IMITATE, PICK, PROVIDE
from coopsim.world import ledger as book
from coopsim.world.blocks import provision as pr
from coopsim.world.blocks import state
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import A, B, C, decisions, fix_luck, ledger_for, tiny_world


def good(rule: int, *, states: int = 3, scale: float = 1.0) -> World:
    """Make a world of states that could pay 10 each, of one rule; the good takes half of all."""
    world = tiny_world(states)
    world.parameters[mech.PROVISION_ON] = scale
    world.parameters[mech.GOAL] = 0.5
    world.parameters[mech.PART] = 0.2
    world.parameters[mech.GROUP_SIZE] = 2.0
    world.parameters[mech.GROUP_THRESHOLD] = 2.0
    world.parameters[mech.RISK] = 0.9
    world.parameters[mech.ENDOWMENT] = 1.0
    world.states[state.RELEASED] = 10.0
    world.rules[:] = rule
    world.manners[:, 0] = 0.0
    return world


def provide(world: World, level: int = book.EVERYTHING) -> Ledger:
    ledger = ledger_for(world, level)
    provision(world, ledger, 0)
    return ledger


def test_who_takes_part_pays_and_all_are_warned() -> None:
    world = good(THRESHOLD)
    world.manners[:, AT_LEAST] = 0.0, 1.0, 0.0
    provide(world)
    assert world.states[pr.PROVIDED].tolist() == [2.0, 0.0, 2.0]
    assert world.states[state.CONTRIBUTION].tolist() == [2.0, 0.0, 2.0]
    assert world.states[state.RESERVE].tolist() == [8.0, 10.0, 8.0]
    assert world.states[state.RELEASED].tolist() == [8.0, 10.0, 8.0]
    assert world.states[pr.WARNED].tolist() == pytest.approx([4.0 / 15.0] * 3)


def test_a_gift_leaves_less_for_those_who_ask() -> None:
    world = good(THRESHOLD)
    world.states[state.CAPACITY] = 9.0
    provide(world)
    assert world.states[state.CAPACITY].tolist() == [8.0, 8.0, 8.0]


def test_without_budgets_gifts_cost_nothing() -> None:
    world = good(THRESHOLD)
    world.parameters[BUDGETS_ON] = 0.0
    provide(world)
    assert world.states[state.RESERVE].tolist() == [10.0, 10.0, 10.0]


def test_without_provision_there_is_no_common_good() -> None:
    world = good(THRESHOLD, scale=0.0)
    assert decisions(provide(world)) == []
    assert world.states[pr.PROVIDED].tolist() == [0.0, 0.0, 0.0]


def test_who_has_nothing_gives_nothing() -> None:
    world = good(THRESHOLD)
    world.states[state.RELEASED, B] = 0.0
    world.states[state.GDP, C] = 0.0
    assert [each.actor for each in decisions(provide(world))] == [A]


def test_all_decide_on_what_was_given_before() -> None:
    world = good(BEST_RESPONSE)
    world.manners[:, TASTE] = 0.5
    world.manners[:, PACE] = 0.5
    world.states[pr.PROVIDED] = 4.0, 0.0, 2.0
    ledger = provide(world)
    # Of means 10: half of 5 - (others) / 2, and half of what was given before.
    gifts = [0.5 * (5 - 1) + 2, 0.5 * (5 - 3), 0.5 * (5 - 2) + 1]
    assert world.states[pr.PROVIDED].tolist() == pytest.approx(gifts)
    first = decisions(ledger, book.PROVIDE)[0]
    assert first.score == pytest.approx(gifts[0] / 10)
    assert first.terms[0] == pytest.approx(0.25)
    assert first.terms[8:] == pytest.approx([-0.05, 0.2, 0.0])


@pytest.mark.parametrize(("level", "n_rows"), [(book.CHANGES, 1), (book.EVERYTHING, 3)])
def test_only_changes_are_recorded_unless_all_is_asked_for(level: int, n_rows: int) -> None:
    world = good(THRESHOLD)
    world.states[pr.PROVIDED] = 2.0, 0.0, 2.0
    assert len(decisions(provide(world, level))) == n_rows


def imitators(monkeypatch: pytest.MonkeyPatch, picked: tuple[float, float], luck: float) -> World:
    """Make a world in which one state reconsiders; ids rise with rows, so the last stands first."""
    world = good(IMITATION)
    world.manners[:, SELECTION] = 2.0
    world.manners[:, MUTATION] = 0.1
    world.manners[:, UPDATES] = 1.0
    world.states[pr.TAKES_PART] = 1.0, 0.0, 1.0
    fix_luck(monkeypatch, "provision", {IMITATE: luck, PROVIDE: 0.5})

    def lots(*address: Any) -> tuple[float, float]:
        assert address[3] == PICK
        return picked

    monkeypatch.setattr(phase, "draw_pair", lots)
    return world


LAST, MIDDLE, FIRST = 0.1, 0.5, 0.9


def test_a_copy_worked_out_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    # B is not ready, A and C are. In pairs that need both, B is never safe and keeps 0.1; A meets
    # C in half of its pairs, keeps (1 + 0.1) / 2 = 0.55, less its cost of 0.2: 0.35.
    world = imitators(monkeypatch, (MIDDLE, FIRST), 0.5)
    (copied,) = decisions(provide(world), book.IMITATE)
    assert copied[:5] == ("imitate", B, A, book.NOBODY, "yes")
    assert copied.terms == pytest.approx([-2 * 0.1, 2 * 0.35])
    # What mutation leaves of the draw: (0.5 - 0.1) / 0.9.
    rest = 0.4 / 0.9
    assert copied.threshold == pytest.approx(-math.log(rest / (1 - rest)))
    assert world.states[pr.TAKES_PART].tolist() == [1.0, 1.0, 1.0]


def test_a_worse_example_is_seldom_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    world = imitators(monkeypatch, (LAST, MIDDLE), 0.15)
    (refused,) = decisions(provide(world), book.IMITATE)
    assert (refused.actor, refused.partner, refused.answer) == (C, B, "no")
    assert world.states[pr.TAKES_PART].tolist() == [1.0, 0.0, 1.0]


def test_now_and_then_a_state_changes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    world = imitators(monkeypatch, (FIRST, FIRST), 0.1)
    assert decisions(provide(world), book.IMITATE) == []
    assert world.states[pr.TAKES_PART].tolist() == [0.0, 0.0, 1.0]


def test_without_a_common_good_losses_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    world = imitators(monkeypatch, (MIDDLE, FIRST), 0.5)
    world.parameters[mech.PROVISION_ON] = 0.0
    world.states[state.GIVEN, B] = 120.0
    world.states[state.DAMAGE_STOCK, A] = 60.0
    (copied,) = decisions(provide(world), book.IMITATE)
    assert copied.terms == pytest.approx([2 * 0.1, -2 * 0.05])


def test_who_gave_takes_part_but_who_imitates_keeps_its_readiness() -> None:
    world = good(THRESHOLD)
    world.rules[C] = IMITATION
    world.states[state.CONTRIBUTION] = 1.0, 0.0, 5.0
    remember_part(world.states, world.rules)
    assert world.states[pr.TAKES_PART].tolist() == [1.0, 0.0, 0.0]
