from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopsim.compilation.folder import kept_folder
from starting import written


@pytest.fixture(autouse=True)
def _forget_the_folder() -> Iterator[None]:
    kept_folder.cache_clear()
    yield
    kept_folder.cache_clear()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the small package, to be changed at will."""
    return written(tmp_path / "code")
