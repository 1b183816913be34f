"""A note while it is being cut into items: its words, and where they agree with known titles and names."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from glossator.citations import lexemes
from glossator.citations.items import Known
from glossator.citations.title_index import Spot
from glossator.folding import Word, words

_NO_TITLE: Final = re.compile(r"(?<![^\W_])(?:pp?|vols?|volume|docs?)\.?\s(?=[\dIVX])", re.IGNORECASE)
_OF_WHAT: Final = re.compile(r"(?<![^\W_])(?:in|by|of|to)$", re.IGNORECASE)
_LONGEST_SPOT: Final = 600  # characters
_CLOSE: Final = re.compile(r"[\s,;:.]*")


class NoteText:
    """The text of a note with what the bibliography knows of it."""

    def __init__(self, text: str, known: Known) -> None:
        """Look the words of `text` up."""
        self.text = text
        self.known = known
        self.words: list[Word] = list(words(text))
        spots = known.titles.spots(self.words, (found.start() for found in _NO_TITLE.finditer(text)))
        defined = [found.span() for found in lexemes.ALIAS_DEFINED.finditer(text)]
        self.spots = [spot for spot in spots if not any(start < spot.start_at < end for start, end in defined)]
        self.families = [word.start for word in self.words if known.may_be_family(word.fold)]

    def spots_in(self, start: int, end: int) -> tuple[Spot, ...]:
        """Return the spots that overlap a stretch of the text."""
        first = bisect_left(self.spots, start - _LONGEST_SPOT, key=_spot_start)
        last = bisect_left(self.spots, end, key=_spot_start)
        return tuple(spot for spot in self.spots[first:last] if spot.end_at > start)

    def after_signals(self, start: int, end: int) -> int:
        """Return where a reference begins at or after `start`: behind "see", "cf." and the like."""
        while start < end:
            gap = _CLOSE.match(self.text, start, end)
            assert gap is not None
            start = gap.end()
            signal = lexemes.SIGNAL.match(self.text, start, end)
            if signal is None or signal.end() == start:
                return start
            start = signal.end()
        return start

    def opens(self, at: int) -> bool:
        """Tell whether a reference may begin at `at`: after a hard mark, a bracket, or a signal."""
        before = self.text[max(0, at - 40) : at].rstrip(" \"“„«‘'")
        if not before or before[-1] in ";:.(,)–-":
            return True
        return lexemes.AFTER_SIGNAL.search(before) is not None or _OF_WHAT.search(before) is not None


def _spot_start(spot: Spot) -> int:
    return spot.start_at
