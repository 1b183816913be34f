"""Whether the contents list and the body tell of the same book."""

from __future__ import annotations

from collections.abc import Iterator

from glossator.diagnostics import Diagnostic
from glossator.model import DivisionKind, Edition
from glossator.walk import all_divisions


def check_structure(edition: Edition) -> Iterator[Diagnostic]:
    """Find entries of the contents list without a heading, headings on other pages, and headings it does not list."""
    document = edition.document
    by_id = {division.id: division for division in all_divisions(document)}
    if not any(division.heading.spans for division in by_id.values()):
        yield Diagnostic("no-division", "no heading of the book was found", ())
    listed = set()
    for entry in document.contents:
        division = by_id.get(entry.target)
        if division is None:
            yield Diagnostic(
                "contents-entry-without-heading", f"“{entry.title}” is not a heading of the body", entry.spans
            )
            continue
        listed.add(division.id)
        if entry.page is not None and division.page is not None and entry.page != division.page:
            yield Diagnostic(
                "heading-on-other-page",
                f"“{entry.title}” is listed on page {entry.page} and found on page {division.page}",
                (*division.heading.spans, *entry.spans),
            )
    if document.contents:
        for division in by_id.values():
            if division.id not in listed and division.heading.spans:
                yield Diagnostic(
                    "heading-not-in-contents", f"“{division.title}” is not in the contents list", division.heading.spans
                )
    for kind in (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX):
        for division in by_id.values():
            if division.kind is kind and not division.blocks:
                yield Diagnostic("empty-division", f"“{division.title}” has no entries", division.heading.spans)
