from __future__ import annotations

import json

import pytest

from coopsim.cli import main
from coopsim.scenario.json_schema import json_schema


@pytest.mark.parametrize("words", [["schema"], ["schema", "scenario"], ["schema", "-q"]])
def test_the_schema_is_written_for_machines(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == json_schema()
    assert err == ""


def test_what_has_no_schema_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "results"]) == 2
    assert capsys.readouterr().out == ""
