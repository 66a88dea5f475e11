from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from coopsim.analysis.overview import question_for
from coopsim.analysis.why import FEW, Answer, why
from coopsim.errors import InputError, ResultsError
from coopsim.runs.store import write
from unit.analysis.decided import STEPS, record


@pytest.fixture(scope="module")
def overview() -> Answer:
    return why(record())


def test_without_filters_it_says_what_can_be_asked(overview: Answer) -> None:
    assert overview.is_same_run
    assert overview.explanations == ()
    assert overview.others is not None
    assert str(overview).startswith("Decisions in replicate 0 that can be asked about:")


def test_one_decision_is_explained(overview: Answer) -> None:
    assert overview.others is not None
    for each in overview.others.named:
        asked = question_for(each)
        answer = why(
            record(), actor=asked.actor, partner=asked.partner, step=asked.step,
            decision=asked.decision, subject=asked.subject,
        )  # fmt: skip
        assert 1 <= len(answer.explanations) <= FEW
        (one,) = [one for one in answer.explanations if one.decision.address == each.address]
        assert one.decision.score == pytest.approx(each.score)
        assert one.sentence.startswith(f"In step {each.step} ")
        assert one.flip is not None
        assert one.instead
        assert one.instead not in one.sentence
        assert 0.0 <= one.chance <= 1.0
        assert str(answer).startswith(answer.explanations[0].sentence)


def test_only_the_steps_up_to_the_one_asked_about_are_run() -> None:
    answer = why(record(), step=0)
    assert answer.others is not None
    assert all(each.step == 0 for each in answer.others.named)


def test_another_replicate_has_other_decisions(overview: Answer) -> None:
    assert why(record(), replicate=1).others != overview.others


def test_why_not_names_the_condition_and_the_nearest_steps() -> None:
    met = {
        step
        for step in range(STEPS)
        if why(record(), actor="FRA", partner="DEU", step=step, decision="leave").explanations
    }
    apart = next(step for step in range(STEPS) if step not in met)
    answer = why(record(), actor="FRA", partner="DEU", step=apart, decision="leave")
    assert answer.absent.keys() == {"leave"}
    assert set(answer.nearest) <= met
    text = str(answer)
    assert f"In step {apart} nothing was decided that fits --actor FRA --partner DEU" in text
    assert text.splitlines()[1] == f"  leave: {answer.absent['leave']}."


def test_what_never_happens_is_told() -> None:
    answer = why(record(), actor="POL", decision="ratify")
    assert answer.nearest == ()
    assert str(answer).splitlines() == [
        "In this run nothing was decided that fits --actor POL --decision ratify.",
        "In the last step:",
        "  ratify: the question did not come up.",
        "It was never decided in this run.",
    ]


def test_a_folder_answers_like_its_record(tmp_path: Path) -> None:
    write(record(), tmp_path / "out")
    assert str(why(tmp_path / "out", step=3)) == str(why(record(), step=3))
    with pytest.raises(ResultsError, match="is not a folder"):
        why(str(tmp_path / "nowhere"))


def test_results_of_another_version_are_told_so() -> None:
    facts = replace(record().facts, scenario_sha256="ab" * 32)
    answer = why(replace(record(), facts=facts))
    assert not answer.is_same_run
    assert str(answer).startswith("Note: the run, made again, does not measure what these results")


def test_unknown_names_are_refused() -> None:
    with pytest.raises(InputError, match='did you mean "DEU"'):
        why(record(), partner="DEUT")


def test_json_is_plain(overview: Answer) -> None:
    plain = json.loads(json.dumps(overview.as_json(), allow_nan=False))
    assert plain["is_same_run"] is True
    assert plain["others"]["counts"].keys() >= {"contribute", "vote"}
    first = plain["others"]["named"][0]
    assert {"actor", "partner", "step", "decision", "subject", "answer", "margin"} == first.keys()
    asked = {key: first[key] for key in ("actor", "partner", "step", "decision", "subject")}
    told = why(record(), **asked).as_json()
    one = json.loads(json.dumps(told, allow_nan=False))["explanations"][0]
    assert one["decision"].keys() >= {"score", "threshold", "draw", "terms"}
    assert "address" not in one["decision"]
    values = [each["value"] for each in one["decision"]["terms"]]
    assert math.fsum(values) == pytest.approx(one["decision"]["score"])
