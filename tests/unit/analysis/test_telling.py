from __future__ import annotations

import math
from dataclasses import replace

from coopsim.analysis.explaining import Explanation
from coopsim.analysis.finding import Decision
from coopsim.analysis.flipping import smallest_flip
from coopsim.analysis.overview import Count, Overview
from coopsim.analysis.telling import aligned, explained, known, overviewed
from coopsim.analysis.tracing import Link
from unit.analysis.decided import decision, term, unweighed

NAN = (math.nan, math.nan)


def explanation(decided: Decision) -> Explanation:
    links = (
        Link(2, ("DEU refused to help FRA against cyber",), (0.52, 0.31), (0.0, 0.25)),
        Link(3, ("DEU left treaty with FRA",), NAN, NAN),
    )
    return Explanation(
        decided, "FRA refused.", 0.24, smallest_flip(decided), "FRA helped", links, -0.05,
        ("PACT voted.",),
    )  # fmt: skip


def test_an_explanation_is_told_in_full() -> None:
    terms = (term("stake", 0.05), term("cost", -0.21, -1.2), term("future", 0.0))
    decided = replace(decision(-0.16, 0.05, 0.37), terms=terms)
    assert list(explained(explanation(decided))) == [
        "FRA refused.",
        "",
        "  Term       Value  Made of                      Meaning",
        "  stake       0.05  stake x input = 2 x 0.025    What stake means.",
        "  cost       −0.21  cost x input = −1.2 x 0.175  What cost means.",
        "  score      −0.16                               Sum of the terms.",
        "  threshold   0.05  luck is in it: draw 0.37     What it must beat.",
        "  Nothing came from future.",
        "",
        "What turns it: one term changed by +0.21, such as stake from 0.05 to 0.26. "
        "The run made again with that: FRA helped.",
        "Luck: with other draws the score would beat the threshold in 24 % of cases.",
        "PACT voted.",
        "What led to it:",
        "  step 2: DEU refused to help FRA against cyber → trust of FRA in DEU 0.52 → 0.31 (−0.21)"
        " → grievance of FRA in DEU 0.00 → 0.25 (+0.25)",
        "  step 3: DEU left treaty with FRA",
        "  Besides, trust moved by −0.05: smaller dealings, what others told, goodwill of "
        "partnerships, forgetting.",
    ]


def test_what_was_never_weighed_has_no_table() -> None:
    one = replace(explanation(unweighed()), chance=math.nan, links=(), remarks=(), drift=math.nan)
    assert list(explained(one)) == ["FRA refused."]


def test_a_score_beyond_the_threshold_would_fall_short_with_other_luck() -> None:
    lines = list(explained(explanation(decision(0.5, 0.2))))
    assert (
        "Luck: with other draws the score would fall short of the threshold in 76 % of cases."
        in lines
    )


def test_a_term_without_weight_shows_its_equation() -> None:
    terms = (replace(term("stake", 0.5), weight="", weighs=math.nan),)
    lines = list(explained(explanation(replace(decision(0.5, 0.2), terms=terms))))
    assert "  stake       0.50  stake x input             What stake means." in lines


def test_an_overview_says_what_to_ask() -> None:
    others = Overview((Count("contribute", {"yes": 1200, "no": 3}),), (decision(),), False)
    assert list(overviewed(others, 1)) == [
        "Decisions in replicate 1 that can be asked about:",
        "",
        "  Decision    Times  Answers",
        "  contribute  1,203  yes 1,200, no 3",
        "",
        "The clearest and the closest:",
        "  step 5: FRA helped DEU against cyber: the score 0.50 beat the threshold 0.20",
        "    --actor FRA --partner DEU --step 5 --decision contribute --subject cyber",
    ]
    whole = list(overviewed(others._replace(is_whole=True, named=(unweighed(),)), 0))
    assert "All of them, the clearest first:" in whole
    assert "  step 5: FRA had nothing to send to DEU against cyber" in whole


def test_columns_stand_below_each_other() -> None:
    assert list(aligned([("a", "1", "x"), ("bbb", "22", "")])) == ["  a     1  x", "  bbb  22"]


def test_json_has_no_nan() -> None:
    assert known({"a": (math.nan, 1.0), "b": [math.inf, "x", None]}) == {
        "a": [None, 1.0],
        "b": [None, "x", None],
    }
