"""The printed bibliography and index, taken apart into their entries.

- Smith L., *The Glossa Ordinaria*, Leiden, Brill, 2009.     an entry
Ranke, Leopold von 15                                        headword and locators
Gibbon, Edward 2, 11–13,                                     locators that go on
16                                                           on the next line
Connors, Robert                                              a headword that does
J. 2, 3
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, pairwise

from glossator.model import BibliographyEntry, IndexEntry, IndexHeading, Mark
from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.inlines import Segment, Source, parse_inlines
from glossator.parse.paragraphs import is_cut
from glossator.parse.units import build_heading
from glossator.source.dialects import BULLET, ORDERED
from glossator.source.lines import Line
from glossator.spans import Span

_PAGE = r"(?:\d{1,4}|[ivxlc]{1,7})"
_LOCATOR = rf"{_PAGE}(?:\s?[–—-]\s?{_PAGE})?(?:\s?(?:ff?|n)\.?)?"
_WHOLE_LOCATOR = re.compile(_LOCATOR)
_LAST_LOCATOR = re.compile(rf"(?:^|\s){_LOCATOR}$")
_LONGEST_LOCATOR = 30
_SMALLEST_INDENT = 2
_ONE_LOCATOR = re.compile(rf"{_PAGE}(?:\s?[–—-]\s?{_PAGE})?")
_FINAL_PUNCTUATION = " \t\r\n.,;:"
_OPEN_ENDS = (",", "–", "—", "-")
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}\s*\d")
_LETTER = re.compile(r"\W*(?P<letter>[^\W\d_]{1,2})\W*$")


def bibliography_entries(
    source: Source, blocks: Sequence[RawBlock], marks: list[Mark]
) -> tuple[BibliographyEntry | IndexHeading, ...]:
    """Cut a printed bibliography into entries: one a bullet, or one a paragraph where it has no bullets."""
    found: list[BibliographyEntry | IndexHeading] = []
    groups: list[tuple[list[Segment], list[Span], bool]] = []
    ordinals = count(1)

    def finish() -> None:
        for segments, spans, bulleted in groups:
            children = parse_inlines(source, segments, marks, bulleted)
            found.append(BibliographyEntry(next(ordinals), children, tuple(spans)))
        groups.clear()

    before: RawBlock | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            finish()
            heading = build_heading(source, [block], marks)
            found.append(IndexHeading(heading.children, heading.spans))
            before = None
            continue
        if block.kind in (BlockKind.RULE, BlockKind.SEPARATOR, BlockKind.FOLIO):
            marks.append(Mark("rule", Span(source.siglum, block.start, block.end)))
            continue
        goes_on = before is not None and before.kind is BlockKind.TEXT and is_cut(before, block, False, source.lexicon)
        if block.kind is not BlockKind.LIST:
            _add(source, groups, block.start, block.end, goes_on, False)
        for line in block.lines if block.kind is BlockKind.LIST else ():
            match = BULLET.match(line.text) or ORDERED.match(line.text)
            start = line.start + (match.end() if match else len(line.text) - len(line.text.lstrip()))
            if match:
                at = Span(source.siglum, line.start + match.start("mark"), line.start + match.end("mark"))
                marks.append(Mark("bullet" if not match["mark"][0].isalnum() else "list-label", at))
            _add(source, groups, start, line.start + len(line.text.rstrip()), match is None, match is not None)
        before = block
    finish()
    return tuple(found)


def _add(
    source: Source,
    groups: list[tuple[list[Segment], list[Span], bool]],
    start: int,
    end: int,
    goes_on: bool,
    bulleted: bool,
) -> None:
    if goes_on and groups:
        groups[-1][0].append(Segment(start, end))
        groups[-1][1].append(Span(source.siglum, start, end))
    else:
        groups.append(([Segment(start, end)], [Span(source.siglum, start, end)], bulleted))


def index_entries(
    source: Source, blocks: Sequence[RawBlock], marks: list[Mark]
) -> tuple[IndexHeading | IndexEntry, ...]:
    """Cut a printed index into headings (letters) and entries with their locators."""
    found: list[IndexHeading | IndexEntry] = []
    held: list[Line] = []

    def finish() -> None:
        if held:
            found.append(_index_entry(source, held, marks))
            held.clear()

    for block in blocks:
        if block.kind is BlockKind.HEADING or _LETTER.match(block.text):
            finish()
            heading = build_heading(source, [block], marks)
            found.append(IndexHeading(heading.children, heading.spans))
            continue
        if block.kind in (BlockKind.RULE, BlockKind.SEPARATOR, BlockKind.FOLIO):
            marks.append(Mark("rule", Span(source.siglum, block.start, block.end)))
            continue
        for line in block.lines:
            if held and not _is_set_in(held[0].text, line.text) and not _continues_entry(held[-1].text, line.text):
                finish()
            held.append(line)
    finish()
    return tuple(found)


def _continues_entry(before: str, line: str) -> bool:
    text = line.lstrip()
    if before.rstrip().endswith(_OPEN_ENDS) or text[:1].isdigit():
        return True
    # "Ranke, Leopold" | "von 15" goes on; after locators a small letter begins an entry of its own, "abbeys 3".
    if text[:1].islower() and not _ends_with_locator(before):
        return True
    return not before.rstrip(_FINAL_PUNCTUATION)[-1:].isdigit() and bool(_INITIALS_FIRST.match(text))


def _is_set_in(first: str, line: str) -> bool:
    """Tell whether a line stands farther in than the first one of its entry."""
    return len(line) - len(line.lstrip()) >= len(first) - len(first.lstrip()) + _SMALLEST_INDENT


def _ends_with_locator(line: str) -> bool:
    end = len(line.rstrip(_FINAL_PUNCTUATION))
    return _LAST_LOCATOR.search(line, max(0, end - _LONGEST_LOCATOR), end) is not None


def _index_entry(source: Source, lines: Sequence[Line], marks: list[Mark]) -> IndexEntry:
    segments = []
    for line in lines:
        match = BULLET.match(line.text)
        start = line.start + (match.end() if match else len(line.text) - len(line.text.lstrip()))
        if match:
            at = line.start + match.start("mark")
            marks.append(Mark("bullet", Span(source.siglum, at, at + 1)))
        segments.append(Segment(start, line.start + len(line.text.rstrip())))
    texts = [" ".join(source.text[segment.start : segment.end].split()) for segment in segments]
    parts = [texts[:1]]  # the entry, and what is set in below it
    for before, text in pairwise(texts):
        if text.lstrip("*_")[:1].isalpha() and _ends_with_locator(before):
            parts.append([text])
        else:
            parts[-1].append(text)
    parted = [_part_locators(" ".join(part)) for part in parts]
    head = parted[0][0]
    locators = tuple(dict.fromkeys(locator for _, found in parted for locator in found))
    spans = tuple(Span(source.siglum, segment.start, segment.end) for segment in segments)
    headword = head.replace("*", "").strip(_FINAL_PUNCTUATION)
    return IndexEntry(headword, locators, parse_inlines(source, segments, marks), spans)


def _part_locators(text: str) -> tuple[str, tuple[str, ...]]:
    """Part the locators at the end of an entry from what stands before them, from right to left."""
    found: list[str] = []
    end = len(text.rstrip(_FINAL_PUNCTUATION))
    while end > 0:
        comma = max(text.rfind(",", 0, end), text.rfind(";", 0, end))
        part = text[comma + 1 : end].strip()
        if _WHOLE_LOCATOR.fullmatch(part):
            found.append(part)
            end = comma
            continue
        last = _LAST_LOCATOR.search(text, max(comma + 1, end - _LONGEST_LOCATOR), end)
        if last:
            found.append(last[0].strip())
            end = last.start()
        break
    pages = [match[0] for part in reversed(found) if (match := _ONE_LOCATOR.match(part))]
    return text[: max(end, 0)], tuple("".join(page.split()) for page in pages)
