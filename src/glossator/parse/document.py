"""The whole of stage 2: from a witness to the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from glossator.locators import expand_locators
from glossator.model import (
    BibliographyEntry,
    ContentsEntry,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    Heading,
    IndexEntry,
    IndexHeading,
    Mark,
    Note,
    Page,
    PageBreak,
    Paragraph,
    Rend,
    Unit,
    Witness,
)
from glossator.parse.backmatter import bibliography_entries, index_entries
from glossator.parse.blocks import BlockKind, RawBlock, split_blocks
from glossator.parse.contents import ContentsList, find_contents
from glossator.parse.flow import BACK_MATTER, DivisionDraft, Flow, Material, NoteDraft, plan_flow
from glossator.parse.folios import settle_folios
from glossator.parse.footnotes import Call, Footnotes, assign_roles
from glossator.parse.inlines import Segment, Source, parse_inlines
from glossator.parse.lexicon import Lexicon
from glossator.parse.pages import SolvedPage, solve_pages
from glossator.parse.paragraphs import is_cut
from glossator.parse.sections import PlacedHeading, place_headings
from glossator.parse.titles import likeness, title_key
from glossator.parse.units import HEADING_MARKS, build_heading, build_unit, content_start, piece_segments
from glossator.source.lines import BYTE_ORDER_MARK, split_lines
from glossator.spans import Span
from glossator.walk import plain_text

# A person of the index is looked for in the text by surname; shorter ones are words of other kinds.
_SHORTEST_SURNAME = 4


class Names(NamedTuple):
    """What `edition.yml` says of the unnumbered divisions."""

    kinds: Mapping[str, DivisionKind]  # by the key of the title
    languages: Mapping[str, str]  # by the key of the title: where it is not the edition's language

    @staticmethod
    def of(titles: Sequence[tuple[DivisionKind, str, str | None]]) -> Names:
        """Make the look-up of (kind, title as printed, language) triples."""
        kinds = {title_key(title): kind for kind, title, _ in titles}
        return Names(kinds, {title_key(title): language for _, title, language in titles if language})

    def language_of(self, title: str) -> str | None:
        """Return the language that `edition.yml` gives a division, None for the edition's own."""
        key = title_key(title)
        return next((language for named, language in self.languages.items() if likeness(named, key)), None)


def raw_blocks(witness: Witness) -> tuple[RawBlock, ...]:
    """Return the blocks of a witness before anything is known of the book."""
    return split_blocks(split_lines(witness))


def parse_document(witness: Witness, names: Names) -> Document:
    """Parse a witness. Ids are still provisional: `anchors.numbering` gives the final ones.

    Never fails: whatever the text is, it becomes a document; what is doubtful is found by the checks.
    """
    return _Parser(witness, names).run()


class _Parser:
    """Holds what the steps of one parse share."""

    def __init__(self, witness: Witness, names: Names) -> None:
        self.witness = witness
        self.names = names
        self.marks: list[Mark] = []
        self.lexicon = Lexicon(witness.text)

    def run(self) -> Document:
        blocks = raw_blocks(self.witness)
        contents = find_contents(blocks, self.names.kinds)
        placed = place_headings(blocks, contents, self.names.kinds)
        listing = blocks[contents.first : contents.end] if contents else ()
        if contents and contents.at_end:  # behind all headings: without it no index moves
            blocks = (*blocks[: contents.first], *blocks[contents.end :])
        listed = [entry.page for entry in contents.entries] if contents else []
        blocks, numbers = settle_folios(blocks, placed, listed)
        blocks = self._without_false_headings(blocks, placed, contents)
        footnotes = self._footnotes(blocks, placed, contents)
        index_pages, names_at = self._index_names(blocks, placed)
        material = Material(self.witness.siglum, blocks, placed, footnotes, listed, numbers, names_at, self.lexicon)
        flow = plan_flow(material, self.marks)
        solved = solve_pages(flow.atoms, index_pages)
        source = self._source(flow, footnotes, solved)
        labels = _labels(flow, solved)
        first = _body_start(placed, contents)
        in_contents = range(contents.first, contents.end) if contents and not contents.at_end else range(0)
        found_at = {heading.listed: blocks[heading.first].start for heading in placed if heading.listed is not None}
        document = Document(
            siglum=self.witness.siglum,
            front=self._front([block for i, block in enumerate(blocks[:first]) if i not in in_contents], source),
            contents_heading=self._contents_heading(contents, source),
            contents=self._contents(contents, listing, found_at, source),
            divisions=self._divisions(flow, labels, source),
            notes=tuple(self._note(note, flow, labels, source) for note in flow.notes),
            pages=tuple(self._page(page, flow) for page in solved),
            marks=(),
        )
        if self.witness.text.startswith(BYTE_ORDER_MARK):
            self.marks.append(Mark("byte-order-mark", Span(self.witness.siglum, 0, 1)))
        return document._replace(marks=tuple(sorted(self.marks, key=lambda mark: mark.span)))

    # --- preparing ---

    def _without_false_headings(
        self, blocks: tuple[RawBlock, ...], placed: Sequence[PlacedHeading], contents: ContentsList | None
    ) -> tuple[RawBlock, ...]:
        """Turn headings that the OCR did not mark into headings, and marked prose of the body into text."""
        heading_blocks = {i for heading in placed for i in range(heading.first, heading.end)}
        spared = _back_matter_indexes(blocks, placed)
        first = _body_start(placed, contents)
        changed = list(blocks)
        for i, block in enumerate(blocks):
            if i in heading_blocks:
                changed[i] = block._replace(kind=BlockKind.HEADING)
            elif block.kind is BlockKind.HEADING and i >= first and i not in spared:
                opening = HEADING_MARKS.match(block.text)
                start = block.start + (opening.end() if opening else 0)
                mark = block.text[: start - block.start].rstrip()
                self.marks.append(Mark("heading-mark", Span(self.witness.siglum, block.start, block.start + len(mark))))
                text = block.text[start - block.start :]
                changed[i] = block._replace(kind=BlockKind.TEXT, start=start, text=text)
        return tuple(changed)

    def _footnotes(
        self, blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading], contents: ContentsList | None
    ) -> Footnotes:
        first = _body_start(placed, contents)
        spared = _back_matter_indexes(blocks, placed)
        body = [i for i in range(first, len(blocks)) if i not in spared]
        at = {i: k for k, i in enumerate(body)}
        restarts = [at[heading.first] for heading in placed if heading.level <= 1 and heading.first in at]
        return assign_roles([blocks[i] for i in body], restarts)

    def _index_names(
        self, blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading]
    ) -> tuple[dict[str, frozenset[str]], dict[int, frozenset[str]]]:
        """Return the pages of each surname of the index, and the surnames in each block of the text."""
        bare = Source(self.witness.siglum, self.witness.text, self.lexicon, {}, (), {})
        pages: dict[str, frozenset[str]] = {}
        for heading, end in _with_ends(placed, len(blocks)):
            if heading.kind is not DivisionKind.INDEX:
                continue
            for entry in index_entries(bare, blocks[heading.end : end], []):
                if isinstance(entry, IndexHeading):
                    continue
                surname = entry.headword.partition(",")[0].strip()
                if entry.locators and len(surname) >= _SHORTEST_SURNAME:
                    pages[surname] = pages.get(surname, frozenset()) | expand_locators(entry.locators)
        spared = _back_matter_indexes(blocks, placed)
        first = placed[0].first if placed else 0
        named: dict[int, frozenset[str]] = {}
        for i in range(first, len(blocks) if pages else first):
            if i not in spared and blocks[i].kind is BlockKind.TEXT:
                found = pages.keys() & self.lexicon.capitalized(blocks[i].text)
                if found:
                    named[blocks[i].start] = frozenset(found)
        return pages, named

    def _source(self, flow: Flow, footnotes: Footnotes, solved: Sequence[SolvedPage]) -> Source:
        breaks: dict[int, PageBreak] = {}
        shown = [page for page in solved if not page.blank]
        for page in shown:
            block = flow.atom_blocks[page.atom]
            start = content_start(block)
            breaks[start] = PageBreak(page.label, page.certainty, block.start)
        by_atom = _page_by_atom(flow, solved)
        for note in flow.notes:
            pieces = [piece for paragraph in note.paragraphs for piece in paragraph]
            for before, after, piece in zip(note.atoms, note.atoms[1:], pieces[1:], strict=False):
                page_before, page_after = by_atom.get(before), by_atom.get(after)
                if page_after is not None and page_after is not page_before:
                    breaks[piece.start] = PageBreak(page_after.label, page_after.certainty, piece.start)
        calls: dict[int, tuple[Call, ...]] = {}
        for call in footnotes.calls:
            calls[call.start] = (*calls.get(call.start, ()), call)
        return Source(self.witness.siglum, self.witness.text, self.lexicon, calls, tuple(sorted(calls)), breaks)

    # --- building ---

    def _front(self, blocks: Sequence[RawBlock], source: Source) -> tuple[Unit | Heading, ...]:
        built: list[Unit | Heading] = []
        group: list[RawBlock] = []

        def finish() -> None:
            if group:
                built.append(build_unit(source, group, self.marks))
                group.clear()

        for block in blocks:
            if block.kind in (BlockKind.RULE, BlockKind.SEPARATOR):
                self.marks.append(Mark("rule", Span(self.witness.siglum, block.start, block.end)))
                continue
            joins = bool(group) and block.kind is BlockKind.TEXT and is_cut(group[-1], block, False, self.lexicon)
            if not joins:
                finish()
            if block.kind is BlockKind.HEADING:
                built.append(build_heading(source, [block], self.marks))
            else:
                group.append(block._replace(kind=BlockKind.TEXT) if block.kind is BlockKind.FOLIO else block)
        finish()
        return tuple(built)

    def _contents_heading(self, contents: ContentsList | None, source: Source) -> Heading | None:
        if contents is None or contents.heading is None:
            return None
        return build_heading(source, [contents.heading], self.marks)

    def _contents(
        self,
        contents: ContentsList | None,
        listing: Sequence[RawBlock],
        found_at: Mapping[int, int],
        source: Source,
    ) -> tuple[ContentsEntry, ...]:
        if contents is None:
            return ()
        heading_lines = contents.heading.lines if contents.heading else ()
        listed = {line.start for entry in contents.entries for line in entry.lines}
        for block in listing:
            # A rule or a page number, which may have been settled to be mere text: the list has no place for it.
            if block.lines[0].start not in listed and block.lines is not heading_lines:
                self.marks.append(Mark("rule", Span(source.siglum, block.start, block.end)))
        entries = []
        for at, entry in enumerate(contents.entries):
            segments = []
            for line in entry.lines:
                start = line.start + len(line.text) - len(line.text.lstrip())
                text_start = start + len(line.text.lstrip()) - len(line.text.lstrip().lstrip("#").lstrip())
                if text_start > start:
                    self.marks.append(Mark("heading-mark", Span(source.siglum, start, text_start)))
                segments.append(Segment(text_start, line.start + len(line.text.rstrip())))
            spans = (Span(source.siglum, entry.start, entry.end),)
            children = parse_inlines(source, segments, self.marks)
            target = f"@{found_at[at]}" if at in found_at else ""
            entries.append(
                ContentsEntry(entry.title, entry.number, entry.page, entry.level, entry.kind, children, spans, target)
            )
        return tuple(entries)

    def _divisions(self, flow: Flow, labels: Mapping[int, str], source: Source) -> tuple[Division, ...]:
        """Build the tree of divisions: each holds those of a deeper level that follow it."""
        built: list[Division] = [self._division(draft, labels, source) for draft in flow.divisions]
        return _nest(built)

    def _division(self, draft: DivisionDraft, labels: Mapping[int, str], source: Source) -> Division:
        if draft.placed is None:
            heading = Heading((), ())
            kind, number, level = DivisionKind.CHAPTER, None, 1
            page = labels.get(draft.units[0][0].start) if draft.units else None
        else:
            heading = _without_boldness(build_heading(source, draft.heading, self.marks, draft.placed.number))
            kind, number, level = draft.placed.kind, draft.placed.number, draft.placed.level
            page = labels.get(draft.heading[0].start)
        blocks: tuple[Unit | BibliographyEntry | IndexHeading | IndexEntry, ...] = tuple(
            build_unit(source, pieces, self.marks) for pieces in draft.units
        )
        if kind is DivisionKind.BIBLIOGRAPHY:
            blocks += bibliography_entries(source, draft.back_matter, self.marks)
        elif kind is DivisionKind.INDEX:
            blocks += index_entries(source, draft.back_matter, self.marks)
        title = plain_text(heading.children)
        language = self.names.language_of(title)
        return Division(kind, number, title, level, page, language, heading, blocks, ())

    def _note(self, note: NoteDraft, flow: Flow, labels: Mapping[int, str], source: Source) -> Note:
        first = note.paragraphs[0][0]
        label = source.text[first.start : note.text_start].rstrip()
        self.marks.append(Mark("note-number", Span(source.siglum, first.start, first.start + len(label))))
        blocks = []
        spans: list[Span] = []
        for k, pieces in enumerate(note.paragraphs):
            segments = piece_segments(pieces, note.text_start if k == 0 else None)
            own = tuple(Span(source.siglum, piece.start, piece.end) for piece in pieces)
            blocks.append(Paragraph(parse_inlines(source, segments, self.marks), own))
            spans += own
        page = labels.get(flow.atom_blocks[note.atoms[0]].start) if note.atoms[0] >= 0 else None
        return Note(str(note.number), f"{note.scope}:{note.number}", tuple(blocks), tuple(spans), page)

    def _page(self, page: SolvedPage, flow: Flow) -> Page:
        block = flow.atom_blocks[page.atom]
        start = block.start
        if page.blank:
            start = flow.atom_blocks[page.atom - 1].end if page.atom else block.start
        return Page(page.label, Span(self.witness.siglum, start, start), page.certainty, page.evidence, page.blank)


def _without_boldness(heading: Heading) -> Heading:
    """Take off an emphasis that holds the whole heading: OCR marks the type of headings so, at random."""
    nodes = [node for node in heading.children if not isinstance(node, PageBreak)]
    while len(nodes) == 1 and isinstance(nodes[0], Emphasis) and nodes[0].rend is Rend.BOLD:
        breaks = tuple(node for node in heading.children if isinstance(node, PageBreak))
        heading = heading._replace(children=(*breaks, *nodes[0].children))
        nodes = [node for node in heading.children if not isinstance(node, PageBreak)]
    return heading


def _body_start(placed: Sequence[PlacedHeading], contents: ContentsList | None) -> int:
    """Return the index of the first block of the body: a heading, or what follows the contents list."""
    if placed:
        return placed[0].first
    return contents.end if contents and not contents.at_end else 0


def _back_matter_indexes(blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading]) -> frozenset[int]:
    """Return the blocks of bibliography and index, without their headings."""
    found: set[int] = set()
    for heading, end in _with_ends(placed, len(blocks)):
        if heading.kind in BACK_MATTER:
            found.update(range(heading.end, end))
    return frozenset(found)


def _with_ends(placed: Sequence[PlacedHeading], count: int) -> Iterator[tuple[PlacedHeading, int]]:
    """Yield each heading with the index after the last block that stands under it."""
    ordered = sorted(placed, key=lambda heading: heading.first)
    for k, heading in enumerate(ordered):
        yield heading, ordered[k + 1].first if k + 1 < len(ordered) else count


def _page_by_atom(flow: Flow, solved: Sequence[SolvedPage]) -> dict[int, SolvedPage]:
    by_atom: dict[int, SolvedPage] = {}
    shown = [page for page in solved if not page.blank]
    k = -1
    for atom in range(len(flow.atoms)):
        while k + 1 < len(shown) and shown[k + 1].atom <= atom:
            k += 1
        if k >= 0:
            by_atom[atom] = shown[k]
    return by_atom


def _labels(flow: Flow, solved: Sequence[SolvedPage]) -> dict[int, str]:
    """Return the page on which each block of the text stands, by its offset."""
    return {flow.atom_blocks[atom].start: page.label for atom, page in _page_by_atom(flow, solved).items()}


# These belong to the book and not to the part that happens to stand last.
_OF_THE_BOOK = frozenset(
    {
        DivisionKind.CONCLUSION,
        DivisionKind.SUMMARY,
        DivisionKind.APPENDIX,
        DivisionKind.BIBLIOGRAPHY,
        DivisionKind.INDEX,
    }
)


def _nest(flat: Sequence[Division]) -> tuple[Division, ...]:
    """Put each division into the nearest one before it that stands on a higher level."""

    def take(at: int, level: int) -> tuple[list[Division], int]:
        taken: list[Division] = []
        while at < len(flat) and flat[at].level > level:
            if level == 0 and flat[at].kind in _OF_THE_BOOK:
                break
            inner, after = take(at + 1, flat[at].level)
            division = flat[at]._replace(divisions=tuple(inner)) if inner else flat[at]
            if level <= 0 and division.kind is DivisionKind.SECTION:  # nothing above it: it is a chapter by itself
                division = division._replace(kind=DivisionKind.CHAPTER, level=1)
            taken.append(division)
            at = after
        return taken, at

    divisions, _ = take(0, -1)
    return tuple(divisions)
