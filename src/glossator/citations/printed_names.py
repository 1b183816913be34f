"""Names of authors and editors as notes and bibliographies print them.

    Grafton A.            Grafton, Anthony        A. Grafton        Anthony Grafton        Grafton
    Reynolds L. D./Wilson N. G.        Zittrain J., Albert K. and Lessig L.        Barney S. A. et al.

Initials may stand on either side and lack their points. A name with initials is sure to be one; a bare word or a pair
of words in capitals may be anything, and is taken for a name only where what follows shows it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from glossator.citations.lexemes import AND_OTHERS, SIGNAL
from glossator.model import Name

UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĔĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚА-ЯЁІЇЄҐ"
_PARTICLE: Final = r"(?:(?:von\sder|von|van\sder|van|v\.|de\sla|de|du|la|le|di|da|zu|zur|af|al)\s)?"
_SURNAME: Final = rf"{_PARTICLE}(?:[OD]['’])?[{UPPER}][^\W\d_]+(?:['’][^\W\d_]+)*(?:-[{UPPER}][^\W\d_]+)?['’]?"
_INITIAL: Final = rf"[{UPPER}][^\W\d_]{{0,2}}\."
_INITIALS: Final = rf"{_INITIAL}(?:\s?-?{_INITIAL}){{0,3}}(?:\s[{UPPER}](?=[\s,/:;)(]|$))?(?:\s?(?:von|van|de|v\.))?"
_LONE_INITIAL: Final = rf"[{UPPER}](?:\s?[{UPPER}]\.)?(?=\s?[,/:;)(]|\s[-–]|$)"
_FORENAME: Final = rf"[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)?(?:\s{_INITIAL}){{0,2}}"

_FAMILY_FIRST: Final = re.compile(rf"(?P<family>{_SURNAME}),?\s?(?P<given>{_INITIALS}|{_LONE_INITIAL})")
_GIVEN_FIRST: Final = re.compile(rf"(?P<given>{_INITIALS})\s?(?P<family>{_SURNAME})(?!\.)")
_FORENAME_FIRST: Final = re.compile(
    rf"(?P<given>[{UPPER}][^\W\d_]+(?:\s{_INITIAL}){{1,2}})\s(?P<family>{_SURNAME})(?=,|:|\s\(|$)"
)
_FULL: Final = re.compile(rf"(?P<one>{_SURNAME})(?P<comma>,?)\s(?P<two>{_FORENAME}(?:\s{_SURNAME})?)")
_BARE: Final = re.compile(rf"(?P<family>{_SURNAME})")
_BETWEEN: Final = re.compile(r"\s?/\s?\.?\s?|\s?[-–]\s?(?=\S)|,?\s?(?:and|und|et|a|i|y|и|&)\s|,\s")
_FIRM: Final = re.compile(r"\s?/\s?\.?\s?")


class PrintedNames(NamedTuple):
    """A list of names in a text."""

    names: tuple[Name, ...]
    start: int
    end: int
    firm: bool  # at least one has initials, or slashes join them
    others: bool  # "et al."


def names_at(text: str, at: int, end: int, *, full: bool = True) -> PrintedNames | None:
    """Return the names that begin at `at`, as many as stand together there, or None.

    Args:
        text: the text.
        at: where the first name must begin.
        end: where to stop.
        full: whether a pair of words without initials may be a name (`Anthony Grafton`).
    """
    signal = SIGNAL.match(text, at, end)
    if signal is not None and signal.end() > at:
        return None
    first = _name_at(text, at, end, full=full)
    if first is None:
        return None
    name, stop, firm = first
    found = [name]
    while len(found) < 12:
        between = _BETWEEN.match(text, stop, end)
        if between is None:
            break
        slash = _FIRM.fullmatch(between[0]) is not None
        following = _name_at(text, between.end(), end, full=False)
        if following is None:
            break
        # A bare word after a comma or "and" may be the title; after a dash it belongs to a pair of bare names.
        if not slash and not following[2] and (between[0].strip() not in {"-", "–"} or firm):
            break
        if not slash and following[2] and not firm and between[0].strip() == ",":
            break
        found.append(following[0])
        stop = following[1]
        firm = firm or slash or following[2]
    others = AND_OTHERS.match(text, stop, end)
    if others is not None:
        stop = others.end()
    return PrintedNames(tuple(found), at, stop, firm, others is not None)


def _name_at(text: str, at: int, end: int, *, full: bool) -> tuple[Name, int, bool] | None:
    if full and (spelled := _FORENAME_FIRST.match(text, at, end)) is not None:
        return _name(spelled["family"], spelled["given"]), spelled.end(), True
    found = _FAMILY_FIRST.match(text, at, end) or _GIVEN_FIRST.match(text, at, end)
    if found is not None:
        return _name(found["family"], found["given"]), found.end(), True
    if full and (pair := _FULL.match(text, at, end)) is not None:
        one, two = pair["one"], pair["two"]
        name = _name(one, two) if pair["comma"] else _name(two, one)
        return name, pair.end(), False
    bare = _BARE.match(text, at, end)
    if bare is not None:
        return _name(bare["family"], ""), bare.end(), False
    return None


_LEADING_PARTICLE: Final = re.compile(r"(?P<particle>[^\W\d_](?:[^\W\d_]|\.|\s(?=[a-z]))*?)\s(?=[^\W\d_a-z])")
_TRAILING_PARTICLE: Final = re.compile(r"(?P<given>.*?\.)\s?(?P<particle>von|van|de|v\.)")
_POINTS: Final = re.compile(r"\.\s?(?=\S)")


def _name(family: str, given: str) -> Name:
    particle = ""
    if family[:1].islower() and (found := _LEADING_PARTICLE.match(family)):
        particle, family = found["particle"], family[found.end() :]
    if trailing := _TRAILING_PARTICLE.fullmatch(given):
        given, particle = trailing["given"], trailing["particle"]
    if len(given) == 1:
        given += "."
    return Name(family, _POINTS.sub(". ", given).strip(), "von" if particle == "v." else particle)


def names_before(text: str, start: int, end: int) -> PrintedNames | None:
    """Return the names that fill the text from some word after `start` up to exactly `end`, the longest such run."""
    for word in re.finditer(rf"(?<![^\W_])(?:(?:von|van|de)\s)?[{UPPER}]", text[start:end]):
        at = start + word.start()
        for full in (True, False):
            names = names_at(text, at, end, full=full)
            if names is not None and names.end == end:
                return names
    return None
