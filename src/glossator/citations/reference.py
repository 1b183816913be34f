"""The tail of a reference: all that may follow a title, up to the last number of its locator.

    … , in: Critical Inquiry 3, 1977, pp. 609–655.
    … , ed. J. Y. T. Greig, 2 vols., Oxford, Clarendon Press, 1932, vol. II, p. 313.
    … (Cambridge, Mass.: Harvard University Press, 1997), ch. 2 and 3

The tail is read from left to right, one piece at a time: editors, container, place and publisher, year, volume, issue,
date, locator. What comes after a locator can only be a further volume or locator; so the comment that follows a
reference is not taken for a part of it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from glossator.citations import lexemes
from glossator.citations.places_of_publication import is_place
from glossator.citations.printed_names import UPPER, PrintedNames, names_at
from glossator.citations.prose import Prose
from glossator.model import Locator, Name

_BETWEEN: Final = re.compile(
    r"[\s,.:;!?/()\[\]”“\"»«’'‘–—-]*(?:(?:and|a|und|u|et|i|also|и)\s(?=\d|(?:pp?|ss?|str|vols?|volumes?|tom|docs?|notes?|no|t)\b))?\(?"
)
_PIECE: Final = re.compile(r"(?:[^,.:;()\[\]]|(?<=\d)\.(?=\s?[\w–-]))+")
_CLOSES_BARE_NUMBER: Final = re.compile(r"\s?[;.,)\]]|\s?$|\s(?:and|a|und|et)\s")
_NEXT_NAME: Final = re.compile(r"\.?,?\s")
_COMMA: Final = re.compile(r",?\s?")
_MARKS: Final = re.compile(r"[\s,:)\]]*")
_DASHES: Final = tuple("–—-")
LONGEST_TAIL: Final = 700  # characters; what goes on longer is no reference, and reading stays linear
_MOST_PIECES: Final = 12  # title, subtitles, places, publishers, series
_LONGEST_PIECE: Final = 14  # words
_STARTS_WITH_LETTERS: Final = re.compile(rf"[\"“„«»'‘’]?[{UPPER}\d]|[^\W\d_]")
_LABEL_FOLLOWS: Final = re.compile(
    r"[^()]{0,120}\)?[,.;:]?\s\(?(?:pp?|ss?|str|doc|ch|vol|tom)\b\.?\s?[\dIVX]", re.IGNORECASE
)


class Piece(NamedTuple):
    """A stretch of words of the tail that is none of the other things: subtitle, place, publisher, series."""

    start: int
    end: int


class Tail(NamedTuple):
    """What stands after a title."""

    end: int  # after the last character that belongs to the reference
    pieces: tuple[Piece, ...] = ()
    editors: tuple[Name, ...] = ()
    container: Piece | None = None  # the title after "in:", as far as it is in one piece
    year: str | None = None
    closed: bool = False  # the year stands behind place or publisher: no more words follow
    volume: str | None = None
    issue: str | None = None
    date: str | None = None
    locator: Locator | None = None
    locator_start: int = -1

    @property
    def published(self) -> bool:
        """Whether it says where and when: a full reference."""
        return bool((self.year or self.date) and self.pieces) or bool(
            self.container and (self.year or self.issue or self.date)
        )


def read_tail(text: str, at: int, limit: int, prose: Prose) -> Tail:
    """Read the tail that begins at `at`, where a title, or what is known of it, ends.

    Args:
        text: the text of a note or of an entry.
        at: where to begin.
        limit: where to stop, such as the beginning of the next title.
        prose: knows sentences.
    """
    tail = Tail(at)
    where = at
    limit = min(limit, at + LONGEST_TAIL)
    while where < limit:
        between = _BETWEEN.match(text, where, limit)
        assert between is not None  # every part of the pattern may be empty
        here = between.end()
        if here >= limit:
            break
        after_semicolon = ";" in between[0]
        step = _step(text, here, limit, tail, prose, after_semicolon=after_semicolon)
        if step is None:
            break
        tail, where = step
    return tail


def _step(
    text: str, here: int, limit: int, tail: Tail, prose: Prose, *, after_semicolon: bool
) -> tuple[Tail, int] | None:
    """Read one element at `here`; return the longer tail and where to go on, or None if nothing of it stands there."""
    located = tail.locator is not None  # then only further volumes, issues and locators can follow
    locator = lexemes.locator_at(text, here, limit)
    if locator is not None:
        return _with_locator(tail, locator.label, locator.value, here, locator.end)
    volume = lexemes.VOLUME.match(text, here, limit) or lexemes.VOLUME_NUMBER.match(text, here, limit)
    if volume is not None and not _is_issue(text, volume, limit):
        # A list `Vol. 1, 2` or the number of pages that follows without label: `Vol. 2, 302–303`.
        stop = volume.end()
        grown = tail._replace(end=stop, volume=tail.volume or volume["volume"])
        return grown, stop
    issue = lexemes.ISSUE.match(text, here, limit)
    if issue is not None and (tail.container or tail.issue or issue[0][:1].isalpha() or not located):
        value = issue["issue"] if "/" in issue["issue"] else issue[0]
        return tail._replace(end=issue.end(), issue=tail.issue or value), issue.end()
    if located:
        return None
    if after_semicolon and not tail.year:
        return None
    return _publication(text, here, limit, tail, prose, after_semicolon=after_semicolon)


def _publication(
    text: str, here: int, limit: int, tail: Tail, prose: Prose, *, after_semicolon: bool
) -> tuple[Tail, int] | None:
    months = lexemes.MONTHS.match(text, here, limit)
    if months is not None:
        return tail._replace(end=months.end()), months.end()
    date = lexemes.DATE.match(text, here, limit)
    if date is not None and tail.date is None:
        closed = tail.closed or tail.container is not None
        return tail._replace(end=date.end(), date=date[0], closed=closed), date.end()
    bare = lexemes.BARE_VOLUME.match(text, here, limit)
    if bare is not None and tail.volume is None and not tail.container and text[here - 1 : here] not in _DASHES:
        return tail._replace(end=bare.end("volume"), volume=bare["volume"]), bare.end("volume")
    if (edition := lexemes.EDITION.match(text, here, limit)) and not after_semicolon:
        return tail._replace(end=edition.end()), edition.end()
    if (volumes := lexemes.VOLUMES_TOTAL.match(text, here, limit)) and not after_semicolon:
        return tail._replace(end=volumes.end()), volumes.end()
    year = lexemes.YEAR.match(text, here, limit)
    if year is not None:
        span = not year[0].isdigit()  # 1917–1921, or 1923 g.: mostly a part of the title
        closed = bool(tail.pieces or tail.container or tail.editors) and not span
        return tail._replace(end=year.end(), year=year["year"], closed=closed), year.end()
    pair = lexemes.VOLUME_AND_PAGE.match(text, here, limit)  # 2:17
    if (
        pair is not None
        and tail.container is None
        and (page := lexemes.numbers_at(text, pair.end(), limit)) is not None
    ):
        return _with_locator(
            tail._replace(volume=tail.volume or pair["volume"]), "page", page.value, page.start, page.end
        )
    numbers = lexemes.numbers_at(text, here, limit)
    if (
        numbers is not None
        and text[here - 1 : here] not in _DASHES
        and _CLOSES_BARE_NUMBER.match(text, numbers.end, limit)
        and numbers.value[0].isdigit()
    ):
        journal = tail.container is not None and tail.year is None and tail.issue is None
        if journal and tail.volume is None and numbers.value.isdigit():
            return tail._replace(end=numbers.end, volume=numbers.value), numbers.end  # "Critical Inquiry 3, 1977"
        return _with_locator(tail, "page", numbers.value, here, numbers.end)
    if after_semicolon:
        return None
    editors = _editors_at(text, here, limit)
    if editors is not None:
        names, stop = editors
        grown = tail._replace(end=stop, editors=tail.editors + names.names)
        return grown, stop
    if text[here - 1 : here] == "(" or lexemes.TRANSLATION_MARK.match(text, here, limit):
        parenthesis = _parenthesis(text, here, limit, prose)
        if parenthesis is not None:
            return tail._replace(end=parenthesis), parenthesis
    return _words(text, here, limit, tail, prose)


def _with_locator(tail: Tail, label: str, value: str, start: int, end: int) -> tuple[Tail, int]:
    if tail.locator is None:
        return tail._replace(end=end, locator=Locator(label, value), locator_start=start), end
    return tail._replace(end=end), end


def _is_issue(text: str, volume: re.Match[str], limit: int) -> bool:
    """Tell whether what looks like a volume is the number of an issue: `No 6/1991`, `Issue 3/1968`."""
    return text.startswith("/", volume.end(), limit) and text[volume.end() + 1 : volume.end() + 3].isdigit()


def _editors_at(text: str, here: int, limit: int) -> tuple[PrintedNames, int] | None:
    """Return names with the mark of editors before or after them, and where they end."""
    mark = lexemes.EDITOR_MARK.match(text, here, limit)
    if mark is not None and not text[mark.end() - 1 : mark.end()].isalpha():
        names = names_at(text, mark.end(), limit)
        while names is not None:
            stop = names.end
            # Several names may stand one after another with nothing but a space or a comma between them.
            more = _NEXT_NAME.match(text, stop, limit)
            following = names_at(text, more.end(), limit, full=False) if more else None
            if following is None or not following.firm or not following.names[0].given:
                return names, stop
            names = PrintedNames(
                names.names + following.names, names.start, following.end, True, names.others or following.others
            )
        return None
    names = names_at(text, here, limit)
    if names is not None:
        after = _COMMA.match(text, names.end, limit)
        assert after is not None
        mark = lexemes.EDITOR_MARK.match(text, after.end(), limit)
        if mark is not None and text[after.end() : mark.end()].strip().startswith("("):
            stop = mark.end() if text[mark.end() - 1 : mark.end()] != " " else mark.end() - 1
            return names, stop
    return None


def _parenthesis(text: str, here: int, limit: int, prose: Prose) -> int | None:
    """Return the end of what stands in parentheses at `here`, if it belongs to the reference."""
    closing = text.find(")", here, min(limit, here + 240))
    inside_end = closing if closing >= 0 else here
    if closing < 0:
        return None
    of_translation = lexemes.TRANSLATION_MARK.match(text, here, inside_end)
    if of_translation or prose.marks(text, here, inside_end) == 0 or _LABEL_FOLLOWS.match(text, closing + 1, limit):
        if lexemes.locator_at(text, here, inside_end) is not None:
            return None
        if re.search(r"\d{4}", text[here:inside_end]) and not of_translation:
            return None  # place, publisher and year: they are read one by one
        return closing + 1
    return None


def _words(text: str, here: int, limit: int, tail: Tail, prose: Prose) -> tuple[Tail, int] | None:
    """Read a stretch of words up to the next mark: a subtitle, a place, a publisher, a container."""
    container = lexemes.CONTAINER.match(text, here, limit)
    if container is not None and tail.container is None and not text[container.end() : container.end() + 1].islower():
        where = container.end()
        editors = _editors_at(text, where, limit)
        piece = _PIECE.match(text, _after_mark(text, editors[1], limit) if editors is not None else where, limit)
        if piece is None:
            return None
        stop = _until_figures(text, piece.start(), piece.end(), limit)
        following = _PIECE.match(text, _after_mark(text, stop, limit), limit)
        if not container["colon"] and following is not None and is_place(following[0]):
            return tail._replace(end=stop, pieces=(*tail.pieces, Piece(here, stop))), stop  # "…, in Four Books, London"
        return tail._replace(end=stop, container=Piece(where, stop)), stop
    piece = _PIECE.match(text, here, limit)
    if tail.closed and not (piece is not None and ")" in text[here - 2 : here] and is_place(piece[0])):
        return None
    if not _STARTS_WITH_LETTERS.match(text, here, limit):
        return None
    piece = _PIECE.match(text, here, limit)
    if piece is None:
        return None
    stop = _until_figures(text, here, piece.end(), limit)
    stretch = text[here:stop]
    if len(tail.pieces) >= _MOST_PIECES or lexemes.repetition_at(text, here, limit) is not None:
        return None
    if len(stretch.split()) > _LONGEST_PIECE:
        return None
    if prose.marks(text, here, stop) > 0:
        return None
    trimmed = here + len(stretch.rstrip())
    if trimmed <= here:
        return None
    return tail._replace(end=trimmed, pieces=(*tail.pieces, Piece(here, trimmed)), closed=False), stop


def _after_mark(text: str, at: int, limit: int) -> int:
    """Return where the words after a comma, a bracket and a space begin."""
    found = _MARKS.match(text, at, limit)
    return found.end() if found is not None else at


_FIGURES: Final = re.compile(
    r"\s(?=(?:1[4-9]\d\d|20\d\d)(?!\s?[–-]\s?\d)(?!\w)|\(|(?:vol|volume|tom|no|nr|p|pp|s|str)\b\.?\s?[\dIVX]|\d{1,4}/\d)",
    re.IGNORECASE,
)


def _until_figures(text: str, start: int, end: int, limit: int) -> int:
    """Return where a stretch of words ends: before a year, a volume or a page that no comma divides from it."""
    found = _FIGURES.search(text, start, min(end + 12, limit))
    if found is not None and found.start() < end:
        return found.start()
    return end
