"""The readings in which the other witnesses differ from the base text, and how much of the book each of them has.

    A "… the old tower fell."  B "… the cold tower fell."  ->  old] cold B

A difference is a difference of words (see `words`). What only one of two witnesses has is one entry: words, a
paragraph or a note, with an empty lemma or an empty reading. What lies outside the stretch that the other witness
covers, a chapter that it lacks as a whole included, is no difference. What stands elsewhere in the other witness is
compared where it stands, and is named as moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from glossator.collation.aligning import Block, differences
from glossator.collation.extents import are_related, extent_of, scope_of
from glossator.collation.pairing import Group, Text, pair_texts
from glossator.collation.pieces import Piece, pieces_of
from glossator.collation.words import Word, joined_form, words_of
from glossator.model import ApparatusEntry, Document, Extent, Reading
from glossator.selectors import origins, source_spans
from glossator.spans import Span


class Collation(NamedTuple):
    """What the comparison of an edition's witnesses gives."""

    apparatus: tuple[ApparatusEntry, ...]  # in the order of the base text, body before notes
    extents: tuple[Extent, ...]  # of the witnesses that could be aligned, in their order
    unrelated: tuple[str, ...]  # sigla of those whose text is not that of the base text


def collate(base: Document, others: Sequence[Document], texts: Mapping[str, str]) -> Collation:
    """Compare witnesses with the base text.

    Args:
        base: the numbered document of the base text.
        others: the documents of the other witnesses; their ids do not matter.
        texts: the text of each witness, by its siglum.
    """
    mine = pieces_of(base)
    order = {piece.id: at for at, piece in enumerate((*mine.body, *mine.notes))}
    found: dict[tuple[int, int, int], ApparatusEntry] = {}
    extents = []
    unrelated = []
    for document in others:
        other = pieces_of(document)
        body = _pair(mine.body, other.body)
        notes = _pair(mine.notes, other.notes)
        if not are_related(mine, other, body, notes):
            unrelated.append(other.siglum)
            continue
        extents.append(extent_of(mine, other.siglum, body, notes))
        scope = scope_of(mine, other, body, notes)
        for entry in (
            *_Stream(mine.body, other.body, body, other.siglum, texts).entries(scope.body, scope.other_body),
            *_Stream(mine.notes, other.notes, notes, other.siglum, texts).entries(scope.notes, scope.other_notes),
        ):
            place = (order[entry.unit], entry.start, entry.end)
            found[place] = _joined_entry(found[place], entry) if place in found else entry
    return Collation(tuple(found[place] for place in sorted(found)), tuple(extents), tuple(unrelated))


def _joined_entry(known: ApparatusEntry, more: ApparatusEntry) -> ApparatusEntry:
    """Return two entries of one place as one; what one witness adds there in several pieces is one reading."""
    *others, last = known.readings
    (reading,) = more.readings
    if last.siglum != reading.siglum:
        return known._replace(readings=(*known.readings, reading))
    joined = Reading(last.siglum, f"{last.text} {reading.text}", (*last.spans, *reading.spans))
    return known._replace(readings=(*others, joined))


def _pair(base: Sequence[Piece], other: Sequence[Piece]) -> tuple[Group, ...]:
    return pair_texts(*([Text(piece.forms, piece.label) for piece in pieces] for pieces in (base, other)))


_Placed = tuple[Piece, Word]


class _Stream:
    """The body of two witnesses, or their notes."""

    def __init__(
        self,
        base: Sequence[Piece],
        other: Sequence[Piece],
        groups: Sequence[Group],
        siglum: str,
        texts: Mapping[str, str],
    ) -> None:
        self._base = base
        self._other = other
        self._groups = groups
        self._siglum = siglum
        self._texts = texts
        self._origins: dict[int, list[int]] = {}  # of the characters of a piece in its witness

    def entries(self, scope: Iterable[int], other_scope: Iterable[int]) -> Iterator[ApparatusEntry]:
        """Yield where the two differ; of texts that only one has, those in the scopes."""
        paired = {at for group in self._groups for at in group.base}
        other_paired = {at for group in self._groups for at in group.other}
        for group in self._groups:
            yield from self._compared(group)
        for at in sorted(set(scope) - paired):
            if self._base[at].forms:
                yield self._lacking(self._base[at])
        places = {max(group.other): max(group.base) for group in self._groups if not group.moved}
        first = min(places.values(), default=0)
        after = -1  # the text of the base behind which the added ones stand
        for at, piece in enumerate(self._other):
            after = places.get(at, after)
            if at in other_scope and at not in other_paired and piece.forms:
                yield self._added(piece, after, first)

    def _compared(self, group: Group) -> Iterator[ApparatusEntry]:
        pieces = [self._base[at] for at in group.base]
        others = [self._other[at] for at in group.other]
        forms = [tuple(chain.from_iterable(piece.forms for piece in side)) for side in (pieces, others)]
        if _in_capitals(pieces) or _in_capitals(others):
            forms = [tuple(form.casefold() for form in side) for side in forms]
        if forms[0] == forms[1]:
            return
        words, other_words = (
            [(piece, word) for piece in side for word in words_of(piece.flat.text)] for side in (pieces, others)
        )
        for block in differences(*forms):
            here, there = words[block.start : block.end], other_words[block.other_start : block.other_end]
            if here and there and _joined(here) == _joined(there):
                continue
            yield from self._entries_of(block, pieces[0], words, there)

    def _entries_of(
        self, block: Block, first: Piece, words: Sequence[_Placed], there: Sequence[_Placed]
    ) -> Iterator[ApparatusEntry]:
        """Yield the entry of a difference, or, where it spans texts of the base, one for each; the first has it all."""
        reading = self._reading(there)
        if block.start == block.end:
            piece, at = (first, 0) if block.start == 0 else _behind(words[block.start - 1])
            yield ApparatusEntry(piece.id, at, at, "", (), (reading,))
        for piece, start, end in _runs(words[block.start : block.end]):
            spans = self._spans(piece, start, end)
            yield ApparatusEntry(piece.id, start, end, piece.flat.text[start:end], spans, (reading,))
            reading = Reading(self._siglum, "", ())

    def _lacking(self, piece: Piece) -> ApparatusEntry:
        end = len(piece.flat.text)
        spans = self._spans(piece, 0, end)
        return ApparatusEntry(piece.id, 0, end, piece.flat.text, spans, (Reading(self._siglum, "", ()),))

    def _added(self, piece: Piece, after: int, first: int) -> ApparatusEntry:
        end = len(piece.flat.text)
        reading = Reading(self._siglum, piece.flat.text, self._spans(piece, 0, end))
        place = self._base[after if after >= 0 else first]
        at = len(place.flat.text) if after >= 0 else 0
        return ApparatusEntry(place.id, at, at, "", (), (reading,))

    def _reading(self, words: Sequence[_Placed]) -> Reading:
        runs = list(_runs(words))
        text = " ".join(piece.flat.text[start:end] for piece, start, end in runs)
        spans = (span for piece, start, end in runs for span in self._spans(piece, start, end))
        return Reading(self._siglum, text, tuple(spans))

    def _spans(self, piece: Piece, start: int, end: int) -> tuple[Span, ...]:
        if id(piece) not in self._origins:
            self._origins[id(piece)] = origins(piece.flat, self._texts[piece.spans[0].witness])
        return source_spans(self._origins[id(piece)], start, end, piece.spans)


def _in_capitals(pieces: Sequence[Piece]) -> bool:
    """Tell whether this is a heading that is printed in capitals: they are its type and say nothing of its words."""
    return all(piece.heading and piece.flat.text.isupper() for piece in pieces)


def _behind(placed: _Placed) -> tuple[Piece, int]:
    piece, word = placed
    return piece, word.end


def _runs(words: Sequence[_Placed]) -> Iterator[tuple[Piece, int, int]]:
    """Yield from where to where words that stand together go in each text."""
    for _, group in groupby(words, key=lambda placed: id(placed[0])):
        run = list(group)
        yield run[0][0], run[0][1].start, run[-1][1].end


def _joined(words: Sequence[_Placed]) -> str:
    parts = (list(group) for _, group in groupby(words, key=lambda placed: id(placed[0])))
    return " ".join(joined_form(part[0][0].flat.text, [word for _, word in part]) for part in parts)
