"""Reads the editor's YAML files into nodes that know their place.

    title: A Book           ->  MappingNode(((Scalar("title"), Scalar("A Book")),))
    year: 2016

YAML is read as its plain core: mappings, lists and scalars. Without quotes only `true` and `false` are truth values and
only `2016` is a number, so that the forename `No` and the date `1917-11-07` stay text. Anchors, aliases and tags are
refused: a value says what it is where it stands, and nothing can grow beyond what the file shows.

What the keys mean is said elsewhere, by the reader of each file (`config.py` for edition.yml) with the tools of
`fields.py`. A reader goes on after a fault; at the end `Problems.check` raises them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from glossator.diagnostics import Diagnostic, GlossatorError, Place, shown_path
from glossator.files import MEGABYTE, FileRules, decode_utf8, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITOR_FILE = FileRules(unreadable="file-unreadable", too_large="file-unreadable", not_utf8="file-not-utf8")

SIZE_LIMIT = 4 * MEGABYTE  # such files are written by hand; 10,000 persons are about 2 MB
DEPTH_LIMIT = 16  # the deepest of the editor's files needs 4

BYTE_ORDER_MARK = "\ufeff"

# libyaml's parser is ten times as fast; PyYAML brings it in its wheels, but not on every system.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")  # 007 is a text, and so is whatever no machine word holds


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written."""

    text: str
    quoted: bool  # in quotes or as a block: always text
    place: Place


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and their values, in the order of the file; no key twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | SequenceNode | MappingNode


class Problems:
    """Gathers what is wrong with one file, so that its editor is told everything at once."""

    def __init__(self, file: str) -> None:
        """Gather for `file`, named as messages show it."""
        self.file = file
        self._found: list[Diagnostic] = []

    def add(self, rule: str, message: str, place: Place, hint: str = "") -> None:
        """Note one fault; an empty `hint` stands for the rule's own."""
        self._found.append(Diagnostic(rule, message, (place,), hint))

    def check(self) -> None:
        """Go on only if nothing was found.

        Raises:
            GlossatorError: something was; it lists the faults in the order of the file.
        """
        if not self._found:
            return
        found = sorted(self._found, key=_line_and_column)
        count = "one fault" if len(found) == 1 else f"{len(found)} faults"
        raise GlossatorError(f"{self.file} has {count}; nothing was done", problems=tuple(found))


def _line_and_column(diagnostic: Diagnostic) -> tuple[int, int]:
    place = diagnostic.places[0]
    assert isinstance(place, Place)
    return place.line, place.column


def read_mapping(path: Path) -> tuple[MappingNode, Problems]:
    """Return the mapping that the YAML file holds, and the gatherer for what else will be found wrong with it.

    Raises:
        GlossatorError: the file cannot be read, is not UTF-8 or not YAML, or is no mapping.
    """
    text = decode_utf8(read_bytes(path, SIZE_LIMIT, EDITOR_FILE), path, EDITOR_FILE)
    problems = Problems(shown_path(path))
    node = parse_yaml(text.removeprefix(BYTE_ORDER_MARK), problems)
    if node is None:
        problems.add(
            "value-of-wrong-kind", "the file is empty", Place(problems.file, 1, 1), "write it as the manual shows"
        )
    elif not isinstance(node, MappingNode):
        problems.add(
            "value-of-wrong-kind", f"the file holds {kind_of(node)} where keys with values should stand", node.place
        )
    if not isinstance(node, MappingNode):
        problems.check()
        raise AssertionError("a file without a mapping has a problem")
    return node, problems


def parse_yaml(text: str, problems: Problems) -> Node | None:
    """Return the one document that `text` holds, or None if it holds none.

    Keys that stand twice go to `problems`; of such a key the first value is kept.

    Raises:
        GlossatorError: it is not YAML, or YAML of a kind that is refused.
    """
    events = yaml.parse(text, Loader=_LOADER)
    try:
        return _document(events, problems)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(problems.file, mark.line + 1, mark.column + 1) if mark else Place(problems.file, 1, 1)
        problem = error.problem or error.context or "unknown fault"
        if _has_tab(text, place):
            problems.add("yaml-invalid", "a tab stands where YAML wants spaces", place, "indent with spaces")
        else:
            problems.add("yaml-invalid", f"this is not YAML: {problem}", place)
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        place = Place(problems.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        code = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
        hint = "take the invisible character out"
        problems.add("yaml-invalid", f"the control character U+{code:04X} must not stand in a text file", place, hint)
    problems.check()
    raise AssertionError("a file that is not YAML has a problem")


def _has_tab(text: str, place: Place) -> bool:
    """Tell whether a tab stands at `place` or in the white space that begins its line."""
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    return "\t" in indent or line[place.column - 1 : place.column] == "\t"


def _document(events: Iterator[yaml.Event], problems: Problems) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                _refuse("a second document begins here", event, problems)
        elif isinstance(event, yaml.NodeEvent):
            root = _node(event, events, problems, 1)
    return None if isinstance(root, Scalar) and is_nothing(root) else root


def _node(event: yaml.Event, events: Iterator[yaml.Event], problems: Problems, depth: int) -> Node:
    """Return the node that begins with `event`; what belongs to it is taken from `events`."""
    place = _place(event, problems)
    if isinstance(event, yaml.AliasEvent):
        _refuse(f"*{event.anchor} stands for a value written elsewhere", event, problems)
    if getattr(event, "anchor", None):
        _refuse("a value is given a name (&) to repeat it elsewhere", event, problems)
    if (tag := getattr(event, "tag", None)) is not None:
        _refuse(f"the tag {tag} says what kind of value follows", event, problems)
    if depth > DEPTH_LIMIT:
        _refuse(f"values stand inside one another more than {DEPTH_LIMIT} deep", event, problems)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, bool(event.style), place)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, problems, depth + 1))
        return SequenceNode(tuple(items), place)
    entries: dict[str, tuple[Scalar, Node]] = {}
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        key = _node(inner, events, problems, depth + 1)
        value = _node(next(events), events, problems, depth + 1)
        if not isinstance(key, Scalar):
            problems.add("value-of-wrong-kind", f"a key is {kind_of(key)}, not a word", key.place)
        elif key.text in entries:
            first = entries[key.text][0].place.line
            problems.add("key-repeated", f"{shown(key.text)} stands here again, first in line {first}", key.place)
        else:
            entries[key.text] = (key, value)
    return MappingNode(tuple(entries.values()), place)


def _place(event: yaml.Event, problems: Problems) -> Place:
    mark = event.start_mark
    assert mark is not None  # an event read from text has one
    return Place(problems.file, mark.line + 1, mark.column + 1)


def _refuse(message: str, event: yaml.Event, problems: Problems) -> None:
    """Stop reading: what follows may depend on what is refused."""
    problems.add("yaml-not-plain", message, _place(event, problems))
    problems.check()


def kind_of(node: Node) -> str:
    """Return in words what kind of value a node is."""
    if isinstance(node, MappingNode):
        return "a mapping (keys with values)"
    if isinstance(node, SequenceNode):
        return "a list"
    if is_nothing(node):
        return "nothing"
    if is_truth(node):
        return "a truth value (true or false)"
    return "a whole number" if is_number(node) else "a text"


def is_nothing(node: Node) -> bool:
    """Tell whether a node is a value left empty: `subtitle:`."""
    return isinstance(node, Scalar) and not node.quoted and node.text in {"", "~", "null"}


def is_truth(scalar: Scalar) -> bool:
    """Tell whether a scalar is a truth value."""
    return not scalar.quoted and scalar.text in {"true", "false"}


def is_number(scalar: Scalar) -> bool:
    """Tell whether a scalar is a whole number."""
    return not scalar.quoted and _WHOLE_NUMBER.fullmatch(scalar.text) is not None


def shown(value: str) -> str:
    """Return a value as messages quote it, cut where it is long."""
    return f'"{value}"' if len(value) <= 80 else f'"{value[:77]}…"'
