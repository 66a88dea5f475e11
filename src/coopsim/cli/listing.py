"""`coopsim list`: show what there is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, NamedTuple

import typer

from coopsim.cli.options import Json, Quiet, Verbose
from coopsim.cli.talk import Talk, columns


class Topic(StrEnum):
    """Name what can be listed."""

    scenarios = "scenarios"
    experiments = "experiments"
    mechanisms = "mechanisms"
    threats = "threats"
    partnerships = "partnerships"
    institutions = "institutions"
    decisions = "decisions"
    metrics = "metrics"


_SAID: Final = {
    Topic.scenarios: "worlds to run",
    Topic.experiments: "designs of many runs",
    Topic.mechanisms: "parts of the model that can be scaled or switched off",
    Topic.threats: "kinds of threat",
    Topic.partnerships: "kinds of partnership",
    Topic.institutions: "rules by which institutions decide",
    Topic.decisions: "decisions that states take, and the rules by which they take them",
    Topic.metrics: "what is measured after every step",
}


class _Thing(NamedTuple):
    name: str
    title: str
    meaning: str


def list_things(
    topic: Annotated[Topic | None, typer.Argument(help="What to list.", show_default=False)] = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show what there is: scenarios, mechanisms, kinds, decisions, metrics."""
    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    if topic is None:
        things = [_Thing(each.value, "", said) for each, said in _SAID.items()]
    else:
        things = _things(topic)
    if as_json:
        talk.hand_over([thing._asdict() for thing in things])
        return
    if things:
        _show(things, talk)
    if topic is None:
        talk.say("Next: coopsim list scenarios, or another of these names")
    elif not things:
        talk.say(f"No {topic} are shipped yet.")
    elif topic is Topic.scenarios:
        talk.say(f"Next: coopsim run {things[0].name}")
    elif topic is Topic.experiments:
        talk.say(f"Next: coopsim sweep {things[0].name} --dry-run")
    else:
        talk.say(f"Next: coopsim explain {things[0].name}")


def _show(things: list[_Thing], talk: Talk) -> None:
    titled = any(thing.title for thing in things)
    table = columns("Name", *(["Title"] if titled else []), "Meaning")
    for thing in things:
        table.add_row(*(thing if titled else (thing.name, thing.meaning)))
    talk.show(table)


def _things(topic: Topic) -> list[_Thing]:
    if topic in {Topic.scenarios, Topic.experiments}:
        return _shipped(topic)
    from coopsim.cli.entries import entries

    return [
        _Thing(each.name, each.title, each.meaning) for each in entries() if each.topic == topic
    ]


def _shipped(topic: Topic) -> list[_Thing]:
    # Read and not loaded: a list must not fail because one scenario has a fault.
    from coopsim.documents import read_yaml
    from coopsim.scenario.shelves import shelf

    things = []
    # By their names: with their ending, world.yaml would stand behind world-1950.yaml.
    for path in sorted(shelf(topic.value).glob("*.yaml"), key=lambda each: each.stem):
        keys = read_yaml(path).plain()
        things.append(_Thing(path.stem, keys.get("title", ""), keys.get("question", "")))
    return things
