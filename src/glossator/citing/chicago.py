"""Chicago style, 17th edition, notes and bibliography, for a place in a book; `citations.formatting` does the rest.

Ann Ash, “Rivers,” in *Mills* (Leeds: Dale Press, 1974), 88–89, para. 12, https://example.org/mills/5/#p5.12
Ann Ash, “Rivers,” in *Mills* (Leeds: Dale Press, 1974), 88n136, https://example.org/mills/5/#n136
"""

from __future__ import annotations

from typing import Final

from glossator.citations.formatting import format_bibliography, format_note, format_short
from glossator.citations.runs import Runs
from glossator.citing.cited import Cited, addressed, note_place, pages_and_part
from glossator.citing.places import PlaceKind
from glossator.model import Locator

_PARTS: Final = {PlaceKind.PARAGRAPH: "para. {}", PlaceKind.SECTION: "under {}"}


def chicago_note(cited: Cited) -> Runs:
    """Return the full note, without a full stop."""
    return format_note(addressed(cited), _locator(cited))


def chicago_short(cited: Cited) -> Runs:
    """Return the short note, without a full stop."""
    return format_short(addressed(cited), _locator(cited))


def chicago_bibliography(cited: Cited) -> Runs:
    """Return the entry in the bibliography, with its full stop.

    It is that of the place: where an entry has the pages of a chapter, this one has those of the paragraph. A book has
    no pages in an entry.
    """
    return format_bibliography(addressed(cited, pages=_place(cited)))


def _locator(cited: Cited) -> Locator | None:
    place = _place(cited) if cited.is_pinpoint else ""
    return Locator("page", place) if place else None


def _place(cited: Cited) -> str:
    return note_place(cited) if cited.kind is PlaceKind.NOTE else pages_and_part(cited, _PARTS)
