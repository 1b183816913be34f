"""Where a text prints the title of a work of which the language is known.

    "See Doe, Istorija goroda, p. 3." cites a work with the title "Istorija goroda i okrestnostej"  ->  9–24, ru-Latn

A note prints a title as it likes: in short, with other transliteration, with a slip. What is found are the words that
agree with a title of the work, from the first to the last of them, and nothing around them; single words count only
where they are the whole title or begin it. So the names, places and remarks of a citation stay outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from glossator.citations.languages import language_of_title
from glossator.citations.title_index import Spot, TitleIndex
from glossator.folding import Word, words
from glossator.model import Work

_OWN: Final = frozenset({"title", "subtitle", "shorttitle", "maintitle"})  # fields in the language of the work
_TELLING: Final = 5  # letters of the folded word that may stand for a longer title alone
_PRECISE: Final = 0.7  # share of the words of a stretch, by weight, that must agree


class TitleStretch(NamedTuple):
    """A stretch of a text that prints a title."""

    start: int  # in code points
    end: int  # exclusive
    language: str  # BCP 47


class PrintedTitles:
    """Finds the titles of one work."""

    def __init__(self, work: Work) -> None:
        """Take the titles of a work."""
        own = work._replace(
            fields={name: text for name, text in work.fields.items() if name in _OWN},
            corrections={name: slip for name, slip in work.corrections.items() if name in _OWN},
        )
        self._work = work
        self._index = TitleIndex([own])
        self._names = frozenset(
            word.fold for names in work.names.values() for name in names for word in words(name.family)
        )

    def stretches(self, text: str, start: int = 0, end: int | None = None) -> Iterator[TitleStretch]:
        """Yield where a text prints a title of the work, in order and apart; nothing if its language is not known.

        Args:
            text: the text.
            start: where to begin, in code points.
            end: where to stop; None for the end of the text.
        """
        if not language_of_title(self._work, ""):
            return
        here = list(words(text[start:end]))
        spots = (spot for spot in self._index.spots(here) if self._is_title(spot, here))
        for first, after in _joined((start + spot.start_at, start + spot.end_at) for spot in spots):
            yield TitleStretch(first, after, language_of_title(self._work, text[first:after]))

    def _is_title(self, spot: Spot, text: Sequence[Word]) -> bool:
        if spot.precision < _PRECISE or not spot.heavy:
            return False
        if spot.heavy > 1:
            return True
        whole = spot.covered > 1 - 1e-9
        folds = [word.fold for word in text[spot.start : spot.end]]
        telling = spot.opens and max(map(len, folds)) >= _TELLING
        return (whole or telling) and self._names.isdisjoint(folds)


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ranges in order, those that overlap as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(ranges):
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current
