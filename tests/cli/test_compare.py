"""`coopsim compare` in processes of its own."""

from __future__ import annotations

import json
from pathlib import Path

from cli.process import coopsim, python

SOUND = Path(__file__).parents[1] / "faults" / "sound.yaml"
DRIVER = """
import sys
from coopsim.cli import main
code = main(sys.argv[1:])
heavy = ("pandas", "mesa", "pyarrow", "plotly")
sys.stderr.write(f"loaded {[name for name in heavy if name in sys.modules]}")
sys.exit(code)
"""


def test_a_comparison_is_told_in_words(tmp_path: Path) -> None:
    told = coopsim(
        "compare", str(SOUND), "--without", "response", "--replicates", "8", cwd=tmp_path
    )
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("Without response: collective response ")
    assert lines[1].endswith("8 runs of each, 24 steps.")
    assert any(line.startswith("What differs") for line in lines)
    assert "metrics are the same in every run." in told.out
    # Nothing is kept.
    assert list(tmp_path.iterdir()) == []


def test_machines_are_told_the_same_numbers_twice_without_heavy_libraries() -> None:
    words = ["compare", str(SOUND), f"{SOUND}@calm", "--replicates", "4", "--json", "--seed", "2"]
    one, other = (python("-c", DRIVER, *words) for _ in range(2))
    assert (one.code, one.out) == (0, other.out)
    assert one.err.splitlines()[-1] == "loaded []"
    told = json.loads(one.out)
    assert (told["seed"], told["replicates"], told["second"]) == (2, 4, f"{SOUND}@calm")
