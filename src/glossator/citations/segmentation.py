"""Cuts a note into citation items and commentary.

A semicolon is neither necessary nor sufficient: names, titles and lists of locators contain semicolons, and some items
stand side by side with nothing between them. So items are not cut but grown, each from what is sure:

1. the titles of known works, wherever they stand: each grows to the left over the names of its authors, or over the
   author and title of the part that is cited "in" it, and to the right over its tail (`reference.read_tail`);
2. ibid., idem, op. cit.;
3. holdings of archives, by their shelfmarks;
4. issues of newspapers and periodicals: a name, then a date or an issue;
5. the name of a known author with a locator;
6. references to works that nobody has listed: names or a title at the beginning of a sentence or after a semicolon, and
   a tail that says where and when, or a locator;
7. a locator alone, after other text, which repeats the item before it.

What none of these takes is commentary.
"""

from __future__ import annotations

from glossator.citations.items import Item, Known
from glossator.citations.loose_items import LooseItems
from glossator.citations.note_text import NoteText
from glossator.citations.titled_items import TitledItems


def segment(text: str, known: Known) -> tuple[Item, ...]:
    """Return the citation items of a note in the order of its text; they do not overlap.

    Args:
        text: the text of the note, without its label.
        known: the bibliography and what marks a sentence.
    """
    note = NoteText(text, known)
    return tuple(LooseItems(note).around(TitledItems(note).items()))
