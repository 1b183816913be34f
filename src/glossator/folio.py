"""Labels of printed pages: `89` and `xii`, as numbers and back, and as ids; imports nothing."""

from __future__ import annotations

from functools import lru_cache

_ID_BEGINS = "page-"
_LONGEST_LABEL = 12  # characters; a longer run of digits is no page number
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@lru_cache(maxsize=4096)
def parse_label(label: str) -> tuple[bool, int] | None:
    """Return whether a page label is roman, and its value; None if it is no page number."""
    if len(label) > _LONGEST_LABEL:
        return None
    if label.isdecimal():
        return False, int(label)
    total = 0
    values = [_ROMAN.get(char) for char in label.lower()]
    if not values or None in values:
        return None
    for value, after in zip(values, [*values[1:], 0], strict=True):
        assert value is not None
        assert after is not None
        total += value if value >= after else -value
    return True, total


@lru_cache(maxsize=4096)
def make_label(roman: bool, value: int) -> str:
    """Return the label of a page: `89`, or `xii` for roman numbers."""
    if not roman:
        return str(value)
    parts = []
    for figure, worth in (
        ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
        ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
    ):  # fmt: skip
        parts.append(figure * (value // worth))
        value %= worth
    return "".join(parts)


def page_id(label: str) -> str:
    """Return the id of a printed page: `89` gives `page-89`."""
    return _ID_BEGINS + label


def label_in_id(own: str) -> str:
    """Return the label in the id of a printed page: `page-89` gives `89`; any other id stays as it is."""
    return own.removeprefix(_ID_BEGINS)
