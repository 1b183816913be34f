"""Whether each note is called once and each call leads to a note."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glossator.diagnostics import Diagnostic
from glossator.model import Edition, NoteReference
from glossator.spans import Span
from glossator.walk import all_divisions, flatten, leaves, units_of

_LARGEST_GAP = 50  # missing numbers that are named one by one


def check_notes(edition: Edition) -> Iterator[Diagnostic]:
    """Find notes without call, calls without note, numbers that are missing, and notes that are called twice."""
    document = edition.document
    calls: list[NoteReference] = []
    for division in all_divisions(document):
        calls += [leaf for leaf in leaves(division.heading.children) if isinstance(leaf, NoteReference)]
        for unit in units_of(division):
            calls += [call for _, call in flatten(unit).calls]
    spans: dict[str, list[Span]] = {}
    for call in calls:
        spans.setdefault(call.note, []).append(call.span)
    for call in calls:
        if not call.note:
            yield Diagnostic("call-without-note", f"note {call.label} is called but never defined", (call.span,))
    for note in document.notes:
        called = spans.get(note.id, [])
        if not called:
            yield Diagnostic("note-without-call", f"note {note.label} is defined but never called", note.spans[:1])
        elif len(called) > 1:
            yield Diagnostic("note-called-twice", f"note {note.label} is called {len(called)} times", tuple(called))
    for before, after in pairwise(document.notes):
        missing = range(int(before.label) + 1, int(after.label))
        for number in missing[:_LARGEST_GAP]:
            yield Diagnostic("note-number-missing", f"there is no note {number}", after.spans[:1])
