from __future__ import annotations

import pytest

from coopsim.catalogue.kinds import read_catalogue
from coopsim.errors import InputError


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("threats", "cyberattack"),
        ("partnerships", "defence_treaty"),
        ("institutions", "unanimity"),
    ],
)
def test_a_catalogue_holds_its_kinds(name: str, kind: str) -> None:
    kinds = read_catalogue(name).value
    assert isinstance(kinds, dict)
    assert kinds[kind].plain()["title"]


def test_a_catalogue_is_read_once() -> None:
    assert read_catalogue("threats") is read_catalogue("threats")


def test_a_catalogue_that_does_not_exist_is_told() -> None:
    with pytest.raises(InputError, match="no such file"):
        read_catalogue("treats")
