"""Marks of the OCR that have lost their partner."""

from __future__ import annotations

from collections.abc import Iterator

from glossator.diagnostics import Diagnostic
from glossator.model import Edition


def check_text(edition: Edition) -> Iterator[Diagnostic]:
    """Find marks of emphasis without a partner."""
    for mark in edition.document.marks:
        if mark.kind == "stray-emphasis-mark":
            yield Diagnostic("stray-emphasis-mark", "a mark of emphasis has no partner", (mark.span,))
