"""Check that a results folder is whole and untouched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from coopsim.errors import ResultsError
from coopsim.runs.hashing import content_hash
from coopsim.runs.parquet import read_parquet
from coopsim.runs.provenance import (
    MANIFEST,
    SCENARIO,
    FilePrint,
    Manifest,
    TablePrint,
    print_of,
    read_manifest,
)
from coopsim.runs.store import UNFINISHED, file_of

Problem = Literal[
    "unfinished",
    "manifest",
    "missing",
    "unreadable",
    "rows",
    "content",
    "bytes",
    "scenario",
    "extra",
]
# What desktops put into every folder that is looked at.
LITTER: Final = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Say one thing that is wrong with a folder.

    Attributes:
        problem: what kind of thing.
        file: the file, relative to the folder.
        message: what is wrong, in a few words.
    """

    problem: Problem
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say whether a results folder is whole and untouched.

    Attributes:
        folder: the folder.
        findings: everything that is wrong, sorted by file; empty if all is well.
        n_checked: how many files were checked.
    """

    folder: Path
    findings: tuple[Finding, ...]
    n_checked: int

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings


def verify(folder: Path) -> Verdict:
    """Check every file of a results folder against its manifest.

    What cannot be read is a finding, not an error: a folder without a manifest has one finding.
    """
    if folder.name.endswith(UNFINISHED):
        return _hopeless(folder, "unfinished", "the folder was never finished; delete it")
    try:
        manifest = read_manifest(folder)
    except ResultsError as error:
        return _hopeless(folder, "manifest", str(error))
    # Names in a manifest may be forged, so only the files that belong to its tables are opened.
    if set(manifest.files) != {SCENARIO, *map(file_of, manifest.tables)}:
        return _hopeless(folder, "manifest", "its tables and its files do not fit together")
    findings = []
    if manifest.checksum() != manifest.run.checksum:
        findings.append(Finding("manifest", MANIFEST, "was edited: its checksum differs"))
    findings += _scenario(folder, manifest)
    for name, expected in manifest.tables.items():
        findings += _table(folder, name, expected, manifest.files[file_of(name)])
    findings += _extra(folder, manifest)
    findings.sort(key=lambda finding: (finding.file, finding.problem))
    return Verdict(folder, tuple(findings), 1 + len(manifest.files))


def _hopeless(folder: Path, problem: Problem, message: str) -> Verdict:
    return Verdict(folder, (Finding(problem, MANIFEST, message),), 1)


def _scenario(folder: Path, manifest: Manifest) -> list[Finding]:
    try:
        found = print_of(folder / SCENARIO)
    except OSError as error:
        return [_unread(SCENARIO, error)]
    if found == manifest.files[SCENARIO]:
        return []
    return [Finding("scenario", SCENARIO, "was changed: it is not the scenario that was run")]


def _table(folder: Path, name: str, expected: TablePrint, of_file: FilePrint) -> list[Finding]:
    file = file_of(name)
    try:
        bytes_differ = print_of(folder / file) != of_file
        table = read_parquet(folder / file, name)
    except (OSError, ValueError) as error:
        return [_unread(file, error)]
    findings = []
    if table.n_rows != expected.rows:
        message = f"has {table.n_rows} rows instead of {expected.rows}"
        findings.append(Finding("rows", file, message))
    if content_hash(table) != expected.content_sha256:
        findings.append(Finding("content", file, "holds other values than those that were written"))
    # Where values differ, bytes do too, and that is no news.
    if bytes_differ and not findings:
        message = "was written anew; its values are those that were written first"
        findings.append(Finding("bytes", file, message))
    return findings


def _unread(file: str, error: Exception) -> Finding:
    if isinstance(error, FileNotFoundError):
        return Finding("missing", file, "is missing")
    return Finding("unreadable", file, "can't be read: it is damaged or protected")


def _extra(folder: Path, manifest: Manifest) -> list[Finding]:
    known = {MANIFEST, *manifest.files}
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return [
        Finding("extra", file, "was not written by coopsim")
        for file in found
        if file not in known and Path(file).name not in LITTER
    ]
