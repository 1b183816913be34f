"""What is kept of a text whose words may not be kept: a hash of the whole, and the smallest hashes of its word runs.

    "Doe's book, 1901"  ->  words doe s book 1901  ->  text hash 16 figures  ->  sketch of runs "doe s book", …

The smallest of many hashes are a random sample of them, the same one each time (A. Broder, "On the resemblance and
containment of documents", 1997): the share of a sketch that is found again in another text tells how much of the text
survives there, to about one eighth with sixteen hashes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

RUN: Final = 3  # words; a letter misread changes three runs; two paragraphs of one book have about 0.2 % in common
SHORT_RUN: Final = 2  # used besides in texts that have few runs of three
SKETCH: Final = 16  # hashes that are kept
HASH_FIGURES: Final = 16  # hexadecimal figures of the hash of a text
RUN_FIGURES: Final = 8  # of the hash of a run

_WORD: Final = re.compile(r"[^\W_]+")
_FORMAT: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")  # soft hyphens, joiners, marks


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: letters and figures, without case, marks and typography."""
    if not text.isascii():
        text = _FORMAT.sub("", unicodedata.normalize("NFKC", text))
    return tuple(_WORD.findall(text.casefold()))


def text_hash(words: Iterable[str]) -> str:
    """Return the hash of a text, 16 hexadecimal figures; of a text without words too."""
    return blake2b(" ".join(words).encode(), digest_size=HASH_FIGURES // 2).hexdigest()


def sketch_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the sixteen smallest hashes of the word runs of a text, in order; fewer where it has fewer runs."""
    runs = set(_runs(words, RUN))
    if len(runs) < SKETCH:
        runs.update(_runs(words, SHORT_RUN))
    if not runs:
        runs.update(words)
    return tuple(sorted(map(_run_hash, runs))[:SKETCH])


def run_hashes(words: Sequence[str]) -> set[str]:
    """Return the hashes of all runs of a text that a sketch of any text inside it can hold."""
    runs = {*_runs(words, RUN), *_runs(words, SHORT_RUN)}
    if len(words) <= RUN:
        runs.update(words)
    return set(map(_run_hash, runs))


def _runs(words: Sequence[str], length: int) -> Iterable[str]:
    return (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def _run_hash(run: str) -> str:
    return blake2b(run.encode(), digest_size=RUN_FIGURES // 2).hexdigest()
