from __future__ import annotations

import getpass
import json
import platform
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopsim.errors import ResultsError
from coopsim.runs.provenance import (
    MANIFEST,
    FilePrint,
    Manifest,
    TablePrint,
    make_manifest,
    print_of,
    read_manifest,
)
from unit.runs.samples import record

TABLES = {"metrics": TablePrint(rows=6, content_sha256="c" * 64)}
FILES = {"metrics.parquet": FilePrint(size=9, sha256="f" * 64)}


def manifest() -> Manifest:
    return make_manifest(record(), TABLES, FILES, ["coopsim", "run", "sample"])


def written(folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Write a manifest that was changed."""
    content = json.loads(manifest().text())
    change(content)
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_a_manifest_says_what_was_run() -> None:
    content = json.loads(manifest().text())
    assert content["results_version"] == 1
    assert content["draw_version"] == 1
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", content["coopsim"])
    assert content["what"] == {
        "scenario": "sample", "scenario_sha256": "ab" * 32, "seed": 7, "replicates": 2,
        "steps": 3, "recorded": "changes",
    }  # fmt: skip
    assert content["tables"] == {"metrics": {"rows": 6, "content_sha256": "c" * 64}}
    assert content["files"] == {"metrics.parquet": {"size": 9, "sha256": "f" * 64}}


def test_a_manifest_says_when_and_with_what() -> None:
    run = json.loads(manifest().text())["run"]
    assert run["command"] == ["coopsim", "run", "sample"]
    assert run["started"] == "2025-03-01T12:30:00+00:00"
    assert run["seconds"] == 1.25
    assert set(run["versions"]) == {"python", "numba", "numpy", "pyarrow"}
    assert run["versions"]["python"] == platform.python_version()
    assert run["cores"] >= 1


def test_a_manifest_names_neither_the_user_nor_the_host() -> None:
    words = set(re.findall(r'"([^"]*)"', manifest().text()))
    assert platform.node() not in words
    assert getpass.getuser() not in words


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(manifest().text(), encoding="utf-8")
    back = read_manifest(tmp_path)
    assert back == manifest()
    assert back.facts == record().facts


def test_the_checksum_covers_everything_but_itself() -> None:
    sealed = manifest()
    assert sealed.run.checksum == sealed.checksum()
    other = sealed.model_copy(update={"coopsim": "9.9.9"})
    assert other.checksum() != sealed.checksum()
    run = sealed.run.model_copy(update={"seconds": 2.0})
    assert sealed.model_copy(update={"run": run}).checksum() != sealed.checksum()


def test_results_of_another_version_are_refused_by_name(tmp_path: Path) -> None:
    folder = written(tmp_path, lambda content: content.update(results_version=2))
    with pytest.raises(ResultsError, match="results of version 2; this coopsim reads version 1"):
        read_manifest(folder)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda content: content["what"].update(seed="7"), r"at what\.seed$"),
        (lambda content: content["what"].pop("steps"), r"at what\.steps$"),
        (lambda content: content.update(extra=1), "at extra$"),
        (lambda content: content["tables"].update(metrics=[]), r"at tables\.metrics$"),
        (lambda content: content.pop("results_version"), "can't be read as a manifest"),
    ],
)
def test_a_manifest_of_another_form_is_refused(
    change: Callable[[dict[str, Any]], object], where: str, tmp_path: Path
) -> None:
    with pytest.raises(ResultsError, match=f"is damaged.*{where}"):
        read_manifest(written(tmp_path, change))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '"text"', "\x00", "[" * 100_000], ids=repr
)
def test_a_torn_manifest_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match="damaged: it can't be read as a manifest"):
        read_manifest(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe")
    with pytest.raises(ResultsError, match="damaged"):
        read_manifest(tmp_path)


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"holds no results: it has no manifest\.json"):
        read_manifest(tmp_path)
    with pytest.raises(ResultsError, match="elsewhere is not a folder"):
        read_manifest(tmp_path / "elsewhere")


def test_a_file_has_the_print_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"abc")
    # The hash of "abc" in the standard that defines SHA-256.
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert print_of(file) == FilePrint(size=3, sha256=sha256)
