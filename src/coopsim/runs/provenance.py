"""The manifest of a results folder: what was run, with what, and fingerprints of what came out.

Everything outside ``run`` is the same for equal scenarios, seeds and versions of coopsim (and
``files`` with equal pyarrow); what depends on the machine, the moment or the command is in ``run``.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from coopsim.errors import ResultsError
from coopsim.runs.record import Facts, Record
from coopsim.runs.tables import RESULTS_VERSION

MANIFEST: Final = "manifest.json"
SCENARIO: Final = "scenario.resolved.yaml"
LIBRARIES: Final = ("numba", "numpy", "pyarrow")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class TablePrint(_Part):
    """Fingerprint the values of a table: see ``runs.hashing``."""

    rows: int
    content_sha256: str


class FilePrint(_Part):
    """Fingerprint the bytes of a file."""

    size: int
    sha256: str


class Occasion(_Part):
    """Say when, where and by what command the results were made; no names of people or hosts."""

    command: tuple[str, ...]
    started: str
    seconds: float
    system: str
    processor: str
    cores: int
    versions: dict[str, str]
    # Of the manifest without this line, so that an edit of the manifest shows.
    checksum: str = ""


class What(_Part):
    """Say what was run: see ``runs.record.Facts``."""

    scenario: str
    scenario_sha256: str
    seed: int
    replicates: int
    steps: int
    recorded: str


class Manifest(_Part):
    """Hold the manifest; the parts are described where they are declared."""

    results_version: int
    coopsim: str
    draw_version: int
    what: What
    tables: dict[str, TablePrint]
    files: dict[str, FilePrint]
    run: Occasion

    @property
    def facts(self) -> Facts:
        """Return what was run."""
        return Facts(**self.what.model_dump())

    def sealed(self) -> Manifest:
        """Return the manifest with its checksum."""
        run = self.run.model_copy(update={"checksum": self.checksum()})
        return self.model_copy(update={"run": run})

    def checksum(self) -> str:
        """Return the SHA-256 of the manifest without its checksum, in canonical JSON."""
        content = self.model_dump(mode="json")
        del content["run"]["checksum"]
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def text(self) -> str:
        """Return the manifest as it is stored."""
        content = self.model_dump(mode="json")
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def make_manifest(
    record: Record,
    tables: dict[str, TablePrint],
    files: dict[str, FilePrint],
    command: Sequence[str],
) -> Manifest:
    """Describe a record and the files that hold it."""
    # Randomness brings Numba with it, which whoever only reads a folder does not need.
    from coopsim.randomness import DRAW_VERSION

    return Manifest(
        results_version=RESULTS_VERSION,
        coopsim=version("coopsim"),
        draw_version=DRAW_VERSION,
        what=What(**asdict(record.facts)),
        tables=tables,
        files=files,
        run=occasion(command, record.started, record.seconds),
    ).sealed()


def occasion(command: Sequence[str], started: datetime, seconds: float) -> Occasion:
    """Describe when, where and by what command results were made."""
    return Occasion(
        command=tuple(command),
        started=started.astimezone(UTC).isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        system=platform.system(),
        processor=platform.machine(),
        cores=os.cpu_count() or 1,
        versions={
            "python": platform.python_version(),
            **{library: version(library) for library in LIBRARIES},
        },
    )


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a results folder.

    Raises:
        ResultsError: There is none, it is damaged, or coopsim does not know its version.
    """
    file = folder / MANIFEST
    if not folder.is_dir():
        raise ResultsError(f"{folder} is not a folder")
    try:
        text = file.read_text(encoding="utf-8")
        content = json.loads(text)
        found = content["results_version"]
    except FileNotFoundError:
        raise ResultsError(f"{folder} holds no results: it has no {MANIFEST}") from None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise ResultsError(f"{file} is damaged: it can't be read as a manifest") from None
    if found != RESULTS_VERSION:
        raise ResultsError(
            f"{folder} has results of version {found!s:.20}; "
            f"this coopsim reads version {RESULTS_VERSION}"
        )
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        raise ResultsError(f"{file} is damaged at {where:.80}") from None


def print_of(file: Path) -> FilePrint:
    """Fingerprint a file.

    Raises:
        OSError: It can't be read.
    """
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return FilePrint(size=file.stat().st_size, sha256=sha256)
