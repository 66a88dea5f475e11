"""Write results into a folder, whole or not at all, and read them back.

A folder is written beside its place under a hidden name that ends in UNFINISHED, every file is
forced to the disk, and one rename puts it in place. Only a power cut or a kill leaves such a
hidden folder behind; it is never read as results, and can be deleted.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from coopsim.errors import Fault, InputError, ResultsError
from coopsim.runs.hashing import content_hash
from coopsim.runs.parquet import SUFFIX, read_parquet, write_parquet
from coopsim.runs.provenance import (
    MANIFEST,
    SCENARIO,
    FilePrint,
    TablePrint,
    make_manifest,
    print_of,
    read_manifest,
)
from coopsim.runs.record import Record
from coopsim.runs.tables import Table

UNFINISHED: Final = ".unfinished"
RESULTS: Final = "results"


def results_folder(name: str, now: datetime) -> Path:
    """Return a folder for the results of a scenario that does not exist yet: results/NAME-TIME."""
    first = Path(RESULTS) / f"{name}-{now:%Y%m%d-%H%M%S}"
    folder, n = first, 1
    while folder.exists():
        n += 1
        folder = first.with_name(f"{first.name}-{n}")
    return folder


def claim(folder: Path) -> None:
    """Make sure that results can be written to a folder, without touching anything.

    Raises:
        InputError: It holds something, is a file, or its place can't be written to.
    """
    place = folder.resolve()
    if place.is_dir():
        if os.path.ismount(place):
            raise _refusal(folder, "is a disk of its own", "name a folder inside it")
        if any(place.iterdir()):
            raise _refusal(folder, "is not empty", "name another folder, or delete it first")
    elif place.exists():
        raise _refusal(folder, "is a file", "name a folder")
    # Folders on the way to it will be made, so the nearest one that exists decides.
    above = next(parent for parent in place.parents if parent.exists())
    if not above.is_dir():
        raise _refusal(folder, f"can't be made, because {above} is a file")
    if not os.access(above, os.W_OK | os.X_OK):
        raise _refusal(folder, f"can't be made, because {above} may not be written to")


def write(record: Record, folder: Path, command: Sequence[str] = ()) -> None:
    """Write a record into a new or empty folder: all of it, or nothing.

    Args:
        record: what to write.
        folder: where; missing folders above it are made.
        command: what the user typed, for the manifest.

    Raises:
        InputError: The folder holds something, or can't be made.
        OSError: The disk is full or fails.
    """
    claim(folder)
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(place) as draft:
        files = {SCENARIO: write_text(draft / SCENARIO, record.scenario_yaml)}
        prints = {}
        for name, table in record.tables().items():
            files[file_of(name)] = write_table(draft / file_of(name), table)
            prints[name] = TablePrint(rows=table.n_rows, content_sha256=content_hash(table))
        manifest = make_manifest(record, prints, files, command)
        # Last, so that a folder without it is known to be unfinished.
        write_text(draft / MANIFEST, manifest.text())
        for inner in sorted(path for path in draft.rglob("*") if path.is_dir()):
            sync(inner)
        sync(draft)
        put_in_place(draft, place, folder)
    sync(place.parent)


def read(folder: Path) -> Record:
    """Read a results folder; each table is read when it is first asked for.

    Raises:
        ResultsError: It holds no results, is damaged, or is of a version that coopsim does not
            know.
    """
    if folder.name.endswith(UNFINISHED):
        raise ResultsError(f"{folder} was never finished; delete it")
    manifest = read_manifest(folder)
    try:
        scenario = (folder / SCENARIO).read_text(encoding="utf-8")
        started = datetime.fromisoformat(manifest.run.started)
    except (OSError, ValueError) as error:
        raise ResultsError(f"{folder} is damaged: {error}") from None
    tables = _StoredTables(folder, tuple(manifest.tables))
    return Record(manifest.facts, scenario, tables, started, manifest.run.seconds)


def file_of(table: str) -> str:
    """Return the file of a table, relative to the results folder, with ``/`` on every system."""
    return table + SUFFIX


class _StoredTables(Mapping[str, Table]):
    """Read tables from their files when they are asked for, and keep them."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self._folder = folder
        self._tables: dict[str, Table | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Table:
        table = self._tables[name]
        if table is None:
            try:
                table = read_parquet(self._folder / file_of(name), name)
            except (OSError, ValueError):
                message = f"{self._folder / file_of(name)} is missing or damaged"
                raise ResultsError(f"{message}; coopsim verify {self._folder} says more") from None
            self._tables[name] = table
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """Make a hidden folder beside a place, and delete it if anything goes wrong.

    Raises:
        OSError: The disk is full or fails.
    """
    draft = place.with_name(f".{place.name}-{secrets.token_hex(4)}{UNFINISHED}")
    try:
        draft.mkdir()
        yield draft
    # Ctrl-C too must leave nothing behind.
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def put_in_place(draft: Path, place: Path, folder: Path) -> None:
    """Rename a folder that is whole to its place, which the user called ``folder``.

    Raises:
        InputError: Something was written there meanwhile.
    """
    try:
        if os.name == "nt" and place.is_dir():
            # Windows does not rename onto a folder, even an empty one.
            place.rmdir()
        draft.replace(place)
    except OSError as error:
        if place.is_dir() and any(place.iterdir()):
            raise _refusal(folder, "was filled by something else while coopsim ran") from error
        raise


def write_text(file: Path, text: str) -> FilePrint:
    """Write a text and force it to the disk; return its fingerprint."""
    with file.open("wb") as opened:
        opened.write(text.encode())
        opened.flush()
        os.fsync(opened.fileno())
    return print_of(file)


def write_table(file: Path, table: Table, notes: Mapping[str, str] | None = None) -> FilePrint:
    """Write a table, with notes in its footer, and force it to the disk."""
    file.parent.mkdir(exist_ok=True)
    with file.open("wb") as opened:
        write_parquet(table, opened, notes)
        opened.flush()
        os.fsync(opened.fileno())
    return print_of(file)


def sync(folder: Path) -> None:
    """Force the names in a folder to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refusal(folder: Path, message: str, hint: str = "") -> InputError:
    return InputError((Fault(None, "", f"the results folder {folder} {message}", hint),))
