"""What earlier versions of an edition leave on one of its pages, ready to be put between the elements of today."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Alias(NamedTuple):
    """A published id that another unit answers to."""

    fragments: tuple[str, ...]  # the ids that stand for it on the page; those of a note and of its call
    number: str  # what the gutter shows behind the unit's own number; "" for what has none
    words: str  # what to tell readers who come by the old address


class Lasting(NamedTuple):
    """What earlier versions leave on a page; all mappings are by the ids of elements."""

    opening: str = ""  # HTML at the beginning of the text
    behind: Mapping[str, str] = _NOTHING  # id of a unit, a heading or a note -> HTML behind it
    before_notes: str = ""  # HTML before the first note
    aliases: Mapping[str, tuple[Alias, ...]] = _NOTHING  # id of a unit, a heading, a note or a page break -> its others
    unpublished: frozenset[str] = frozenset()  # ids of elements whose text of today no version has
    provisional: frozenset[str] = frozenset()  # ids of elements that no version has
