"""Notes parted from text: which blocks are the foot of a page, and which raised numbers call a note.

A definition is recognized by being *the next expected number*: `12 Text` after note 11 is note 12, `4 May 1790` is
not. A call is a raised number that follows the call before it; `20<sup>th</sup>` and `m<sup>2</sup>` are none. The end
of a note may stand, without a number, at the foot of the next page; a note may have several paragraphs.

    text that calls<sup>23</sup> a note
    ---                                     rule (in dialects that have one)
    23 The note, which goes on              definition
    text of the next page
    ---
    at the foot of the next page.           continuation of 23
    24 Another.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from glossator.parse.blocks import BlockKind, RawBlock, make_block
from glossator.sentences import begins_in_mid_sentence, ends_sentence
from glossator.source.dialects import MISREAD_LABEL, call_numbers, misread_number, note_number
from glossator.source.lines import Line

# The OCR may lose a few notes or calls in a row; a larger leap is a number of another kind.
_LARGEST_LEAP = 5
# A numbered list in the text has no more items than this.
_LONGEST_LIST = 12
# Where numbering restarts, the first number that the OCR left may be as high as this.
_MOST_LOST_AT_RESTART = 3
# How many candidates ahead are looked at before a number that leaps is believed.
_LOOK_AHEAD = 12
# A note may go on over so many paragraphs before the next note of the same foot.
_MOST_NOTE_BLOCKS = 8
# After a unit of measure or a bare digit a raised 2 or 3 is a power.
_POWER_BEFORE = ("m", "km", "cm", "mm", "dm", "ft", "yd")


_Candidate = tuple[int, int, int, int]  # index of the block, number, start and end of a raised number


class Role(StrEnum):
    """What a block of the body is."""

    BODY = "body"
    NOTE = "note"  # begins with its number
    NOTE_CONTINUATION = "note-continuation"  # the end of a note at the next page's foot
    NOTE_PARAGRAPH = "note-paragraph"  # a further paragraph of a note
    FOOT_RULE = "foot-rule"
    ORNAMENT = "ornament"  # a rule that parts no notes


class Assigned(NamedTuple):
    """A block and its role."""

    block: RawBlock
    role: Role
    number: int = 0  # of the note it belongs to
    label_end: int = 0  # for a NOTE: offset after its number and the white space behind it


class Call(NamedTuple):
    """A raised number that calls a note."""

    number: int
    start: int  # offsets of the call with its marks
    end: int
    scope: int  # which run of numbers it belongs to: grows where numbering restarts


class Footnotes(NamedTuple):
    """The result: every block with its role, and the calls in order."""

    blocks: tuple[Assigned, ...]
    calls: tuple[Call, ...]


@dataclass(slots=True)
class _State:
    """What is known while the body is read from left to right; lives in one call of `assign_roles` only."""

    last: int = 0  # number of the last definition
    may_restart: bool = False  # a division began since
    called: set[int] = field(default_factory=set)  # called and not yet defined
    in_foot: bool = False
    open_note: bool = False  # the last definition does not end a sentence
    open_text: bool = False  # nor does the last block of the text
    ruled: set[str] = field(default_factory=set)  # notations in which the witness parts notes from text by rules


def find_calls(blocks: Sequence[RawBlock], restarts: Collection[int]) -> list[list[Call]]:
    """Return the calls in each block.

    Args:
        blocks: the body in order, notes included (their raised numbers follow no call and fall out by themselves only
            if they do not happen to be next: pass the body without them for the final list).
        restarts: indexes of blocks at which numbering may restart (headings of chapters).
    """
    candidates: list[_Candidate] = []
    for index, block in enumerate(blocks):
        for match in block.dialect.call.finditer(block.text):
            if _is_power(block.text, match.start()):
                continue
            # `12, 13` calls two notes: each call has its own piece of the mark.
            commas = [at for at in range(match.start(), match.end()) if block.text[at] == ","]
            cuts = [match.start(), *commas, match.end()]
            candidates += [
                (index, number, block.start + start, block.start + end)
                for number, start, end in zip(call_numbers(match["label"]), cuts, cuts[1:], strict=False)
            ]
    calls: list[list[Call]] = [[] for _ in blocks]
    last = _number_before(candidates)
    scope = 0
    restart_points = sorted(restarts)
    passed = 0
    may_restart = False
    for k, (index, number, start, end) in enumerate(candidates):
        while passed < len(restart_points) and restart_points[passed] <= index:
            passed += 1
            may_restart = True
        ahead = [candidate[1] for candidate in candidates[k + 1 : k + 1 + _LOOK_AHEAD]]
        if may_restart and _restarts(number, last, ahead):
            scope += 1
        elif number != last + 1 and (number != last or not last):
            leaps = last < number <= last + _LARGEST_LEAP and last + 1 not in ahead
            if not leaps:
                continue
        may_restart = may_restart and number > _MOST_LOST_AT_RESTART
        last = number
        calls[index].append(Call(number, start, end, scope))
    return calls


def _number_before(candidates: Sequence[_Candidate]) -> int:
    """Return the number before the first call: 0, or more where a witness begins in the middle of the book.

    Then its first call is the first number that is followed by the next two.
    """
    numbers = [candidate[1] for candidate in candidates]
    if not numbers or numbers[0] <= 1 + _LARGEST_LEAP:
        return 0
    for k, number in enumerate(numbers):
        ahead = numbers[k + 1 : k + 1 + _LOOK_AHEAD]
        if number + 1 in ahead and number + 2 in ahead:
            return number - 1
    return 0


def _restarts(number: int, last: int, ahead: Sequence[int]) -> bool:
    """Tell whether a number after the heading of a chapter begins to count anew; the first calls may be lost."""
    if not last or number > min(_MOST_LOST_AT_RESTART, last) or last + 1 in ahead[:2]:
        return False
    return number == 1 or number + 1 in ahead[:2]


def _is_power(text: str, at: int) -> bool:
    """Tell whether a raised number stands where a power does: after a unit of measure that follows a number."""
    before = text[max(0, at - 12) : at]
    for unit in _POWER_BEFORE:
        if before.endswith(unit):
            rest = before[: -len(unit)]
            if rest[-1:].isspace() and rest.rstrip()[-1:].isdigit():
                return True
    return False


def assign_roles(blocks: Sequence[RawBlock], restarts: Collection[int]) -> Footnotes:
    """Give every block of the body its role and find the calls.

    Args:
        blocks: the body of the book in order, headings included, without bibliography and index.
        restarts: indexes of blocks that are headings of chapters: numbering may restart there.
    """
    calls = find_calls(blocks, restarts)
    restart_set = frozenset(restarts)
    first = next((call.number for group in calls for call in group), 1)
    state = _State(last=first - 1 if first > 1 + _LARGEST_LEAP else 0)
    assigned: list[Assigned] = []
    for index in range(len(blocks)):
        if index in restart_set:
            state.may_restart = True
        assigned += _assign(state, blocks, index, calls)
    # Calls are looked for once more in what is text, now that the notes are known.
    body = [item.block for item in assigned if item.role is Role.BODY]
    restart_starts = {blocks[i].start for i in restart_set}
    final_restarts = {i for i, block in enumerate(body) if block.start in restart_starts}
    found = find_calls(body, final_restarts)
    return Footnotes(tuple(assigned), tuple(call for group in found for call in group))


def _assign(state: _State, blocks: Sequence[RawBlock], index: int, calls: Sequence[Sequence[Call]]) -> list[Assigned]:
    block = blocks[index]
    if block.kind is BlockKind.RULE:
        if _begins_foot(state, blocks, index):
            state.in_foot = True
            state.ruled.add(block.dialect.name)
            return [Assigned(block, Role.FOOT_RULE)]
        state.in_foot = False
        return [Assigned(block, Role.ORNAMENT)]
    if block.kind in (BlockKind.FOLIO, BlockKind.SEPARATOR):
        return [Assigned(block, Role.BODY)]
    parts = _definitions(state, block, blocks, index)
    if parts:
        for part in parts:
            _define(state, part)
        return parts
    if block.kind is not BlockKind.HEADING:
        role = _role_in_foot(state, blocks, index)
        if role is not None:
            if role is Role.NOTE_CONTINUATION or state.last:
                state.open_note = not ends_sentence(block.text)
            return [Assigned(block, role, state.last)]
    state.in_foot = False
    state.open_text = block.kind is not BlockKind.HEADING and not ends_sentence(block.text)
    state.called.update(call.number for call in calls[index])
    return [Assigned(block, Role.BODY)]


def _define(state: _State, part: Assigned) -> None:
    if part.role is not Role.NOTE:
        return
    if part.number <= state.last:
        state.may_restart = False
    state.called.discard(part.number)
    state.last = part.number
    state.in_foot = True
    state.open_note = not ends_sentence(part.block.text)


def _expected(state: _State, number: int) -> bool:
    """Tell whether a definition may have this number."""
    if number == state.last + 1:
        return True
    if state.may_restart and (number == 1 or (number <= _MOST_LOST_AT_RESTART and number in state.called)):
        return True
    return state.last < number <= state.last + _LARGEST_LEAP and number in state.called


def _definitions(state: _State, block: RawBlock, blocks: Sequence[RawBlock], index: int) -> list[Assigned]:
    """Cut a block into the notes that it defines; empty if it defines none."""
    if block.kind not in (BlockKind.TEXT, BlockKind.LIST, BlockKind.VERSE):
        return []
    match = block.dialect.note_label.match(block.lines[0].text)
    misread = _misread(state, block) if match is None and state.in_foot else None
    if match is None and misread is None:
        return []
    match = match or MISREAD_LABEL.match(block.lines[0].text)
    assert match
    number = misread or note_number(match)
    if not _expected(state, number):
        return []
    if not state.in_foot and _is_list(state, block, blocks, index, number):
        return []
    cuts: list[tuple[int, int, int]] = [(0, number, match.end())]
    for at, line in enumerate(block.lines[1:], 1):
        inner = block.dialect.note_label.match(line.text)
        if inner and note_number(inner) == cuts[-1][1] + 1:
            cuts.append((at, note_number(inner), inner.end()))
    parts = []
    for k, (at, label, label_length) in enumerate(cuts):
        end = cuts[k + 1][0] if k + 1 < len(cuts) else len(block.lines)
        lines: tuple[Line, ...] = block.lines[at:end]
        part = make_block(BlockKind.TEXT, lines, block.gap if at == 0 else 0)
        parts.append(Assigned(part, Role.NOTE, label, lines[0].start + label_length))
    return parts


def _is_list(state: _State, block: RawBlock, blocks: Sequence[RawBlock], index: int, number: int) -> bool:
    """Tell whether a numbered block outside of a foot is an item of a list.

    Where rules part text from notes, `1. nahrubo` without a rule before it is one; elsewhere it is when neither its
    number nor, in the next block, the next one was called.
    """
    if block.dialect.name in state.ruled and block.kind is BlockKind.LIST and number <= _LONGEST_LIST:
        return True
    if number in state.called:
        return False
    return number + 1 not in state.called or not _next_defines(blocks, index, number + 1)


def _misread(state: _State, block: RawBlock) -> int | None:
    """Return the number of a definition that the OCR misread: only the very next one, and only if it was called."""
    match = MISREAD_LABEL.match(block.lines[0].text) if block.kind is BlockKind.TEXT else None
    number = misread_number(match) if match else None
    return number if number == state.last + 1 and number in state.called else None


def _number_of(block: RawBlock) -> int | None:
    if block.kind not in (BlockKind.TEXT, BlockKind.LIST, BlockKind.VERSE):
        return None
    match = block.dialect.note_label.match(block.lines[0].text)
    return note_number(match) if match else None


def _next_defines(blocks: Sequence[RawBlock], index: int, number: int) -> bool:
    return index + 1 < len(blocks) and _number_of(blocks[index + 1]) == number


def _begins_foot(state: _State, blocks: Sequence[RawBlock], index: int) -> bool:
    """Tell whether a rule parts text from notes: a definition follows, or the rest of an open note."""
    for block in blocks[index + 1 : index + 3]:
        if block.kind in (BlockKind.RULE, BlockKind.HEADING):
            break
        number = _number_of(block)
        if (number is not None and _expected(state, number)) or _misread(state, block):
            return True
        if not state.last:
            break
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return after is not None and state.open_note and after.kind is BlockKind.TEXT and begins_in_mid_sentence(after.text)


def _role_in_foot(state: _State, blocks: Sequence[RawBlock], index: int) -> Role | None:
    """Return what an unnumbered block is if it belongs to a note; None if it is text."""
    block = blocks[index]
    if not state.last:
        return None
    if index and blocks[index - 1].kind is BlockKind.RULE and state.in_foot:
        return Role.NOTE_CONTINUATION  # the foot begins with the end of the last page's note
    if state.in_foot:
        if block.lines[0].text.startswith(("    ", "\t")):
            return Role.NOTE_PARAGRAPH  # indented as Markdown indents the further paragraphs of a note
        if state.open_note and not state.open_text and begins_in_mid_sentence(block.text):
            return Role.NOTE_CONTINUATION  # there is no text that it could go on with
        return Role.NOTE_PARAGRAPH if _foot_goes_on(state, blocks, index) else None
    # No rule before the notes: the end of an open note stands directly before the next definition.
    if state.open_note and begins_in_mid_sentence(block.text):
        number = _number_of(blocks[index + 1]) if index + 1 < len(blocks) else None
        if number is not None and _expected(state, number) and number in state.called:
            return Role.NOTE_CONTINUATION
    return None


def _foot_goes_on(state: _State, blocks: Sequence[RawBlock], index: int) -> bool:
    """Tell whether a note that was called on this page is still to be defined further down its foot."""
    for block in blocks[index + 1 : index + 1 + _MOST_NOTE_BLOCKS]:
        if block.kind in (BlockKind.RULE, BlockKind.HEADING, BlockKind.SEPARATOR):
            return False
        if block.dialect.call.search(block.text) and _number_of(block) is None:
            return False  # text that calls notes: the next page has begun
        number = _number_of(block)
        if number is not None and number == state.last + 1:
            return number in state.called
    return False
