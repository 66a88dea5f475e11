"""Broken experiment files, one for each kind of fault: told at the right place, all at once.

Each file says in its first lines what is expected: `# expect: LINE:COLUMN path: message`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.experiment import check_experiment, is_experiment
from faults.test_broken_scenarios import MARK, told

FOLDER = Path(__file__).parent / "broken-experiments"
FILES = sorted(path.name for path in FOLDER.glob("*.yaml"))


def expected(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


@pytest.mark.parametrize("name", FILES)
def test_every_fault_is_told_at_its_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    assert expected(name) != []
    assert is_experiment(name)
    assert [told(fault, name) for fault in check_experiment(name)] == expected(name)


def test_there_is_a_file_for_each_kind_of_fault() -> None:
    assert len(FILES) >= 10
