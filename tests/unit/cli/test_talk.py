from __future__ import annotations

import json

import pytest
from rich.text import Text

from coopsim.cli.talk import Talk, columns, plain_error


def test_results_and_asides_go_their_own_ways(capsys: pytest.CaptureFixture[str]) -> None:
    talk = Talk(verbose=True)
    talk.say("an aside")
    talk.detail("a detail")
    talk.show("a result")
    talk.hand_over({"name": "état", "none": None})
    out, err = capsys.readouterr()
    assert err == "an aside\na detail\n"
    first, _, rest = out.partition("\n")
    assert first == "a result"
    assert json.loads(rest) == {"name": "état", "none": None}
    assert "état" in rest


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "an aside\n"),
        ({"verbose": True}, "an aside\na detail\n"),
        ({"quiet": True}, ""),
        ({"quiet": True, "verbose": True}, ""),
    ],
)
def test_as_much_is_said_as_is_wanted(
    options: dict[str, bool], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = Talk(**options)
    talk.say("an aside")
    talk.detail("a detail")
    talk.show("a result")
    assert capsys.readouterr() == ("a result\n", told)


def test_what_users_wrote_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    talk = Talk()
    talk.show("states[FRA] is :fire: and [bold]7[/bold]")
    plain_error("states[FRA]")
    assert capsys.readouterr() == ("states[FRA] is :fire: and [bold]7[/bold]\n", "states[FRA]\n")


def test_off_a_terminal_nothing_moves_shines_or_folds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    talk = Talk()
    assert not talk.is_live
    talk.show(Text("word " * 100, style="bold red"))
    assert capsys.readouterr().out.rstrip() == ("word " * 100).rstrip()


def test_who_wants_columns_gets_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    Talk().show("word " * 100)
    assert max(len(line.rstrip()) for line in capsys.readouterr().out.splitlines()) <= 40


def test_no_result_is_json_that_machines_cannot_read() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        Talk(as_json=True).hand_over({"mean": float("nan")})


def test_numbers_stand_on_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    table = columns("What", "mean>", "why")
    table.add_row("strikes", "7", "luck")
    table.add_row("need", "1,200", "size")
    Talk().show(table)
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "What       mean   why",
        "strikes       7   luck",
        "need      1,200   size",
    ]
