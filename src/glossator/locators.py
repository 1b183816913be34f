"""Locators of a printed index: `13–15` as the pages that it names, and pages as locators.

13–15, xii   <->   13, 14, 15, xii
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from glossator.folio import make_label, parse_label

# A range of pages longer than this is an OCR fault and is not expanded.
_LONGEST_RANGE = 500
_ROMAN, _ARABIC, _OTHER = range(3)

PageKey = tuple[int, int]


@lru_cache(maxsize=4096)
def expand_locator(locator: str) -> tuple[str, ...]:
    """Return the pages that a locator names, in order: `13–15` gives 13, 14, 15; `234–36` ends with 236.

    Of a range that goes backwards only its first page is returned; of one that is far too long, or from a roman to an
    arabic number, its two ends.
    """
    first, _, last = (part.strip() for part in locator.replace("—", "–").replace("-", "–").partition("–"))
    if not last:
        return (first,)
    begin, end = parse_label(first), parse_label(last)
    if begin is None or end is None or begin[0] != end[0]:
        return (first, last)
    (roman, low), (_, high) = begin, end
    if high < low and not roman and len(last) < len(first):  # 234–36
        high = int(first[: len(first) - len(last)] + last)
    if high < low:
        return (first,)
    if high - low > _LONGEST_RANGE:
        return (first, last)
    return tuple(make_label(roman, page) for page in range(low, high + 1))


def expand_locators(locators: Iterable[str]) -> frozenset[str]:
    """Return every page that locators name."""
    return frozenset(page for locator in locators for page in expand_locator(locator))


@lru_cache(maxsize=4096)
def page_key(label: str) -> PageKey:
    """Return what sorts page labels: roman numbers, then arabic ones, then labels that are no page number."""
    number = parse_label(label)
    if number is None:
        return _OTHER, 0
    roman, value = number
    return _ROMAN if roman else _ARABIC, value


def runs_of_pages(labels: Iterable[str]) -> list[list[str]]:
    """Return pages in order, each once, consecutive ones together: 7, 8, 11 gives [7, 8] and [11]."""
    runs: list[list[str]] = []
    before: PageKey | None = None
    for key, label in sorted({(page_key(label), label) for label in labels}):
        kind, value = key
        if before == (kind, value - 1) and kind != _OTHER:
            runs[-1].append(label)
        else:
            runs.append([label])
        before = key
    return runs


def join_pages(labels: Iterable[str], joined_from: int) -> tuple[str, ...]:
    """Return the locators of some pages: runs of `joined_from` pages or more become ranges."""
    locators: list[str] = []
    for run in runs_of_pages(labels):
        if len(run) >= joined_from:
            locators.append(f"{run[0]}–{run[-1]}")
        else:
            locators += run
    return tuple(locators)
