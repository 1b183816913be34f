"""What a word of the text may be, by the names of all persons and by the book's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from glossator.persons.lexemes import determiners, primary
from glossator.persons.names import Given, PersonName
from glossator.persons.spots import Finder
from glossator.persons.units import UnitText, word_before
from glossator.persons.vocabulary import Vocabulary

_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})  # languages in which every noun has a capital


class Lexicon:
    """Answers what a word may be."""

    def __init__(
        self, names: Sequence[Sequence[PersonName]], finder: Finder, vocabulary: Vocabulary, language: str
    ) -> None:
        """Take the names of all persons, who finds them, the words of the book and its language (BCP 47)."""
        self._finder = finder
        self._vocabulary = vocabulary
        self._language = language
        self._forenames = {given.fold for own in names for name in own for given in name.given if not given.initial}

    def is_forename(self, word: Given) -> bool:
        """Tell whether a word is a forename of somebody known."""
        return word.fold in self._forenames

    def is_like_forename(self, word: str) -> bool:
        """Tell whether a word stands as forenames do; where all nouns have capitals, none can be told so."""
        return primary(self._language) not in _CAPITAL_NOUNS and self._vocabulary.is_like_forename(word)

    def is_family_name(self, word: str) -> bool:
        """Tell whether a word is the family name of somebody known, or begins it."""
        return self._finder.knows(word)

    def is_common(self, word: str) -> bool:
        """Tell whether a capitalised word also occurs in small letters."""
        return self._vocabulary.is_common(word)

    def has_article(self, unit: UnitText, at: int) -> bool:
        """Tell whether an article stands directly before an offset of a text."""
        return word_before(unit.text, at) in determiners(unit.language or self._language)

    def nouns_have_capitals(self, unit: UnitText) -> bool:
        """Tell whether the language of a text writes every noun with a capital."""
        return primary(unit.language or self._language) in _CAPITAL_NOUNS

    def language_of(self, unit: UnitText) -> str:
        """Return the language of a text."""
        return unit.language or self._language
