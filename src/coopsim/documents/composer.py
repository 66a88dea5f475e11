"""Build nodes from the events of the YAML parser, and note every fault on the way.

The events are read with a stack of our own: no file can exhaust the recursion limit, and one
fault does not hide the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from coopsim.documents.nodes import Node, Value
from coopsim.documents.scalars import plain_scalar, usable_text
from coopsim.documents.source import FaultLog, Source
from coopsim.errors import Place, abbreviated, shortened

# Deeper than any scenario; what walks the nodes may then recurse without fear.
_DEEPEST = 20
_LONGEST_NAME = 60  # of a key or anchor in a message: the file may hold a huge one
_WRITE_OUT = "write the value out, or put the text in quotes"


@dataclass(slots=True)
class _Open:
    """Hold a list or mapping whose end has not come yet.

    Attributes:
        value: the entries so far.
        at_key: whether the next event is a key of this mapping.
        key: the key of the entry at hand; it names the path of faults even when it is refused.
        key_place: where that key stands; None if it was refused, and its value with it.
    """

    value: list[Node] | dict[str, Node]
    at_key: bool
    key: str = ""
    key_place: Place | None = None


class Composer:
    """Build the node of one document, event by event.

    Attributes:
        root: the document's value; None until its first event.
        stopped: whether the rest cannot be read with any sense.
        whole: whether the document was read to its end.
    """

    def __init__(self, source: Source, log: FaultLog) -> None:
        self.root: Node | None = None
        self.stopped = False
        self.whole = False
        self._source = source
        self._log = log
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        # The order of frequency: nearly all events are scalars.
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._take_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.StreamEndEvent):
            self.whole = True

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "a second document begins here, and only one a file is read"
            self._log.add(self._place(event), "", message, 'delete the "---"')
            self.stopped = True

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = self._place(event)
        self._refuse_properties(event, place)
        if len(self._stack) == _DEEPEST:
            self._refuse(place, f"nested more than {_DEEPEST} levels deep")
            self.stopped = True
            return
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        value: list[Node] | dict[str, Node] = {} if is_mapping else []
        if self._stack and self._stack[-1].at_key:
            # Read on inside the key: its faults are told too, then it is dropped.
            self._begin_entry("?", None)
            self._refuse(place, "a key must be text, not a list or a mapping")
        else:
            # Attached while empty: the end of a list or mapping then needs no work.
            self._attach(value, place)
        self._stack.append(_Open(value, at_key=is_mapping))

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        place = self._place(event)
        name = f"*{shortened(event.anchor or '', _LONGEST_NAME)}"
        if self._stack and self._stack[-1].at_key:
            self._begin_entry(name, None)
            self._refuse(place, f"aliases ({name}) are not read", _WRITE_OUT)
        else:
            self._refuse(place, f"aliases ({name}) are not read", _WRITE_OUT)
            # A stand-in, so that the entries after it keep their numbers.
            self._attach(None, place)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        if self._stack and self._stack[-1].at_key:
            self._take_key(event, place)
            return
        self._refuse_properties(event, place)
        value = None
        try:
            value = _meaning(event)
        except ValueError as error:
            self._refuse(place, str(error))
        self._attach(value, place)

    def _take_key(self, event: yaml.ScalarEvent, place: Place) -> None:
        mapping, key = self._stack[-1].value, event.value
        assert isinstance(mapping, dict)  # Only mappings have keys.
        problem, hint = _key_problem(event)
        if not problem and key in mapping:
            first = mapping[key].key_place or place
            problem = f"written twice, first on line {first.line}, column {first.column}"
            hint = "keep one of the two"
        self._begin_entry(key, None if problem else place)
        self._refuse_properties(event, place)
        # Said last: the path of the fault needs the key, even a refused one.
        if problem:
            self._refuse(place, problem, hint)

    def _begin_entry(self, key: str, key_place: Place | None) -> None:
        top = self._stack[-1]
        top.key, top.key_place, top.at_key = key, key_place, False

    def _attach(self, value: Value, place: Place) -> None:
        origin = self._source.origin(place.line)
        if not self._stack:
            self.root = Node(value, place, None, origin)
            return
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(Node(value, place, None, origin))
            return
        if top.key_place is not None:
            top.value[top.key] = Node(value, place, top.key_place, origin)
        top.at_key = True

    def _refuse_properties(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place
    ) -> None:
        if event.anchor is not None:
            name = shortened(event.anchor, _LONGEST_NAME)
            self._refuse(place, f"anchors (&{name}) are not read", _WRITE_OUT)
        if event.tag is not None:
            name = shortened(event.tag.replace("tag:yaml.org,2002:", "!!"), _LONGEST_NAME)
            self._refuse(
                place, f"tags ({name}) are not read", "delete it, or put the text in quotes"
            )

    def _refuse(self, place: Place, message: str, hint: str = "") -> None:
        self._log.add(place, self._path(), message, hint)

    def _path(self) -> str:
        """Return the path of the entry at hand: `states[2].gdp_busd`."""
        path = ""
        for depth, opened in enumerate(self._stack, start=1):
            if isinstance(opened.value, list):
                # The entry of an outer list is in it already, that of the innermost is to come.
                path += f"[{len(opened.value) - (depth < len(self._stack))}]"
            else:
                path += f".{shortened(opened.key or '?', _LONGEST_NAME)}"
        return path.removeprefix(".")

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # The parser marks every event that it reads.
        return self._source.place(mark.line + 1, mark.column + 1)


def _meaning(event: yaml.ScalarEvent) -> bool | int | float | str | None:
    # The style is the kind of quotes, or of block: what is quoted is always text.
    text = usable_text(event.value)
    return text if event.style else plain_scalar(text)


def _key_problem(event: yaml.ScalarEvent) -> tuple[str, str]:
    """Return what is wrong with a key and what to write instead; two empty texts if it is well."""
    # Text by the core schema, but whoever writes it expects a merge.
    if not event.style and event.value == "<<":
        return "merge keys are not read", "write the keys out"
    if not event.style and event.value == "":
        return 'no key before the ":"', 'write "key: value"'
    try:
        meaning = _meaning(event)
    except ValueError as error:
        return str(error), ""
    if isinstance(meaning, str):
        return "", ""
    return f"a key must be text (got {abbreviated(meaning)})", f'write "{event.value}" in quotes'
