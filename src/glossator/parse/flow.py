"""The flow of the book: its blocks as divisions, units and notes, before their text is read.

Here it is settled which blocks belong together. What they say is read by `units` and `inlines`, on which pages they
stand by `pages`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from glossator.folio import parse_label
from glossator.model import DivisionKind, Mark
from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.footnotes import Assigned, Footnotes, Role
from glossator.parse.lexicon import Lexicon
from glossator.parse.pages import Atom
from glossator.parse.paragraphs import is_cut
from glossator.parse.sections import PlacedHeading
from glossator.parse.titles import NOTES_NAMES, title_key
from glossator.spans import Span

BACK_MATTER = (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX)

# Weights for the page solver, in characters of running text.
_HEADING_WEIGHT = 220.0  # a heading with the space around it takes about three lines
_NOTE_WEIGHT = 0.8  # notes are set smaller
_INDEX_LINE_WEIGHT = 36.0  # a line of an index in two columns is half a line of text
# So many lines of a list before a blank line tell that the list was interrupted, not that its entries stand apart.
_INTERRUPTED_LIST = 3


@dataclass(slots=True)
class DivisionDraft:
    """A division and the blocks of its units."""

    placed: PlacedHeading | None  # None: text before or without any heading
    heading: tuple[RawBlock, ...]
    units: list[list[RawBlock]] = field(default_factory=list)  # each a list of pieces
    back_matter: tuple[RawBlock, ...] = ()


@dataclass(slots=True)
class NoteDraft:
    """A note and the blocks of its paragraphs."""

    number: int
    scope: int
    text_start: int  # offset after its number
    paragraphs: list[list[RawBlock]]  # each a list of pieces
    atoms: list[int]  # for each piece, in order: the last atom before the foot in which it stands


@dataclass(slots=True)
class Flow:
    """The book in order."""

    divisions: list[DivisionDraft]
    notes: list[NoteDraft]
    atoms: list[Atom]
    atom_blocks: list[RawBlock]  # the block of each atom


@dataclass(slots=True)
class _Foot:
    """What stands between two atoms."""

    seen: bool = False
    weight: float = 0.0
    defined: list[int] = field(default_factory=list)
    goes_on: bool = False  # set when the next foot begins with the rest of its last note
    number: str | None = None
    separator: bool = False


class Material(NamedTuple):
    """What is known of the book before its flow is planned."""

    siglum: str  # of the witness
    blocks: Sequence[RawBlock]  # all of them
    placed: Sequence[PlacedHeading]  # the headings of the body
    footnotes: Footnotes  # role of each block of the body, and calls
    listed_pages: Sequence[str | None]  # page of each entry of the contents list
    page_numbers: Mapping[int, str]  # by offset of a printed page number: the page that begins after it
    names_at: Mapping[int, frozenset[str]]  # by offset of a block: persons of the index named in it
    lexicon: Lexicon


def plan_flow(material: Material, marks: list[Mark]) -> Flow:
    """Bring headings, units and notes into order; `marks` receives rules, page numbers and separators."""
    return _Planner(material, marks).run()


class _Planner:
    """Walks through the body once; lives for one call of `plan_flow`."""

    def __init__(self, material: Material, marks: list[Mark]) -> None:
        blocks, placed = material.blocks, material.placed
        self.material = material
        self.marks = marks
        self.heading_at = {blocks[heading.first].start: heading for heading in placed}
        self.later_heading_blocks = {
            blocks[i].start for heading in placed for i in range(heading.first + 1, heading.end)
        }
        self.heading_firsts = sorted(heading.first for heading in placed)
        self.flow = Flow([], [], [], [])
        self.foot = _Foot()
        self.before: RawBlock | None = None  # the last piece of text, while nothing but a foot stands after it
        self.calls = _calls_by_block(material.footnotes)
        self.called_since_foot: set[int] = set()
        self.undefined: set[int] = set()
        self.in_endnotes = False
        self.scope = 0
        self.last_break: int | None = None  # the last atom before which a foot stands

    def run(self) -> Flow:
        for item in self.material.footnotes.blocks:
            if item.role is Role.BODY:
                self._body(item.block)
            elif item.role in (Role.FOOT_RULE, Role.ORNAMENT):
                self._mark("rule", item.block)
                if item.role is Role.FOOT_RULE:
                    self._open_foot()
                else:
                    self.before = None
            else:
                self._note(item)
        return self.flow

    def _mark(self, kind: str, block: RawBlock) -> None:
        self.marks.append(Mark(kind, Span(self.material.siglum, block.start, block.end)))

    # --- text ---

    def _body(self, block: RawBlock) -> None:
        if block.kind is BlockKind.FOLIO:
            self._mark("page-number", block)
            self.foot.number = self.material.page_numbers.get(block.start)
            return
        if block.kind is BlockKind.SEPARATOR:
            self._mark("page-separator", block)
            self.foot.separator = True
            return
        if block.start in self.later_heading_blocks:
            return
        placed = self.heading_at.get(block.start)
        if placed is not None:
            self._heading(block, placed)
            return
        page_between = self.foot.seen or self.foot.separator or self.foot.number is not None
        cut = self.before is not None and is_cut(self.before, block, page_between, self.material.lexicon)
        self._open_division()
        division = self.flow.divisions[-1]
        if cut and division.units:
            division.units[-1].append(block)
        else:
            division.units.append([block])
        # The items of a list may stand apart: only a foot between them tells of a page.
        self._atom(block, float(len(block.text)), cut=cut and (page_between or block.kind is not BlockKind.LIST))
        self.before = block

    def _open_division(self) -> None:
        """Open a division without a heading for a text that has none."""
        if not self.flow.divisions:
            self.flow.divisions.append(DivisionDraft(None, ()))

    def _heading(self, block: RawBlock, placed: PlacedHeading) -> None:
        heading = tuple(self.material.blocks[placed.first : placed.end])
        page = self.material.listed_pages[placed.listed] if placed.listed is not None else None
        draft = DivisionDraft(placed, heading)
        self.flow.divisions.append(draft)
        self.before = None
        self.in_endnotes = title_key(block.text) in NOTES_NAMES
        self._atom(block, _HEADING_WEIGHT, page=page, top=placed.level <= 1)
        if placed.kind in BACK_MATTER:
            self._back_matter(draft, placed)

    def _back_matter(self, draft: DivisionDraft, placed: PlacedHeading) -> None:
        later = bisect_right(self.heading_firsts, placed.first)
        end = self.heading_firsts[later] if later < len(self.heading_firsts) else None
        blocks = tuple(self.material.blocks[placed.end : end])
        draft.back_matter = blocks
        for k, block in enumerate(blocks):
            before = blocks[k - 1] if k else None
            gap = (
                before is not None
                and before.kind is block.kind
                and block.kind is not BlockKind.HEADING
                and len(before.lines) >= _INTERRUPTED_LIST
            )
            is_index = placed.kind is DivisionKind.INDEX
            weight = len(block.lines) * _INDEX_LINE_WEIGHT if is_index else float(len(block.text))
            self._atom(block, weight * (2.0 if is_index and block.kind is BlockKind.HEADING else 1.0), list_gap=gap)

    def _atom(
        self,
        block: RawBlock,
        weight: float,
        cut: bool = False,
        page: str | None = None,
        top: bool = False,
        list_gap: bool = False,
    ) -> None:
        foot = self.foot
        if self.flow.atoms and foot.weight:
            self.flow.atoms[-1] = self.flow.atoms[-1]._replace(foot_weight=foot.weight)
        atom = Atom(
            start=block.start,
            weight=weight,
            foot_before=foot.seen,
            notes_match=bool(foot.defined) and set(foot.defined) == self.called_since_foot,
            calls_open=bool(self.undefined),
            cut_before=cut,
            gap_before=block.gap,
            list_gap=list_gap,
            number_before=foot.number,
            separator=foot.separator,
            heading_page=page if page is not None and parse_label(page) else None,
            top=top,
            names=self.material.names_at.get(block.start, frozenset()),
        )
        if foot.seen:
            self.last_break = len(self.flow.atoms)
            self.called_since_foot = set()
        called = self.calls.get(block.start, ())
        self.called_since_foot.update(called)
        self.undefined.update(called)
        self.flow.atoms.append(atom)
        self.flow.atom_blocks.append(block)
        self.foot = _Foot()

    # --- notes ---

    def _open_foot(self) -> None:
        """Record that the foot of a page stands here; notes under a heading of their own are no foot."""
        self.foot.seen = self.foot.seen or not self.in_endnotes

    def _note(self, item: Assigned) -> None:
        self._open_division()
        self._open_foot()
        self.foot.weight += len(item.block.text) * _NOTE_WEIGHT
        here = len(self.flow.atoms) - 1
        notes = self.flow.notes
        if item.role is Role.NOTE:
            if notes and item.number <= notes[-1].number:
                self.scope += 1
            notes.append(NoteDraft(item.number, self.scope, item.label_end, [[item.block]], [here]))
            self.foot.defined.append(item.number)
            self.undefined.discard(item.number)
            return
        note = notes[-1]
        note.atoms.append(here)
        if item.role is Role.NOTE_CONTINUATION:
            note.paragraphs[-1].append(item.block)
            self._note_went_on()
        else:
            note.paragraphs.append([item.block])

    def _note_went_on(self) -> None:
        """Record at the break behind the last foot that its last note goes on here."""
        if self.last_break is not None:
            atoms = self.flow.atoms
            atoms[self.last_break] = atoms[self.last_break]._replace(note_goes_on=True)


def _calls_by_block(footnotes: Footnotes) -> dict[int, list[int]]:
    body = [item.block for item in footnotes.blocks if item.role is Role.BODY]
    found: dict[int, list[int]] = {}
    k = 0
    for call in footnotes.calls:
        while k + 1 < len(body) and body[k + 1].start <= call.start:
            k += 1
        found.setdefault(body[k].start, []).append(call.number)
    return found
