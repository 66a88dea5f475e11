from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import coopsim
from unit.experiment.samples import file


def test_a_sweep_is_a_frame_with_its_factors(tmp_path: Path) -> None:
    frame = coopsim.sweep(file(tmp_path), workers=1)
    assert list(frame.columns) == [
        "point", "arm", "outcome", "mean", "sd", "low", "high", "n", "friction", "budget",
    ]  # fmt: skip
    assert len(frame) == 18
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.yaml", "world.yaml"]


def test_it_is_kept_where_it_is_asked_for(tmp_path: Path) -> None:
    frame = coopsim.sweep(file(tmp_path), tmp_path / "out", workers=1)
    kept = pd.read_parquet(tmp_path / "out" / "summary.parquet")
    assert frame["mean"].tolist() == pytest.approx(kept["mean"].tolist(), nan_ok=True)
