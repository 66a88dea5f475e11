from __future__ import annotations

import numpy as np
import pytest

from coopsim.runs.happenings import AMOUNTS, decision_tables, events_table
from coopsim.world import ledger as book
from unit.runs.samples import CYBER, DEU, EU, FRA, NAMES, POL, TREATY, decision, event, raw_run

Row = tuple[object, ...]


def told(kind: int, who: tuple[int, int], subject: int, cause: int) -> Row:
    """Name a single event."""
    table = events_table([raw_run(events=[event(5, kind, who, subject, 1.0, cause)])], NAMES)
    names = ("kind", "actor", "partner", "subject", "cause")
    return tuple(table.texts(name)[0] for name in names)


@pytest.mark.parametrize(
    ("kind", "who", "subject", "cause", "expected"),
    [
        (
            book.STRIKE, (FRA, book.NOBODY), CYBER, book.PLANNED,
            ("strike", "FRA", None, "cyber", "plan"),
        ),
        (
            book.SPREAD, (FRA, DEU), CYBER, book.NEIGHBOUR,
            ("spread", "FRA", "DEU", "cyber", "neighbour"),
        ),
        (book.MANDATE, (POL, 1), CYBER, book.VOTED, ("mandate", "POL", "PACT", "cyber", "vote")),
        (book.FUND_PAID, (POL, 0), 0, book.VOTED, ("fund_paid", "POL", "EU", "climate", "vote")),
        (
            book.HELP_ARRIVED, (DEU, FRA), book.NOBODY, book.TIME,
            ("help_arrived", "DEU", "FRA", None, "time"),
        ),
        (
            book.FORMED, (DEU, POL), TREATY, book.CHOSEN,
            ("formed", "DEU", "POL", "treaty", "choice"),
        ),
        (book.LAPSED, (DEU, POL), 0, book.UNPAID, ("lapsed", "DEU", "POL", "dialogue", "unpaid")),
    ],
)  # fmt: skip
def test_an_event_is_told_with_ids(
    kind: int, who: tuple[int, int], subject: int, cause: int, expected: Row
) -> None:
    assert told(kind, who, subject, cause) == expected


def test_every_kind_of_event_has_a_name_for_its_subject() -> None:
    for kind, (name, subject, _) in enumerate(book.EVENTS):
        row = told(kind, (DEU, 0), 1 if subject != "none" else book.NOBODY, book.TIME)
        assert row[0] == name
        subjects = {"threat": "cyber", "partnership": "treaty", "intervention": "rearm"}
        assert row[3] == subjects.get(subject)


def test_events_stay_in_order_below_each_other() -> None:
    table = events_table([raw_run(0), raw_run(3)], NAMES)
    assert table.numbers("replicate").tolist() == [0] * 6 + [3] * 6
    assert table.numbers("step").tolist() == [0, 0, 1, 1, 2, 2] * 2
    assert table.numbers("size").tolist() == [0.5, 2.0, 1.5, 0.2, 1.0, 0.2] * 2
    assert "request: busd" in table.column("size").meaning


def test_no_events_make_an_empty_table_with_all_columns() -> None:
    full, empty = (events_table([raw_run(events=some)], NAMES) for some in ([[0.0] * 7], []))
    assert empty.n_rows == 0
    assert [(c.name, c.kind) for c in empty.columns] == [(c.name, c.kind) for c in full.columns]


def test_there_is_a_table_for_each_kind_of_decision() -> None:
    tables = decision_tables([raw_run(0), raw_run(1)], NAMES)
    n_rows = {name: table.n_rows for name, table in tables.items()}
    nothing = {f"decisions/{kind}": 0 for kind, _, _ in book.DECISIONS}
    assert n_rows == nothing | {"decisions/contribute": 4, "decisions/form": 2}


def test_a_decision_carries_its_terms() -> None:
    table = decision_tables([raw_run(2)], NAMES)["decisions/form"]
    words = ("actor", "partner", "subject", "answer")
    assert [table.texts(name) for name in words] == [["DEU"], ["POL"], ["treaty"], ["yes"]]
    numbers = {
        column.name: table.numbers(column.name).tolist()
        for column in table.columns
        if column.kind != "text"
    }
    assert numbers == {
        "replicate": [2], "step": [1], "score": [0.5], "threshold": [0.25], "draw": [0.75],
        "amount": [0.625], "security": [1.0], "agenda": [-0.5], "friction": [0.0],
        "autonomy": [0.0], "grievance": [0.0], "upkeep": [0.0],
        **{term: [0.0] for term in book.TIE_TERMS[6:]},
    }  # fmt: skip


def test_who_is_unable_to_help_has_weighed_nothing() -> None:
    table = decision_tables([raw_run()], NAMES)["decisions/contribute"]
    assert table.texts("answer") == ["yes", "unable"]
    assert table.texts("actor") == ["DEU", "POL"]
    for name in ("score", "threshold", "draw", "amount", *book.AID_TERMS):
        assert np.isnan(table.numbers(name)).tolist() == [False, True], name


def test_who_is_unable_to_pay_for_a_tie_has_weighed_it() -> None:
    row = decision(0, book.FORM, (DEU, POL), TREATY, book.UNABLE, (0.5, 0.25))
    table = decision_tables([raw_run(decisions=[row])], NAMES)["decisions/form"]
    assert table.texts("answer") == ["unable"]
    assert table.numbers("score").tolist() == [0.5]


def test_naming_decisions_leaves_the_raw_rows_alone() -> None:
    run = raw_run()
    before = run.decisions.copy()
    decision_tables([run], NAMES)
    np.testing.assert_array_equal(run.decisions, before)


def test_every_kind_of_decision_says_what_its_amount_is() -> None:
    assert set(AMOUNTS) == {kind for kind, _, _ in book.DECISIONS}
    tables = decision_tables([raw_run()], NAMES)
    assert tables["decisions/contribute"].column("amount").unit == "billion USD"
    assert tables["decisions/leave"].column("amount").unit == "1"


def test_decisions_about_seats_name_the_institution() -> None:
    row = decision(3, book.APPLY, (POL, book.NOBODY), book.NOBODY, book.YES, (0.5, 0.25, 0.5, 0.2))
    row[book.BODY] = 1.0
    table = decision_tables([raw_run(decisions=[row])], NAMES)["decisions/apply"]
    words = ("actor", "partner", "subject", "answer", "institution")
    assert [table.texts(name) for name in words] == [["POL"], [None], [None], ["yes"], ["PACT"]]
    assert table.numbers("amount").tolist() == [0.2]


def test_seats_are_those_of_an_institution() -> None:
    rows = [
        event(2, kind, (FRA, EU), book.NOBODY, 3.0, book.CHOSEN)
        for kind in (book.ACCEDED, book.LEFT, book.FOUNDED, book.DISSOLVED)
    ]
    table = events_table([raw_run(events=rows)], NAMES)
    assert table.texts("kind") == ["acceded", "left", "founded", "dissolved"]
    assert table.texts("partner") == ["EU"] * 4
    assert table.texts("subject") == [None] * 4
