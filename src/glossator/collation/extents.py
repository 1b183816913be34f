"""How much of a book another witness has, and where it would have to have something for its lack to be a difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from glossator.collation.pairing import Group
from glossator.collation.pieces import Piece, Pieces
from glossator.model import Covered, Extent

_RELATED: Final = 0.5  # the part of one witness or the other that must be paired: else their texts are not of one book


def are_related(base: Pieces, other: Pieces, body: Sequence[Group], notes: Sequence[Group]) -> bool:
    """Tell whether two witnesses are of one text, though one of them may hold but a part of it."""
    here = _words(base.body, {at for group in body for at in group.base})
    here += _words(base.notes, {at for group in notes for at in group.base})
    there = _words(other.body, {at for group in body for at in group.other})
    there += _words(other.notes, {at for group in notes for at in group.other})
    all_here = _words(base.body) + _words(base.notes)
    all_there = _words(other.body) + _words(other.notes)
    return here > 0 and (here >= _RELATED * all_here or there >= _RELATED * all_there)


def _words(pieces: Sequence[Piece], chosen: Iterable[int] | None = None) -> int:
    return sum(len(pieces[at].forms) for at in (range(len(pieces)) if chosen is None else chosen))


class Scope(NamedTuple):
    """The pieces whose lack in the other of two witnesses is a difference."""

    body: frozenset[int]
    other_body: frozenset[int]
    notes: frozenset[int]
    other_notes: frozenset[int]


def scope_of(base: Pieces, other: Pieces, body: Sequence[Group], notes: Sequence[Group]) -> Scope:
    """Find out what lies in the stretch that the other witness covers.

    In the body that is what lies between the first and the last text that both have, without chapters that the other
    lacks as a whole. Of the other witness it is the whole of the chapters of which the base text has a part. A note
    belongs where it is called.
    """
    here, there = _thread(body)
    homes = {base.body[at].home for at in here}
    other_homes = {other.body[at].home for at in there}
    in_body = {at for at in _between(here) if base.body[at].home in homes}
    in_other = {at for at, piece in enumerate(other.body) if piece.home in other_homes} | _between(there)
    if not notes:
        return Scope(frozenset(in_body), frozenset(in_other), frozenset(), frozenset())
    first_notes, other_notes = _thread(notes)
    between = {at for at in _between(first_notes) if base.notes[at].home in homes}
    return Scope(
        frozenset(in_body),
        frozenset(in_other),
        frozenset(between | {at for at, note in enumerate(base.notes) if note.caller in in_body}),
        frozenset(_between(other_notes) | {at for at, note in enumerate(other.notes) if note.caller in in_other}),
    )


def _thread(groups: Sequence[Group]) -> tuple[list[int], list[int]]:
    """Return which texts of each witness have not moved, in order."""
    unmoved = [group for group in groups if not group.moved]
    return sorted(at for group in unmoved for at in group.base), sorted(at for group in unmoved for at in group.other)


def _between(chosen: Sequence[int]) -> set[int]:
    return set(range(chosen[0], chosen[-1] + 1)) if chosen else set()


def extent_of(base: Pieces, siglum: str, body: Sequence[Group], notes: Sequence[Group]) -> Extent:
    """Count what a witness has of each division with a page of its own, and name what stands elsewhere in it."""
    paired = {at for group in body for at in group.base}
    paired_notes = {at for group in notes for at in group.base}
    counts = [
        Counter(piece.home for at, piece in enumerate(pieces) if not piece.heading and (chosen is None or at in chosen))
        for pieces, chosen in ((base.body, paired), (base.body, None), (base.notes, paired_notes), (base.notes, None))
    ]
    parts = (
        Covered(division.id, *(count[home] for count in counts))
        for home, division in enumerate(base.homes)
        if counts[0][home] or counts[2][home]
    )
    moved = [base.body[at].id for group in body if group.moved for at in group.base]
    moved += [base.notes[at].id for group in notes if group.moved for at in group.base]
    return Extent(siglum, tuple(parts), tuple(moved))
