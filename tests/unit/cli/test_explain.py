from __future__ import annotations

import json

import pytest

from coopsim.cli import main


def test_one_word_may_mean_several_things(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "refusal_weight"]) == 0
    assert capsys.readouterr() == (
        "mechanisms.trust.refusal_weight: number of the mechanism trust\n"
        "  How many acts of help one refusal outweighs.\n"
        "  unit      a pure number\n"
        "  range     1 to 4\n"
        "  default   2\n"
        "  prior     1 to 4, may be fitted to the record\n"
        "  source    stylised\n",
        "",
    )
    assert main(["explain", "trust"]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert heads == [
        "trust: key of a scenario",
        "",
        "dyads.trust: key of a scenario",
        "",
        "mechanisms.trust: mechanism",
        "",
        "metrics.trust (Trust): metric",
    ]


def test_a_term_of_several_words_needs_no_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "collective", "response", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["path"], told["unit"]) == ("metrics.collective_response", "a pure number")


@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("refusal_wait", 'did you mean "refusal_weight"?'),
        ("qqqqqq", "coopsim list shows many"),
    ],
)
def test_an_unknown_word_is_bad_input(
    term: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", term]) == 2
    assert capsys.readouterr() == ("", f"{term}: is no word of coopsim; {hint}\n")
