"""Version and licence are the same wherever they are written."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
import yaml

from contracts.measures import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
HEADING = re.compile(r"^## \[(.+?)\]", re.MULTILINE)


def faults_of_changelog(text: str, version: str) -> list[str]:
    """Say where a change log disagrees with the version of the project."""
    headings = HEADING.findall(text)
    released = [name for name in headings if name != "Unreleased"]
    numbers = [tuple(map(int, name.split("."))) for name in released]
    unreleased = text.partition("## [Unreleased]")[2].partition("\n## [")[0]
    faults = []
    if headings[:1] != ["Unreleased"]:
        faults.append("the first heading is not [Unreleased]")
    if numbers != sorted(set(numbers), reverse=True):
        faults.append("versions do not run from new to old")
    if version not in released and f"Next version: {version}." not in unreleased:
        faults.append(f"{version} is neither released nor named as next")
    return faults


def test_the_version_is_the_same_everywhere() -> None:
    assert metadata("coopsim")["Version"] == PROJECT["version"] == CITATION["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert faults_of_changelog(changelog, PROJECT["version"]) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## [0.1.0]\n", "first heading"),
        ("## [Unreleased]\n## [0.1.0]\n## [0.2.0]\n", "new to old"),
        ("## [Unreleased]\nNext version: 0.2.0.\n## [0.0.1]\n", "neither released nor named"),
    ],
)
def test_a_change_log_that_disagrees_is_found(text: str, fault: str) -> None:
    (found,) = faults_of_changelog(text, "0.1.0")
    assert fault in found


def test_the_licence_is_the_same_everywhere() -> None:
    assert PROJECT["license"] == CITATION["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert metadata("coopsim").get_all("License-File") == ["LICENSE"]


def test_types_are_announced() -> None:
    assert (ROOT / "src/coopsim/py.typed").is_file()


def check_citation(file: Path) -> subprocess.CompletedProcess[str]:
    """Hold a citation file against the schema of its format."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.citation-file-format", str(file)),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_citation_file_is_well_formed() -> None:
    checked = check_citation(ROOT / "CITATION.cff")
    assert checked.returncode == 0, checked.stdout


def test_a_citation_file_without_authors_is_refused(tmp_path: Path) -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8").replace("authors:", "artists:")
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    checked = check_citation(tmp_path / "CITATION.cff")
    assert checked.returncode == 1
    assert "'authors' is a required property" in checked.stdout
