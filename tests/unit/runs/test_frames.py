from __future__ import annotations

import numpy as np
import pandas as pd

from coopsim.runs.frames import decisions_frame, frame
from coopsim.runs.happenings import decision_tables
from coopsim.runs.tables import MISSING, Column, Table, Words
from coopsim.world import ledger as book
from unit.runs.samples import NAMES, raw_run, record


def test_a_frame_has_the_values_of_its_table() -> None:
    table = Table(
        "trial",
        (
            Column("step", np.array([0, 1]), "steps", ""),
            Column("ended", np.array([MISSING, 4]), "steps", ""),
            Column("trust", np.array([0.5, np.nan]), "1", ""),
            Column("state", Words(np.array([-1, 0]), ("FRA",)), "", ""),
        ),
    )
    expected = pd.DataFrame(
        {
            "step": np.array([0, 1], dtype=np.int64),
            "ended": pd.array([None, 4], dtype="Int64"),
            "trust": [0.5, None],
            "state": pd.array([None, "FRA"], dtype="str"),
        }
    )
    pd.testing.assert_frame_equal(frame(table), expected)


def test_changing_a_frame_leaves_the_table_alone() -> None:
    values = np.array([1.0, 2.0])
    made = frame(Table("trial", (Column("x", values, "", ""),)))
    made.loc[0, "x"] = 9.0
    assert values.tolist() == [1.0, 2.0]


def test_missing_steps_count_as_missing() -> None:
    partnerships = record().partnerships
    assert partnerships["formed"].isna().tolist() == [True, True, True, False] * 2
    lasted = (partnerships["ended"] - partnerships["formed"]).dropna()
    assert lasted.tolist() == [1, 1]


def test_decisions_of_all_kinds_stand_in_one_frame() -> None:
    frame = decisions_frame(decision_tables([raw_run(0), raw_run(1)], NAMES))
    assert frame["decision"].tolist() == ["contribute", "contribute", "form"] * 2
    assert frame["replicate"].tolist() == [0, 0, 0, 1, 1, 1]
    assert frame["answer"].tolist() == ["yes", "unable", "yes"] * 2
    assert list(frame.columns[:4]) == ["replicate", "step", "decision", "actor"]


def test_terms_that_a_kind_does_not_have_are_nan() -> None:
    frame = decisions_frame(decision_tables([raw_run()], NAMES))
    assert set(book.AID_TERMS) | set(book.TIE_TERMS) < set(frame.columns)
    assert frame["decision"].tolist() == ["contribute", "contribute", "form"]
    assert frame["security"].isna().tolist() == [True, True, False]
    assert frame["security"].tolist()[2] == 1.0
    assert frame["stake"].isna().tolist() == [False, True, True]
    assert frame["stake"].tolist()[0] == 0.5
