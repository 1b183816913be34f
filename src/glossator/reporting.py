"""Where readers report a fault: the editor's address, filled in for one place; imports nothing.

"https://example.org/new?title={title}", title "¶ 5"  ->  "https://example.org/new?title=%C2%B6%205"
"mailto:press@example.org"  ->  "mailto:press@example.org?subject=…&body=…"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

MAIL = "mailto:"
FIELDS = ("title", "body", "id", "page", "version", "address")  # what an address may ask for
FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")


def report_template(written: str) -> str:
    """Return the address that an editor wrote; one of mail gets fields for its subject and its body."""
    return written + "?subject={title}&body={body}" if written.startswith(MAIL) else written


def report_address(template: str, values: Mapping[str, str]) -> str:
    """Return the address at which a fault is reported.

    Args:
        template: what `report_template` returns.
        values: for each of `FIELDS`; a line break is one character.

    Returns:
        The address, with every sign percent-encoded that could end a value, and line breaks as mail (RFC 6068) and
        forms have them: `%0D%0A`.
    """
    return FIELD.sub(lambda field: quote(values[field[1]].replace("\n", "\r\n"), safe=""), template)
