from __future__ import annotations

import pytest

from coopsim.catalogue import registry
from coopsim.catalogue.registry import CORE, FULL, mechanism, n_parameters, parameter


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget all mechanisms for a while."""
    monkeypatch.setattr(registry, "MECHANISMS", {})


def declare_trust() -> int:
    return mechanism(
        "trust", "Trust grows.", "a / (a + b)", "a book",
        asked_by="S0", phase="trust", moves=("trust",),
    )  # fmt: skip


def declare(default: float, bounds: tuple[float, float], prior: tuple[float, float]) -> int:
    declare_trust()
    return parameter("trust", "loss", default, bounds, "1/month", "Forgotten.", prior=prior)


def test_places_follow_each_other() -> None:
    assert declare_trust() == 0
    assert parameter("trust", "loss", 0.1, (0.0, 1.0), "1", "Lost.", prior=(0.0, 0.5)) == 1
    assert (
        mechanism(
            "damage", "Damage hurts.", "need - help", "stylised",
            asked_by="added", phase="damage", moves=("damage_busd",), profile=FULL,
        )
        == 2
    )  # fmt: skip
    assert parameter("damage", "repair", 0.1, (0.0, 1.0), "1", "Repaired.", prior=(0.1, 0.1)) == 3
    assert n_parameters() == 4


def test_a_declaration_can_be_read_again() -> None:
    declare(0.2, (0.0, 1.0), (0.1, 0.5))
    made = registry.MECHANISMS["trust"]
    assert (made.name, made.switch, made.meaning) == ("trust", 0, "Trust grows.")
    assert (made.equation, made.source) == ("a / (a + b)", "a book")
    assert (made.asked_by, made.phase, made.moves) == ("S0", "trust", ("trust",))
    assert made.profile == CORE
    loss = made.parameters["loss"]
    assert (loss.mechanism, loss.name, loss.index, loss.unit) == ("trust", "loss", 1, "1/month")
    assert (loss.low, loss.default, loss.high, loss.prior) == (0.0, 0.2, 1.0, (0.1, 0.5))
    assert (loss.meaning, loss.source, loss.calibrated) == ("Forgotten.", "stylised", False)


@pytest.mark.parametrize(
    ("default", "bounds", "prior"),
    [
        (0.05, (0.0, 1.0), (0.1, 0.5)),
        (0.6, (0.0, 1.0), (0.1, 0.5)),
        (0.2, (0.15, 1.0), (0.1, 0.5)),
        (0.2, (0.0, 0.4), (0.1, 0.5)),
        (0.2, (1.0, 0.0), (0.1, 0.5)),
        (0.2, (0.0, 1.0), (0.5, 0.1)),
        (float("nan"), (0.0, 1.0), (0.1, 0.5)),
    ],
)
def test_bounds_prior_and_default_must_nest(
    default: float, bounds: tuple[float, float], prior: tuple[float, float]
) -> None:
    with pytest.raises(ValueError, match=r"^trust\.loss: bounds, prior and default do not nest$"):
        declare(default, bounds, prior)
    assert registry.MECHANISMS["trust"].parameters == {}


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_all_may_be_one_number(value: float) -> None:
    assert declare(value, (value, value), (value, value)) == 1


def test_a_parameter_belongs_to_a_mechanism() -> None:
    with pytest.raises(KeyError, match="trust"):
        parameter("trust", "loss", 0.2, (0.0, 1.0), "1", "Lost.", prior=(0.1, 0.5))
