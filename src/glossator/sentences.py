"""Where a sentence ends and whether a piece of text begins in the middle of one; imports nothing.

Two pieces that a page cut are one paragraph when the first does not end a sentence or the second begins inside one.
Lower case alone is not proof enough: a page may also break before a name (`Robert J.` | `Connors`), a number or a
capital. And whoever quotes the sentence around a place asks for its bounds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Protocol


class KnownInitials(Protocol):
    """What a book says about initials."""

    def has_initial_before(self, initial: str, name: str) -> bool:
        """Tell whether an initial that may be a roman number stands with its point before a name: `I. Newton`."""


# What may stand after the full stop that ends a sentence: closing marks, calls, emphasis.
_TAIL = r"""(?:["'”’»›“‘)\]}*_]|<sup>[^<>]{1,20}</sup>|\[\^?\d{1,4}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|<br ?/?>|\s){0,40}"""
_ENDING = re.compile(rf"(?P<stop>[.!?…:;]){_TAIL}$")
_LONGEST_TAIL = 400
# Closing marks that may follow a stop; `;` and `,` end no sentence, a colon announces something of its own.
_STOPS = frozenset(".!?…:")

_ONE_LETTER = re.compile(r"(?:^|[\s(\[—–/.-])[^\W\d_]\.$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:cf|e\.g|i\.e|vols?|nos?|nr|pp?|ff?|ed|eds|hrsg|dr|mr|mrs|ms|prof|st|gen|col|capt|"
    r"rev|hon|messrs|fig|chap|ch|sec|art|bd|s|bzw|vgl|tzv|např|viz|approx|ca|c|op|vs)\.$",
    re.IGNORECASE,
)
# Of these, those that no sentence ends with: something must follow a title or "see".
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[])(?:cf|e\.g|i\.e|nr|dr|mr|mrs|prof|gen|col|capt|messrs|"
    r"bzw|vgl|z\. ?b|d\. ?h|tzv|např|srov|viz|т\. ?е|см)\.$",
    re.IGNORECASE,
)
_OPENING = "\"'“‘„«»‹(*_[¿¡…"
_ROMAN = frozenset("IVXLCDM")
_STOP = re.compile(r"""[.!?…]+["'”’»›“‘)\]}]*(?=\s)""")  # what may end a sentence, and its closing marks
_WINDOW = 600  # characters before and after a place in which its sentence is looked for


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with the end of a sentence."""
    last = text[-1:]
    if last.isalpha() or last == ",":  # most pieces that go on: no closing mark to look behind
        return False
    if last not in _STOPS:
        match = _ENDING.search(text[-_LONGEST_TAIL:])
        if match is None or match["stop"] not in _STOPS:
            return False
    return not _NEVER_LAST.search(text[-20:].rstrip())


def ends_with_abbreviation(text: str, following: str, known: KnownInitials | None = None) -> bool:
    """Tell whether the full stop that ends a text is that of an initial or an abbreviation.

    `Robert J.` before `Connors` is; `World War I.` is not: a letter that may be a roman number counts as an initial
    only when the witness has it before the same word elsewhere.

    Args:
        text: what ends.
        following: what comes next.
        known: the words of the book, among which the same name is looked for; None if any such letter is an initial.
    """
    end = text[-60:].rstrip("*_ \t\r\n")
    if _ABBREVIATION.search(end):
        return True
    if not _ONE_LETTER.search(end):
        return False
    name = re.match(r"[*_]{0,3}([^\W\d_][\w’'-]{2,40})", following)
    if not name or not name[1][0].isupper():
        return False
    if known is None or end[-2] not in _ROMAN:
        return True
    return known.has_initial_before(end[-2], name[1])


def begins_in_mid_sentence(text: str) -> bool:
    """Tell whether a text begins with a small letter or a mark that can open no sentence."""
    for char in text[:12]:
        if char in _OPENING:
            continue
        return char.islower() or char in ",;:.)]!?%"
    return False


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Return where the sentence begins and ends in which the last character before offset `at` stands.

    A note's call stands behind the full stop, so what it belongs to is what stands before it.

        sentence_around("One. Two, J. Doe said. Three.", 22)    -> (5, 22)
    """
    first, last = max(0, at - _WINDOW), min(len(text), at + _WINDOW)
    before = max(first, len(text[first:at].rstrip()) + first - 1)
    stops = [stop.end() for stop in _STOP.finditer(text, first, last)]
    behind = bisect_right(stops, before)
    start = next((stop + 1 for stop in reversed(stops[:behind]) if _ends_here(text, stop)), first)
    end = next((stop for stop in stops[behind:] if _ends_here(text, stop)), last)
    return start, end


def _ends_here(text: str, stop: int) -> bool:
    """Tell whether a full stop, its closing marks included, that ends at offset `stop` ends a sentence."""
    following = text[stop : stop + 60].lstrip()
    if begins_in_mid_sentence(following):
        return False
    return text[stop - 1] != "." or not _is_abbreviation(text[max(0, stop - 60) : stop], following)


def _is_abbreviation(text: str, following: str) -> bool:
    if _ONE_LETTER.search(text) and re.match(r"[^\W\d_]\.(?!\w)", following):  # two initials
        return True
    return ends_with_abbreviation(text, following)


def excerpt(text: str, at: int, longest: int) -> tuple[str, str]:
    """Return the sentence around a place as what stands before and after it; what is too long is cut between words.

    Args:
        text: what is quoted.
        at: the place, as in `sentence_around`.
        longest: so many characters may the two have together.
    """
    start, end = sentence_around(text, at)
    before, after = text[start:at], text[at:end]
    if len(before) + len(after) > longest:
        room = max(longest - len(before), longest // 3)
        if len(after) > room:
            after = after[: _word_end(after, room, 0)].rstrip() + "…"
        room = max(longest - len(after), longest // 3)
        if len(before) > room:
            cut = before.find(" ", len(before) - room)
            before = "…" + (before[cut + 1 :] if cut >= 0 else before[-room:])
    return before.lstrip(), after.rstrip()


def _word_end(text: str, at: int, first: int) -> int:
    """Return the last offset up to `at` where a word ends; `at` where there is none after `first`."""
    space = text.rfind(" ", first, at + 1)
    return space if space > first else at
