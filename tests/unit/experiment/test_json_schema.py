from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from coopsim.experiment.json_schema import experiment_schema
from unit.experiment.samples import file

FOLDER = Path(__file__).parents[3] / "experiments"


def test_the_schema_beside_the_experiments_is_the_present_one() -> None:
    # Remade by: coopsim schema experiment > experiments/experiment.schema.json
    beside = (FOLDER / "experiment.schema.json").read_text(encoding="utf-8")
    assert json.loads(beside) == experiment_schema()


def test_what_is_sound_fits_the_schema_and_what_is_not_does_not(tmp_path: Path) -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    (tmp_path / "schema.json").write_text(json.dumps(experiment_schema()), encoding="utf-8")
    command = [str(checker), "--schemafile", str(tmp_path / "schema.json")]
    sound = [str(path) for path in [*sorted(FOLDER.glob("*.yaml")), file(tmp_path)]]
    told = subprocess.run([*command, *sound], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    bad = file(tmp_path, luck="good")
    assert subprocess.run([*command, str(bad)], capture_output=True, check=False).returncode == 1
