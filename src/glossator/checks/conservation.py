"""Whether each character of the base text is in the document exactly once: as text, or as recognized markup.

White space that is not a space of the text parts blocks and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from glossator.diagnostics import Diagnostic
from glossator.model import Document, Edition, NoteReference, Text
from glossator.spans import Span
from glossator.walk import all_runs, leaves

_SHOWN = 10  # findings of one kind that are listed one by one


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the characters of a witness."""

    text: int  # characters that are text of the document
    markup: int  # characters that are recognized markup, calls included
    space: int  # white space between
    lost: tuple[Span, ...]  # characters that are nowhere
    doubled: tuple[Span, ...]  # characters that are in two places


def account(document: Document, witness_text: str) -> Account:
    """Account for every character of the witness that a document was made from."""
    texts: list[Span] = []
    calls: list[Span] = []
    for run in all_runs(document):
        for leaf in leaves(run):
            if isinstance(leaf, Text):
                texts.append(leaf.span)
            elif isinstance(leaf, NoteReference):
                calls.append(leaf.span)
    markup = [*(mark.span for mark in document.marks), *calls]
    lost: list[Span] = []
    doubled: list[Span] = []
    space = 0
    at = 0
    for span in sorted([*texts, *markup], key=attrgetter("start", "end")):
        if span.start < min(at, span.end):
            doubled.append(Span(span.witness, span.start, min(at, span.end)))
        else:
            space += _gap(document.siglum, witness_text, at, span.start, lost)
        at = max(at, span.end)
    space += _gap(document.siglum, witness_text, at, len(witness_text), lost)
    return Account(_length(texts), _length(markup), space, tuple(lost), tuple(doubled))


def _gap(siglum: str, text: str, start: int, end: int, lost: list[Span]) -> int:
    piece = text[start:end]
    if piece and not piece.isspace():
        inner = start + len(piece) - len(piece.lstrip())
        lost.append(Span(siglum, inner, inner + len(piece.strip())))
    return sum(1 for char in piece if char.isspace())


def _length(spans: list[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def check_conservation(edition: Edition) -> Iterator[Diagnostic]:
    """Find characters of the base text that are lost or doubled; there are none unless the program errs."""
    result = account(edition.document, edition.witnesses[0].text)
    for rule, spans, what in (
        ("character-lost", result.lost, "stand nowhere in the edition"),
        ("character-doubled", result.doubled, "stand twice in the edition"),
    ):
        for span in spans[:_SHOWN]:
            yield Diagnostic(rule, f"{span.end - span.start} characters {what}", (span,))
        if len(spans) > _SHOWN:
            yield Diagnostic(rule, f"and {len(spans) - _SHOWN} more such places", (spans[_SHOWN],))
