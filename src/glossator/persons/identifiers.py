"""What the values of a person's record must look like: ids, names, dates, identifiers of other files.

check_date("1711-05-07"), check_gnd("118554735")     the same text, or an `UnfitError` that says what to do
"""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from glossator.fields import UnfitError

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE: Final = re.compile(r"(?P<year>(?!-0000)-?[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[~?]?")
_VIAF: Final = re.compile(r"[1-9][0-9]{0,21}")
_GND: Final = re.compile(r"[0-9]{8,9}[0-9X]|[1-9][0-9]{0,8}-[0-9X]")
_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]*")
_LOC: Final = re.compile(r"n[a-z]?(?:[0-9]{8}|[0-9]{10})")


def check_id(identifier: str) -> str:
    """Return the id of a person.

    Raises:
        UnfitError: it is none.
    """
    if not _ID.fullmatch(identifier):
        raise UnfitError("is no id", "use small letters a–z, digits and single hyphens, such as smith-anna")
    return identifier


def check_visible(text: str) -> str:
    """Return a text without control characters.

    Raises:
        UnfitError: it has one.
    """
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cs"}:
            raise UnfitError(f"holds the control character U+{ord(char):04X}", "take the invisible character out")
    return text


def check_name(name: str) -> str:
    """Return a name: any text with a letter or digit.

    Raises:
        UnfitError: it has none, or a control character.
    """
    if not any(char.isalnum() for char in name):
        raise UnfitError("has no letter", "write the name, or take it out")
    return check_visible(name)


def check_date(date: str) -> str:
    """Return a date of the calendar in EDTF: a year, month or day, with `~` (about) or `?` (doubtful) at the end.

    Raises:
        UnfitError: it is none.
    """
    if not _DATE.fullmatch(date):
        raise UnfitError(
            "is no date",
            "write 1711, 1711-05 or 1711-05-07, with ~ at the end for about, ? for doubtful; 44 BC is -0043",
        )
    year, month, day = (*date_parts(date), 1, 1)[:3]
    # `monthrange` knows no years before 1, so one leap year stands for all, and one common year.
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2004 if isleap(year) else 2001, month)[1]:
        raise UnfitError("is no date of the calendar", "look it up again; the order is year, month, day")
    return date


def date_parts(date: str) -> tuple[int, ...]:
    """Return year, month and day of a checked date, as far as they are given."""
    match = _DATE.fullmatch(date)
    assert match is not None, "a checked date"
    return tuple(int(part) for part in match.group("year", "month", "day") if part is not None)


def check_viaf(identifier: str) -> str:
    """Return a VIAF identifier.

    Raises:
        UnfitError: it is none.
    """
    return _check_form(identifier, _VIAF, "VIAF identifier", "write its digits alone, such as 97094349")


def check_gnd(identifier: str) -> str:
    """Return a GND identifier; with the hyphen of an older file its check digit is not checked.

    Raises:
        UnfitError: it is none, or its last digit does not agree with the others.
    """
    _check_form(identifier, _GND, "GND identifier", "write the number alone, such as 118540238")
    if "-" not in identifier:
        digits = (10 if digit == "X" else int(digit) for digit in reversed(identifier))
        if sum(weight * digit for weight, digit in enumerate(digits, 1)) % 11:
            raise UnfitError("is no GND identifier: its check digit does not agree", "compare it with d-nb.info")
    return identifier


def check_wikidata(identifier: str) -> str:
    """Return the identifier of a Wikidata item.

    Raises:
        UnfitError: it is none.
    """
    return _check_form(identifier, _WIKIDATA, "Wikidata item", "write it without address, such as Q37160")


def check_loc(identifier: str) -> str:
    """Return the identifier of a name in the authority file of the Library of Congress.

    Raises:
        UnfitError: it is none.
    """
    how = "write n, nb, no or nr and 8 or 10 digits, without blanks or address, such as n79054098"
    return _check_form(identifier, _LOC, "identifier of the Library of Congress", how)


def _check_form(identifier: str, form: re.Pattern[str], what: str, how: str) -> str:
    if not form.fullmatch(identifier):
        raise UnfitError(f"is no {what}", how)
    return identifier


AUTHORITIES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"viaf": check_viaf, "gnd": check_gnd, "wikidata": check_wikidata, "loc": check_loc}
)
"""The identifiers that a record may have, each with its check."""
