"""Small scenarios that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.documents import Node, read_yaml_text
from coopsim.errors import Fault, InputError
from coopsim.scenario import Scenario, load
from coopsim.scenario.addressing import Finding

SOUND = """\
name: sound
issues: [climate, trade]
steps: 24
states:
  - id: EST
    gdp_busd: 41
    defence_share: 0.034
    personnel_k: 7
    latitude: 59.4
    longitude: 24.8
    borders: [LVA]
  - {id: LVA, gdp_busd: 44, defence_share: 0.03, personnel_k: 6, latitude: 57, longitude: 24.1}
  - {id: FIN, gdp_busd: 300, defence_share: 0.02, personnel_k: 24, latitude: 60, longitude: 24.9}
dyads:
  - {from: EST, to: LVA, trade: 0.5}
partnerships:
  - {kind: dialogue, members: [EST, FIN]}
institutions:
  - {id: PACT, members: [EST, LVA], decision_rule: unanimity, obligation: 0.5}
threats:
  - id: cyber
    kind: cyberattack
    severity: 0.5
    rate_per_year: 1
    schedule:
      - {at: 3, targets: [LVA, EST]}
mechanisms:
  trust: {refusal_weight: 3}
"""


def state(name: str, **keys: Any) -> dict[str, Any]:
    """Return the least that a state needs, and what else is given."""
    least = {"gdp_busd": 1, "defence_share": 0.02, "personnel_k": 5, "latitude": 0, "longitude": 0}
    return {"id": name, **least, **keys}


def values(**keys: Any) -> dict[str, Any]:
    """Return the values of a scenario of two states, and what else is given."""
    return {"states": [state("AAA"), state("BBB")], **keys}


def node(text: str, file: str = "s.yaml") -> Node:
    """Return what a YAML text says."""
    return read_yaml_text(text, file)


def write(folder: Path, text: str, name: str = "s.yaml") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(fault: Fault | Finding) -> str:
    """Return a fault in one line: line and column, path, message, hint in brackets."""
    if isinstance(fault, Finding):
        address = ".".join(str(part) for part in fault.address)
        return f"{address}: {fault.message} ({fault.hint})"
    where = f"{fault.place.line}:{fault.place.column} " if fault.place else ""
    return f"{where}{fault.path}: {fault.message} ({fault.hint})"


def refused(path: Path, **options: Any) -> list[str]:
    """Return the faults for which a scenario is not loaded."""
    with pytest.raises(InputError, match=r".") as caught:
        load(path, **options)
    return [told(fault) for fault in caught.value.faults]


def loaded(folder: Path, text: str, **options: Any) -> Scenario:
    """Write a scenario and load it."""
    return load(write(folder, text), **options)
