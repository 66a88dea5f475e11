from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from coopsim.runs.parquet import write_parquet
from coopsim.runs.provenance import MANIFEST, SCENARIO
from coopsim.runs.store import write
from coopsim.runs.tables import Column, Table
from coopsim.runs.verifying import Verdict, verify
from unit.runs.samples import record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the results of a run."""
    write(record(), tmp_path / "out")
    return tmp_path / "out"


def problems(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.problem, finding.file) for finding in verdict.findings]


def rewrite(file: Path, table: Table) -> None:
    with file.open("wb") as opened:
        write_parquet(table, opened)


def change_one_value(folder: Path) -> None:
    table = record().table("metrics")
    trust = table.numbers("trust").copy().astype(np.float64)
    trust[2] = np.nextafter(trust[2], 2.0)
    columns = tuple(
        Column(column.name, trust, column.unit, column.meaning)
        if column.name == "trust"
        else column
        for column in table.columns
    )
    rewrite(folder / "metrics.parquet", Table("metrics", columns))


def drop_a_replicate(folder: Path) -> None:
    rewrite(folder / "metrics.parquet", record(replicates=1).table("metrics"))


def compress_otherwise(folder: Path) -> None:
    file = folder / "metrics.parquet"
    pq.write_table(pq.read_table(file), file, compression="none")


def tear(folder: Path) -> None:
    file = folder / "events.parquet"
    file.write_bytes(file.read_bytes()[:-40])


def flip_a_byte(folder: Path) -> None:
    file = folder / "states.parquet"
    content = bytearray(file.read_bytes())
    content[20] ^= 0xFF
    file.write_bytes(content)


def delete_a_table(folder: Path) -> None:
    (folder / "decisions" / "vote.parquet").unlink()


def delete_the_scenario(folder: Path) -> None:
    (folder / SCENARIO).unlink()


def edit_the_scenario(folder: Path) -> None:
    with (folder / SCENARIO).open("a", encoding="utf-8") as file:
        file.write("seed: 8\n")


def add_a_file(folder: Path) -> None:
    (folder / "decisions" / "mine.csv").write_text("1,2\n", encoding="utf-8")


def edit_the_seed(folder: Path) -> None:
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    (folder / MANIFEST).write_text(text.replace('"seed": 7', '"seed": 8'), encoding="utf-8")


def tear_the_manifest(folder: Path) -> None:
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    (folder / MANIFEST).write_text(text[: len(text) // 2], encoding="utf-8")


def delete_the_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def list_a_file_elsewhere(folder: Path) -> None:
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    content["files"]["../../other.parquet"] = content["files"].pop("events.parquet")
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")


def raise_the_version(folder: Path) -> None:
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    content["results_version"] = 99
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")


def test_untouched_results_are_whole(folder: Path) -> None:
    verdict = verify(folder)
    assert verdict.is_whole
    assert verdict.findings == ()
    assert verdict.n_checked == len(record().tables()) + 2


@pytest.mark.parametrize(
    ("tamper", "problem", "file", "message"),
    [
        (change_one_value, "content", "metrics.parquet", "other values"),
        (compress_otherwise, "bytes", "metrics.parquet", "was written anew"),
        (tear, "unreadable", "events.parquet", "damaged"),
        (flip_a_byte, "unreadable", "states.parquet", "damaged"),
        (delete_a_table, "missing", "decisions/vote.parquet", "is missing"),
        (delete_the_scenario, "missing", SCENARIO, "is missing"),
        (edit_the_scenario, "scenario", SCENARIO, "not the scenario that was run"),
        (add_a_file, "extra", "decisions/mine.csv", "not written by coopsim"),
        (edit_the_seed, "manifest", MANIFEST, "checksum differs"),
        (tear_the_manifest, "manifest", MANIFEST, "can't be read as a manifest"),
        (delete_the_manifest, "manifest", MANIFEST, "holds no results"),
        (list_a_file_elsewhere, "manifest", MANIFEST, "do not fit together"),
        (raise_the_version, "manifest", MANIFEST, "results of version 99"),
    ],
)
def test_whatever_was_tampered_with_is_found(
    tamper: Callable[[Path], None], problem: str, file: str, message: str, folder: Path
) -> None:
    tamper(folder)
    verdict = verify(folder)
    assert not verdict.is_whole
    assert problems(verdict) == [(problem, file)]
    assert message in verdict.findings[0].message
    assert str(verdict.findings[0]) == f"{file}: {verdict.findings[0].message}"


def test_missing_rows_are_counted(folder: Path) -> None:
    drop_a_replicate(folder)
    verdict = verify(folder)
    assert problems(verdict) == [("content", "metrics.parquet"), ("rows", "metrics.parquet")]
    assert verdict.findings[1].message == "has 3 rows instead of 6"


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    for tamper in (delete_a_table, edit_the_scenario, change_one_value, add_a_file):
        tamper(folder)
    assert problems(verify(folder)) == [
        ("extra", "decisions/mine.csv"),
        ("missing", "decisions/vote.parquet"),
        ("content", "metrics.parquet"),
        ("scenario", SCENARIO),
    ]


def test_an_unfinished_folder_is_no_result(folder: Path) -> None:
    draft = folder.rename(folder.with_name(".out-12345678.unfinished"))
    assert problems(verify(draft)) == [("unfinished", MANIFEST)]


def test_what_a_desktop_leaves_behind_is_no_finding(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"\x00")
    assert verify(folder).is_whole


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert problems(verify(tmp_path / "gone")) == [("manifest", MANIFEST)]
