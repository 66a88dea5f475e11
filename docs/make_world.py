"""Make the tables of a world of real states from public sources that you hold.

    python docs/make_world.py SOURCES --year 2023 --organs-apart
    python docs/make_world.py SOURCES --year 1950 --until 1980

SOURCES is a folder of CSV files. ``scenarios/tables/README.md`` says where to get them and how each
column is made. What a file is called does not matter: it is known by its columns. Writes
``world-YEAR-states.csv`` and ``world-YEAR-treaties.csv`` beside the two tables that were written by
hand, ``world-facts.csv`` and ``world-treaties.csv``.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from world_sources import TABLES, Row, Sources, at, by_hand, read_sources, soonest

WORLD: Final = "WLD"
FIRST_YEAR: Final = 1960
# Until then what the sources lack is stylised; later it would be known, and the state is left out.
LAST_STYLISED: Final = 1990
EAST_BUSD_A_MILLION: Final = 1.0
EAST_ENDED: Final = 1989
MONTHS: Final = 12
RULERS: Final = {
    "GBR": "british",
    "FRA": "french",
    "ESP": "spanish",
    "PRT": "portuguese",
    "RUS": "soviet",
}
CODES: Final = """
    Albanian sq Amharic am Arabic ar Armenian hy Aymara ay Azeri az Belarussian be Bengali bn
    Bismala bi Bulgarian bg Burmese my Catalan ca Chinese zh Czech cs Danish da Dutch nl English en
    Estonian et Faroese fo French fr Georgian ka German de Greek el Hebrew he Hindi hi Hiri-Motu ho
    Hungarian hu Icelandic is Indonesian id Italian it Japanese ja Kazakh kk Khmer km Kirundi rn
    Korean ko Kyrgyz ky Lao lo Latvian lv Lithuanian lt Luxembourgish lb Macedonian mk Malay ms
    Maldivian dv Mongolian mn Nauruan na Nepali ne Norwegian no Persian fa Polish pl Portuguese pt
    Quecha qu Romanian ro Russian ru Rwanda rw Samoan sm Serbo-Croatian sh Sesotho st Sindhi sd
    Sinhala si Slovak sk Slovenian sl Somali so Spanish es Swahili sw Swati ss Swedish sv Tajik tg
    Tetum tet Thai th Tigrigna ti Tok-Pisin tpi Tongan to Turkish tr Turkmen tk Tuvaluan tvl
    Ukrainian uk Urdu ur Uzbek uz Vietnamese vi
"""


class Member(NamedTuple):
    """Hold a state of the table: its facts, the year from which it counts, place and economy."""

    facts: Row
    counts: int
    latitude: float
    longitude: float
    gdp_busd: float
    people_m: float


def main() -> None:
    """Read the sources, make the two tables and write them."""
    parser = argparse.ArgumentParser(description="Make the tables of a world of real states.")
    parser.add_argument("sources", type=Path, help="folder with the CSV files of the sources")
    parser.add_argument("--year", type=int, required=True, help="year of the figures")
    parser.add_argument("--until", type=int, help="states that come to be until then enter later")
    parser.add_argument("-o", "--output", type=Path, default=TABLES, help="folder to write to")
    parser.add_argument(
        "--organs-apart",
        action="store_true",
        help="leave out treaties of organisations, which a scenario has as institutions",
    )
    given = parser.parse_args()
    until = given.until or given.year
    states, treaties = world(
        read_sources(given.sources), given.year, until, organs_apart=given.organs_apart
    )
    stem = f"world-{given.year}"
    title = f"States of {given.year}" + (
        f", and those that enter until {until}" if given.until else ""
    )
    note = f"# {title}; made by docs/make_world.py. README.md gives sources, rules and limits.\n"
    write(given.output / f"{stem}-states.csv", note, states)
    note = f"# Treaties of {given.year} from world-treaties.csv; made by docs/make_world.py.\n"
    write(given.output / f"{stem}-treaties.csv", note, treaties)


def world(
    known: Sources, year: int, until: int, *, organs_apart: bool
) -> tuple[list[Row], list[Row]]:
    """Return the rows of the states and of the treaties of a year."""
    facts = {row["id"]: row for row in by_hand("world-facts.csv")}
    treaties = list(by_hand("world-treaties.csv"))
    members = existing(known, facts, year, until)
    listed = [row for row in treaties if not (organs_apart and row["organ"])]
    bound = in_force(listed, {i for i, m in members.items() if m.counts == year}, year)
    rows = [state_row(known, members, treaties, m, year) for m in members.values()]
    return rows, [
        {"kind": "defence_treaty", "members": " ".join(sorted(group)), "depth": "0.8"}
        for group in bound
    ]


def existing(known: Sources, facts: dict[str, Row], year: int, until: int) -> dict[str, Member]:
    """Return the states that there are in a year, or that come to be until another."""
    there: dict[str, Member] = {}
    for state, row in facts.items():
        since = max(year, int(row["since"] or 0))
        # One that comes to be and ends again in between is left out.
        if since > until or int(row["until"] or 9999) <= max(year, min(until, 9999)):
            continue
        parts = [state] + [
            other["id"]
            for other in facts.values()
            if other["within"] == state and int(other["since"]) > until
        ]
        own = row["people_m"] if since <= LAST_STYLISED else ""
        people = sum(at(known.people, part, year) for part in parts) / 1e6
        people = float(own) if math.isnan(people) and own else people
        if not math.isnan(people):
            gdp = sum(economy(known, facts[part], year, since) for part in parts)
            place = known.places.get(state, {})
            latitude = float(row["latitude"] or place["lat"])
            longitude = float(row["longitude"] or place["lon"])
            there[state] = Member(row, since, latitude, longitude, gdp, people)
    return {state: with_economy(there, member) for state, member in sorted(there.items())}


def economy(known: Sources, row: Row, year: int, since: int) -> float:
    """Return GDP in billions, as it was, or as a share of the world's in the nearest year."""
    base = max(FIRST_YEAR, year)
    if (row["east"] and base < EAST_ENDED) or row["id"] not in known.gdp:
        return math.nan
    figures = known.gdp[row["id"]]
    nearest = min(figures, key=lambda other: (abs(other - max(base, since)), other))
    share = figures[nearest] / known.gdp[WORLD][nearest]
    return share * known.gdp[WORLD][base] / 1e9


def with_economy(there: dict[str, Member], member: Member) -> Member:
    """Return a state with an economy by the head of its people, if none is known."""
    if not math.isnan(member.gdp_busd):
        return member
    if member.facts["east"]:
        a_million = EAST_BUSD_A_MILLION
    else:
        a_million = usual(there, member, lambda other: other.gdp_busd / other.people_m)
    return member._replace(gdp_busd=a_million * member.people_m)


def state_row(
    known: Sources, members: dict[str, Member], treaties: list[Row], member: Member, year: int
) -> Row:
    """Return the row of a state."""
    facts, counts = member.facts, member.counts
    state = facts["id"]
    place = known.places.get(state, {})
    apart = any(other.facts["within"] == state for other in members.values())
    level = wealth(known, member, year)
    share = spending(known, members, treaties, member, year)
    neighbours = bordering(known, members, facts)
    democracy = regime(known, members, member)
    row = {
        "id": state,
        "name": facts["before"] if facts["before"] and not apart else facts["name"],
        "region": facts["region"],
        "gdp_busd": significant(member.gdp_busd),
        "defence_share": f"{share:g}",
        "personnel_k": "0" if facts["forces"] == "0" else significant(5 * member.people_m, 2),
        # Six months of the money that is free for operations at the default parameters.
        "reserve_busd": significant(member.gdp_busd * share * 0.05 / 2),
        "logistics": f"{0.4 + 0.1 * level:g}",
        "climate_exposure": f"{exposure(member.latitude, level, bool(neighbours)):g}",
        "democracy": f"{democracy:g}",
        "transparency": f"{democracy:g}",
        "latitude": f"{member.latitude:.2f}",
        "longitude": f"{member.longitude:.2f}",
        "agenda.world_order": f"{agenda(known, members, member):g}",
        "languages": " ".join(languages(facts, place)),
        "customs": customs(facts, place),
        "procedures": procedures(treaties, state, year),
        "borders": " ".join(neighbours),
    }
    if year <= LAST_STYLISED:
        return row | {"diplomacy_share": "0.01", "enters": str(MONTHS * (counts - year))}
    return row | {"cyber_maturity": f"{0.45 + 0.15 * level:g}"}


def wealth(known: Sources, member: Member, year: int) -> int:
    """Return a class of wealth, 0 to 3: GDP a head over a third of, once and twice the world's."""
    base = max(FIRST_YEAR, year)
    usual = known.gdp[WORLD][base] / known.people[WORLD][base] / 1e3
    ratio = member.gdp_busd / member.people_m / usual
    return sum(ratio >= least for least in (1 / 3, 1, 2))


def exposure(latitude: float, level: int, on_land: bool) -> float:
    """Return exposure to the climate: 0.3, and 0.1 for each circumstance that adds to it."""
    adds = (abs(latitude) < 45, abs(latitude) < 23.5, level < 2, level < 1, not on_land)
    return round(0.3 + 0.1 * sum(adds), 1)


def regime(known: Sources, members: dict[str, Member], member: Member) -> float:
    """Return one of four classes of democracy."""
    index = usual(
        members, member, lambda other: soonest(known.regimes, other.facts["id"], other.counts)
    )
    return (0.15, 0.35, 0.65, 0.85)[sum(index >= least for least in (0.25, 0.5, 0.75))]


def agenda(known: Sources, members: dict[str, Member], member: Member) -> float:
    """Return the position by votes in the United Nations, [-1, 1]."""
    point = usual(
        members, member, lambda other: soonest(known.votes, other.facts["id"], other.counts)
    )
    return round(max(-1.0, min(1.0, point / 2.5)), 2) + 0.0


def spending(
    known: Sources, members: dict[str, Member], treaties: list[Row], member: Member, year: int
) -> float:
    """Return military spending over GDP: to a quarter of a per cent, or by a rule before 2000."""
    state = member.facts["id"]
    if member.facts["forces"] == "0":
        return 0.0
    if year <= LAST_STYLISED:
        in_bloc = bool(member.facts["east"] or procedures(treaties, state, year))
        return 0.1 if state == "RUS" else 0.05 if in_bloc else 0.03
    share = usual(members, member, lambda other: at(known.spending, other.facts["id"], year))
    return max(0.0025, round(share * 400) / 400)


def usual(members: dict[str, Member], member: Member, figure: Callable[[Member], float]) -> float:
    """Return a state's figure, or the median of the three nearest like it that have one."""
    own = figure(member)
    if not math.isnan(own):
        return own
    having = [
        other
        for other in members.values()
        if other.facts["east"] == member.facts["east"] and not math.isnan(figure(other))
    ]
    near = sorted(having, key=lambda other: -closeness(member, other))[:3]
    return median(figure(other) for other in near)


def closeness(one: Member, other: Member) -> float:
    """Return the cosine of the angle between two places on the globe."""
    lat_1, lat_2 = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.cos(math.radians(one.longitude - other.longitude))
    return math.sin(lat_1) * math.sin(lat_2) + math.cos(lat_1) * math.cos(lat_2) * turn


def bordering(known: Sources, members: dict[str, Member], facts: Row) -> list[str]:
    """List the states of the table that a state touches, also through parts of it."""
    all_facts = {row["id"]: row for row in by_hand("world-facts.csv")}
    owner = {
        state: state if state in members else row["within"] for state, row in all_facts.items()
    }
    touched = set(facts["borders"].split())
    for part in (state for state, whole in owner.items() if whole == facts["id"]):
        touched |= known.touching.get(part, set())
    # A border that now is that of a part: the source is older than the part.
    for row in all_facts.values():
        if row["within"] == facts["id"] and row["id"] in members:
            touched -= set(row["lost"].split())
    return sorted({owner.get(each, "") for each in touched} & set(members) - {facts["id"]})


def languages(facts: Row, place: Row) -> list[str]:
    """List the codes of a state's official languages."""
    if facts["languages"]:
        return facts["languages"].split()
    named = (place[f"langoff_{n}"].replace(" ", "-") for n in (1, 2, 3))
    words = CODES.split()
    codes = dict(zip(words[::2], words[1::2], strict=True))
    return [codes[name] for name in named if name in codes]


def customs(facts: Row, place: Row) -> str:
    """Name the tradition of a state's forces: that of its former ruler, or none but its own."""
    if facts["customs"] or facts["east"]:
        return facts["customs"] or "soviet"
    return RULERS.get(place.get("colonizer1", ""), "")


def procedures(treaties: list[Row], state: str, year: int) -> str:
    """Name the organisation whose procedures a state's forces follow, if any."""
    for organ, start in (("nato", "North Atlantic"), ("warsaw", "Warsaw")):
        for row in treaties:
            if (
                row["treaty"].startswith(start)
                and holds(row, year)
                and state in row["members"].split()
            ):
                return organ
    return ""


def in_force(treaties: list[Row], there: set[str], year: int) -> list[set[str]]:
    """Return the parties of each treaty of a year, those that no other treaty holds as well."""
    parties: dict[str, set[str]] = {}
    for row in treaties:
        if holds(row, year):
            parties.setdefault(row["treaty"], set()).update(set(row["members"].split()) & there)
    groups = sorted((group for group in parties.values() if len(group) > 1), key=len, reverse=True)
    return [
        group for n, group in enumerate(groups) if not any(group <= other for other in groups[:n])
    ]


def holds(row: Row, year: int) -> bool:
    """Say whether a treaty binds those of a row in the year, at its beginning or end."""
    return int(row["from"]) <= year < int(row["until"] or 9999)


def significant(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits, never as a power of ten."""
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    return (
        f"{rounded:.{max(0, places)}f}".rstrip("0").rstrip(".") if places > 0 else f"{rounded:.0f}"
    )


def write(path: Path, note: str, rows: list[Row]) -> None:
    """Write rows below a note."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(note)
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
