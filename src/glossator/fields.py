"""Takes the nodes of an editor's YAML file apart into values, and notes what is wrong with each.

    fields = Fields(mapping, "edition.yml", problems)
    title, year = fields.needed_text("title"), fields.whole_number("year", 1000, 2999)
    fields.finish()
    problems.check()

A fault stops nothing: a value of the right type stands in for the wrong one until `Problems.check` raises them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.yaml_nodes import (
    MappingNode,
    Node,
    Problems,
    Scalar,
    SequenceNode,
    is_nothing,
    is_number,
    is_truth,
    kind_of,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from glossator.diagnostics import Place


class UnfitError(ValueError):
    """Raised by a check of one value: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Say what is wrong, as what follows after the value: "is no DOI"."""
        super().__init__(message)
        self.message = message
        self.hint = hint


def closest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that was probably meant by `word`, if one is near enough."""
    from difflib import get_close_matches  # rarely needed, and slow to import

    return next(iter(get_close_matches(word, list(words), n=1)), None)


def read_text(node: Node, what: str, problems: Problems, check: Callable[[str], str] | None = None) -> str:
    """Return a text, trimmed and with each run of white space as one space, or "" after noting why it is none.

    A whole number counts as the text that is written: a book may be called 1984. `check` may return the value in
    another form, or raise `UnfitError`.
    """
    if not isinstance(node, Scalar) or is_nothing(node) or is_truth(node):
        hint = "put it in quotes if it is a text" if isinstance(node, Scalar) and is_truth(node) else ""
        problems.add("value-of-wrong-kind", f"{what} is {kind_of(node)}; it should be a text", node.place, hint)
        return ""
    text = " ".join(node.text.split())
    if not text:
        problems.add("value-not-valid", f"{what} is empty", node.place, "fill it in, or take the key out")
        return ""
    if check is None:
        return text
    try:
        return check(text)
    except UnfitError as unfit:
        problems.add("value-not-valid", f"{what} {shown(text)} {unfit.message}", node.place, unfit.hint)
        return ""


def read_unique(named: Iterable[tuple[str, Node]], what: str, problems: Problems) -> None:
    """Note each of the names that stands twice; empty names, already noted, do not count."""
    first: dict[str, Place] = {}
    for name, node in named:
        if name and name in first:
            message = f"{what} {shown(name)} is given twice, first in line {first[name].line}"
            problems.add("value-repeated", message, node.place)
        first.setdefault(name, node.place)


class Fields:
    """One mapping, taken apart key by key; a key that is never asked for is unknown.

    Each method takes a key out and returns its value; where something is wrong with it, that goes to the problems,
    and a value of the right type stands in until `Problems.check` stops the reading.
    """

    def __init__(self, node: Node, what: str, problems: Problems) -> None:
        """Take `node`, which should be a mapping; `what` names it in messages."""
        self._values = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
        self._keys = {key.text: key for key, _ in node.entries} if isinstance(node, MappingNode) else {}
        self._asked: list[str] = []
        self._what = what
        self._problems = problems
        self._node = node
        self._readable = isinstance(node, MappingNode)
        if not self._readable:
            message = f"{what} is {kind_of(node)}; it should be keys with values"
            problems.add("value-of-wrong-kind", message, node.place)

    def node(self, key: str) -> Node | None:
        """Return the value of `key` as it is; None where there is none."""
        self._asked.append(key)
        value = self._values.get(key)
        return None if value is None or is_nothing(value) else value

    def needed(self, key: str, hint: str = "") -> Node | None:
        """Return the value of a key that must be there; `hint` tells where an editor finds one."""
        node = self.node(key)
        if node is None and self._readable:
            place = self._keys[key].place if key in self._keys else self._node.place
            lacks = f"of {self._what} has no value" if key in self._keys else f"is missing from {self._what}"
            self._problems.add("key-missing", f"{key} {lacks}", place, hint)
        return node

    def text(self, key: str, check: Callable[[str], str] | None = None) -> str | None:
        """Return a text that may be left out."""
        node = self.node(key)
        return None if node is None else read_text(node, key, self._problems, check) or None

    def needed_text(self, key: str, check: Callable[[str], str] | None = None, hint: str = "") -> str:
        """Return a text that must be there; `hint` tells where an editor finds one."""
        node = self.needed(key, hint)
        return "" if node is None else read_text(node, key, self._problems, check)

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return one of a few words."""

        def check(word: str) -> str:
            if word not in choices:
                raise UnfitError("is none of its possible values", f"write one of: {', '.join(choices)}")
            return word

        return self.text(key, check) or default

    def whole_number(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number between `low` and `high`, both included, that may be left out."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar) or not is_number(node):
            hint = "write digits only, without quotes"
            message = f"{key} is {kind_of(node)}; it should be a whole number"
            self._problems.add("value-of-wrong-kind", message, node.place, hint)
            return None
        number = int(node.text)
        if not low <= number <= high:
            self._problems.add("value-not-valid", f"{key} {number} is not between {low} and {high}", node.place)
            return None
        return number

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the items of a list that may be left out."""
        return self._items_of(self.node(key), key)

    def needed_items(self, key: str) -> tuple[Node, ...]:
        """Return the items of a list that must be there and hold something."""
        node = self.needed(key)
        items = self._items_of(node, key)
        if isinstance(node, SequenceNode) and not items:
            self._problems.add(
                "value-not-valid", f"{key} of {self._what} is an empty list", node.place, "name at least one"
            )
        return items

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that may be left out."""
        return tuple(read_text(item, f"an item of {key}", self._problems) for item in self.items(key))

    def entries(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """Return keys and values of a mapping that may be left out."""
        node = self.node(key)
        if node is None or isinstance(node, MappingNode):
            return node.entries if node else ()
        message = f"{key} is {kind_of(node)}; it should be keys with values"
        self._problems.add("value-of-wrong-kind", message, node.place)
        return ()

    def finish(self) -> None:
        """Note the keys that were never asked for."""
        for name, key in self._keys.items():
            if name in self._asked:
                continue
            meant = closest(name, self._asked)
            hint = f'did you mean "{meant}"?' if meant else f"known keys here: {', '.join(self._asked)}"
            self._problems.add("key-unknown", f"{self._what} has no key {shown(name)}", key.place, hint)

    def _items_of(self, node: Node | None, key: str) -> tuple[Node, ...]:
        if node is None or isinstance(node, SequenceNode):
            return node.items if node else ()
        message = f"{key} is {kind_of(node)}; it should be a list"
        self._problems.add(
            "value-of-wrong-kind", message, node.place, f"write {key}: [one, two], or one line with - for each"
        )
        return ()
