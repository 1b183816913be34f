"""What the words around a name say: whether it names a person there, or a thing after the person, or is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from glossator.model import Use
from glossator.persons.lexemes import AFTER_ARTICLE, PLACES, POSSESSIVES, RANKS, THINGS
from glossator.persons.lexicon import Lexicon
from glossator.persons.names import given_of, is_initial
from glossator.persons.readings import Reading
from glossator.persons.spots import Spot
from glossator.persons.units import UnitText, word_before
from glossator.spans import ranges_hold

_PLACE_BEFORE: Final = re.compile(r"([^\W\d_]+)(?: of| de| la)? $")
_PLACE_WINDOW: Final = 30  # characters before a name in which the word for a place is looked for


class Surroundings:
    """Tells the use of names from the words around them."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take what is known of words."""
        self._lexicon = lexicon

    def use(self, unit: UnitText, spot: Spot, readings: Sequence[Reading], neighbours: Sequence[Spot]) -> Use:
        """Return what a name does where it stands; MENTION where nothing speaks against it.

        Args:
            unit: the text.
            spot: the family name.
            readings: what it can be.
            neighbours: the spots before and behind.
        """
        if unit.heading:
            return Use.HEADING
        if ranges_hold(unit.cited, spot.start) or ranges_hold(unit.titles, spot.start):
            return Use.CITED
        start = min((reading.start for reading in readings), default=spot.start)
        end = max((reading.end for reading in readings), default=spot.end)
        paired = any(_is_pair(spot, other, unit.text) for other in neighbours)
        bare = start == spot.start  # no forename stands before
        if paired:
            return Use.MENTION
        if (bare and spot.joined_before) or (end == spot.end and spot.joined_after):
            return Use.ATTRIBUTIVE
        if bare and (spot.owned or word_before(unit.text, start) in POSSESSIVES or _follows_place(unit.text, start)):
            return Use.ATTRIBUTIVE
        if spot.possessive or spot.inflected or end != spot.end or spot.after is None:
            return Use.MENTION
        return Use.ATTRIBUTIVE if self._is_attribute(spot.after.text, start, unit, bare=bare) else Use.MENTION

    def _is_attribute(self, after: str, start: int, unit: UnitText, *, bare: bool) -> bool:
        """Tell whether the word behind a name makes it the name of a thing: `the Hume controversy`, `Hume Society`."""
        article = self._lexicon.has_article(unit, start)
        if self._lexicon.nouns_have_capitals(unit):
            return article and after[0].isupper()
        if after[0].isupper():
            name = self._lexicon.is_family_name(after) and not self._lexicon.is_common(after)
            if name or is_initial(after) or after.casefold() in RANKS:
                return False
            if not bare or self._lexicon.is_like_forename(after):
                return after.casefold() in THINGS
            return not self._lexicon.is_forename(given_of(after))
        return after in THINGS or (article and after not in AFTER_ARTICLE)


def _follows_place(text: str, at: int) -> bool:
    """Tell whether a word for a place or thing stands before a name: `Mount Hume`, `the town of Hume`."""
    place = _PLACE_BEFORE.search(text[max(0, at - _PLACE_WINDOW) : at])
    return place is not None and place[1].casefold() in PLACES


def _is_pair(spot: Spot, other: Spot, text: str) -> bool:
    """Tell whether a hyphen or dash joins two names: `the Hume–Rousseau quarrel`."""
    first, second = (spot, other) if spot.start < other.start else (other, spot)
    return len(text[first.end : second.start]) == 1 and text[first.end] in "-‐‑–—/"
