from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopsim.documents.source import FaultLog, Source, read_source, source_from_text
from coopsim.errors import InputError, Place


def read(path: Path, limit: int = 1_000_000) -> tuple[Source, FaultLog]:
    log = FaultLog()
    return read_source(path, limit, log), log


def test_a_byte_order_mark_is_accepted_and_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n")
    source, log = read(path)
    assert not log.faults
    assert source.lines == ["a: 1", "b: 2", "c: 3", ""]
    assert source.place(2, 4) == Place(str(path), 2, 4, "b: 2")
    assert source.origin(2) == "a.yaml:2"


def test_a_flag_is_its_own_origin() -> None:
    assert source_from_text("1", "--set", FaultLog()).origin(1) == "--set"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("baltc.yaml", 'baltc.yaml: no such file; did you mean "baltic.yaml"?'),
        ("zzz.yaml", "zzz.yaml: no such file"),
        ("nowhere/baltic.yaml", "nowhere/baltic.yaml: no such file; there is no folder"),
        ("folder", "folder: is a folder, not a file"),
        ("pipe", "pipe: is not an ordinary file"),
        ("x" * 300, "cannot be read: File name too long"),
        ("large", "large: is larger than 1 MB, the most that is read"),
        ("sheet.xlsx", 'save the sheet as "CSV UTF-8"'),
        ("utf16", "is saved as UTF-16; save it as UTF-8"),
    ],
)
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "baltic.yaml").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b" " * 1_000_001)
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04\x00")
    (tmp_path / "utf16").write_text("a: 1", encoding="utf-16")
    with pytest.raises(InputError, match=r"\S") as caught:
        read(tmp_path / name)
    assert message in "".join(f"{f.path}: {f.message}; {f.hint}" for f in caught.value.faults)


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"x" * 1_000_000)
    assert len(read(path)[0].text) == 1_000_000


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"a: 1\nb: caf\xe9", 2, 7, "byte 0xE9 is not UTF-8"),
        (b"a: \xf0\x9f\x98", 1, 4, "byte 0xF0 is not UTF-8"),
        (b"a: 1\r\n\x00", 2, 1, "a NUL character is not allowed"),
        (b"a: \x1b[31m", 1, 4, "the invisible character U+001B is not allowed"),
        ("a: é\u2028b: 1".encode(), 1, 5, "the invisible character U+2028 is not allowed"),
        ("a: 1\n\ufeffb: 1".encode(), 2, 1, "the invisible character U+FEFF is not allowed"),
    ],
)
def test_forbidden_characters_are_located(
    tmp_path: Path, content: bytes, line: int, column: int, message: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    source, log = read(path)
    assert [fault.message for fault in log.faults] == [message]
    place = log.faults[0].place
    assert place is not None
    assert (place.line, place.column) == (line, column)
    # Replaced one for one, so that later places stay right and the parser can go on.
    assert source.text.count("\ufffd") >= 1
    assert source.text.isprintable() or "\n" in source.text


def test_each_line_tells_its_first_forbidden_character() -> None:
    log = FaultLog()
    source_from_text("\x01\x02\nb\n\x03", "f", log)
    assert [(f.place.line, f.place.column) for f in log.faults if f.place] == [(1, 1), (3, 1)]


def test_the_log_orders_faults_and_stops_at_a_thousand() -> None:
    log = FaultLog()
    log.raise_if_any()
    for line in range(1200, 0, -1):
        log.add(Place("f", line, 1), "", f"fault {line}")
    assert log.full
    with pytest.raises(InputError, match="fault 201") as caught:
        log.raise_if_any()
    assert len(caught.value.faults) == 1001
    assert [fault.message for fault in caught.value.faults[:2]] == ["fault 201", "fault 202"]
    assert caught.value.faults[-1].message == "reading stopped after 1,000 faults"
