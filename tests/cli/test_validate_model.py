"""`coopsim validate-model` in a process of its own, on a small world."""

from __future__ import annotations

import json
from pathlib import Path

from cli.process import coopsim

WORLD = """\
name: world-1950
start: 1950-01
steps: 372
issues: [order]
states:
  - {id: A, gdp_busd: 900, defence_share: 0.03, personnel_k: 90, latitude: 10, longitude: 10,
     agenda: {order: 0.6}, democracy: 0.9, borders: [B]}
  - {id: B, gdp_busd: 500, defence_share: 0.03, personnel_k: 50, latitude: 12, longitude: 11,
     agenda: {order: 0.5}, democracy: 0.8}
  - {id: C, gdp_busd: 300, defence_share: 0.03, personnel_k: 30, latitude: 40, longitude: 60,
     agenda: {order: -0.5}, democracy: 0.2, borders: [D]}
  - {id: D, gdp_busd: 200, defence_share: 0.03, personnel_k: 20, latitude: 42, longitude: 62,
     agenda: {order: -0.4}, democracy: 0.1}
  - {id: E, gdp_busd: 100, defence_share: 0.03, personnel_k: 10, latitude: 14, longitude: 12,
     agenda: {order: 0.4}, democracy: 0.9, borders: [A], enters: 120}
partnerships:
  - {kind: defence_treaty, members: [A, B]}
  - {kind: defence_treaty, members: [C, D]}
threats:
  - {id: disputes, kind: territorial_dispute, rate_per_year: 0.5, severity: 0.5}
"""


def test_a_small_world_is_held_against_the_record(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(WORLD, encoding="utf-8")
    words = ["validate-model", str(path), "--replicates", "2", "--json", "-o", str(tmp_path / "o")]
    one, other = (coopsim(*words[:-2]), coopsim(*words))
    assert one.code == other.code == 0, one.err + other.err
    # All luck is keyed, that of the nulls too.
    assert one.out == other.out
    found = json.loads(one.out)
    assert found == json.loads((tmp_path / "o" / "validation.json").read_text(encoding="utf-8"))
    rows = {(each["measure"], each["year"]): each for each in found["rows"]}
    # Nothing is made or ended: two pacts of ten pairs, after two of six.
    frozen = rows["density", 1980]["nulls"]["frozen"]["median"]
    assert abs(frozen - (2 / 10) / (2 / 6)) < 1e-12
    assert rows["contiguous", 1980]["nulls"]["frozen"]["median"] == 2 / 3
