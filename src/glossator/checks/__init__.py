"""Findings about an edition, by family; each check is a function from an `Edition` to findings."""

from __future__ import annotations

from glossator.checks.conservation import check_conservation
from glossator.checks.index import check_index
from glossator.checks.notation import check_notation
from glossator.checks.notes import check_notes
from glossator.checks.pages import check_pages
from glossator.checks.structure import check_structure
from glossator.checks.text import check_text
from glossator.diagnostics import Diagnostic
from glossator.model import Edition

CHECKS = (check_notation, check_structure, check_notes, check_index, check_pages, check_text, check_conservation)


def check_edition(edition: Edition) -> tuple[Diagnostic, ...]:
    """Return everything that the checks find, family by family, each in the order of the text."""
    return tuple(finding for check in CHECKS for finding in check(edition))
