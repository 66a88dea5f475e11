from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.figures.theme import DARK, LIGHT
from coopsim.reports.of_sweep import report_of_sweep
from coopsim.reports.page import MARK, page
from coopsim.reports.parts import Source
from unit.analysis.sweeping import OUTCOME, formula_swept, scaled
from unit.analysis.test_swept import GRID

ALONE = {**GRID, "arms": None, "outcomes": [OUTCOME, "damage_busd"]}
CUBE = scaled(x=(0, 1), y=(0, 1))


def share(point: dict[str, float], _: str, replicate: int) -> float:
    return 0.1 + 0.2 * point["a"] * (1 - 0.5 * point["b"]) + 0.001 * replicate


def texts(*parts: Any, **keys: Any) -> list[str]:
    return [each.text for each in report_of_sweep(formula_swept(*parts, **keys)).answer]


def test_a_grid_is_answered_in_two_sentences_that_change_with_the_numbers(tmp_path: Path) -> None:
    first, second = texts(tmp_path, share, **ALONE)
    assert re.search(r"is 25% on average .* from 10% \(b [01], a 0\) to 50% \(b 0, a 2\)", first)
    assert "From a 0 to 2 collective response rises by 30 percentage points" in second
    assert "from b 0 to 1 it falls by 10 percentage points" in second
    assert "the rise with a is 20 percentage points (20 to 20) smaller where b is 1" in second
    (tmp_path / "other").mkdir()
    other = texts(tmp_path / "other", lambda *each: 0.5 * share(*each), **ALONE)
    assert "rises by 15 percentage points" in other[1]
    assert other[0] != first


def test_a_sentence_and_a_map_can_be_made_again_from_their_rows(tmp_path: Path) -> None:
    swept = formula_swept(tmp_path, share, **ALONE)
    written = page(report_of_sweep(swept))
    means = swept.summary.numbers("mean")
    found = re.findall(r'data-source="summary.parquet" data-rows="(\d+):(\d+):(\d+)"', written)
    assert len(found) >= 5
    first = means[slice(*map(int, found[0]))]
    assert f"is {first.mean():.0%} on average" in written
    exhibit = report_of_sweep(swept).exhibits[0]
    drawn = np.array(exhibit.draw(LIGHT).data[0].z)
    rows = means[exhibit.source.rows]
    assert sorted(drawn.ravel()) == pytest.approx(sorted(rows))


def test_worlds_are_told_with_what_makes_them(tmp_path: Path) -> None:
    arms = {"one": {}, "calm": {"variant": "calm", "set": {"mechanisms.trust": False, "steps": 3},
                                "without": ["friction"]}}  # fmt: skip
    told = dict(report_of_sweep(formula_swept(tmp_path, share, **{**GRID, "arms": arms})).design)
    assert told["Worlds side by side"] == (
        "one; calm (variant calm, mechanisms.trust off, steps 3, without friction)"
    )


def test_arms_are_contrasted(tmp_path: Path) -> None:
    _, second = texts(
        tmp_path,
        lambda _, arm, __: 0.2 + 0.1 * (arm == "calm"),
        **{**GRID, "outcomes": [OUTCOME]},
    )
    assert (
        "against one by collective response, on the same luck, with calm it rises by 10" in second
    )


@pytest.mark.parametrize(
    ("design", "sentence"),
    [
        ({"kind": "sobol", "points": 128}, "What drives collective response most is x: 100%"),
        ({"kind": "morris", "trajectories": 5}, "What drives collective response most is x: 1 "),
        ({"kind": "latin_hypercube", "points": 200}, "What drives collective response most is x"),
    ],
)
def test_drawn_designs_say_what_drives(tmp_path: Path, design: Any, sentence: str) -> None:
    _, second = texts(
        tmp_path, lambda point, *_: point["x"], design=design, uncertainties=CUBE
    )  # fmt: skip
    assert second.startswith(sentence)


def test_no_order_is_told_where_intervals_overlap(tmp_path: Path) -> None:
    _, second = texts(
        tmp_path, lambda point, *_: point["x"] + point["y"],
        design={"kind": "sobol", "points": 64}, uncertainties=CUBE,
    )  # fmt: skip
    assert "their intervals overlap, so that which of them is first is not clear" in second


def test_indices_of_few_points_are_said_to_be_unsettled(tmp_path: Path) -> None:
    subtitles = []
    for points in (16, 1024):
        swept = formula_swept(
            tmp_path / str(points), lambda point, *_: point["x"] + point["y"],
            design={"kind": "sobol", "points": points}, uncertainties=CUBE,
        )  # fmt: skip
        subtitles.append(report_of_sweep(swept).exhibits[0].below)
    assert "not settled yet: known to ±" in subtitles[0]
    assert "not settled" not in subtitles[1]


def test_a_failed_run_is_told_and_leaves_indices_out(tmp_path: Path) -> None:
    swept = formula_swept(
        tmp_path, lambda point, *_: math.nan if point["x"] > 0.9 else point["x"],
        design={"kind": "sobol", "points": 16}, uncertainties=CUBE,
    )  # fmt: skip
    report = report_of_sweep(swept)
    assert len(report.answer) == 1
    assert report.exhibits == []
    assert any("runs failed" in each and "made to fail" in each for each in report.doubts)
    assert any(each.startswith("Left out: ") for each in report.doubts)


def test_circumstances_of_interest_are_found(tmp_path: Path) -> None:
    pytest.importorskip("ema_workbench", reason="ema_workbench is not installed: PRIM not tested")
    swept = formula_swept(
        tmp_path, lambda point, *_: 0.05 if point["x"] < 0.3 else 0.4,
        design={"kind": "latin_hypercube", "points": 200}, uncertainties=CUBE,
        interest={"outcome": OUTCOME, "below": 0.1},
    )  # fmt: skip
    report = report_of_sweep(swept)
    assert re.search(
        r"is below 10% at 30% of all points, but at (9\d|100)% of those where x is at most 0\.[23]",
        report.answer[1].text,
    )
    assert report.exhibits[0].key == f"box-{OUTCOME}"
    assert report.exhibits[0].draw(DARK).layout.paper_bgcolor == DARK.paper


GOALS = {
    **ALONE, "goals": {OUTCOME: "more", "damage_busd": "less"}, "uncertainties": {},
    "replicates": 8,
}  # fmt: skip


def test_the_front_is_told_and_drawn(tmp_path: Path) -> None:
    # Damage is twice the response, so that more of one is bought with more of the other.
    swept = formula_swept(tmp_path, lambda point, *_: 0.1 + 0.2 * point["a"], **GOALS)
    report = report_of_sweep(swept)
    assert report.answer[1].text == (
        "Of 3 choices 3 are on the front of more collective response and less damage: "
        "a 0 (collective response 10%, damage 0.2 billion USD); "
        "a 1 (collective response 30%, damage 0.6 billion USD); "
        "a 2 (collective response 50%, damage 1 billion USD)."
    )
    assert report.exhibits[0].key == "front"
    assert [row[-1] for row in report.exhibits[0].table] == ["on the front"] * 3
    rows = report.answer[1].source.rows
    assert set(np.array(swept.summary.texts("outcome"))[rows]) == {OUTCOME, "damage_busd"}


def test_choices_that_overlap_the_front_are_said_to_do_so(tmp_path: Path) -> None:
    noise = np.random.default_rng(2).normal(size=(3, 8))

    def formula(point: dict[str, float], _: str, replicate: int) -> float:
        a = int(point["a"])
        return float(0.5 - 0.4 * (a == 2) + 0.02 * noise[a, replicate])

    goals = {OUTCOME: "more", "damage_busd": "more"}
    _, second = texts(tmp_path, formula, **{**GOALS, "goals": goals})
    assert second == (
        "None of 3 choices is clearly on the front of more collective response and more damage; "
        "2 perhaps are, since intervals overlap; all others (1) are clearly behind."
    )


def test_a_page_needs_nothing_from_elsewhere_and_escapes_what_users_write(tmp_path: Path) -> None:
    keys = {**ALONE, "title": "<script>alert(1)</script>", "question": "a < b?"}
    written = page(report_of_sweep(formula_swept(tmp_path, share, **keys)))
    assert written.startswith(MARK)
    assert "<script>alert" not in written
    assert "&lt;script&gt;alert(1)" in written
    head = re.sub(r"<script>.*?</script>", "", written, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="([^"]*)"', head) == []
    assert head.count('class="plot"') == head.count('type="application/json"') == 3


def test_rows_are_spelled_as_slices() -> None:
    source = Source("f", np.array([0, 2, 4, 5, 6, 9]), "")
    assert source.spelled() == "0:5:2 5:7:1 9:10:1"
    spelled = [slice(*map(int, each.split(":"))) for each in source.spelled().split()]
    assert np.concatenate([np.arange(10)[each] for each in spelled]).tolist() == [0, 2, 4, 5, 6, 9]
