"""Imports run down only, and each library has one home."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.measures import ROOT, Source, imports, sources

UPWARD_FROM_FIGURES = ("figures", "reports", "app", "cli")
UPWARD_FROM_ANALYSIS = ("analysis", *UPWARD_FROM_FIGURES)

# A library that many modules import can no longer be replaced, nor kept out of `coopsim run`.
HOMES = {
    "numba": ("compilation",),
    "llvmlite": ("compilation",),
    "yaml": ("documents",),
    "pyarrow": ("runs", "experiment.tables"),
    "pandas": ("runs.frames", *UPWARD_FROM_ANALYSIS),
    "plotly": UPWARD_FROM_FIGURES,
    "mesa": ("model", "agents"),
    "networkx": ("figures.layout",),
    "SALib": ("experiment.designs", "analysis.sensitivity"),
    "ema_workbench": ("analysis.discovery",),
    "typer": ("cli",),
    "click": ("cli",),
    "rich": ("cli",),
    "dask": ("runs.executors",),
    "distributed": ("runs.executors",),
    "starlette": ("app",),
    "uvicorn": ("app",),
}


def module_name(source: Source) -> str:
    return source.name.removeprefix("src/").removesuffix(".py").replace("/", ".")


def strangers(files: list[Source]) -> list[str]:
    """List the imports of a library outside its home."""
    return [
        f"{file.name}:{line} imports {library}"
        for file in files
        for line, name in imports(file)
        if (library := name.partition(".")[0]) in HOMES
        and not any(
            f"{module_name(file)}.".startswith(f"coopsim.{home}.") for home in HOMES[library]
        )
    ]


def root_imports(files: list[Source]) -> list[str]:
    """List the imports of the package's own root, and those by relative names."""
    modules = {module_name(file).split(".")[1] for file in files if "." in module_name(file)}
    wanted = {f"coopsim.{module}" for module in modules - {"__init__"}}
    return [
        f"{file.name}:{line} imports {name}"
        for file in files
        for line, name in imports(file)
        if name.startswith(".")
        or (name.partition(".")[0] == "coopsim" and ".".join(name.split(".")[:2]) not in wanted)
    ]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the layers of the package in a folder, with the contracts of its pyproject.toml."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Make a package of two layers under the project's own contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    folder = tmp_path / "src" / "coopsim"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "errors.py").touch()
    (folder / "step.py").write_text("import coopsim.errors\n", encoding="utf-8")
    return folder


def test_layers_hold() -> None:
    checked = lint_imports(ROOT)
    assert checked.returncode == 0, checked.stdout


def test_each_library_has_one_home() -> None:
    assert strangers(sources(ROOT, "src")) == []


def test_no_module_imports_the_root_of_its_own_package() -> None:
    assert root_imports(sources(ROOT, "src")) == []


# ------------------------------------------------- the contracts themselves can fail


def test_a_good_package_passes(package: Path) -> None:
    checked = lint_imports(package.parents[1])
    assert checked.returncode == 0, checked.stdout


def test_an_import_upward_is_found(package: Path) -> None:
    (package / "errors.py").write_text("import coopsim.step\n", encoding="utf-8")
    (package / "step.py").write_text("", encoding="utf-8")
    checked = lint_imports(package.parents[1])
    assert checked.returncode == 1
    assert "coopsim.errors is not allowed to import coopsim.step" in checked.stdout


def test_a_module_without_a_layer_is_found(package: Path) -> None:
    (package / "extra.py").touch()
    checked = lint_imports(package.parents[1])
    assert checked.returncode == 1
    assert "coopsim.extra" in checked.stdout


def test_a_cycle_inside_a_package_is_found(package: Path) -> None:
    inner = package / "phases"
    inner.mkdir()
    (inner / "__init__.py").touch()
    (inner / "one.py").write_text("import coopsim.phases.two\n", encoding="utf-8")
    (inner / "two.py").write_text("import coopsim.phases.one\n", encoding="utf-8")
    checked = lint_imports(package.parents[1])
    assert checked.returncode == 1
    assert "No cycles inside a package BROKEN" in checked.stdout


@pytest.mark.parametrize(
    ("file", "line", "found"),
    [
        ("src/coopsim/phases/budgets.py", "import numba", True),
        ("src/coopsim/compilation/bare.py", "import numba", False),
        ("src/coopsim/compilations.py", "from numba import njit", True),
        ("src/coopsim/runs/store.py", "import pyarrow.parquet", False),
        ("src/coopsim/runs/store.py", "def f():\n    import pandas", True),
        ("src/coopsim/runs/frames.py", "import pandas", False),
        ("src/coopsim/cli/run.py", "from rich.table import Table", False),
        ("src/coopsim/model.py", "import mesa", False),
        ("src/coopsim/step.py", "from mesa import Model", True),
        ("src/coopsim/step.py", "import numpy", False),
    ],
)
def test_a_library_away_from_home_is_found(file: str, line: str, found: bool) -> None:
    assert bool(strangers([Source(file, f"{line}\n")])) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import coopsim", True),
        ("from coopsim import load", True),
        ("from . import errors", True),
        ("from coopsim import errors", False),
        ("from coopsim.errors import CoopsimError", False),
        ("import coopsim.errors", False),
    ],
)
def test_an_import_of_the_root_is_found(line: str, found: bool) -> None:
    files = [Source("src/coopsim/errors.py", ""), Source("src/coopsim/step.py", f"{line}\n")]
    assert bool(root_imports(files)) is found
