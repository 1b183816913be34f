r"""What a line looks like in one OCR notation: patterns only, no building.

`marker`  Markdown headings, `<sup>12</sup>` calls, `---` before the notes of a page (the tool Marker writes so)
`plain`   no heading is marked, calls are Unicode superscripts (`¹²`), nothing stands before the notes

Every pattern is linear: no nested repetition, and what may repeat is bounded or excludes what follows it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPT_DIGITS, "0123456789")

# --- lines that look alike in every notation ---------------------------------------------------------------------

BULLET = re.compile(r"[ \t]{0,8}(?P<mark>[-*+•–])[ \t]+(?=\S)")
ORDERED = re.compile(r"[ \t]{0,8}(?P<mark>(?:\d{1,3}|[a-z])[.)])[ \t]+(?=\S)")
QUOTATION = re.compile(r"[ \t]{0,3}(?P<mark>>)[ \t]?")
TABLE_ROW = re.compile(r"[ \t]{0,3}\|.*\|[ \t]*\r?$")
FIGURE = re.compile(r"[ \t]{0,3}!\[(?P<caption>[^\]\n]{0,2000})\]\((?P<target>[^)\s]{0,2000})\)[ \t]*\r?$")
HARD_BREAK = re.compile(r"(?:  |\\|<br ?/?>)\r?$")
# A page number that stands alone, as OCR leaves it at the head or foot of a page: 89, – 89 –, [89], xii
FOLIO = re.compile(r"[ \t]*[-–—\[(]?[ \t]{0,3}(?P<label>\d{1,4}|[ivxlcdm]{1,8})[ \t]{0,3}[-–—\])]?[ \t]*\r?$")
# What some OCR programs write between two pages: a form feed, or {12} and a long rule
PAGE_SEPARATOR = re.compile(r"\f|\{\d{1,5}\}-{8,200}[ \t]*\r?$")
# The number of a note with digits that OCR takes for letters: `S Diary of …` after note 4
MISREAD_LABEL = re.compile(r"[ \t]{0,3}(?P<label>[0-9SsIl|OoBZ]{1,3})[.)]?[ \t]+(?=\S)")
_LOOKALIKES = str.maketrans("SsIl|OoBZ", "551110082")


class Dialect(NamedTuple):
    """The patterns of one notation; each is matched at the start of a line or searched in a block's text."""

    name: str
    heading: re.Pattern[str] | None  # groups: marks, title
    rule: re.Pattern[str]  # a line that is nothing but a rule
    call: re.Pattern[str]  # a raised number in running text; group: label
    note_label: re.Pattern[str]  # how the definition of a note begins; group: label
    call_signs: tuple[str, ...]  # each call has one of these

    def writes_calls(self, text: str) -> bool:
        """Tell quickly whether a text may have calls of this notation."""
        return any(sign in text for sign in self.call_signs)


_RULE = re.compile(r"[ \t]{0,3}(?:-{3,}|_{3,}|\*{3,}|\*(?:[ \t]+\*){2,8})[ \t]*\r?$")

MARKER = Dialect(
    name="marker",
    heading=re.compile(r"[ \t]{0,3}(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)$"),
    rule=_RULE,
    call=re.compile(r"<sup>[ \t]{0,3}(?P<label>\d{1,4}(?:[ \t]{0,2},[ \t]{0,2}\d{1,4}){0,5})\)?[ \t]{0,3}</sup>"),
    note_label=re.compile(
        r"[ \t]{0,3}(?:[-*•][ \t]{1,3})?"  # some OCR makes the notes of a page a list
        r"(?:<sup>[ \t]{0,2}(?P<raised>\d{1,4})\)?[ \t]{0,2}</sup>[ \t]*|(?P<label>\d{1,4})[.)]?[ \t]+)(?=\S)"
    ),
    call_signs=("<sup>",),
)

PLAIN = Dialect(
    name="plain",
    heading=None,
    rule=_RULE,
    call=re.compile(rf"(?P<label>[{SUPERSCRIPT_DIGITS}]{{1,4}})"),
    note_label=re.compile(
        rf"[ \t]{{0,3}}(?:(?P<raised>[{SUPERSCRIPT_DIGITS}]{{1,4}})[ \t]*|(?P<label>\d{{1,4}})[.)]?[ \t]+)(?=\S)"
    ),
    call_signs=tuple(SUPERSCRIPT_DIGITS),
)

DIALECTS = {dialect.name: dialect for dialect in (MARKER, PLAIN)}


def detect(text: str) -> str:
    """Return the name of the notation that a witness is written in, or most of it.

    Raised numbers decide, since every book with notes has them; where there are none, heading marks do.
    """
    tagged = len(MARKER.call.findall(text))
    raised = len(PLAIN.call.findall(text)) if PLAIN.writes_calls(text) else 0
    if tagged != raised:
        return MARKER.name if tagged > raised else PLAIN.name
    marked = re.search(r"^#{1,6} \S", text, re.MULTILINE)
    return MARKER.name if marked else PLAIN.name


def call_numbers(label: str) -> list[int]:
    """Return the numbers of a call: `12` is one, `12, 13` are two, `¹²` is 12."""
    return [int(part) for part in label.translate(_TO_DIGITS).split(",")]


def misread_number(match: re.Match[str]) -> int:
    """Return the number that a match of `MISREAD_LABEL` stands for."""
    return int(match["label"].translate(_LOOKALIKES))


def note_number(match: re.Match[str]) -> int:
    """Return the number with which the definition of a note begins, from a match of `note_label`."""
    return int((match["raised"] or match["label"]).translate(_TO_DIGITS))
