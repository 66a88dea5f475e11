from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.app.files import check_target, write_page
from coopsim.errors import InputError


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    file = tmp_path / "run.html"
    file.write_text("older", encoding="utf-8")
    check_target(file)
    assert write_page(file, "é") == 2
    assert file.read_text(encoding="utf-8") == "é"
    assert list(tmp_path.iterdir()) == [file]


def test_an_interrupted_page_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt("Ctrl-C")

    file = tmp_path / "run.html"
    file.write_text("older", encoding="utf-8")
    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt, match="Ctrl-C"):
        write_page(file, "newer")
    assert file.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "is a folder; name a file in it, such as"),
        ("run.txt", r"is no name of a page; write .*run\.txt\.html"),
        ("missing/run.html", "can't be written, because there is no folder"),
    ],
)
def test_a_place_that_can_take_no_page_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=f"--output: .*{message}"):
        check_target(tmp_path / name)


def test_a_folder_that_may_not_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(InputError, match="may not be written to"):
        check_target(tmp_path / "run.html")
