from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopsim.app import replay
from coopsim.app.packing import unpack
from coopsim.app.replay import film_of, films_of_folders, paired
from coopsim.errors import InputError, ResultsError
from coopsim.runs.store import read
from unit.app.samples import kept
from unit.runs.samples import scenario


def test_the_film_of_a_folder_shows_what_was_kept(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    done: list[tuple[int, int]] = []
    (film,) = films_of_folders([folder], 1, lambda *steps: done.append(steps))
    table = read(folder).table("metrics")
    strikes = table.numbers("strikes")[table.numbers("replicate") == 1]
    row = [each["name"] for each in film.head["metrics"]].index("strikes")
    np.testing.assert_array_equal(film.reel["metrics"][:, row], strikes)
    assert film.title == "sample"
    assert done[-1] == (4, 4)
    assert "label" not in film.head


def test_a_film_is_packed_in_two_parts() -> None:
    film, frames = film_of(scenario(), 1)
    head, reel = map(unpack, film.parts())
    assert head["seed"] == 1
    assert reel["steps"] == len(frames) == 4


def test_a_shorter_run_gives_a_shorter_film(tmp_path: Path) -> None:
    (film,) = films_of_folders([kept(tmp_path, "--steps", "2")])
    assert film.reel["steps"] == film.head["scenario"]["steps"] == 2


def test_a_run_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--replicate: .* has runs 0 to 1 \(got 2\)"):
        films_of_folders([kept(tmp_path)], 2)


def test_results_that_come_out_differently_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept(tmp_path)
    monkeypatch.setattr(replay, "load", lambda *_, **__: scenario().without("threats"))
    with pytest.raises(ResultsError, match=r"computes \w+ differently; run its scenario again"):
        films_of_folders([folder])


def test_two_folders_are_labelled_and_paired(tmp_path: Path) -> None:
    folders = [kept(tmp_path), kept(tmp_path, "--without", "institutions")]
    one, other = films_of_folders(folders)
    assert [one.head["label"], other.head["label"]] == ["out0", "out2"]
    assert one.head["paired"]["n"] == 2
    mean, low, high = one.head["paired"]["metrics"]["fund_paid_busd"]
    assert low <= mean <= high
    assert "paired" not in other.head


def test_runs_on_other_luck_are_no_pairs(tmp_path: Path) -> None:
    one = read(kept(tmp_path))
    assert paired(one, read(kept(tmp_path, "--seed", "4"))) is None
    assert paired(one, read(kept(tmp_path, "--replicates", "1", "--steps", "4"))) is None
