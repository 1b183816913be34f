r"""Inside a block: emphasis, raised characters, links, calls, escapes and page breaks.

What is read here comes from OCR, not from an author who looked at the result: marks may lack their partner, cross each
other or go on over a page break. A mark without a partner is recognized markup all the same and is noted as stray; a
text is never guessed.

    [title: "Pope, *The Dunciad* IV", joined pieces]  ->  Text, Emphasis(Text), Text
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from glossator.model import Emphasis, Inline, Link, Mark, NoteReference, PageBreak, Rend, Superscript, Text
from glossator.parse.footnotes import Call
from glossator.parse.lexicon import Lexicon
from glossator.spans import Span

# HTML that OCR programs write; `<name>` in a text about grammar is none.
_TAG_NAMES = (
    "a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|math|ol|p|pre|q"
    "|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
_ATTRIBUTE = r"""\s+[A-Za-z][\w:-]{0,40}\s*=\s*(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\s"'<>=]{1,300})"""
_TOKEN = re.compile(
    rf"""
    (?=[\\<\[*_])(?:                                                      # only these begin a token
      (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<raise><sup>) | (?P<lower></sup>)
    | \[(?P<words>[^\[\]\n]{{1,500}})\]\((?P<target>[^()\s]{{1,1000}})\)   # [words](address)
    | <(?P<address>(?:https?://|mailto:)[^<>\s]{{1,1000}})>                # <address>
    | (?P<tag></?(?:{_TAG_NAMES})(?:{_ATTRIBUTE}){{0,8}}\s*/?>)
    | (?P<stars>\*+)
    | (?P<bars>(?<!\w)_{{1,3}}(?=[^\s_]) | (?<=[^\s_])_{{1,3}}(?!\w))
    )""",
    re.VERBOSE,
)
_RUN_OF_SPACE = re.compile(r"\s+")
_ODD_SPACE = re.compile(r"\s\s|[^\S ]")
_HYPHENS = "-‐¬\u00ad"
_LAST_WORD = re.compile(r"(\w+)[-‐¬\u00ad]$")
_FIRST_WORD = re.compile(r"\w+")


class Joint(Enum):
    """How a segment joins the one before it."""

    LINE = auto()  # by white space
    PAGE = auto()  # by white space, over a page break: a hyphen may fall away
    NONE = auto()  # directly


class Segment(NamedTuple):
    """A run of characters of the witness that belongs to a unit."""

    start: int
    end: int
    joint: Joint = Joint.LINE


class Source(NamedTuple):
    """What the inline parser needs to know of the book."""

    siglum: str
    text: str
    lexicon: Lexicon
    calls: Mapping[int, tuple[Call, ...]]  # by offset of the call
    call_offsets: Sequence[int]  # the same offsets, sorted
    breaks: Mapping[int, PageBreak]  # by offset of the first character of a page that is text, no mark


@dataclass(slots=True)
class _Event:
    """A step of the text, before it becomes a tree."""

    kind: str  # text, open, close, raise, lower, node
    start: int = 0
    end: int = 0
    text: str = ""
    rend: Rend = Rend.ITALIC
    node: Inline | None = None


@dataclass(slots=True)
class _Reader:
    """Reads the segments of one unit; lives for one call of `parse_inlines`."""

    source: Source
    marks: list[Mark]
    events: list[_Event] = field(default_factory=list)
    after_space: bool = True  # nothing, or white space, was written last

    def mark(self, kind: str, start: int, end: int) -> None:
        self.marks.append(Mark(kind, Span(self.source.siglum, start, end)))

    def write(self, start: int, end: int) -> None:
        """Write characters of the witness; white space after white space is dropped."""
        if start >= end:
            return
        raw = self.source.text[start:end]
        if self.after_space and raw[0].isspace():
            stripped = raw.lstrip()
            start += len(raw) - len(stripped)
            raw = stripped
            if not raw:
                return
        text = _RUN_OF_SPACE.sub(" ", raw) if _ODD_SPACE.search(raw) else raw
        self.events.append(_Event("text", start, end, text))
        self.after_space = text[-1] == " "

    def trim(self) -> None:
        """Drop the white space at the end."""
        for event in reversed(self.events):
            if isinstance(event.node, Link):  # ends with words of its own
                return
            if event.kind != "text":
                continue
            stripped = event.text.rstrip()
            if stripped != event.text:
                raw = self.source.text[event.start : event.end].rstrip()
                event.text, event.end = stripped, event.start + len(raw)
            if event.text:
                return


def parse_inlines(
    source: Source, segments: Sequence[Segment], marks: list[Mark], bulleted: bool = False
) -> tuple[Inline, ...]:
    """Read the text of a unit.

    Args:
        source: the book.
        segments: the pieces of the unit in order.
        marks: receives the recognized markup.
        bulleted: whether a bullet stands before it: OCR merges the bullet with an opening mark (`- Title*, place`).
    """
    reader = _Reader(source, marks)
    for k, segment in enumerate(segments):
        if k:
            _join(reader, segments[k - 1], segment)
        milestone = source.breaks.get(segment.start)
        if milestone is not None:
            reader.events.append(_Event("node", node=milestone))
        _read_segment(reader, segment)
    reader.trim()
    _pair_emphasis(reader, bulleted)
    return _build(reader.events, source.siglum)


def _join(reader: _Reader, before: Segment, after: Segment) -> None:
    if after.joint is Joint.NONE:
        return
    text = reader.source.text
    if after.joint is Joint.PAGE and text[before.end - 1] in _HYPHENS and reader.events:
        last = _LAST_WORD.search(text, max(before.start, before.end - 60), before.end)
        first = _FIRST_WORD.match(text, after.start, after.end)
        if last and first:
            if reader.source.lexicon.has_word(last[1] + first[0]):
                _drop_hyphen(reader, before.end - 1)
            return
    space = _RUN_OF_SPACE.match(text, before.end)
    if space:
        reader.write(space.start(), space.end())


def _drop_hyphen(reader: _Reader, at: int) -> None:
    event = reader.events[-1]
    if event.kind == "text" and event.end == at + 1:
        event.text, event.end = event.text[:-1], at
        reader.mark("line-end-hyphen", at, at + 1)


def _read_segment(reader: _Reader, segment: Segment) -> None:
    source = reader.source
    at = segment.start
    k = bisect_left(source.call_offsets, segment.start)
    while k < len(source.call_offsets) and source.call_offsets[k] < segment.end:
        offset = source.call_offsets[k]
        _read_plain(reader, at, offset)
        for call in source.calls[offset]:
            span = Span(source.siglum, call.start, call.end)
            node = NoteReference(str(call.number), f"{call.scope}:{call.number}", span)
            reader.events.append(_Event("node", node=node))
            at = call.end
        k += 1
    _read_plain(reader, at, segment.end)


def _read_plain(reader: _Reader, start: int, end: int) -> None:
    text = reader.source.text
    at = start
    for token in _TOKEN.finditer(text, start, end):
        reader.write(at, token.start())
        at = token.end()
        if token["escape"]:
            reader.mark("escape", token.start(), token.start() + 1)
            reader.write(token.start() + 1, token.end())
        elif token["raise"]:
            reader.mark("tag", token.start(), token.end())
            reader.events.append(_Event("raise"))
        elif token["lower"]:
            reader.mark("tag", token.start(), token.end())
            reader.events.append(_Event("lower"))
        elif token["words"]:
            _read_link(reader, token.start("words"), token.end("words"), token["target"], token.span())
        elif token["address"]:
            _read_link(reader, token.start("address"), token.end("address"), token["address"], token.span())
        elif token["tag"]:
            reader.mark("tag", token.start(), token.end())
        elif _stands_alone(text, token.start(), token.end()):
            reader.write(token.start(), token.end())  # a star between spaces is a sign of the text
        else:
            reader.events.append(_Event("stars", token.start(), token.end()))
    reader.write(at, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    return end - start == 1 and text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def _read_link(reader: _Reader, start: int, end: int, target: str, whole: tuple[int, int]) -> None:
    reader.mark("link", whole[0], start)
    node = Link(
        target, (Text(" ".join(reader.source.text[start:end].split()), Span(reader.source.siglum, start, end)),)
    )
    reader.events.append(_Event("node", node=node))
    reader.after_space = False
    reader.mark("link", end, whole[1])


# --- emphasis ----------------------------------------------------------------------------------------------------

_RENDS = {1: (Rend.ITALIC,), 2: (Rend.BOLD,), 3: (Rend.BOLD, Rend.ITALIC)}


def _pair_emphasis(reader: _Reader, bulleted: bool) -> None:
    """Turn runs of stars into openings and closings; those without a partner fall away as stray marks."""
    text = reader.source.text
    opened: dict[Rend, list[_Event]] = {Rend.ITALIC: [], Rend.BOLD: []}
    events: list[_Event] = []
    first = True
    for event in reader.events:
        if event.kind != "stars":
            events.append(event)
            continue
        before = text[event.start - 1] if event.start else " "
        after = text[event.end] if event.end < len(text) else " "
        can_close, can_open = not before.isspace(), not after.isspace()
        rends = _RENDS.get(event.end - event.start, ())
        if first and bulleted and can_close and (not can_open or not after.isalnum()) and len(rends) == 1:
            opening = _Event("open", rend=rends[0])
            events.insert(0, opening)
            opened[rends[0]].append(opening)
        first = False
        used = False
        for rend in rends:
            if opened[rend] and can_close:
                opened[rend].pop()
                events.append(_Event("close", event.start, event.end, rend=rend))
                used = True
            elif can_open:
                _forget(opened[rend], reader)
                opening = _Event("open", event.start, event.end, rend=rend)
                opened[rend].append(opening)
                events.append(opening)
                used = True
        reader.mark("emphasis-mark" if used else "stray-emphasis-mark", event.start, event.end)
    for openings in opened.values():
        _forget(openings, reader)
    reader.events = [event for event in events if event.kind != "stray"]


def _forget(openings: list[_Event], reader: _Reader) -> None:
    """Take back openings that find no closing mark."""
    for event in openings:
        event.kind = "stray"
        for k in range(len(reader.marks) - 1, -1, -1):
            mark = reader.marks[k]
            if mark.span.start == event.start and mark.kind == "emphasis-mark":
                reader.marks[k] = Mark("stray-emphasis-mark", mark.span)
                break
    openings.clear()


# --- the tree ----------------------------------------------------------------------------------------------------


def _build(events: list[_Event], siglum: str) -> tuple[Inline, ...]:
    """Nest the events; where two emphases cross each other, the inner one is closed and opened again."""
    stack: list[tuple[Rend | None, list[Inline]]] = [(None, [])]
    raised: list[Inline] | None = None

    def put(node: Inline) -> None:
        (raised if raised is not None else stack[-1][1]).append(node)

    def close_top() -> Rend:
        rend, children = stack.pop()
        assert rend is not None
        if children:
            stack[-1][1].append(Emphasis(rend, tuple(children)))
        return rend

    for event in events:
        if event.kind == "text":
            if event.text:
                put(Text(event.text, Span(siglum, event.start, event.end)))
        elif event.kind == "node":
            assert event.node is not None
            put(event.node)
        elif event.kind == "raise":
            raised = raised if raised is not None else []
        elif event.kind == "lower":
            if raised:
                stack[-1][1].append(Superscript(tuple(raised)))
            raised = None
        elif event.kind == "open":
            if raised:
                stack[-1][1].append(Superscript(tuple(raised)))
                raised = []
            stack.append((event.rend, []))
        elif event.kind == "close":
            if raised:
                stack[-1][1].append(Superscript(tuple(raised)))
                raised = []
            reopen = []
            while stack[-1][0] is not event.rend:
                reopen.append(close_top())
            close_top()
            stack += [(rend, []) for rend in reversed(reopen)]
    if raised:
        stack[-1][1].extend(raised)
    while len(stack) > 1:
        close_top()
    return tuple(stack[0][1])
