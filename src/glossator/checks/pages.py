"""How sure the printed pages are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glossator.diagnostics import Diagnostic
from glossator.folio import make_label, parse_label
from glossator.model import Certainty, Edition


def check_pages(edition: Edition) -> Iterator[Diagnostic]:
    """Find pages that were placed by their usual length only, pages that are nowhere, and a book without any."""
    pages = edition.document.pages
    if not pages:
        yield Diagnostic("pages-unknown", "nothing in the text tells its printed pages", ())
    for page in pages:
        if page.certainty is Certainty.INTERPOLATED:
            message = f"where page {page.label} begins is told by the usual length of a page only"
            yield Diagnostic("page-interpolated", message, (page.start,))
    for before, after in pairwise(pages):
        low, high = parse_label(before.label), parse_label(after.label)
        if low and high and low[0] == high[0]:
            for value in range(low[1] + 1, high[1]):
                label = make_label(low[0], value)
                yield Diagnostic("page-lost", f"page {label} begins nowhere in the text", (after.start,))
