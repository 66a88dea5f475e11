"""Check that the folder of a sweep is whole and untouched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coopsim.runs.provenance import MANIFEST, print_of
from coopsim.runs.sweeps.sealing import BLUEPRINT, checksum
from coopsim.runs.verifying import LITTER, Finding, Verdict


def is_sweep(folder: Path) -> bool:
    """Tell whether a folder is that of a sweep."""
    return (folder / BLUEPRINT).is_file()


def verify_sweep(folder: Path) -> Verdict:
    """Check every file of a sweep's folder against its manifest.

    What cannot be read is a finding, not an error.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        expected: dict[str, Any] = dict(manifest["files"])
        is_sealed = checksum(manifest) == manifest["run"]["checksum"]
    except FileNotFoundError:
        message = "the sweep is not finished; coopsim status says how far it is"
        return Verdict(folder, (Finding("unfinished", MANIFEST, message),), 1)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        message = "is damaged: it can't be read as a manifest"
        return Verdict(folder, (Finding("manifest", MANIFEST, message),), 1)
    findings = []
    if not is_sealed:
        findings.append(Finding("manifest", MANIFEST, "was edited: its checksum differs"))
    here = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    # Names in a manifest may be forged, so nothing outside the folder is opened.
    findings += [Finding("missing", name, "is missing") for name in set(expected) - set(here)]
    for name in here:
        if name in expected:
            findings += _changed(folder, name, expected[name])
        elif name != MANIFEST and Path(name).name not in LITTER:
            findings.append(Finding("extra", name, "was not written by coopsim"))
    findings.sort(key=lambda finding: (finding.file, finding.problem))
    return Verdict(folder, tuple(findings), 1 + len(expected))


def _changed(folder: Path, name: str, expected: object) -> list[Finding]:
    try:
        found = print_of(folder / name).model_dump()
    except OSError:
        return [Finding("unreadable", name, "can't be read: it is damaged or protected")]
    message = "holds other bytes than those that were written"
    return [] if found == expected else [Finding("bytes", name, message)]
