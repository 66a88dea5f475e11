"""The world of 193 states: what its organisations add, and that its tables can be made anew."""

from __future__ import annotations

import csv
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from coopsim.metrics.registry import METRICS
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.summary import run_values
from coopsim.scenario import load
from coopsim.world.ledger import NOTHING

ROOT = Path(__file__).parents[2]
MAKER = ROOT / "docs/make_world.py"
# A run takes two seconds, and the differences are large.
FEW = 3
# The Netherlands have figures of an earlier year, Luxembourg has neither votes nor spending.
SOURCES = {
    "bank.csv": """name,iso3,year,gdp_usd,pop
World,WLD,2022,100e12,8e9
World,WLD,2023,110e12,8e9
Belgium,BEL,2023,632.4e9,11.8e6
Netherlands,NLD,2022,1000e9,17.9e6
Luxembourg,LUX,2023,85.8e9,0.67e6
France,FRA,2023,3031e9,68.2e6
""",
    "votes.csv": """iso3c,Year,IdealPointAll
BEL,2023,1.2
NLD,2023,1.1
FRA,2023,1.5
""",
    "places.csv": """iso3,lat,lon,langoff_1,langoff_2,langoff_3,colonizer1
BEL,50.83,4.35,Dutch,French,German,.
NLD,52.35,4.9,Dutch,.,.,.
LUX,49.6,6.15,French,German,Luxembourgish,.
FRA,48.87,2.33,French,.,.,.
""",
    "pairs.csv": """iso_o,iso_d,contig
BEL,NLD,1
BEL,LUX,1
BEL,FRA,1
FRA,LUX,1
FRA,NLD,0
""",
    "regimes.csv": """country_text_id,year,v2x_polyarchy
BEL,2023,0.88
NLD,2023,0.49
LUX,2023,0.88
FRA,2023,0.26
""",
    "spending.csv": """iso3,year,milex_gdp
BEL,2023,0.0121
NLD,2023,0.0166
FRA,2023,0.0206
""",
}


@cache
def outcome(variant: str | None) -> Record:
    return run(load("world", variant=variant), seed=0, replicates=FEW, record=NOTHING)


def differences(metric: str, variant: str) -> list[float]:
    now, then = (
        run_values(outcome(each).table("metrics"), METRICS[metric]) for each in (None, variant)
    )
    return [after - before for before, after in zip(now, then, strict=True)]


@pytest.mark.parametrize(
    ("variant", "metric", "sign", "smallest"),
    [
        ("treaties-only", "collective_response", -1, 0.03),
        ("treaties-only", "help_delay_months", +1, 0.3),
        ("twice-the-lift", "help_delay_months", -1, 0.4),
        ("on-their-own", "averted_busd", -1, 20.0),
    ],
)
def test_organisations_add_to_treaties_and_lift_to_both(
    variant: str, metric: str, sign: int, smallest: float
) -> None:
    assert all(each * sign > smallest for each in differences(metric, variant))


def test_it_holds_every_member_and_nobody_attacks() -> None:
    world = load("world")
    assert len(world.states) == 193
    assert not world.attackers
    assert len({each.region for each in world.states}) == 22


@pytest.mark.parametrize("organ", ["CSTO", "EU", "GCC", "LAS", "NATO", "OAS"])
def test_institutions_have_the_parties_of_their_treaties(organ: str) -> None:
    [institution] = [each for each in load("world").institutions if each.id == organ]
    with (ROOT / "scenarios/tables/world-treaties.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    parties = {
        state
        for row in rows
        if row["organ"] == organ and int(row["from"]) <= 2023 < int(row["until"] or 9999)
        for state in row["members"].split()
    }
    assert parties == set(institution.members)


def make(sources: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MAKER), str(sources), "--year", "2023", *flags]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_tables_are_made_anew_from_sources_known_by_their_columns(
    sources: Path, tmp_path: Path
) -> None:
    output = tmp_path / "made"
    output.mkdir()
    assert make(sources, "-o", str(output)).stderr == ""
    (output / "x.yaml").write_text(
        "issues: [world_order]\ntables: {states: world-2023-states.csv,"
        " partnerships: world-2023-treaties.csv}\n",
        encoding="utf-8",
    )
    made = load(output / "x.yaml")
    belgium, france, luxembourg, netherlands = sorted(made.states, key=lambda state: state.name)
    assert belgium.gdp_busd == 632
    # As a share of the world's in its own year: 1,000 of 100,000, times 110,000.
    assert netherlands.gdp_busd == 1100
    assert (belgium.borders, france.borders) == (("FRA", "LUX", "NLD"), ("BEL", "LUX"))
    assert luxembourg.languages == ("fr", "de", "lb")
    assert [each.democracy for each in (belgium, france, netherlands)] == [0.85, 0.35, 0.35]
    # To a quarter of a per cent; what a source lacks is the median of the three nearest.
    assert [each.defence_share for each in (belgium, france)] == [0.0125, 0.02]
    assert luxembourg.defence_share == 0.0175
    assert luxembourg.agenda["world_order"] == 0.48
    assert [set(each.members) for each in made.partnerships] == [{"BEL", "FRA", "LUX", "NLD"}]


def test_a_source_that_is_missing_is_named(sources: Path) -> None:
    (sources / "votes.csv").unlink()
    assert "no file with the columns iso3c, year, idealpointall" in make(sources).stderr


def test_two_files_for_one_source_are_refused(sources: Path) -> None:
    (sources / "again.csv").write_text(SOURCES["votes.csv"], encoding="utf-8")
    assert "again.csv" in make(sources).stderr
