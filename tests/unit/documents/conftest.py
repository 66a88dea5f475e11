from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopsim.errors import InputError

Faults = Callable[[Callable[[], object]], list[str]]


@pytest.fixture
def faults() -> Faults:
    """Return a function that gives the faults of a call as "line:column: path: message"."""

    def collect(read: Callable[[], object]) -> list[str]:
        with pytest.raises(InputError, match=r"\S") as caught:
            read()
        return [
            ": ".join(
                part
                for part in (
                    f"{fault.place.line}:{fault.place.column}" if fault.place else "",
                    fault.path,
                    fault.message,
                )
                if part
            )
            for fault in caught.value.faults
        ]

    return collect


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Return a function that writes a file of a table and gives its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "states.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
