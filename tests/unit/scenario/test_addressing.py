from __future__ import annotations

import pytest

from coopsim.scenario.addressing import Address, Finding, located, name_of, origins, spoken
from unit.scenario.samples import SOUND, node, told

ROOT = node(SOUND)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ((), ""),
        (("steps",), "steps"),
        (("states", 0, "gdp_busd"), "states[EST].gdp_busd"),
        (("states", 0, "borders", 0), "states[EST].borders[0]"),
        (("states", 9, "id"), "states[9].id"),
        (("dyads", 0, "trade"), "dyads[EST-LVA].trade"),
        (("partnerships", 0, "members", 1), "partnerships[0].members[1]"),
        (("threats", 0, "schedule", 0, "at"), "threats[cyber].schedule[0].at"),
        (("nowhere", "at", "all"), "nowhere.at.all"),
    ],
)
def test_addresses_are_spoken_as_people_write_them(address: Address, path: str) -> None:
    assert spoken(ROOT, address) == path


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (Finding(("steps",), "m"), "3:8 steps: m ()"),
        (Finding(("steps",), "m", at_key=True), "3:1 steps: m ()"),
        (Finding(("states", 0, "gdp_busd"), "m", "h"), "6:15 states[EST].gdp_busd: m (h)"),
        (Finding(("states", 0, "democracy"), "m"), "5:5 states[EST].democracy: m ()"),
        (Finding(("states", 0, "agenda", "climate"), "m"), "5:5 states[EST].agenda.climate: m ()"),
        (Finding(("mechanisms", "trust", "x"), "m"), "28:3 mechanisms.trust.x: m ()"),
        (Finding(("title",), "m"), "1:1 title: m ()"),
    ],
)
def test_findings_are_located_at_the_value_its_key_or_the_mapping_around(
    finding: Finding, place: str
) -> None:
    assert told(located(ROOT, finding)) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{id: A, from: B, to: C}", "A"),
        ("{from: B, to: C}", "B-C"),
        ("{from: B}", ""),
        ("{id: 5}", ""),
    ],
)
def test_entries_have_names(text: str, name: str) -> None:
    assert name_of(node(text)) == name


def test_origins_are_told_for_scalars_and_lists() -> None:
    found = origins(ROOT)
    assert found["steps",] == "s.yaml:3"
    assert found["states", 0, "borders"] == "s.yaml:11"
    assert found["states", 0, "borders", 0] == "s.yaml:11"
    assert found["mechanisms", "trust", "refusal_weight"] == "s.yaml:28"
    assert ("mechanisms", "trust") not in found
