"""Broken scenario files, one for each kind of fault: told at the right place, all at once.

Each file says in its first lines what is expected: `# expect: [FILE:]LINE:COLUMN path: message`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.errors import Fault
from coopsim.scenario import check

FOLDER = Path(__file__).parent / "broken"
MARK = "# expect: "
FILES = sorted(path.name for path in FOLDER.glob("*.yaml"))


def told(fault: Fault, name: str) -> str:
    assert fault.place is not None
    file = Path(fault.place.file).name
    where = f"{fault.place.line}:{fault.place.column}"
    words = ": ".join(part for part in (fault.path, fault.message) if part)
    return f"{where if file == name else f'{file}:{where}'} {words}"


def expected(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


@pytest.mark.parametrize("name", FILES)
def test_every_fault_is_told_at_its_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    assert expected(name) != []
    assert [told(fault, name) for fault in check(name)] == expected(name)


@pytest.mark.parametrize("name", FILES)
def test_the_caret_stands_under_what_is_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    for fault in check(name):
        assert fault.place is not None
        lines = Path(fault.place.file).read_text(encoding="utf-8").splitlines()
        assert fault.place.text == lines[fault.place.line - 1]
        assert fault.place.column <= len(fault.place.text)


def test_there_is_a_file_for_each_kind_of_fault() -> None:
    assert len(FILES) >= 15


def test_the_scenario_below_them_is_sound() -> None:
    assert check(FOLDER.parent / "sound.yaml") == ()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("# large\n" * 130_000, encoding="utf-8")
    assert [fault.message for fault in check(path)] == [
        "is larger than 1 MB, the most that is read"
    ]


def test_a_file_that_is_not_there_is_told_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "baltic.yaml").touch()
    (fault,) = check(tmp_path / "baltik.yaml")
    assert (fault.message, fault.hint) == ("no such file", 'did you mean "baltic.yaml"?')
