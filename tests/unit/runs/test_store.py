from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from coopsim.errors import InputError, ResultsError
from coopsim.runs.hashing import content_hash
from coopsim.runs.store import claim, read, results_folder, write
from coopsim.world import ledger as book
from unit.runs.samples import record

FILES = {
    "manifest.json", "scenario.resolved.yaml", "metrics.parquet", "states.parquet",
    "partnerships.parquet", "events.parquet",
    *(f"decisions/{kind}.parquet" for kind, _, _ in book.DECISIONS),
}  # fmt: skip


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_a_record_is_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "results" / "sample"
    write(record(), folder)
    assert files_in(folder) == FILES
    assert files_in(tmp_path) == {f"results/sample/{name}" for name in FILES}
    text = (folder / "scenario.resolved.yaml").read_text(encoding="utf-8")
    assert text == "name: sample  # échantillon\n"


def test_a_folder_is_as_open_as_others(tmp_path: Path) -> None:
    write(record(), tmp_path / "out")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    before = record()
    write(before, tmp_path / "out")
    back = read(tmp_path / "out")
    assert back.facts == before.facts
    assert back.scenario_yaml == before.scenario_yaml
    assert (back.started, back.seconds) == (before.started, before.seconds)
    assert list(back.tables()) == list(before.tables())
    assert len(back.tables()) == len(record().tables())
    for name, table in before.tables().items():
        assert content_hash(back.table(name)) == content_hash(table)
    assert back.metrics.equals(before.metrics)
    assert back.decisions.equals(before.decisions)


def test_equal_records_give_equal_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(record(), tmp_path / name, ["coopsim", name])
    for file in FILES - {"manifest.json"}:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()
    manifests = [
        json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))
        for name in ("one", "other")
    ]
    assert manifests[0]["run"] != manifests[1]["run"]
    for manifest in manifests:
        del manifest["run"]
    assert manifests[0] == manifests[1]


def test_what_was_not_recorded_has_no_file(tmp_path: Path) -> None:
    write(record(recorded=book.NOTHING), tmp_path / "out")
    assert files_in(tmp_path / "out") == {
        "manifest.json", "scenario.resolved.yaml", "metrics.parquet",
    }  # fmt: skip
    assert read(tmp_path / "out").facts.recorded == "nothing"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    claim(tmp_path / "out")
    write(record(), tmp_path / "out")
    assert files_in(tmp_path / "out") == FILES


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(record(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert files_in(tmp_path / "real") == FILES


def test_a_folder_that_holds_something_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for attempt in (claim, partial(write, record())):
        with pytest.raises(InputError, match="is not empty; name another folder") as caught:
            attempt(tmp_path)
        assert caught.value.exit_code == 2
    assert files_in(tmp_path) == {"notes.txt"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="out is a file; name a folder"):
        claim(tmp_path / "out")
    with pytest.raises(InputError, match=r"can't be made, because .*out is a file"):
        claim(tmp_path / "out" / "deeper" / "still")


def test_a_place_that_may_not_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # For root everything may be written to, so the answer of the system is replaced.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="may not be written to"):
        claim(tmp_path / "out")


def test_a_mounted_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda *_: True)
    with pytest.raises(InputError, match="is a disk of its own; name a folder inside it"):
        claim(tmp_path)


def test_claiming_makes_nothing(tmp_path: Path) -> None:
    claim(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_folders_are_named_after_the_scenario_and_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    now = datetime(2025, 3, 1, 9, 5, 7, tzinfo=UTC)
    names = []
    for _ in range(3):
        folder = results_folder("baltic", now)
        folder.mkdir(parents=True)
        names.append(folder.as_posix())
    assert names == [f"results/baltic-20250301-090507{more}" for more in ("", "-2", "-3")]


def test_an_unfinished_folder_is_not_read(tmp_path: Path) -> None:
    write(record(), tmp_path / "out")
    draft = (tmp_path / "out").rename(tmp_path / ".out-12345678.unfinished")
    with pytest.raises(ResultsError, match="was never finished; delete it"):
        read(draft)


@pytest.mark.parametrize("damage", ["missing", "torn"])
def test_a_damaged_table_is_told_when_it_is_asked_for(damage: str, tmp_path: Path) -> None:
    write(record(), tmp_path / "out")
    file = tmp_path / "out" / "events.parquet"
    file.write_bytes(file.read_bytes()[:50])
    if damage == "missing":
        file.unlink()
    back = read(tmp_path / "out")
    assert len(back.metrics) == 6
    with pytest.raises(ResultsError, match=r"events\.parquet is missing or damaged; coopsim"):
        back.table("events")


def test_a_folder_without_its_scenario_is_not_read(tmp_path: Path) -> None:
    write(record(), tmp_path / "out")
    (tmp_path / "out" / "scenario.resolved.yaml").unlink()
    with pytest.raises(ResultsError, match=r"is damaged: .*scenario\.resolved\.yaml"):
        read(tmp_path / "out")


STORING = """
import sys
from pathlib import Path
from unit.runs.samples import record
from coopsim.runs.store import read, write

write(record(), Path(sys.argv[1]))
back = read(Path(sys.argv[1]))
assert sum(table.n_rows for table in map(back.table, back.tables())) > 0
print(*sys.modules)
"""


def test_neither_writing_nor_reading_imports_pandas(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORING, str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert {"pandas", "mesa"} & set(done.stdout.split()) == set()
