"""Where a picture of a printed page is found: the editor's address template, filled in for one page; imports nothing.

"https://example.org/book.pdf#page={page+12}", page "89"  ->  "https://example.org/book.pdf#page=101"
"""

from __future__ import annotations

import re
from urllib.parse import quote

FIELD = re.compile(r"\{page(?P<offset>[+-][0-9]{1,6})?\}")


def facsimile_address(template: str, label: str) -> str | None:
    """Return the address of the facsimile of a printed page.

    Args:
        template: an address in which `{page}` stands for the label of the page, and `{page+12}` or `{page-3}` for its
            number with something added or taken away.
        label: of the page, as printed.

    Returns:
        The address; None where the template counts and the label is no arabic number, or the result is below zero.
    """
    counts = [int(field["offset"]) for field in FIELD.finditer(template) if field["offset"]]
    if counts and not (label.isdecimal() and int(label) + min(counts) >= 0):
        return None

    def fill(field: re.Match[str]) -> str:
        return str(int(label) + int(field["offset"])) if field["offset"] else quote(label, safe="")

    return FIELD.sub(fill, template)
