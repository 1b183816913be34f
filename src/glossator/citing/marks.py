"""The marks in the forms of a citation: where a page of the site, or the command line, puts the place that is cited.

They are characters for private use, so that no text of a book holds them; those that one does hold are taken out.
"""

from __future__ import annotations

from typing import Final

PAGES: Final = "\ue000"  # the printed pages, as the style writes a range
FIRST: Final = "\ue001"  # the first of them
LAST: Final = "\ue002"
NUMBER: Final = "\ue003"  # of the paragraph or the note
ADDRESS: Final = "\ue004"  # of the place
ID: Final = "\ue005"  # of the edition and the place, `small-print-5.12`

MARKS: Final = {"pages": PAGES, "first": FIRST, "last": LAST, "number": NUMBER, "address": ADDRESS, "id": ID}
_NONE: Final = str.maketrans(dict.fromkeys("".join(MARKS.values()), ""))


def without_marks(text: str) -> str:
    """Return text in which nothing looks like a mark."""
    return text.translate(_NONE)
