"""Small scenarios and records that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path

from coopsim.cli import main

SMALL = """\
name: small
title: Three states
question: Do partners help?
answer: Partners met {collective_response:.0%}.
steps: 3
states:
  - {id: EST, gdp_busd: 41, defence_share: 0.03, personnel_k: 7, latitude: 59, longitude: 25}
  - {id: LVA, gdp_busd: 44, defence_share: 0.03, personnel_k: 6, latitude: 57, longitude: 24}
  - {id: FIN, gdp_busd: 300, defence_share: 0.02, personnel_k: 24, latitude: 60, longitude: 25}
threats:
  - {id: cyber, kind: cyberattack, rate_per_year: 9, severity: 0.9}
variants:
  calm: {threats: {cyber: {severity: 0.1}}}
"""


def small(folder: Path, text: str = SMALL) -> str:
    """Write a small scenario and return its path."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def kept(folder: Path, *words: str) -> Path:
    """Run the small scenario and return the folder of its results."""
    output = folder / "out"
    assert main(["run", small(folder), "-o", str(output), "-q", *words]) == 0
    return output
