"""Where a sentence ends and whether a piece of text begins in the middle of one.

Two pieces that a page cut are one paragraph when the first does not end a sentence or the second begins inside one.
Lower case alone is not proof enough: a page may also break before a name (`Robert J.` | `Connors`), a number or a
capital.
"""

from __future__ import annotations

import re

from glossator.parse.lexicon import Lexicon

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


def ends_with_abbreviation(text: str, following: str, lexicon: Lexicon) -> bool:
    """Tell whether the full stop that ends a text is that of an initial or an abbreviation.

    `Robert J.` before `Connors` is; `World War I.` is not: a letter that may be a roman number counts as an initial
    only when the witness has it before the same word elsewhere.

    Args:
        text: what ends.
        following: what comes next.
        lexicon: the words of the book, among which the same name is looked for.
    """
    end = text[-60:].rstrip("*_ \t\r\n")
    if _ABBREVIATION.search(end):
        return True
    if not _ONE_LETTER.search(end):
        return False
    name = re.match(r"[*_]{0,3}([^\W\d_][\w’'-]{2,40})", following)
    if not name or not name[1][0].isupper():
        return False
    if end[-2] not in _ROMAN:
        return True
    return lexicon.has_initial_before(end[-2], name[1])


def begins_in_mid_sentence(text: str) -> bool:
    """Tell whether a text begins with a small letter or a mark that can open no sentence."""
    for char in text[:12]:
        if char in _OPENING:
            continue
        return char.islower() or char in ",;:.)]!?%"
    return False
