"""What a book's own words tell about a capitalised word: whether it is a common word, and what stands behind it.

`Marshal` before a name is no forename where the book writes `marshal` elsewhere; a word that nearly always stands
before another capital is probably one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

# A word, and the letter with which the next one begins if only a space is between.
_WORDS: Final = re.compile(r"([^\W\d_]+(?:['’ʼʹ][^\W\d_]+)*)(?:(?=[ \u00a0]([^\W\d_])))?")
_OFTEN: Final = 0.6  # so large a share of a forename's places stands before another capital
_SENTENCE_MARKS: Final = ".!?:…"
_OPENING: Final = " \u00a0\"'“”‘’„«»([—–-"


class Vocabulary:
    """The words of a book: which of them occur in small letters, and how the capitalised ones are followed."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read the texts of the body and the notes."""
        self._small: set[str] = set()
        self._capitals: Counter[str] = Counter()
        self._before_capital: Counter[str] = Counter()
        for text in texts:
            for word, following in _WORDS.findall(text):
                if not word[0].isupper():
                    self._small.add(word)
                    continue
                self._capitals[word] += 1
                if following.isupper():
                    self._before_capital[word] += 1

    def is_common(self, word: str) -> bool:
        """Tell whether a capitalised word also occurs in small letters."""
        return word.casefold() in self._small

    def count(self, word: str) -> int:
        """Return how often a capitalised word occurs as it is written."""
        return self._capitals[word]

    def is_like_forename(self, word: str) -> bool:
        """Tell whether a capitalised word stands before another capital nearly everywhere and is no common word."""
        if self.is_common(word) or not self._capitals[word]:
            return False
        return self._before_capital[word] >= _OFTEN * self._capitals[word]


def begins_sentence(text: str, at: int) -> bool:
    """Tell whether the word at offset `at` is the first of a sentence."""
    before = at - 1
    while before >= 0 and text[before] in _OPENING:
        before -= 1
    return before < 0 or text[before] in _SENTENCE_MARKS
