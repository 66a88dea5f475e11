from __future__ import annotations

import pickle

import pytest

from coopsim.errors import (
    CoopsimError,
    Fault,
    InputError,
    Place,
    ResultsError,
    abbreviated,
    did_you_mean,
    shortened,
    suggestion,
    visible,
)

MISTYPED = Fault(
    Place("scenarios/baltic.yaml", 22, 5, "    defnce_share: 0.034"),
    "states[EST].defnce_share",
    "unknown key",
    'did you mean "defence_share"?',
)
TOO_LARGE = Fault(
    Place("scenarios/baltic.yaml", 37, 15, "    severity: 7"),
    "threats[1].severity",
    "must be between 0 and 1 (got 7)",
)


def test_faults_are_rendered_as_promised() -> None:
    assert str(InputError([MISTYPED, TOO_LARGE])) == (
        "scenarios/baltic.yaml:22:5: states[EST].defnce_share: unknown key\n"
        "   22 |     defnce_share: 0.034\n"
        '      |     ^ did you mean "defence_share"?\n'
        "scenarios/baltic.yaml:37:15: threats[1].severity: must be between 0 and 1 (got 7)\n"
        "   37 |     severity: 7\n"
        "      |               ^"
    )


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault(None, "x.yaml", "no such file"), "x.yaml: no such file"),
        (Fault(None, "", "reading stopped"), "reading stopped"),
        (Fault(None, "a", "unknown", 'did you mean "b"?'), 'a: unknown; did you mean "b"?'),
        (Fault(Place("f", 1, 1), "", "empty", "write"), "f:1:1: empty\n    1 |\n      | ^ write"),
    ],
)
def test_faults_without_place_path_or_line_leave_them_out(fault: Fault, text: str) -> None:
    assert fault.render() == text


@pytest.mark.parametrize(
    ("error", "code"),
    [(CoopsimError("x"), 1), (ResultsError("x"), 1), (InputError([TOO_LARGE]), 2)],
)
def test_exit_codes(error: CoopsimError, code: int) -> None:
    assert error.exit_code == code
    assert isinstance(error, CoopsimError)


def test_an_input_error_needs_a_fault() -> None:
    with pytest.raises(ValueError, match="at least one fault"):
        InputError([])


@pytest.mark.parametrize(("number", "last"), [(50, "99"), (51, "… and 1 more"), (2050, "2,000")])
def test_at_most_fifty_faults_are_shown(number: int, last: str) -> None:
    error = InputError(Fault(None, "", f"fault {50 + place}") for place in range(number))
    lines = str(error).split("\n")
    assert len(lines) == min(number, 51)
    assert last in lines[-1]
    assert len(error.faults) == number


def test_an_input_error_survives_a_change_of_process() -> None:
    copy = pickle.loads(pickle.dumps(InputError([MISTYPED, TOO_LARGE])))
    assert copy.faults == (MISTYPED, TOO_LARGE)
    assert str(copy) == str(InputError([MISTYPED, TOO_LARGE]))


def test_no_error_prints_a_bomb() -> None:
    bomb = "x" * 1_000_000
    fault = Fault(Place("f", 1, 500_000, bomb), bomb, bomb, bomb)
    assert len(fault.render()) < 1500
    assert len(repr(fault.place)) < 100
    assert repr(InputError([fault])) == "InputError(1 faults)"


def test_a_long_line_is_cut_around_the_caret() -> None:
    text = "a" * 300 + "!" + "b" * 300
    head, source, pointer = Fault(Place("f", 1, 301, text), "", "m").render().split("\n")
    assert head == "f:1:301: m"
    assert source.index("!") == pointer.index("^")
    shown = source.removeprefix("    1 | ")
    assert len(shown) == 200
    assert shown[0] == shown[-1] == "…"


@pytest.mark.parametrize(
    ("text", "column", "source", "caret"),
    [
        ("abc", 2, "abc", 1),
        ("\tabc", 2, "␉abc", 1),
        ("日本: x", 5, "日本: x", 6),
        ("e\u0301: x", 4, "e\u0301: x", 2),
        ("\x1b[31m", 2, "␛[31m", 1),
        ("ab", 9, "ab", 2),
    ],
)
def test_the_caret_stands_under_its_character(
    text: str, column: int, source: str, caret: int
) -> None:
    assert Place("f", 1, column, text).excerpt() == (source, caret)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Kosovo – été", "Kosovo – été"),
        ("\x00\t\n\x1b", "␀␉␊␛"),
        ("a\u202eb\u00a0c\udce9\x7f", "a\ufffdb\ufffdc\ufffd\ufffd"),
    ],
)
def test_control_characters_become_visible_one_for_one(written: str, seen: str) -> None:
    assert visible(written) == seen
    assert len(seen) == len(written)


def test_faults_hold_no_control_characters() -> None:
    place = Place("a\x1bb", 1, 1, "\x1b[2J")
    assert "\x1b" not in Fault(place, "\x1b", "\x1b", "\x1b").render()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("defnce_share", "defence_share"),
        ("Defence_Share", "defence_share"),
        ("defence-share", "defence_share"),
        ("gdp busd", "gdp_busd"),
        ("zebra", ""),
        ("", ""),
        ("d" * 101, ""),
    ],
)
def test_did_you_mean(word: str, meant: str) -> None:
    assert did_you_mean(word, {"defence_share", "gdp_busd", "population_m"}) == meant
    assert suggestion(word, ["defence_share", "gdp_busd"]) == (
        f'did you mean "{meant}"?' if meant else ""
    )


def test_did_you_mean_keeps_the_spelling_and_prefers_the_same_candidate_in_any_order() -> None:
    assert did_you_mean("fra", ["DEU", "FRA"]) == "FRA"
    assert did_you_mean("a-b", ["a_b", "A_B"]) == did_you_mean("a-b", ["A_B", "a_b"]) == "A_B"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (0.5, "0.5"),
        (10**500, "a huge number"),
        (-(2**5000), "a huge number"),
        ("NO", '"NO"'),
        ("a\nb", '"a␊b"'),
        ([], "a list of 0 entries"),
        ([[[]]], "a list of 1 entry"),
        ({"a": 1}, "a mapping of 1 key"),
        ({"a": 1, "b": 2}, "a mapping of 2 keys"),
        (object(), "object"),
    ],
)
def test_values_are_shown_as_users_write_them(value: object, shown: str) -> None:
    assert abbreviated(value) == shown


@pytest.mark.parametrize(
    "value", ["x" * 1000, 10**56, [0] * 10**6, 1.7976931348623157e308], ids=type
)
def test_a_value_is_shown_in_sixty_characters(value: object) -> None:
    assert len(abbreviated(value)) <= 60


@pytest.mark.parametrize(("text", "cut"), [("abcd", "abcd"), ("abcde", "abc…"), ("", "")])
def test_shortened(text: str, cut: str) -> None:
    assert shortened(text, 4) == cut
