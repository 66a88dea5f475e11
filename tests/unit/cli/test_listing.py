from __future__ import annotations

import json

import pytest

from coopsim.catalogue.registry import MECHANISMS
from coopsim.catalogue.rule_registry import RULES
from coopsim.cli import main
from coopsim.cli.listing import Topic
from coopsim.metrics.registry import METRICS
from coopsim.scenario.shelves import shelf, shipped_names
from coopsim.world.ledger import DECISIONS

PROMISED = [
    "scenarios",
    "experiments",
    "mechanisms",
    "threats",
    "partnerships",
    "institutions",
    "decisions",
    "metrics",
]


def listed(topic: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["list", topic, "--json"]) == 0
    return [thing["name"] for thing in json.loads(capsys.readouterr().out)]


def test_every_promised_topic_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert [topic.value for topic in Topic] == PROMISED
    assert main(["list"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == ["Name", *PROMISED]
    assert "coopsim list scenarios" in err


def test_topics_list_what_is_declared(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed("scenarios", capsys) == shipped_names()
    assert listed("mechanisms", capsys) == list(MECHANISMS)
    assert listed("metrics", capsys) == list(METRICS)
    rules = [name for of in RULES.values() for name in of]
    assert listed("decisions", capsys) == [*(name for name, _, _ in DECISIONS), *rules]
    assert listed("threats", capsys) == ["cyberattack", "climate_shock"]
    assert "defence_treaty" in listed("partnerships", capsys)
    assert "unanimity" in listed("institutions", capsys)
    assert listed("experiments", capsys) == sorted(
        path.stem for path in shelf("experiments").glob("*.yaml")
    )


@pytest.mark.parametrize(
    ("topic", "heading", "told", "following"),
    [
        ("scenarios", "Title", "Thirty-two states of today", "coopsim run "),
        ("mechanisms", "Meaning", "Help builds trust", "coopsim explain threats"),
        ("institutions", "Title", "Qualified majority", "coopsim explain unanimity"),
    ],
)
def test_people_get_a_table_and_what_to_try_next(
    topic: str, heading: str, told: str, following: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", topic]) == 0
    out, err = capsys.readouterr()
    assert heading in out.splitlines()[0]
    assert told in out
    assert err.startswith(f"Next: {following}")


def test_a_topic_that_is_none_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "wars"]) == 2
    assert "'scenarios'" in capsys.readouterr().err
