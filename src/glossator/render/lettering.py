"""Setting a few words in a given room, the font unknown: how wide they are at most, where lines break, how large.

Nobody knows with which font of the stack a reader's device sets a picture. Widths are those of the widest likely one,
rounded up, so that a line may become shorter than planned but not longer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

ELLIPSIS: Final = "…"

# Widths in em, as DejaVu Serif has them, the widest face that systems fall back to. All other letters: see `_width`.
_WIDTHS: Final = {
    letter: width
    for width, letters in (
        (0.42, " !'(),-./:;IJ[]\\fijl|·‘’‚‹›ιІЇЈіїјӀ"),
        (0.56, '"*_`rt¡¨°“”„'),
        (0.64, "?acesvxyz0123456789авгезстухьэєѕάεγζηξς"),
        (0.82, "ABCEFGKLPRSTVXYZБВГЕЗКРСТУХЧЭЬЯдмфы"),
        (1.1, "mwœæ%@&—…жшщюъњљѩΗΜ"),
        (1.2, "MWÆŒ½¼¾МЪЫ"),
        (1.3, "ЖШЩЮЉЊѨѬ"),
    )
    for letter in letters
}
_LOWER: Final = 0.72
_UPPER: Final = 0.95
_FULL: Final = 1.05  # of the scripts of East Asia, which are one em wide
_HEBREW: Final = 0.8
_ARABIC: Final = 0.95  # few letters are wider, and they never stand alone
_OTHER: Final = 1.15  # of scripts of which nothing is known here
_SCRIPTS_KNOWN: Final = 0x530  # below it stand Latin, Greek and Cyrillic
_LARGEST_FORM: Final = 24  # letters that one character may stand for; a few stand for a whole formula

_BREAK_AFTER: Final = frozenset("-‐–—/")
_NEVER_FIRST: Final = frozenset(("Pe", "Pf", "Po", "Lm", "Mn", "Mc", "Me"))
_NEVER_LAST: Final = frozenset(("Ps", "Pi"))


class Setting(NamedTuple):
    """Words as they are set."""

    size: int  # of the letters, in the unit of the measure
    lines: tuple[str, ...]


def is_right_to_left(text: str) -> bool:
    """Tell whether a text runs from right to left: its first letter with a direction decides."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def width(text: str) -> float:
    """Return how wide a text is at most, in em."""
    return sum(map(_width, text))


def set_words(text: str, measure: float, sizes: Sequence[int], most_lines: Sequence[int]) -> Setting:
    """Set a text as large as its room allows, with lines of much the same length.

    A word that is too long for a line has the letters made smaller, through the larger half of the sizes; then it may
    break after a hyphen, and where nothing else helps, anywhere. What has no room even in the smallest size ends with
    an ellipsis.

    Args:
        text: any text; each run of white space counts as one space.
        measure: the length of a line.
        sizes: those of the letters that may be used, the largest first.
        most_lines: for each of them, how many lines have room.
    """
    pieces: list[tuple[str, str]] = []
    for hyphens, tried in ((False, (len(sizes) + 1) // 2), (True, len(sizes))):
        pieces = _pieces(text, hyphens=hyphens)
        longest = max((width(piece) for _, piece in pieces), default=0.0)
        for size, most in zip(sizes[:tried], most_lines, strict=False):
            room = measure / size
            lines = _lines(pieces, room)
            if longest <= room and len(lines) <= most:
                return Setting(size, _evened(pieces, room, len(lines)))
    room = measure / sizes[-1]
    lines = _lines(_cut(pieces, room), room)
    if len(lines) > most_lines[-1]:
        lines = (*lines[: most_lines[-1] - 1], _shortened(lines[most_lines[-1] - 1], room))
    return Setting(sizes[-1], lines)


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    """Return the width of one character in em."""
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    plain = unicodedata.normalize("NFKD", letter)
    if plain != letter:
        return sum(map(_width, plain[:_LARGEST_FORM]))
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return _FULL
    if ord(letter) >= _SCRIPTS_KNOWN and kind[0] != "P":
        return {"R": _HEBREW, "AL": _ARABIC}.get(unicodedata.bidirectional(letter), _OTHER)
    return _LOWER if kind == "Ll" else _UPPER


def _pieces(text: str, *, hyphens: bool) -> list[tuple[str, str]]:
    """Return what stays together in a line: each piece with what stands before it inside a line, a space or nothing.

    Args:
        text: any text.
        hyphens: whether a line may end after a hyphen.
    """
    pieces: list[tuple[str, str]] = []
    for word in text.split():
        begin = 0
        for at in range(1, len(word)):
            if _may_break(word, at, hyphens):
                pieces.append((" " if begin == 0 else "", word[begin:at]))
                begin = at
        pieces.append((" " if begin == 0 else "", word[begin:]))
    return pieces


def _may_break(word: str, at: int, hyphens: bool) -> bool:
    """Tell whether a line may end inside a word before offset `at`: after a hyphen, or in a script without spaces."""
    before, after = word[at - 1], word[at]
    if (
        after in _BREAK_AFTER
        or unicodedata.category(after) in _NEVER_FIRST
        or unicodedata.category(before) in _NEVER_LAST
    ):
        return False
    if before in _BREAK_AFTER:
        return hyphens and at > 1
    return "W" in (unicodedata.east_asian_width(before), unicodedata.east_asian_width(after))


def _lines(pieces: Sequence[tuple[str, str]], room: float) -> tuple[str, ...]:
    """Fill line after line."""
    lines: list[str] = []
    taken = 0.0
    for glue, piece in pieces:
        more = width(glue) + width(piece)
        if lines and taken + more <= room:
            lines[-1] += glue + piece
            taken += more
        else:
            lines.append(piece)
            taken = width(piece)
    return tuple(lines)


def _evened(pieces: Sequence[tuple[str, str]], room: float, count: int) -> tuple[str, ...]:
    """Break into `count` lines that are as short as possible: the longest of them decides."""
    low, high = max(width(piece) for _, piece in pieces) if pieces else 0.0, room
    for _ in range(12):  # halving the doubt: a thousandth of the line is left
        middle = (low + high) / 2
        if len(_lines(pieces, middle)) <= count:
            high = middle
        else:
            low = middle
    return _lines(pieces, high)


def _cut(pieces: Sequence[tuple[str, str]], room: float) -> list[tuple[str, str]]:
    """Cut the pieces that are longer than a line."""
    short: list[tuple[str, str]] = []
    for glue, piece in pieces:
        begin, taken = 0, 0.0
        for at, letter in enumerate(piece):
            if at > begin and taken + _width(letter) > room:
                short.append((glue if begin == 0 else "", piece[begin:at]))
                begin, taken = at, 0.0
            taken += _width(letter)
        short.append((glue if begin == 0 else "", piece[begin:]))
    return short


def _shortened(line: str, room: float) -> str:
    """End a line with an ellipsis; words give way to it, and where there is but one, letters."""
    while line and width(line) + width(ELLIPSIS) > room:
        words, space, _ = line.rpartition(" ")
        line = words if space else line[:-1]
    return line.rstrip(" ,;:") + ELLIPSIS
