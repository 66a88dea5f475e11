"""What the contracts count in a source file. Nothing here knows a limit."""

from __future__ import annotations

import ast
import io
import os
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Folders that hold what was made or fetched, not what was written.
FOREIGN = re.compile(r"\.git|\.venv.*|.*cache.*|\.hypothesis|results|build|dist|.*\.egg-info")
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
DIRECTIVE = re.compile(r"type:\s*ignore(\[[^\]]*\])?|noqa(:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*)?")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function


@dataclass(frozen=True)
class Source:
    """One Python file: its name for messages, and its text."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Parse the file."""
        return ast.parse(self.text, self.name)

    @property
    def n_lines(self) -> int:
        """Count all lines."""
        return len(self.text.splitlines())

    @property
    def n_filled(self) -> int:
        """Count the lines that are not blank."""
        return sum(1 for line in self.text.splitlines() if line.strip())

    @property
    def tokens(self) -> list[tokenize.TokenInfo]:
        """Split the text into tokens, comments included."""
        return list(tokenize.generate_tokens(io.StringIO(self.text).readline))

    @property
    def comments(self) -> dict[int, str]:
        """Map the number of a line to the comment on it, without its ``#``."""
        found = (token for token in self.tokens if token.type == tokenize.COMMENT)
        return {token.start[0]: token.string.lstrip("#").strip() for token in found}

    @property
    def reasons(self) -> dict[int, str]:
        """Map the number of a line to its comment, unless it only speaks to a tool."""
        return {line: text for line, text in self.comments.items() if not DIRECTIVE.match(text)}


def written_files(root: Path) -> list[Path]:
    """List every file under a folder that somebody wrote, in a fixed order."""
    found: list[Path] = []
    for folder, inner, names in os.walk(root):
        # In place, so that environments with their 30,000 files are never entered.
        inner[:] = [name for name in inner if not FOREIGN.fullmatch(name)]
        found += [Path(folder, name) for name in names if not FOREIGN.fullmatch(name)]
    return sorted(found)


def sources(root: Path, *folders: str) -> list[Source]:
    """Read every Python file under some folders of a tree."""
    return [
        Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in written_files(root)
        if path.suffix == ".py" and path.relative_to(root).parts[0] in folders
    ]


def functions(source: Source) -> Iterator[tuple[str, int]]:
    """Yield ``file:line name`` and the lines of code of each function, docstrings left out."""
    busy: set[int] = set()
    for token in source.tokens:
        if token.type not in NO_CODE:
            busy.update(range(token.start[0], token.end[0] + 1))
    nodes = [node for node in ast.walk(source.tree) if isinstance(node, Function)]
    for node in nodes:
        busy -= _docstring_lines(node)
    for node in nodes:
        length = len(busy.intersection(range(node.lineno, (node.end_lineno or node.lineno) + 1)))
        yield f"{source.name}:{node.lineno} {node.name}", length


def undocumented(source: Source) -> list[str]:
    """List the public modules, classes, functions and methods without a docstring."""
    missing = [] if ast.get_docstring(source.tree) else [f"{source.name}:1 the file"]
    return missing + [
        f"{source.name}:{node.lineno} {node.name}"
        for node in _public(source.tree)
        if not ast.get_docstring(node)
    ]


def unmatched_raises(source: Source) -> list[str]:
    """List the ``pytest.raises`` that accept any message."""
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    return [
        f"{source.name}:{call.lineno}"
        for call in calls
        if ast.unparse(call.func) in {"raises", "pytest.raises"}
        and not any(keyword.arg == "match" for keyword in call.keywords)
    ]


def unexplained(source: Source) -> list[str]:
    """List the directives that silence a tool without a code, or without saying why."""
    return [
        f"{source.name}:{line}"
        for line, text in source.comments.items()
        if (found := DIRECTIVE.search(text))
        and not (any(found.groups()) and len(re.findall(r"\w+", text[found.end() :])) > 1)
    ]


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything that a file imports, wherever it does so."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def _docstring_lines(node: Function) -> set[int]:
    if ast.get_docstring(node, clean=False) is None:
        return set()
    first = node.body[0]
    return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))


def _public(parent: Documented) -> Iterator[ast.ClassDef | Function]:
    for node in parent.body:
        # Dunder methods are known by their names; what is inside a function is its own affair.
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)
