"""Tells sentences from titles.

A title in a foreign language shares no small words with the sentences of the book; one in the same language shares few
of them, and hardly ever its verbs and pronouns. So the words that mark a sentence are learnt from the book itself: the
commonest small words of its body, without those that also stand in the titles of its bibliography.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_SMALL_WORD: Final = re.compile(r"(?<![\w.'’-])[^\W\d_A-ZÀ-Þ]{2,}(?![\w-])")
_COMMONEST: Final = 400
_SHARED: Final = 3  # words of so many letters stand in titles and sentences alike
_LONGEST: Final = 7  # letters: what is longer mostly names a thing, and the things of a book stand in its titles

# What marks a sentence in any book of the language, for texts too short to learn from. Function words that begin or
# join titles are not among them.
_ALWAYS: Final = frozenset(
    word
    for line in (
        "was were is are has had have been being did does would could should can cannot will may might must that which",
        "who whom whose they them their this these those there not but because although however he she his her it its",
        "we our us also said says states stated refers speaks cited indicates indicate quoted according translated",
        "ist sind war waren hat haben hatte wird werden wurde wurden dass daß nicht auch sich aber sie er ihr",
        "est sont était étaient qui que elle ils mais avec",
        "je jsou byl byla bylo byli že který která které jeho jejich není ale také",
        "jest są był była było że który która które nie",
        "был была было были что который которая которые его ее их не но",
    )
    for word in line.split()
)


class Prose:
    """Knows the words that mark a sentence of one book."""

    def __init__(self, body: Iterable[str], titles: Iterable[str]) -> None:
        """Learn from the paragraphs of the body and the lines of the printed bibliography."""
        counted = Counter(word for text in body for word in _SMALL_WORD.findall(text))
        in_titles = {word for title in titles for word in _SMALL_WORD.findall(title)}
        common = {
            word
            for word, count in counted.most_common(_COMMONEST)
            if count > 2 and len(word) <= _LONGEST and word not in in_titles
        }
        self._marks = common | _ALWAYS
        self._vocabulary = frozenset(word for word, count in counted.items() if count > 1) | _ALWAYS

    def marks(self, text: str, start: int = 0, end: int | None = None) -> int:
        """Return how many words of a stretch mark a sentence."""
        stretch = text[start:end]
        return sum(word in self._marks for word in _SMALL_WORD.findall(stretch))

    def share(self, text: str, start: int = 0, end: int | None = None) -> float:
        """Return the share of the small words of a stretch that the body of the book uses, 0 to 1.

        A title in another language has next to none; a sentence, and a title in the language of the book, nearly 1.
        """
        small = [word for word in _SMALL_WORD.findall(text[start:end]) if len(word) > _SHARED]
        return sum(word in self._vocabulary for word in small) / len(small) if small else 0.0

    def uses(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Tell whether the body of the book uses any small word of a stretch, however short."""
        return any(word in self._vocabulary for word in _SMALL_WORD.findall(text[start:end]))

    def knows(self, word: str) -> bool:
        """Tell whether the body of the book uses a word, written small."""
        return word.lower() in self._vocabulary
