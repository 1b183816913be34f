"""The sentences in which a person is named, each quoted once with all names of the person in it.

"Hume wrote it. Gibbon read Hume."  with the names at 0–4 and 27–31
    ->  ("", *"Hume"*, " wrote it."), ("Gibbon read ", *"Hume"*, ".")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from glossator.model import Naming
from glossator.sentences import sentence_around

LONGEST: Final = 300  # characters of a quoted sentence
_LONGEST_BETWEEN: Final = 160  # characters from the first to the last name that are quoted together


class Piece(NamedTuple):
    """Some words of a quoted sentence."""

    text: str
    name: bool  # whether they name the person


class Context(NamedTuple):
    """A sentence, and the namings in it that are marked."""

    namings: tuple[Naming, ...]  # at least one
    pieces: tuple[Piece, ...]  # in order; what is left out at the ends is an ellipsis


def contexts(text: str, namings: Iterable[Naming]) -> Iterator[Context]:
    """Yield the sentences of a unit that name a person.

    Args:
        text: of the unit, by the rule of the data file.
        namings: of one person in the unit, in order.
    """
    group: list[Naming] = []
    around = (0, 0)
    for naming in namings:
        here = sentence_around(text, naming.end)
        if group and (here != around or naming.end - group[0].start > _LONGEST_BETWEEN):
            yield _context(text, group, around)
            group = []
        group.append(naming)
        around = here
    if group:
        yield _context(text, group, around)


def _context(text: str, group: list[Naming], sentence: tuple[int, int]) -> Context:
    first, last = group[0].start, group[-1].end
    start, end = _window(text, first, last, min(sentence[0], first), max(sentence[1], last))
    pieces = [Piece(("…" if text[sentence[0] : start].strip() else "") + text[start:first], name=False)]
    for at, naming in enumerate(group, 1):
        until = group[at].start if at < len(group) else end
        pieces.append(Piece(text[naming.start : naming.end], name=True))
        pieces.append(Piece(text[naming.end : until], name=False))
    if text[end : sentence[1]].strip():
        pieces[-1] = Piece(f"{pieces[-1].text}…", name=False)
    return Context(tuple(group), tuple(piece for piece in pieces if piece.text))


def _window(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Return which part of the sentence from `start` to `end` is quoted: all, or what stands nearest to the names."""
    room = LONGEST - (last - first)
    if (first - start) + (end - last) > room:
        before = max(room // 2, room - (end - last))
        if first - start > before:
            space = text.find(" ", first - before, first)
            start = space + 1 if space >= 0 else first - before
        after = room - (first - start)
        if end - last > after:
            space = text.rfind(" ", last, last + after + 1)
            end = space if space >= 0 else last + after
    while start < first and text[start].isspace():
        start += 1
    return start, last + len(text[last:end].rstrip())
