"""Read YAML scenario files, strictly, and keep line and column of every value.

YAML is convenient for people and dangerous in its depths. What a scenario does not need is
refused: aliases, anchors, tags, merge keys, several documents, deep nesting.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from coopsim.documents.composer import Composer
from coopsim.documents.nodes import Node
from coopsim.documents.source import FaultLog, Source, read_source, source_from_text
from coopsim.documents.syntax import log_syntax_error
from coopsim.errors import abbreviated

_MOST_BYTES = 1_000_000
# PyYAML may have been built without libyaml: the same events then come, more slowly.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Node:
    """Read a YAML file whose root is a mapping.

    Args:
        path: a file of at most 1 MB, in UTF-8.

    Returns:
        The root, a node that holds a dict.

    Raises:
        InputError: with every fault that was found, each at its line and column.
    """
    log = FaultLog()
    return _mapping(read_source(path, _MOST_BYTES, log), log)


def read_yaml_text(text: str, file: str) -> Node:
    """Read YAML text whose root is a mapping; `file` is the name to show in faults.

    Raises:
        InputError: with every fault that was found, each at its line and column.
    """
    log = FaultLog()
    return _mapping(source_from_text(text, file, log), log)


def read_yaml_value(text: str, file: str) -> Node:
    """Read one YAML value of any kind, such as the VALUE of `--set PATH=VALUE`.

    Raises:
        InputError: with every fault that was found, each at its line and column.
    """
    log = FaultLog()
    source = source_from_text(text, file, log)
    root = _compose(source, log).root
    log.raise_if_any()
    return root or Node(None, source.place(1, 1), origin=source.origin(1))


def _mapping(source: Source, log: FaultLog) -> Node:
    composer = _compose(source, log)
    root = composer.root or Node(None, source.place(1, 1))
    # A file that was not read to its end has told its fault; its root may be an accident.
    if composer.whole and not isinstance(root.value, dict):
        if root.value is None:
            message, hint = "the file is empty", 'write lines such as "name: baseline"'
        else:
            message = f"the file must hold keys (got {abbreviated(root.value)})"
            hint = 'write "key: value", with a space after the ":"'
        log.add(root.place, "", message, hint)
    log.raise_if_any()
    return root


def _compose(source: Source, log: FaultLog) -> Composer:
    composer = Composer(source, log)
    try:
        # Events, not PyYAML's tree of nodes: that one is built by recursion, without a limit.
        for event in yaml.parse(source.text, Loader=_LOADER):
            composer.take(event)
            if composer.stopped or log.full:
                break
    except yaml.YAMLError as error:
        log_syntax_error(error, source, log)
    return composer
