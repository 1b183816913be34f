"""Holdings of archives and libraries: a name, then shelfmarks.

Marl Record Office, box 6, folder 12        MCRO, f. 3, op. 2, d. 514        (Politisches Archiv, Botschaft)
"""

from __future__ import annotations

import re
from typing import Final

from glossator.citations import lexemes
from glossator.citations.items import Item, ItemKind
from glossator.citations.note_text import NoteText
from glossator.citations.printed_names import UPPER
from glossator.citations.reference import Tail
from glossator.model import Locator

_NAME: Final = re.compile(rf"[{UPPER}][\w.-]+(?:,?\s(?:[{UPPER}][\w.-]*|and|of|des|der|für|the)){{0,9}}")
_NAME_IN_SMALL_LETTERS: Final = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){0,6}(?=,\s)")  # as in Czech
_ACRONYM: Final = re.compile(rf"[{UPPER}]{{3,}}[\w-]*,?\s\(?")
_COMMA_OR_BRACKET: Final = re.compile(r",?\s\(?")
_CLOSED: Final = re.compile(r"\)?\.?\s*$|\)")
_ANY_YEAR: Final = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_GAP: Final = re.compile(r"[\s,;(]*")
_WORDS_BETWEEN: Final = re.compile(  # what is kept there, between two shelfmarks
    rf"[{UPPER}][^\W\d_]+(?:\s[{UPPER}][^\W\d_]+)*(?=,?\s(?:f|op|d|l|e\.ch|box|folder|file|p|pp)\b)"
)


def may_hold_archives(text: str) -> bool:
    """Tell whether a note has a word for an archive or a shelfmark at all."""
    return bool(lexemes.ARCHIVE_WORD.search(text) or lexemes.SHELFMARK_START.search(text))


def archive_at(note: NoteText, at: int, limit: int) -> Item | None:
    """Return the holding that is cited from `at` on, or None."""
    text = note.text
    name = _NAME.match(text, at, limit)
    if name is None or not text[at].isupper():
        return None
    acronym = _ACRONYM.match(text, at, limit)
    if acronym is not None:
        bracketed = text[acronym.end() - 1] == "("
        if lexemes.SHELFMARK_START.match(text, acronym.end() - bracketed, limit):
            return _with_shelfmarks(text, at, acronym[0].rstrip(" ,("), acronym.end(), limit)
    if not lexemes.ARCHIVE_WORD.search(name[0]) or not note.opens(at):
        return None
    for named in (name, _NAME_IN_SMALL_LETTERS.match(text, at, limit)):
        comma = _COMMA_OR_BRACKET.match(text, named.end(), limit) if named is not None else None
        if named is not None and comma is not None and lexemes.SHELFMARK_START.match(text, comma.end(), limit):
            return _with_shelfmarks(text, at, named[0], comma.end(), limit)
    if _CLOSED.match(text, name.end(), limit) and not _ANY_YEAR.search(name[0]):
        end = name.end() - (text[name.end() - 1] == ".")
        return Item(ItemKind.ARCHIVE, at, end, name=_short(name[0]))
    return None


def _with_shelfmarks(text: str, at: int, name: str, where: int, limit: int) -> Item:
    """Return the item of an archive whose first shelfmark stands at `where`."""
    end = where
    first = None
    while where < limit:
        gap = _GAP.match(text, where, limit)
        assert gap is not None  # the pattern matches the empty text
        if (mark := lexemes.SHELFMARK.match(text, gap.end(), limit)) is not None:
            first = first or mark
            where = end = mark.end()
        elif (locator := lexemes.locator_at(text, gap.end(), limit)) is not None:
            where = end = locator.end
        elif (between := _WORDS_BETWEEN.match(text, gap.end(), limit)) is not None:
            where = between.end()
        else:
            break
    tail = Tail(end)
    if first is not None:
        label = "box" if first[0].lower().startswith(("box", "kart")) else "folio"
        tail = tail._replace(locator=Locator(label, first["value"]))
    return Item(ItemKind.ARCHIVE, at, end, tail=tail, name=_short(name))


def _short(name: str) -> str:
    return name.split(",", maxsplit=1)[0]
