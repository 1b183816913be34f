"""Whether an entry of the printed index has lost its end.

An OCR that leaves out the foot of a column breaks an entry off in the middle of its locators. What is left looks
whole; but the person is named on and on behind it, and before it nearly every page is listed. An index that merely
leaves pages out does so here and there. So an entry counts as cut when, of the pages where the body names the person,

- nearly all up to the last listed one are listed,
- at least `_FEWEST_BEHIND` stand behind it, none of them listed,
- and if as many pages had been left out at random, all of the last ones would hardly be among them:
  of n pages u are left out, and the last b all belong to them, with the chance C(u, b) / C(n, b).

Pages behind the last one that any entry lists do not count: indexes often leave out a summary or an appendix. An entry
without any locator is cut when the body names the person at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from glossator.locators import PageKey, page_key

_FEWEST_BEHIND: Final = 5
_LARGEST_SHARE_LEFT_OUT: Final = 0.1  # of the pages up to the last listed one
_LARGEST_CHANCE: Final = 0.001  # an index of some hundred entries has less than one of them by chance


def is_cut(listed: Collection[str], named: Sequence[str], last: PageKey) -> bool:
    """Tell whether an entry has lost its end.

    Args:
        listed: the pages that its locators cover, or those of all entries of the person together.
        named: the pages on which the body names the person.
        last: the last page that any entry of the index lists.
    """
    within = [page for page in named if page_key(page) <= last]
    if not listed:
        return bool(within)
    end = max(map(page_key, listed))
    behind = sum(page_key(page) > end for page in within)
    left_out = sum(page not in listed for page in within)
    before = len(within) - behind
    if behind < _FEWEST_BEHIND or left_out - behind > _LARGEST_SHARE_LEFT_OUT * before:
        return False
    chance = 1.0
    for at in range(behind):
        chance *= (left_out - at) / (len(within) - at)
    return chance < _LARGEST_CHANCE
