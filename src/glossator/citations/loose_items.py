"""Items that no known title shows: ibid., archives, newspapers, authors alone, works that nobody has listed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from glossator.citations import lexemes
from glossator.citations.archives import archive_at, may_hold_archives
from glossator.citations.items import Item, ItemKind
from glossator.citations.note_text import NoteText
from glossator.citations.places_of_publication import is_place
from glossator.citations.printed_names import UPPER, names_at
from glossator.citations.reference import Piece, Tail, read_tail
from glossator.model import CitationForm, Name

_OPENS_TITLE: Final = re.compile(rf"[\"“„«‘']?[{UPPER}\d]")
_AFTER_NAMES: Final = re.compile(r"\s?[,:;]+:?\s?(?:in\s)?[\"“„«‘']?|\s(?=[\"“„«‘'])[\"“„«‘']?|\s\(?|\s?,?\s?in\s")
_QUOTES: Final = "\"“„«‘'”»’"
_TITLE_PIECE: Final = re.compile(r"(?:[^,.;()\[\]]|(?<=\d)\.(?=\s?[\w–-]))+")
_FIRST_NAME_REACH: Final = 30  # characters from the beginning of a list of names to the first family name in it
_REPETITION_LETTERS: Final = frozenset("ieotadlcuрIEOTADLCUтТиИоОсСу")  # with which ibid. and its like begin
_DASHES: Final = tuple("–—-")
_POINTS_ONLY: Final = re.compile(r"[\s.,:)(\]–-]*")
_MAY_BEGIN: Final = re.compile(rf"(?<![^\W_])(?:[{UPPER}\d]|[ieotadlcuрти])|[\"“„«»‘'’”(]")
_PROSAIC: Final = 0.5  # share of known small words above which an unsigned, unknown title is taken for a sentence
_ANOTHER_ISSUE: Final = re.compile(r"(?:\s\([^()]{1,80}\))?(?:,\s|,?\sand\s|;\s)")
_PERIODICAL_NAME: Final = re.compile(
    rf"(?P<name>[{UPPER}][^\W\d_]+(?:\s(?!no\b|nr\b)[^\W\d_][\w'’/]*){{0,4}}?)[”\"“»]?,?\s(?=\d|no\b|nr\b|№|heft\b)",
    re.IGNORECASE,
)
_TITLE_ENDS: Final = re.compile(
    r"[”\"“»](?=[,.;:\s]|$)|\s(?=\((?:1[4-9]|20)?\d)|,?\s(?=(?:pp?|vols?|volume|tom|bd|no|s)\b\.?\s?[\dIVX])|\s(?=\d{1,2},?\s(?:pp?|s)\.)|,?\s(?=(?:in|In):\s)",
    re.IGNORECASE,
)


_SMALL_WORD_NEXT: Final = re.compile(r"\s(?P<word>[^\W\d_A-ZÀ-ÞА-Я]+)(?!\w)(?!\.\s?\d)")
_DATED: Final = frozenset(("dated", "of", "and", "vom", "und", "z", "ze", "a", "от", "и", "du", "et"))
_YEAR_THEN_ISSUE: Final = re.compile(r"(?:1[4-9]|20)\d\d,\s(?=no\b|nr\b|№|heft\b)", re.IGNORECASE)
_ISSUE_SIGNS: Final = (lexemes.DATE, lexemes.ISSUE, _YEAR_THEN_ISSUE)
_COMMA_OR_BRACKET: Final = re.compile(r",?\s?\(?")
_WITHIN_SENTENCE: Final = re.compile(r"(?<![^\W_])(?:of|in|from|by|on|at|to|the|and)\s$", re.IGNORECASE)
_LONGEST_ITEM: Final = 1200  # characters


class LooseItems:
    """Finds the items of one note between those that name a known title."""

    def __init__(self, note: NoteText) -> None:
        """Prepare for `note`."""
        self.note = note
        self._archival = may_hold_archives(note.text)

    def around(self, items: Sequence[Item]) -> list[Item]:
        """Return `items` and all that is found between them, in the order of the text."""
        found: list[Item] = []
        floor = 0
        for item in [*items, None]:
            limit = item.start if item is not None else len(self.note.text)
            found.extend(self._gap(floor, limit, found))
            if item is not None:
                found.append(item)
                floor = item.end
        return found

    def _gap(self, start: int, limit: int, before: Sequence[Item]) -> list[Item]:
        found: list[Item] = []
        last = before[-1] if before else None
        place = _MAY_BEGIN.search(self.note.text, start, limit)
        while place is not None:
            at = place.start()
            item = self._item_at(at, limit, last)
            at = at + 1 if item is None else max(item.end, at + 1)
            while item is not None:
                found.append(item)
                last, at = item, max(item.end, at)
                item = self._issue_again(item, at, limit)
            place = _MAY_BEGIN.search(self.note.text, at, limit)
        return found

    def _item_at(self, at: int, limit: int, last: Item | None) -> Item | None:
        """Return the item that begins at `at`; `last` is the one before it in the note."""
        limit = min(limit, at + _LONGEST_ITEM)
        text = self.note.text
        if text[at] in _REPETITION_LETTERS and (repeated := self._repetition_at(at, limit)) is not None:
            return repeated
        if text[at].islower():
            return None
        if self._archival and (archive := archive_at(self.note, at, limit)) is not None:
            return archive
        if not _OPENS_TITLE.match(text, at):
            return self._locator_alone(at, limit) if last is not None else None
        for reader in (self._periodical_at, self._author_only_at):
            if (item := reader(at, limit)) is not None:
                return item
        return self._unlisted_at(at, limit, last)

    def _repetition_at(self, at: int, limit: int) -> Item | None:
        found = lexemes.repetition_at(self.note.text, at, limit)
        if found is None:
            return None
        form, stop = found
        tail = read_tail(self.note.text, stop, limit, self.note.known.prose)
        if tail.pieces or tail.container or tail.year:
            if form is CitationForm.IDEM or (tail.locator and tail.pieces):
                title = tail.pieces[0] if tail.pieces else None
                return Item(ItemKind.REPETITION, at, tail.end, title=title, tail=tail, form=form)
            tail = Tail(stop)
        end = tail.end if tail.end > stop else stop
        if tail.end <= stop and self.note.text[stop - 1 : stop] == ".":
            end = stop
        return Item(ItemKind.REPETITION, at, end, tail=tail, form=form)

    def _periodical_at(self, at: int, limit: int) -> Item | None:
        """A name of one to five words, then a date or an issue, and nothing else."""
        text = self.note.text
        if not text[at].isupper() or not self.note.opens(at) or self.note.after_signals(at, limit) != at:
            return None
        name = _PERIODICAL_NAME.match(text, at, limit)
        if name is None or self.note.known.prose.uses(text, at, name.end("name")):
            return None
        if " " not in name["name"] and self.note.known.prose.knows(name["name"]):
            return None
        before = text[max(0, at - 24) : at]
        if before.rstrip()[-1:] in _DASHES or _WITHIN_SENTENCE.search(before):
            return None
        if not any(pattern.match(text, name.end(), limit) for pattern in _ISSUE_SIGNS):
            return None
        bracket = text.find("(", name.end(), limit)
        if bracket >= 0 and lexemes.LABEL.match(text, bracket, limit) is None:
            limit = bracket  # what the issue brings is no part of its name
        tail = read_tail(text, name.end("name"), limit, self.note.known.prose)
        end = tail.end
        if tail.pieces:  # a title or place follows: a reference, not an issue
            cut = tail.pieces[0].start
            tail = read_tail(text, name.end("name"), cut, self.note.known.prose)
            end = tail.end
        following = _SMALL_WORD_NEXT.match(text, end)
        if following is not None and following["word"] not in _DATED:
            return None  # the words go on as a sentence: "On 3 May 1801 the bridge fell"
        return Item(ItemKind.PERIODICAL, at, end, tail=tail, name=name["name"])

    def _issue_again(self, item: Item, at: int, limit: int) -> Item | None:
        """Return a further issue of the periodical before it: "Monthly Review, 3.5.1901 (…), 7.6.1901 and 2.1.1902"."""
        if item.kind is not ItemKind.PERIODICAL:
            return None
        between = _ANOTHER_ISSUE.match(self.note.text, at, limit)
        date = lexemes.DATE.match(self.note.text, between.end(), limit) if between is not None else None
        if date is None:
            return None
        return Item(ItemKind.PERIODICAL, date.start(), date.end(), tail=Tail(date.end(), date=date[0]), name=item.name)

    def _author_only_at(self, at: int, limit: int) -> Item | None:
        """Known authors, and a locator directly after them."""
        following = bisect_left(self.note.families, at)
        if following == len(self.note.families) or self.note.families[following] > at + _FIRST_NAME_REACH:
            return None
        for full in (False, True):
            names = names_at(self.note.text, at, limit, full=full)
            if names is None or not any(self.note.known.is_author(name) for name in names.names):
                continue
            if not names.firm and "," in self.note.text[at : names.end]:
                continue  # "Family, Title"
            gap = _COMMA_OR_BRACKET.match(self.note.text, names.end, limit)
            repeated = self._repetition_at(gap.end(), limit) if gap is not None else None
            if repeated is not None and repeated.form is CitationForm.OP_CIT:
                return repeated._replace(start=at, names=names.names)
            if gap is None or lexemes.locator_at(self.note.text, gap.end(), limit) is None:
                continue
            tail = read_tail(self.note.text, names.end, limit, self.note.known.prose)
            if tail.locator is not None and not tail.pieces and not tail.year:
                return Item(ItemKind.WORK, at, tail.end, names.names, None, tail)
        return None

    def _continues(self, at: int, last: Item | None) -> bool:
        """Tell whether nothing but points and commas stands between the item before and `at`."""
        return last is not None and _POINTS_ONLY.fullmatch(self.note.text, last.end, at) is not None

    def _unlisted_at(self, at: int, limit: int, last: Item | None) -> Item | None:
        """A reference to a work that is not known: it must say where and when, or give a labelled locator."""
        text = self.note.text
        if not self.note.opens(at):
            return None
        start = self.note.after_signals(at, limit)
        if start != at:
            return None
        if self._continues(at, last):
            return None
        for full in (True, False):
            names = names_at(text, at, limit, full=full)
            if names is None or is_place(text[at : names.end]):
                continue
            after = _AFTER_NAMES.match(text, names.end, limit)
            if after is None or not _OPENS_TITLE.match(text, after.end(), limit):
                continue
            if lexemes.locator_at(text, after.end(), limit) is not None:
                continue  # "Family, Title, p. 3" is no pair of names
            if not names.firm and not any(mark in after[0] for mark in ",:\"“„«‘'"):
                continue
            item = self._reference(at, names.names, after.end(), limit, firm=names.firm)
            if item is not None:
                return item
        if at and not re.search(
            r"(?:[;:(.]|\b(?:see|also|cf)[.,]?)\s*[\"“„«]?$", text[max(0, at - 12) : at], re.IGNORECASE
        ):
            return None
        return self._reference(at, (), at, limit, firm=False)

    def _reference(self, start: int, names: tuple[Name, ...], at: int, limit: int, *, firm: bool) -> Item | None:
        text = self.note.text
        piece = _TITLE_PIECE.match(text, at, limit)
        if piece is None or not piece[0].strip():
            return None
        if text[at] in _QUOTES:
            at += 1
        prose = self.note.known.prose
        length = len(piece[0].split())
        if length > 30 or prose.marks(text, at, piece.end()) > (1 if firm else 0):
            return None
        if not names and text[at].isdigit():
            return None
        end = _title_stop(text, at, piece.end())
        if end <= at:
            return None
        tail = read_tail(text, end, limit, self.note.known.prose)
        placed = tail.closed and any(is_place(text[known.start : known.end]) for known in tail.pieces)
        if not firm and not (names and placed) and prose.share(text, at, max(tail.end, end)) > _PROSAIC:
            return None
        labelled = tail.locator is not None and lexemes.LABEL.match(text, tail.locator_start, limit) is not None
        if not (names or placed or tail.container or labelled):
            return None
        enough = tail.published or (tail.container is not None and firm) or bool(tail.date and names)
        if not enough and not (labelled and (names or length > 1)) and not (names and tail.locator and firm):
            return None
        if not names and length < 2 and not (tail.published or tail.volume):
            return None
        stop = max(tail.end, end)
        return Item(ItemKind.WORK, start, stop, names, Piece(at, end), tail, self.note.spots_in(start, stop))

    def _locator_alone(self, at: int, limit: int) -> Item | None:
        """A labelled locator in parentheses, after commentary that follows an item of the same note."""
        if self.note.text[at] != "(":
            return None
        place = lexemes.locator_at(self.note.text, at + 1, limit)
        if place is None or not self.note.text.startswith(")", place.end):
            return None
        tail = read_tail(self.note.text, at + 1, place.end, self.note.known.prose)
        return Item(ItemKind.LOCATOR, at + 1, place.end, tail=tail)


def _title_stop(text: str, at: int, end: int) -> int:
    """Return where a title that begins at `at` ends, at the latest at `end`."""
    found = _TITLE_ENDS.search(text, at, end)
    return found.start() if found is not None else end
