"""A small package that is compiled as coopsim is, started in processes of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from coopsim import compilation

LEFT_OUT = shutil.ignore_patterns("__pycache__")
INNER = """
from coopsim.compilation import inlined_kernel, kernel

@inlined_kernel
def factor():
    return {factor}

@kernel
def scaled(x):
    return factor() * x
"""
STEP = """
from coopsim.compilation import entry
from coopsim.phases.inner import scaled

@entry
def advance(x):
    return scaled(x) + 1.0
"""
START = """
import json, sys
import numba
from coopsim.compilation import cache_state, is_cached
from coopsim.step import advance
ready = is_cached(advance)
result = advance(2.0)
hits = sum(advance.stats.cache_hits.values()) if hasattr(advance, "stats") else None
seen = {"ready": ready, "result": result, "hits": hits, "after": is_cached(advance),
        "state": cache_state(), "numba": numba.config.CACHE_DIR}
json.dump(seen, sys.stdout)
"""


def written(root: Path) -> Path:
    """Write a small package that is compiled as coopsim is, and return its folder."""
    phases = root / "coopsim" / "phases"
    phases.mkdir(parents=True)
    source = Path(compilation.__file__).parent
    shutil.copytree(source, root / "coopsim" / "compilation", ignore=LEFT_OUT)
    for package in (phases.parent, phases):
        (package / "__init__.py").write_text("", encoding="utf-8")
    (phases / "inner.py").write_text(INNER.format(factor="3.0"), encoding="utf-8")
    (phases.parent / "step.py").write_text(STEP, encoding="utf-8")
    return root


def launch(root: Path, home: Path, script: str = START, **settings: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", script],
        cwd=root,
        env={**kept, "COOPSIM_CACHE_DIR": str(home), "PYTHONDONTWRITEBYTECODE": "1", **settings},
        stdout=subprocess.PIPE,
        text=True,
    )


def start(root: Path, home: Path, script: str = START, **settings: str) -> Any:
    """Return what a new process writes that compiles the small package, or finds it compiled."""
    process = launch(root, home, script, **settings)
    written, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(written)


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "kernels").iterdir())
