"""Items that grow from the titles of known works, wherever in a note they stand.

Each grows to the left over the names of its authors, or over author and title of the part that is cited "in" it, and to
the right over its tail.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice
from typing import Final

from glossator.citations import lexemes
from glossator.citations.items import Item, ItemKind
from glossator.citations.note_text import NoteText
from glossator.citations.places_of_publication import is_place
from glossator.citations.printed_names import UPPER, PrintedNames, names_at, names_before
from glossator.citations.reference import LONGEST_TAIL, Piece, read_tail
from glossator.citations.title_index import Spot
from glossator.model import CitationForm, Name

_SENTENCE_END: Final = re.compile(rf"[.!?][”\"“»)\]]?\s+(?=[\"“„«(]?[{UPPER}\d])")
_SHORT_WORD: Final = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]{1,3}|(?:^|\s)(?:Univ|Prof|Bros|Repr|Hrsg|Gos|Izd|Dokl|resp))$",
    re.IGNORECASE,
)
_OPENS_TITLE: Final = re.compile(rf"[\"“„«‘']?[{UPPER}\d]")
_BEFORE_TITLE: Final = re.compile(
    r"(?:[\s,:;.]|\bin\s|\((?:eds?|hrsg|hg)\.?\)|[(\"“„«‘']"
    r"|(?:(?<=[,:;.]\s)|(?<=[(\"“„]))(?:The|Der|Die|Das|Le|La|Les|L'|An?)\s)*$"
)
_QUOTES: Final = "\"“„«‘'”»’"
_ENOUGH: Final = (
    0.6  # share of the words of a title, up to the last that agrees, that must agree for it to be an anchor
)
_IN_BEFORE: Final = re.compile(
    r"[,.;:]?\s?[(\"“„«]{0,2}(?<![^\W_])(?:in|In)(?::?\s(?:collection|sb\.))?:?\s[(\"“„«‘']?$"
)
_NEXT_WORD: Final = re.compile(r"\s(?P<word>[^\W\d_A-ZÀ-Þ][^\W\d_]+)(?!\w)")
_NAMES_REACH: Final = 140  # characters before a title in which the names of its authors begin
_LOCATED: Final = re.compile(r"[.,:]?\s\(?(?:vols?|volume|tom|t|bd|pp?|ss?)\b\.?\s?[\dIVX]", re.IGNORECASE)
_SIGNAL_INSIDE: Final = re.compile(
    r",\s(?:see\salso|also\ssee|also|see|cf\.|vgl\.|siehe\sauch)\s(?=[^\W\d_a-z])", re.IGNORECASE
)
_IN_COLON: Final = re.compile(r"[,.]\s(?:in|In):\s")
_MOST_PASSED: Final = 3  # titles that may belong to the reference of the one before them
_HALF: Final = 0.45
_WHOLE: Final = 0.99
_REPETITION_BEFORE: Final = re.compile(r"(?<![^\W_])(?:ibid|idem|ders|dies|týž)\b\.?,?:?\s$", re.IGNORECASE)


class TitledItems:
    """Finds the items of one note that name a known title."""

    def __init__(self, note: NoteText) -> None:
        """Prepare for `note`."""
        self.note = note
        self._before: dict[tuple[int, int], PrintedNames | None] = {}

    def items(self) -> list[Item]:
        """Return the items that grow from known titles, in the order of the text."""
        anchors = self._anchors()
        items: list[Item] = []
        floor = 0
        for number, (spot, names) in enumerate(anchors):
            if spot.start_at < floor:
                continue
            limit = self._beginning_after(spot, islice(anchors, number + 1, None))
            item = self._around(spot, names, floor, limit)
            items.append(item)
            floor = item.end
        return items

    def _beginning_after(self, spot: Spot, anchors: Iterable[tuple[Spot, PrintedNames | None]]) -> int:
        """Return where the title after `spot` begins, the names before it included; the end of the text if none does.

        What follows "in:" is the container of what stands before it, what follows a colon its subtitle, and a second
        name of the same work in parentheses is no second citation: none of them limits the reference.
        """
        passed = 0
        for other, names in anchors:
            start = other.start_at
            if start < spot.end_at:
                continue
            if start > spot.end_at + LONGEST_TAIL:
                break  # the reference ends before
            between = self.note.text[spot.end_at : start]
            if ";" not in between and (
                self._inside(spot.end_at, start)
                or (other.work == spot.work and lexemes.LABEL.search(between) is None)
                or self._belongs_to(other, spot.work)
                or (names is None and between.rstrip().endswith(":"))
            ):
                passed += 1
                if passed <= _MOST_PASSED:
                    continue
            known = names if names is not None and names.start >= spot.end_at else None
            before = known or self._any_names_before(start, spot.end_at)
            return before.start if before is not None and before.start >= spot.end_at else start
        return len(self.note.text)

    def _inside(self, end: int, start: int) -> bool:
        """Tell whether "in:" stands between two titles, with nothing but the editors' names after it."""
        if _IN_BEFORE.search(self.note.text, end, start) is not None:
            return True
        inside = _IN_COLON.search(self.note.text, end, start)
        names = (
            names_before(self.note.text, inside.end(), self._edge_before(start, end)) if inside is not None else None
        )
        return names is not None and inside is not None and names.start == inside.end()

    def _edge_before(self, start: int, floor: int) -> int:
        """Return where the marks, articles and brackets begin that stand directly before a title."""
        before = _BEFORE_TITLE.search(self.note.text, max(floor, start - 24), start)
        assert before is not None  # the pattern matches the empty text at the end
        edge = before.start()
        return edge + (self.note.text[edge : edge + 1] == ".")

    def _belongs_to(self, other: Spot, work: int) -> bool:
        """Tell whether the words of a spot are the publisher, series or journal of a work."""
        return self.note.known.titles.surrounds(work, (word.fold for word in self.note.words[other.start : other.end]))

    def _anchors(self) -> list[tuple[Spot, PrintedNames | None]]:
        """Return the spots that are sure to be titles, best first where they overlap, in the order of the text."""
        rated = []
        for spot in self.note.spots:
            if spot.precision < _ENOUGH or not spot.heavy:
                continue
            names = self._names_before(spot, 0)
            if self._is_title(spot, names):
                rated.append((spot.matched + (1.0 if names else 0.0), spot, names))
        rated.sort(key=lambda entry: (-entry[0], entry[1].start, entry[1].work))
        taken = bytearray(len(self.note.words))
        chosen = []
        for _, spot, names in rated:
            if not any(taken[spot.start : spot.end]):
                taken[spot.start : spot.end] = b"\1" * (spot.end - spot.start)
                chosen.append((spot, names))
        return sorted(chosen, key=lambda entry: entry[0].start)

    def _is_title(self, spot: Spot, names: PrintedNames | None) -> bool:
        """Tell whether a spot is sure to be a title, and not words that also stand in one."""
        if is_place(self.note.text[spot.start_at : spot.end_at]):
            return False
        if names is not None:
            return (spot.opens and spot.run >= 1) or spot.covered >= _HALF
        if not spot.opens or not self._stands_as_title(spot):
            return False
        following = _NEXT_WORD.match(self.note.text, spot.end_at)
        if following is not None and self.note.known.prose.knows(following["word"]):
            return False  # the words go on as a sentence
        if spot.covered >= _WHOLE and (spot.heavy >= 2 or spot.short):
            return True
        if spot.covered >= _WHOLE and spot.heavy == 1:
            return _LOCATED.match(self.note.text, spot.end_at) is not None  # one word alone may be just that word
        return spot.run >= 2 or (spot.heavy >= 3 and spot.covered >= _HALF)

    def _stands_as_title(self, spot: Spot) -> bool:
        return self.note.text[spot.start_at].isupper() or self.note.text[spot.start_at].isdigit()

    def _names_before(self, spot: Spot, floor: int) -> PrintedNames | None:
        """Return the known names that stand directly before a title."""
        known = (spot.start_at, floor)
        if known not in self._before:
            self._before[known] = self._known_names_before(*known)
        return self._before[known]

    def _known_names_before(self, start: int, floor: int) -> PrintedNames | None:
        reach = max(floor, start - _NAMES_REACH)
        following = bisect_left(self.note.families, reach)
        if following == len(self.note.families) or self.note.families[following] >= start:
            return None
        before = _BEFORE_TITLE.search(self.note.text, max(floor, start - 24), start)
        assert before is not None
        edge = before.start()
        for stop in (edge + 1, edge) if self.note.text[edge : edge + 1] == "." else (edge,):
            names = names_before(self.note.text, reach, stop)
            if names is not None and not names.firm and self.note.text[names.end : names.end + 1] == ".":
                continue  # the end of a sentence
            if names is not None and any(self.note.known.is_author(name) for name in names.names):
                return names
        return None

    def _around(self, spot: Spot, names: PrintedNames | None, floor: int, limit: int) -> Item:
        text = self.note.text
        title = Piece(spot.start_at, spot.end_at)
        start = title.start
        if names is not None and names.start < floor:
            names = self._names_before(spot, floor)
        if names is None:
            names = self._any_names_before(title.start, floor)
        if names is not None:
            start = names.start
        elif start > floor and text[start - 1] in _QUOTES:
            start -= 1
        form = None
        if (repetition := _REPETITION_BEFORE.search(text, max(floor, start - 12), start)) is not None:
            start = repetition.start()
            form = CitationForm.IDEM
        part, part_names = self._part_before(start, floor)
        if part is not None:
            start = part.start
        tail = read_tail(text, title.end, limit, self.note.known.prose)
        if tail.pieces and not re.search(r"[,.;()]", text[title.end : tail.pieces[0].start]):
            title = Piece(title.start, tail.pieces[0].end)
            tail = tail._replace(pieces=tail.pieces[1:])
        return Item(
            ItemKind.WORK,
            start,
            max(tail.end, title.end),
            names.names if names is not None else (),
            title,
            tail,
            self.note.spots_in(start, max(tail.end, title.end)),
            part,
            part_names,
            form,
        )

    def _any_names_before(self, at: int, floor: int) -> PrintedNames | None:
        """Return names with initials that stand directly before `at`, known or not, with a comma or colon between."""
        before = _BEFORE_TITLE.search(self.note.text, max(floor, at - 24), at)
        assert before is not None
        edge = before.start()
        if not any(mark in before[0] for mark in ",:;(") or edge <= floor:
            return None
        for stop in (edge + 1, edge) if self.note.text[edge : edge + 1] == "." else (edge,):
            names = names_before(self.note.text, max(floor, at - _NAMES_REACH), stop)
            if names is not None and not names.firm and self.note.text[names.end : names.end + 1] == ".":
                continue  # the end of a sentence
            if names is not None and is_place(names.names[-1].family):
                continue
            if names is not None and (names.firm or (names.end - names.start > 3 and self.note.opens(names.start))):
                return names
        return None

    def _part_before(self, at: int, floor: int) -> tuple[Piece | None, tuple[Name, ...]]:
        """Return author and title of the part that is cited "in" what begins at `at`."""
        text = self.note.text
        before = _IN_BEFORE.search(text, max(0, at - 24), at)
        if before is None:
            return None, ()
        end = at - len(before[0])
        if end <= floor:
            return None, ()
        start = self._left_edge(end, floor)
        if start < end and self.note.known.prose.marks(text, start, end) > 1:
            opening = max(text.rfind(quote, start, end) for quote in '“„«"')
            start = opening if opening >= 0 else end
        if start >= end or not _OPENS_TITLE.match(text, start) or self.note.known.prose.marks(text, start, end) > 1:
            return None, ()
        names = names_at(text, start, end)
        firm = names is not None and (names.firm or text[names.end : names.end + 1] in ",:")
        return Piece(start, end), names.names if names is not None and firm else ()

    def _left_edge(self, end: int, floor: int) -> int:
        """Return where the reference that ends at `end` begins: after the last hard mark or signal before it."""
        text = self.note.text
        start = floor
        for found in re.finditer(r";\s*|(?<=[^\W_])\)\s", text[floor:end]):
            start = floor + found.end()
        for found in _SENTENCE_END.finditer(text, start, end):
            if _SHORT_WORD.search(text, start, found.start()):
                continue
            before = text[start : found.start()]
            if self.note.known.prose.marks(before) > 0 or lexemes.locator_at(text, found.end(), end):
                start = found.end()
        for found in _SIGNAL_INSIDE.finditer(text, start, end):
            start = found.end()
        return self.note.after_signals(start, end)
