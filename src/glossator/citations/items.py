"""What a citation item is: one work cited in one place of a note, before it is known which work."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from glossator.citations.prose import Prose
from glossator.citations.reference import Piece, Tail
from glossator.citations.title_index import Spot, TitleIndex
from glossator.model import CitationForm, Name


class ItemKind(StrEnum):
    """What an item is, as far as its form tells."""

    WORK = "work"
    REPETITION = "repetition"  # ibid., idem, op. cit.
    LOCATOR = "locator"  # a locator alone
    PERIODICAL = "periodical"
    ARCHIVE = "archive"


class Item(NamedTuple):
    """One citation in a note; offsets are those of the note's text."""

    kind: ItemKind
    start: int
    end: int
    names: tuple[Name, ...] = ()  # of the authors, as printed before or, for "Title, ed. Names", not at all
    title: Piece | None = None
    tail: Tail | None = None
    spots: tuple[Spot, ...] = ()  # known titles that agree with some of its words
    part: Piece | None = None  # author and title of a part, where `title` is that of its container
    part_names: tuple[Name, ...] = ()
    form: CitationForm | None = None  # of a repetition
    name: str = ""  # of a periodical or archive


class Known(NamedTuple):
    """What the program knows when it reads a note."""

    titles: TitleIndex
    is_author: Callable[[Name], bool]  # whether some known work has an author or editor of this name
    may_be_family: Callable[[str], bool]  # whether a folded word may be a family name of some known work
    prose: Prose
