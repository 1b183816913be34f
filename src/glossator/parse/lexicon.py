"""The words of a witness, for questions such as "does this joined form occur elsewhere?".

Built only when the first question is asked, and once.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

_WORD = re.compile(r"\w+")
_CAPITALIZED = re.compile(r"[^\W\d_a-z](?<!\w\w)[\w’'-]*\w")
_ROMAN_INITIAL_AND_NAME = re.compile(r"[IVXLCDM](?<!\w\w)\.[ \t\n]?[^\W\d_][\w’'-]{2,40}")


class Lexicon:
    """What words a text has."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is computed yet."""
        self._text = text

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(word.casefold() for word in _WORD.findall(self._text))

    @cached_property
    def _names(self) -> frozenset[tuple[str, str]]:
        return frozenset((found[0], found[2:].lstrip()) for found in _ROMAN_INITIAL_AND_NAME.findall(self._text))

    def has_word(self, word: str) -> bool:
        """Tell whether a word occurs, in whatever case."""
        return word.casefold() in self._words

    def has_initial_before(self, initial: str, name: str) -> bool:
        """Tell whether an initial that may be a roman number stands with its point before a name: `I. Newton`."""
        return (initial, name) in self._names

    @staticmethod
    def capitalized(text: str) -> frozenset[str]:
        """Return the capitalized words of a text, possessive endings taken off."""
        return frozenset(word.removesuffix("'s").removesuffix("’s") for word in _CAPITALIZED.findall(text))
