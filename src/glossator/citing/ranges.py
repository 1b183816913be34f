"""Ranges of printed pages as styles write them; the names of the ways are those of CSL (`page-range-format`).

               100–104   107–108   321–328   1496–1502
    full       100–104   107–108   321–328   1496–1502
    chicago    100–104   107–8     321–28    1496–502
    minimal-two 100–04   107–08    321–28    1496–502

Pages in Roman figures, and pages whose numbers do not rise, are never shortened.
"""

from __future__ import annotations

import re
from typing import Final

FULL: Final = "full"
CHICAGO: Final = "chicago"
MINIMAL_TWO: Final = "minimal-two"

_SHORTEST: Final = 3  # digits; shorter numbers stay whole


def page_range(first: str, last: str, ranges: str) -> str:
    """Return pages from first to last: one page as it is, two with an en dash."""
    if first == last:
        return first
    if ranges == FULL or not (re.fullmatch("[0-9]+", first) and re.fullmatch("[0-9]+", last)):
        return f"{first}–{last}"
    if len(first) != len(last) or len(first) < _SHORTEST or int(first) >= int(last):
        return f"{first}–{last}"
    same = next(k for k in range(len(first)) if first[k] != last[k])
    if ranges == CHICAGO and first.endswith("00"):
        return f"{first}–{last}"
    if ranges == CHICAGO and first[-2] == "0":
        return f"{first}–{last[same:]}"
    return f"{first}–{last[min(same, len(last) - 2) :]}"
