r"""The printed table of contents: where it stands in the front matter, and what it lists.

    2. The “Necessary Evil” and Its Friends ..... 11     a chapter
    Mr Gibbon Moves His Notes ..... 11                   a section of it
    What the Laughter Was About: Swift, Pope,            an entry that goes on
    and the Comedy of Annotation ..... 13                on the next line

The list decides what the divisions of the book are and on which levels they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from glossator.model import DivisionKind
from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.titles import (
    CONTENTS_NAMES,
    Title,
    kind_by_name,
    split_bare_number,
    split_number,
    strip_marks,
    title_key,
)
from glossator.source.lines import Line

# Levels of what an editor may name in edition.yml beside the usual parts of a book, which stand beside the chapters.
_LEVELS = {DivisionKind.PART: 0, DivisionKind.SECTION: 2}
# A contents list without a heading is believed from this many lines with leaders and page numbers on.
_FEWEST_LINES = 4
# One that stands behind the book has at least so many entries.
_FEWEST_LINES_AT_END = 3
# An entry that goes on over more lines than this is prose.
_LONGEST_ENTRY = 4

# The end of a line is looked at first, and what stands before it then: no pattern has to try every split of a line.
_PAGE_AT_END = re.compile(r"(?P<page>\d{1,4}|[ivxlcdm]{1,8}|[IVXLCDM]{1,8})[ \t|*_]*\r?$")
_LONGEST_LINE = 300
_LONGEST_TAIL = 40
_HEAD_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*+•][ \t]+|\|[ \t]*)?")


class Listed(NamedTuple):
    """One entry of the contents list."""

    title: str  # as printed, marks stripped, without number, leaders and page
    number: str | None
    page: str | None
    kind: DivisionKind
    level: int
    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """Return the offset of its first character."""
        return self.lines[0].start + len(self.lines[0].text) - len(self.lines[0].text.lstrip())

    @property
    def end(self) -> int:
        """Return the offset after its last character."""
        return self.lines[-1].start + len(self.lines[-1].text.rstrip())


class ContentsList(NamedTuple):
    """The printed list: which blocks it fills and what it says."""

    first: int  # index of its first block (its heading where it has one)
    end: int  # index after its last block
    heading: RawBlock | None
    entries: tuple[Listed, ...]
    at_end: bool  # it stands behind the book, as in many Czech, French and Russian ones

    def body(self, count: int) -> range:
        """Return the indexes of the blocks that the list speaks of, of `count` blocks of the witness."""
        return range(self.first) if self.at_end else range(self.end, count)


class _Draft(NamedTuple):
    """An entry before its kind is known."""

    text: str
    page: str | None
    indent: int
    lines: tuple[Line, ...]


def find_contents(blocks: Sequence[RawBlock], names: Mapping[str, DivisionKind]) -> ContentsList | None:
    """Find the contents list of a book; None where it has none.

    `names` tells what the unnumbered divisions are, by the keys of their titles.
    """
    for index, block in enumerate(blocks):
        titled = _is_short(block) and title_key(block.text) in CONTENTS_NAMES
        if not titled and not (block.kind is not BlockKind.HEADING and _led_lines(block) >= _FEWEST_LINES):
            continue
        first = index + 1 if titled else index
        end, drafts = _collect(blocks, first)
        if len(drafts) >= (1 if titled else _FEWEST_LINES):
            at_end = titled and _length(blocks[end:]) < _length(blocks[:index])
            if not at_end or len(drafts) >= _FEWEST_LINES_AT_END:
                return ContentsList(index, end, block if titled else None, _classify(drafts, names), at_end)
    return None


class _ListedLine(NamedTuple):
    """A line that ends with a page number."""

    title: str
    page: str
    led: bool  # points, a tab or wide space lead to the number


def _listed_line(line: str) -> _ListedLine | None:
    """Take a line of the list apart; None if it does not end with a page number."""
    if len(line) >= _LONGEST_LINE:
        return None
    found = _PAGE_AT_END.search(line, max(0, len(line) - _LONGEST_TAIL))
    if not found:
        return None
    head = line[: found.start()]
    title = head.rstrip(" \t.…·|*_")
    leader = head[len(title) :]
    if not title.strip() or not leader:
        return None
    led = leader.count(".") > 1 or leader.count("·") > 1 or any(sign in leader for sign in ("…", "\t", "  ", "|"))
    if not led and not (leader.strip(". *_") == "" and leader.endswith(" ") and found["page"].isdigit()):
        return None
    return _ListedLine(title, found["page"], led)


def _length(blocks: Sequence[RawBlock]) -> int:
    return sum(len(block.text) for block in blocks)


def _is_short(block: RawBlock) -> bool:
    return len(block.lines) == 1 and len(block.text) < 60


def _led_lines(block: RawBlock) -> int:
    return sum(1 for line in block.lines if (found := _listed_line(line.text)) is not None and found.led)


def _collect(blocks: Sequence[RawBlock], first: int) -> tuple[int, list[_Draft]]:
    """Read entries from block `first` on; return the index after the last block of the list, and the entries."""
    drafts: list[_Draft] = []
    open_lines: list[Line] = []
    end = first
    seen: set[str] = set()
    for index in range(first, len(blocks)):
        block = blocks[index]
        if block.kind in (BlockKind.RULE, BlockKind.SEPARATOR, BlockKind.FOLIO):
            continue
        fresh: list[_Draft] = []
        pending = list(open_lines)
        for line in block.lines:
            found = _listed_line(line.text)
            if found is not None:
                if pending and _begins_anew(line.text):  # a part has no page of its own: `Part I` before `1. Title … 5`
                    fresh.append(_draft(pending, None))
                    pending = []
                fresh.append(_draft([*pending, line], found))
                pending = []
            else:
                if pending and _begins_anew(line.text):
                    fresh.append(_draft(pending, None))
                    pending = []
                pending.append(line)
        fits = len(pending) < _LONGEST_ENTRY and all(len(line.text) < _LONGEST_LINE for line in pending)
        if not fits or (not fresh and (block.kind is BlockKind.HEADING or title_key(block.text) in seen)):
            break
        if not fresh and not _goes_on(blocks, index):
            break
        drafts += fresh
        seen.update(title_key(draft.text) for draft in fresh)
        seen.update(title_key(split_number(draft.text).name) for draft in fresh)
        open_lines = pending
        end = index + 1
    if open_lines:
        drafts.append(_draft(open_lines, None))
    return end, drafts


def _goes_on(blocks: Sequence[RawBlock], index: int) -> bool:
    """Tell whether the block after this one has a line of the list: an entry may be cut by a blank line."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return after is not None and len(after.lines[0].text) < _LONGEST_LINE and _led_lines(after) > 0


def _begins_anew(line: str) -> bool:
    return split_number(strip_marks(_HEAD_MARKS.sub("", line))).number is not None


def _draft(lines: list[Line], found: _ListedLine | None) -> _Draft:
    texts = [line.text for line in lines]
    if found is not None:
        texts[-1] = found.title
    words = [text for text in texts if any(char.isalnum() for char in text)]  # no rules or empty rows of a table
    cleaned = [strip_marks(_HEAD_MARKS.sub("", text)) for text in words]
    indent = len(lines[0].text.expandtabs()) - len(lines[0].text.expandtabs().lstrip())
    return _Draft(" ".join(part for part in cleaned if part), found.page if found else None, indent, tuple(lines))


def _classify(drafts: list[_Draft], names: Mapping[str, DivisionKind]) -> tuple[Listed, ...]:
    """Give every entry its kind and level: by number, by name, by indentation, and by what stands before it."""
    titles = _count_bare_numbers(drafts, [split_number(draft.text) for draft in drafts])
    numbered = any(title.level == 1 for title in titles)
    deepest_margin = min((draft.indent for draft in drafts), default=0)
    entries: list[Listed] = []
    inside = False  # whether a chapter, or another division that can hold sections, stands before
    for draft, title in zip(drafts, titles, strict=True):
        kind, level = _kind_and_level(draft, title, names, numbered, inside, draft.indent > deepest_margin)
        if level == 1:
            inside = kind not in (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX)
        elif level == 0:
            inside = False
        entries.append(Listed(title.name or draft.text, title.number, draft.page, kind, level, draft.lines))
    return tuple(entries)


def _count_bare_numbers(drafts: Sequence[_Draft], titles: Sequence[Title]) -> list[Title]:
    """Take off the numbers without a point that count the chapters: `1 A Bridge`, `2 The Flood`.

    They are believed when they count 1, 2, 3 … and nothing else numbers the chapters: `4 May` is a title.
    """
    counted = list(titles)
    if any(title.level == 1 for title in titles):
        return counted
    last = 0
    for at, (draft, title) in enumerate(zip(drafts, titles, strict=True)):
        bare = split_bare_number(draft.text)
        if title.number is None and bare.number == str(last + 1):
            counted[at] = bare
            last += 1
    return counted if last > 1 else list(titles)


def _kind_and_level(
    draft: _Draft, title: Title, names: Mapping[str, DivisionKind], numbered: bool, inside: bool, indented: bool
) -> tuple[DivisionKind, int]:
    if title.level == 0:
        return DivisionKind.PART, 0
    if title.level is not None:
        return (DivisionKind.CHAPTER, 1) if title.level == 1 else (DivisionKind.SECTION, title.level)
    named = kind_by_name(title_key(draft.text), names)
    if named is not None and not (indented and inside):
        return named, _LEVELS.get(named, 1)
    if inside and (numbered or indented):
        return DivisionKind.SECTION, 2
    return DivisionKind.CHAPTER, 1
