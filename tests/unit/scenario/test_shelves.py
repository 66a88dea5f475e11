from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.documents import Node
from coopsim.errors import InputError, Place
from coopsim.scenario import shelves
from coopsim.scenario.shelves import find, is_shipped_name, path_beside, shipped, shipped_names


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a checkout with two scenarios, and stand beside it."""
    (tmp_path / "checkout" / "scenarios").mkdir(parents=True)
    for name in ("baseline", "allies"):
        (tmp_path / "checkout" / "scenarios" / f"{name}.yaml").touch()
    (tmp_path / "here").mkdir()
    monkeypatch.setattr(shelves, "_PACKAGE", tmp_path / "checkout" / "src" / "coopsim")
    monkeypatch.setattr(shelves, "_CHECKOUT", tmp_path / "checkout")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "checkout"


def test_shipped_scenarios_are_found_by_name_from_anywhere(checkout: Path) -> None:
    assert shipped_names() == ["allies", "baseline"]
    assert find("baseline") == checkout / "scenarios" / "baseline.yaml"
    assert shipped("base") is None


def test_in_the_checkout_they_are_named_as_a_user_would(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    assert find("baseline") == Path("scenarios/baseline.yaml")


def test_an_installed_package_holds_them_itself(checkout: Path) -> None:
    inside = checkout / "src" / "coopsim" / "scenarios"
    inside.mkdir(parents=True)
    (inside / "other.yaml").touch()
    assert shipped_names() == ["other"]


@pytest.mark.usefixtures("checkout")
def test_a_file_goes_before_a_shipped_name() -> None:
    Path("baseline").touch()
    assert find("baseline") == Path("baseline")


@pytest.mark.parametrize("source", ["some/where.yaml", "where.yaml", "./where", Path("where")])
def test_paths_are_left_as_they_are(source: str | Path) -> None:
    assert find(source) == Path(source)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("basline", 'did you mean "baseline"?'),
        ("mine", 'did you mean "mine.yaml"?'),
        ("zzz", "shipped are: allies, baseline"),
    ],
)
@pytest.mark.usefixtures("checkout")
def test_an_unknown_name_is_told_with_what_there_is(source: str, hint: str) -> None:
    Path("mine.yaml").touch()
    with pytest.raises(InputError, match="no such scenario") as caught:
        find(source)
    assert caught.value.faults[0].hint == hint


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("baseline", True), ("a-b_2", True), ("a.yaml", False), ("a/b", False), ("", False)],
)
def test_names_are_told_from_paths(text: str, is_name: bool) -> None:
    assert is_shipped_name(text) is is_name


def beside(text: str) -> Path:
    return path_beside(Path("world/scenarios/s.yaml"), Node(text, Place("s.yaml", 1, 1)))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("t.csv", "world/scenarios/t.csv"),
        ("tables/t.csv", "world/scenarios/tables/t.csv"),
        ("../tables/t.csv", "world/tables/t.csv"),
        ("tables/../t.csv", "world/scenarios/t.csv"),
        ("./t.csv", "world/scenarios/t.csv"),
    ],
)
def test_files_lie_beside(text: str, path: str) -> None:
    assert beside(text) == Path(path)


@pytest.mark.parametrize(
    "text",
    ["/etc/passwd", "../../t.csv", "../a/../../t.csv", "C:/t.csv", "a\\t.csv", "http://x/t.csv"],
)
def test_files_elsewhere_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="must lead to a file beside this one"):
        beside(text)
