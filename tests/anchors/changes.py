"""Random changes of a witness, as editors, scanners and printers make them, with a proof of where every word came from.

A draft is the witness cut into its blocks. Each character of it carries its origin: the offset that it had in the
published witness, a mark that it is new, or the offset that it was copied from. Every change moves characters with
their origins, so that afterwards the changed text itself tells what became of each published word. Nothing of the
program's own matching takes part in this.

Invented text is made of words of the book in random order: it looks like the book and holds hardly three words of it
in a row.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from enum import StrEnum
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from glossator.model import DivisionKind, Document
from glossator.walk import all_divisions, all_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

NEW = -1  # the origin of a character that nobody has published


def copied_from(offset: int) -> int:
    """The origin of a character that was copied from an offset; turns such an origin back too."""
    return -offset - 2


class Tape(NamedTuple):
    """Text, and the origin of each of its characters."""

    text: str
    origin: array[int]

    @classmethod
    def published(cls, text: str) -> Tape:
        return cls(text, array("q", range(len(text))))

    @classmethod
    def new(cls, text: str) -> Tape:
        return cls(text, array("q", [NEW]) * len(text))

    def part(self, start: int, end: int | None = None) -> Tape:
        return Tape(self.text[start:end], self.origin[start:end])

    def with_new(self, start: int, end: int, text: str) -> Tape:
        """Return the tape with new text in the place of a part of it."""
        return joined((self.part(0, start), Tape.new(text), self.part(end)))

    def without(self, start: int, end: int) -> Tape:
        return joined((self.part(0, start), self.part(end)))

    def copied(self) -> Tape:
        """Return a copy of the tape whose characters say that they are copies."""
        return Tape(self.text, array("q", [copied_from(at) if at >= 0 else at for at in self.origin]))


def joined(tapes: Iterable[Tape]) -> Tape:
    """Put tapes together."""
    parts = list(tapes)
    origin = array("q")
    for part in parts:
        origin.extend(part.origin)
    return Tape("".join(part.text for part in parts), origin)


def traced_back(origin: array[int], before: array[int]) -> array[int]:
    """Return the origins of a text in the version before the last, from both steps."""

    def back(at: int) -> int:
        if at == NEW:
            return NEW
        if at >= 0:
            return before[at]
        earlier = before[copied_from(at)]
        return copied_from(earlier) if earlier >= 0 else earlier

    return array("q", map(back, origin))


class Role(StrEnum):
    """What a block of the witness is."""

    BODY = "body"
    NOTE = "note"
    HEADING = "heading"
    RULE = "rule"  # the line before the notes of a page
    OTHER = "other"  # front matter, contents, bibliography, index


class Block(NamedTuple):
    """What stands between two blank lines of the witness."""

    role: Role
    unit: int  # the same for all pieces of one paragraph or note
    home: int  # ordinal of the chapter or the like; -1 before the first
    tape: Tape
    gap: str  # the white space behind it


_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_WORD = re.compile(r"(?<![<\w/])[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?][\"”’]?(?:<sup>\d+</sup>)?(\s+)(?=\S)")
_CALLS = re.compile(r"<sup>[\d, ]+</sup>")
_LABEL = re.compile(r"\s*(\d+)")
_MARKS = re.compile(r"[#\s]*(?:\d+\.\s+)?")
_BACK_MATTER = (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX)


class Draft:
    """A witness that is being changed."""

    def __init__(self, text: str, document: Document, random: Random) -> None:
        """Cut a witness into its blocks; the document, made of that text, says what each of them is."""
        self.random = random
        self.made: list[str] = []
        self.blocks: list[Block] = []
        self._focus = 0.0  # where in the book the last change was, from 0 to 1
        self._units = 0
        self._vocabulary = _WORD.findall(text)
        self._cut_up(text, document)

    def _cut_up(self, text: str, document: Document) -> None:
        roles: dict[int, tuple[Role, int]] = {}
        groups = [(Role.BODY, unit.spans) for _, unit in all_units(document)]
        groups += [(Role.NOTE, note.spans) for note in document.notes]
        for role, spans in groups:
            unit = self.new_unit()
            roles.update({span.start: (role, unit) for span in spans})
        for division in all_divisions(document):
            if division.kind not in _BACK_MATTER and division.heading.spans:
                roles[division.heading.spans[0].start] = (Role.HEADING, self.new_unit())
        homes = [one.heading.spans[0].start for one in all_divisions(document) if one.level <= 1 and one.heading.spans]
        whole, at = Tape.published(text), 0
        for match in [*_BLANK_LINES.finditer(text), None]:
            end = match.start() if match else len(text)
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            is_rule = text[at:end].strip() == "---"
            role, unit = roles.get(start, (Role.RULE if is_rule else Role.OTHER, -1))
            gap = match[0] if match else ""
            self.blocks.append(Block(role, unit, bisect_right(homes, start) - 1, whole.part(at, end), gap))
            at = match.end() if match else end

    # --- looking ------------------------------------------------------------------------------------------------

    @property
    def tape(self) -> Tape:
        """The whole text of today."""
        return joined(tape for block in self.blocks for tape in (block.tape, Tape.new(block.gap)))

    def new_unit(self) -> int:
        """Return a number that no unit has."""
        self._units += 1
        return self._units

    def units(self, role: Role) -> list[list[int]]:
        """Return the places of the blocks of each unit of a role, in the order of the text."""
        found: dict[int, list[int]] = {}
        for at, block in enumerate(self.blocks):
            if block.role is role:
                found.setdefault(block.unit, []).append(at)
        return list(found.values())

    def pick(self, candidates: Sequence[list[int]]) -> list[int] | None:
        """Choose a unit: every second time near the last change, since changes that touch are the hard ones."""
        if not candidates:
            return None
        at = self.random.randrange(len(candidates))
        if self.random.random() < 0.5:
            near = min(range(len(candidates)), key=lambda k: abs(candidates[k][0] / len(self.blocks) - self._focus))
            at = max(0, min(len(candidates) - 1, near + self.random.randint(-2, 2)))
        self._focus = candidates[at][0] / len(self.blocks)
        return candidates[at]

    def pick_piece(self, role: Role, fit: Callable[[Block], bool]) -> int | None:
        """Choose a block of a role; None where the first choices are not fit for the purpose."""
        blocks = [[at] for at, block in enumerate(self.blocks) if block.role is role]
        for _ in range(8):
            picked = self.pick(blocks)
            if picked and fit(self.blocks[picked[0]]):
                return picked[0]
        return None

    def invent_words(self, count: int) -> list[str]:
        """Return words of the book in random order."""
        return [self.random.choice(self._vocabulary).lower() for _ in range(count)]

    def invent(self, sentences: int) -> str:
        """Return sentences that nobody wrote."""
        return " ".join(
            " ".join(self.invent_words(self.random.randint(7, 18))).capitalize() + "." for _ in range(sentences)
        )

    # --- changing -----------------------------------------------------------------------------------------------

    def put(self, at: int, tape: Tape) -> None:
        """Give a block another text."""
        self.blocks[at] = self.blocks[at]._replace(tape=tape)

    def insert(self, at: int, role: Role, tape: Tape, unit: int | None = None) -> None:
        """Put a new block before the block at a place, into the chapter of that block."""
        home = self.blocks[at].home if at < len(self.blocks) else self.blocks[-1].home
        if at and self.blocks[at - 1].gap.count("\n") < 2:
            self.blocks[at - 1] = self.blocks[at - 1]._replace(gap="\n\n")
        self.blocks.insert(at, Block(role, self.new_unit() if unit is None else unit, home, tape, "\n\n"))

    def take_out(self, unit: Sequence[int]) -> Tape:
        """Remove a unit and return its text, the pieces put together."""
        tape = self.blocks[unit[0]].tape
        for at in unit[1:]:
            cut_word = tape.text.endswith("-")
            between = Tape.new("" if cut_word else " ")
            tape = joined((tape.part(0, -1) if cut_word else tape, between, self.blocks[at].tape))
        for at in reversed(unit):
            del self.blocks[at]
        return tape

    def change(self, kind: str) -> bool:
        """Make a change of a kind somewhere; returns whether the text had a place for it."""
        make = (KINDS | UPHEAVALS)[kind]
        made = any(make(self) for _ in range(12))
        if made:
            self.made.append(kind)
        return made


# --- words and sentences of paragraphs and notes ---------------------------------------------------------------------


def _words_in(text: str, start: int = 0) -> list[re.Match[str]]:
    """Return the words of a block, those of marks and tags left out."""
    return [match for match in _WORD.finditer(text, start) if match[0] != "sup"]


def _has_words(block: Block) -> bool:
    return len(_words_in(block.tape.text)) >= 4


def _misread(draft: Draft, role: Role) -> bool:
    """Letters changed, as OCR reads them wrongly: in a few words, or in every sixth word of the block."""
    at = draft.pick_piece(role, _has_words)
    if at is None:
        return False
    words = _words_in(draft.blocks[at].tape.text)
    count = max(1, len(words) // 6) if draft.random.random() < 0.3 else draft.random.randint(1, 3)
    for word in draft.random.sample(words, min(count, len(words))):
        place = draft.random.randrange(word.start(), word.end())
        letter = draft.random.choice("aceilmnorstuäö")
        draft.put(at, draft.blocks[at].tape.with_new(place, place + 1, letter))
    return True


def _some_words(draft: Draft, role: Role) -> tuple[int, int, int] | None:
    """Choose a block and a run of one to five words in it, without a call: place, start and end."""
    at = draft.pick_piece(role, _has_words)
    if at is None:
        return None
    text = draft.blocks[at].tape.text
    words = _words_in(text)
    first = draft.random.randrange(1, len(words) - 1)
    last = min(len(words) - 1, first + draft.random.randint(0, 4))
    start, end = words[first].start(), words[last].end()
    return None if "<" in text[start:end] else (at, start, end)


def _add_words(draft: Draft, role: Role) -> bool:
    chosen = _some_words(draft, role)
    if chosen is None:
        return False
    at, start, _ = chosen
    invented = " ".join(draft.invent_words(draft.random.randint(1, 5)))
    draft.put(at, draft.blocks[at].tape.with_new(start, start, invented + " "))
    return True


def _remove_words(draft: Draft, role: Role) -> bool:
    chosen = _some_words(draft, role)
    if chosen is None:
        return False
    at, start, end = chosen
    text = draft.blocks[at].tape.text
    draft.put(at, draft.blocks[at].tape.without(start, end + text[end : end + 1].isspace()))
    return True


def _replace_words(draft: Draft, role: Role) -> bool:
    chosen = _some_words(draft, role)
    if chosen is None:
        return False
    at, start, end = chosen
    invented = " ".join(draft.invent_words(draft.random.randint(1, 5)))
    draft.put(at, draft.blocks[at].tape.with_new(start, end, invented))
    return True


def _sentence_gaps(block: Block) -> list[re.Match[str]]:
    return list(_SENTENCE_END.finditer(block.tape.text))


def _add_sentence(draft: Draft) -> bool:
    at = draft.pick_piece(Role.BODY, lambda block: bool(_sentence_gaps(block)))
    if at is None:
        return False
    gap = draft.random.choice(_sentence_gaps(draft.blocks[at]))
    draft.put(at, draft.blocks[at].tape.with_new(gap.end(), gap.end(), draft.invent(1) + " "))
    return True


def _take_sentence(draft: Draft) -> tuple[int, Tape] | None:
    """Take a sentence without a call out of a paragraph; returns the block and the sentence."""
    at = draft.pick_piece(Role.BODY, lambda block: len(_sentence_gaps(block)) >= 2)
    if at is None:
        return None
    tape = draft.blocks[at].tape
    ends = [gap.end() for gap in _sentence_gaps(draft.blocks[at])]
    places = [(a, b) for a, b in pairwise(ends) if "<" not in tape.text[a:b]]
    if not places:
        return None
    start, end = draft.random.choice(places)
    draft.put(at, tape.without(start, end))
    return at, tape.part(start, end)


def _remove_sentence(draft: Draft) -> bool:
    return _take_sentence(draft) is not None


def _move_sentence(draft: Draft) -> bool:
    """A sentence goes to another paragraph: neither id may go with it."""
    taken = _take_sentence(draft)
    if taken is None:
        return False
    to = draft.pick_piece(Role.BODY, lambda block: bool(_sentence_gaps(block)))
    if to is None:
        return True
    tape = draft.blocks[to].tape
    at = draft.random.choice(_sentence_gaps(draft.blocks[to])).end()
    draft.put(to, joined((tape.part(0, at), taken[1], tape.part(at))))
    return True


def _change_notation(draft: Draft) -> bool:
    """Quotation marks and emphasis in another notation: no word changes."""
    at = draft.pick_piece(Role.BODY, lambda block: any(mark in block.tape.text for mark in "*\"'’“"))
    if at is None:
        return False
    before = tape = draft.blocks[at].tape
    for place in reversed(range(1, len(tape.text))):  # the first character may be the mark of a list
        other = _OTHER_NOTATION.get(tape.text[place])
        if other is not None and draft.random.random() < 0.7:
            tape = tape.with_new(place, place + 1, other)
    draft.put(at, tape)
    return tape is not before


_OTHER_NOTATION = {'"': "”", "“": '"', "”": '"', "'": "’", "’": "'", "*": ""}

# --- paragraphs ------------------------------------------------------------------------------------------------------


def _split(draft: Draft) -> bool:
    at = draft.pick_piece(Role.BODY, lambda block: bool(_sentence_gaps(block)))
    if at is None:
        return False
    block = draft.blocks[at]
    gap = draft.random.choice(_sentence_gaps(block))
    rest = draft.new_unit()
    draft.put(at, block.tape.part(0, gap.start(1)))
    draft.insert(at + 1, Role.BODY, block.tape.part(gap.end()), rest)
    for later in range(at + 2, len(draft.blocks)):
        if draft.blocks[later].unit == block.unit:
            draft.blocks[later] = draft.blocks[later]._replace(unit=rest)
    return True


def _merge(draft: Draft) -> bool:
    """Two paragraphs that stand one behind the other become one."""
    pairs = [
        [at]
        for at, (one, two) in enumerate(pairwise(draft.blocks))
        if one.role is two.role is Role.BODY and one.unit != two.unit
    ]
    picked = draft.pick(pairs)
    if picked is None:
        return False
    one, two = draft.blocks[picked[0]], draft.blocks[picked[0] + 1]
    draft.put(picked[0], joined((one.tape, Tape.new(" "), two.tape)))
    del draft.blocks[picked[0] + 1]
    draft.blocks = [block._replace(unit=one.unit) if block.unit == two.unit else block for block in draft.blocks]
    return True


def _move(draft: Draft, *, away: bool) -> bool:
    """A paragraph goes to another place of its chapter, or to another chapter."""
    unit = draft.pick(draft.units(Role.BODY))
    if unit is None:
        return False
    home = draft.blocks[unit[0]].home
    others = [one for one in draft.units(Role.BODY) if one != unit and (draft.blocks[one[0]].home != home) == away]
    if not others:
        return False
    before = draft.blocks[draft.random.choice(others)[0]].unit
    tape = draft.take_out(unit)
    draft.insert(next(at for at, block in enumerate(draft.blocks) if block.unit == before), Role.BODY, tape)
    return True


def _delete(draft: Draft) -> bool:
    unit = draft.pick(draft.units(Role.BODY))
    if unit is None:
        return False
    draft.take_out(unit)
    return True


def _insert_invented(draft: Draft) -> bool:
    unit = draft.pick(draft.units(Role.BODY))
    if unit is None:
        return False
    draft.insert(unit[0], Role.BODY, Tape.new(draft.invent(draft.random.randint(1, 6))))
    return True


def _replace_wholly(draft: Draft) -> bool:
    """A paragraph gives way to another one of about its length: the id must not stay in the place."""
    unit = draft.pick(draft.units(Role.BODY))
    if unit is None:
        return False
    length = len(draft.blocks[unit[0]].tape.text)
    home = draft.blocks[unit[0]].home
    at = unit[0]
    draft.take_out(unit)
    draft.insert(at, Role.BODY, Tape.new(draft.invent(max(1, length // 80))))
    draft.blocks[at] = draft.blocks[at]._replace(home=home)
    return True


def _insert_near_copy(draft: Draft) -> bool:
    """A paragraph that shares two thirds of its words with another one, anywhere."""
    at = draft.pick_piece(Role.BODY, _has_words)
    if at is None:
        return False
    tape = _without_calls(draft.blocks[at].tape).copied()
    for word in reversed(_words_in(tape.text)):
        if draft.random.random() < 0.33:
            tape = tape.with_new(word.start(), word.end(), draft.invent_words(1)[0])
    return _put_anywhere(draft, tape)


def _insert_copy(draft: Draft) -> bool:
    """A short paragraph a second time, word for word."""
    at = draft.pick_piece(Role.BODY, lambda block: _has_words(block) and len(block.tape.text) < 500)
    if at is None:
        return False
    return _put_anywhere(draft, _without_calls(draft.blocks[at].tape).copied())


def _put_anywhere(draft: Draft, tape: Tape) -> bool:
    draft.insert(draft.random.choice(draft.units(Role.BODY))[0], Role.BODY, tape)
    return True


def _without_calls(tape: Tape) -> Tape:
    for call in reversed(list(_CALLS.finditer(tape.text))):
        tape = tape.without(call.start(), call.end())
    return tape


# --- notes -----------------------------------------------------------------------------------------------------------


def _label_of(block: Block) -> re.Match[str] | None:
    return _LABEL.match(block.tape.text)


def _delete_note(draft: Draft) -> bool:
    """A note goes, and its call with it."""
    unit = draft.pick(draft.units(Role.NOTE))
    label = _label_of(draft.blocks[unit[0]]) if unit else None
    if unit is None or label is None:
        return False
    call = f"<sup>{label[1]}</sup>"
    draft.take_out(unit)
    for at, block in enumerate(draft.blocks):
        place = block.tape.text.find(call)
        if place >= 0 and block.role in (Role.BODY, Role.HEADING):
            draft.put(at, block.tape.without(place, place + len(call)))
            break
    return True


def _insert_note(draft: Draft) -> bool:
    """A new note, called a few words behind another one; all that follow are counted again."""
    unit = draft.pick(draft.units(Role.NOTE))
    label = _label_of(draft.blocks[unit[0]]) if unit else None
    if unit is None or label is None:
        return False
    number = int(label[1])
    calls = [at for at, block in enumerate(draft.blocks) if f"<sup>{number}</sup>" in block.tape.text]
    if not calls:
        return False
    _count_notes_again(draft, number + 1)
    text = draft.blocks[calls[0]].tape.text
    words = _words_in(text, text.index(f"<sup>{number}</sup>"))
    place = words[min(len(words) - 1, 5)].end() if words else len(text.rstrip())
    draft.put(calls[0], draft.blocks[calls[0]].tape.with_new(place, place, f"<sup>{number + 1}</sup>"))
    draft.insert(unit[0] + 1, Role.NOTE, Tape.new(f"{number + 1} {draft.invent(draft.random.randint(1, 2))}"))
    return True


def _count_notes_again(draft: Draft, first: int) -> None:
    """Give each note from a number on the next number, and its calls too."""
    seen: set[int] = set()
    for at, block in enumerate(draft.blocks):
        tape = block.tape
        for call in reversed(list(_CALLS.finditer(tape.text))):
            for number in reversed(list(re.finditer(r"\d+", call[0]))):
                if int(number[0]) >= first:
                    start = call.start() + number.start()
                    tape = tape.with_new(start, start + len(number[0]), str(int(number[0]) + 1))
        if block.role is Role.NOTE and block.unit not in seen:
            seen.add(block.unit)
            label = _LABEL.match(tape.text)
            if label and int(label[1]) >= first:
                tape = tape.with_new(label.start(1), label.end(1), str(int(label[1]) + 1))
        if tape is not block.tape:
            draft.put(at, tape)


def _misread_label(draft: Draft) -> bool:
    """The number at the head of a note is read as another one."""
    unit = draft.pick(draft.units(Role.NOTE))
    label = _label_of(draft.blocks[unit[0]]) if unit else None
    if unit is None or label is None:
        return False
    misread = draft.random.choice([label[1].replace("1", "7").replace("3", "8"), label[1].translate(_LOOKALIKES)])
    if misread == label[1]:
        return False
    draft.put(unit[0], draft.blocks[unit[0]].tape.with_new(label.start(1), label.end(1), misread))
    return True


_LOOKALIKES = str.maketrans("158", "lSB")

# --- pages -----------------------------------------------------------------------------------------------------------


def _move_page_break(draft: Draft) -> bool:
    """A page ends a few words earlier or later."""
    rules = [[at] for at, block in enumerate(draft.blocks) if block.role is Role.RULE and at]
    cuts = [[a] for unit in draft.units(Role.BODY) for a in unit[:-1]]
    picked = draft.pick([*rules, *cuts])
    if picked is None:
        return False
    above = picked[0] if draft.blocks[picked[0]].role is Role.BODY else picked[0] - 1
    if draft.blocks[above].role is not Role.BODY:
        return False
    bodies = [at for at in range(above + 1, len(draft.blocks)) if draft.blocks[at].role is Role.BODY]
    if not bodies:
        return False
    below = bodies[0]
    same = draft.blocks[above].unit == draft.blocks[below].unit
    if draft.random.random() < 0.5 and same:
        return _move_words_up(draft, above, below)
    tape = draft.blocks[above].tape
    words = _words_in(tape.text)
    count = draft.random.randint(1, 12)
    if len(words) < count + 3 or tape.text.endswith("-") or "<" in tape.text[words[-count].start() :]:
        return False
    start = words[-count].start()
    if not tape.text[start - 1].isspace():
        return False
    draft.put(above, tape.part(0, start - 1))
    moved = tape.part(start)
    if same:
        draft.put(below, joined((moved, Tape.new(" "), draft.blocks[below].tape)))
    else:
        home = draft.blocks[above].home
        draft.insert(below, Role.BODY, moved, draft.blocks[above].unit)
        draft.blocks[below] = draft.blocks[below]._replace(home=home)
    return True


def _move_words_up(draft: Draft, above: int, below: int) -> bool:
    tape = draft.blocks[below].tape
    words = _words_in(tape.text)
    count = draft.random.randint(1, 12)
    if len(words) < count + 3 or draft.blocks[above].tape.text.endswith("-"):
        return False
    end = words[count].start()
    if "<" in tape.text[:end] or not tape.text[end - 1].isspace():
        return False
    draft.put(above, joined((draft.blocks[above].tape, Tape.new(" "), tape.part(0, end - 1))))
    draft.put(below, tape.part(end))
    return True


# --- headings and divisions ------------------------------------------------------------------------------------------


def _headings(draft: Draft, *, tops: bool) -> list[list[int]]:
    """Return the places of the headings of chapters and the like, or of those inside them."""
    seen: set[int] = set()
    found: list[list[int]] = []
    for at, block in enumerate(draft.blocks):
        if block.role is Role.HEADING:
            if (block.home not in seen) == tops:
                found.append([at])
            seen.add(block.home)
    return found


def _edit_heading(draft: Draft) -> bool:
    """A word of a title is corrected."""
    picked = draft.pick(_headings(draft, tops=draft.random.random() < 0.5))
    if picked is None:
        return False
    tape = draft.blocks[picked[0]].tape
    words = _words_in(tape.text)
    if not words:
        return False
    word = draft.random.choice(words)
    invented = draft.invent_words(1)[0].capitalize()
    draft.put(picked[0], tape.with_new(word.start(), word.end(), invented))
    return True


def _retitle(draft: Draft) -> bool:
    """A heading gets quite another title; its marks and its number stay."""
    picked = draft.pick(_headings(draft, tops=draft.random.random() < 0.3))
    if picked is None:
        return False
    tape = draft.blocks[picked[0]].tape
    marks = _MARKS.match(tape.text)
    title = " ".join(draft.invent_words(draft.random.randint(2, 6))).capitalize()
    draft.put(picked[0], tape.with_new(marks.end() if marks else 0, len(tape.text), title))
    return True


def _remove_section_heading(draft: Draft) -> bool:
    picked = draft.pick(_headings(draft, tops=False))
    if picked is None:
        return False
    del draft.blocks[picked[0]]
    return True


def _add_section_heading(draft: Draft) -> bool:
    unit = draft.pick(draft.units(Role.BODY))
    if unit is None:
        return False
    title = " ".join(draft.invent_words(draft.random.randint(2, 6))).capitalize()
    draft.insert(unit[0], Role.HEADING, Tape.new(f"## {title}"))
    return True


def _remove_division_heading(draft: Draft) -> bool:
    """The heading of a chapter goes: what it held belongs to the chapter before."""
    picked = draft.pick(_headings(draft, tops=True)[1:])
    if picked is None:
        return False
    home = draft.blocks[picked[0]].home
    del draft.blocks[picked[0]]
    draft.blocks = [block._replace(home=home - 1) if block.home == home else block for block in draft.blocks]
    return True


def _delete_division(draft: Draft) -> bool:
    """A whole chapter goes, with its notes."""
    picked = draft.pick(_headings(draft, tops=True)[1:])
    if picked is None:
        return False
    home = draft.blocks[picked[0]].home
    draft.blocks = [block for block in draft.blocks if block.home != home]
    return True


def _renumber_division(draft: Draft) -> bool:
    """The number of a chapter is read as another one, which may be that of a neighbour."""
    numbered = [
        [at] for (at,) in _headings(draft, tops=True) if re.search(r"\b\d+\.", draft.blocks[at].tape.text) is not None
    ]
    picked = draft.pick(numbered)
    if picked is None:
        return False
    tape = draft.blocks[picked[0]].tape
    number = re.search(r"\b(\d+)\.", tape.text)
    if number is None:
        return False
    other = str(int(number[1]) + draft.random.choice([1, 10]))
    draft.put(picked[0], tape.with_new(number.start(1), number.end(1), other))
    return True


KINDS: dict[str, Callable[[Draft], bool]] = {
    "letters misread": lambda draft: _misread(draft, Role.BODY),
    "words added": lambda draft: _add_words(draft, Role.BODY),
    "words removed": lambda draft: _remove_words(draft, Role.BODY),
    "words replaced": lambda draft: _replace_words(draft, Role.BODY),
    "sentence added": _add_sentence,
    "sentence removed": _remove_sentence,
    "sentence moved": _move_sentence,
    "notation changed": _change_notation,
    "paragraph split": _split,
    "paragraphs merged": _merge,
    "paragraph moved within": lambda draft: _move(draft, away=False),
    "paragraph moved away": lambda draft: _move(draft, away=True),
    "paragraph deleted": _delete,
    "paragraph inserted": _insert_invented,
    "paragraph replaced": _replace_wholly,
    "near copy inserted": _insert_near_copy,
    "copy inserted": _insert_copy,
    "note misread": lambda draft: _misread(draft, Role.NOTE),
    "note's words replaced": lambda draft: _replace_words(draft, Role.NOTE),
    "note deleted": _delete_note,
    "note inserted": _insert_note,
    "note's number misread": _misread_label,
    "page break moved": _move_page_break,
    "heading edited": _edit_heading,
    "heading retitled": _retitle,
    "section heading removed": _remove_section_heading,
    "section heading added": _add_section_heading,
}
# Each of these turns over a whole chapter, and with it what the parser knows of pages, notes and headings.
UPHEAVALS: dict[str, Callable[[Draft], bool]] = {
    "chapter's heading removed": _remove_division_heading,
    "chapter deleted": _delete_division,
    "chapter's number misread": _renumber_division,
}


def combinations_of_kinds(builds: int, size: int, random: Random) -> list[tuple[str, ...]]:
    """Return the kinds of change of each build so that every two kinds meet in at least one, if builds suffice.

    Each build takes the best of some random sets: the one with most pairs that have not met yet.
    """
    missing = {frozenset(pair) for pair in combinations(KINDS, 2)}
    chosen: list[tuple[str, ...]] = []
    kinds = list(KINDS)

    def draw() -> tuple[str, ...]:
        drawn = random.sample(kinds, min(size, len(kinds)))
        drawn += random.choices(kinds, k=size - len(drawn))
        random.shuffle(drawn)
        return tuple(drawn)

    def pairs(drawn: tuple[str, ...]) -> set[frozenset[str]]:
        return {frozenset(pair) for pair in combinations(set(drawn), 2)}

    for _ in range(builds):
        best = max((draw() for _ in range(40)), key=lambda drawn: len(pairs(drawn) & missing))
        missing -= pairs(best)
        chosen.append(best)
    return chosen
