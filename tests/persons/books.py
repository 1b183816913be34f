"""Reads the invented books on which the recognition of persons is tried: `books/NAME.yml`, text and key in one.

The key is marked in the text, and taken out of it here:

    [[Mary Anning|anning]]          a mention: the surface and the id of the person; rank, title and possessive outside
    {{Darwin|attributive}} Street   the name belongs to a thing: not a mention
    {{Gray|doubtful}}               another bearer of the name, or nobody can say who: must not be linked
    ⟦Gray A., *Letters*, p. 7⟧      a citation, in notes only; nothing inside is a mention
    *The Beagle*                    italics
    Dar¦12¦win                      here page 12 begins
    at Down.^n3^                    note n3 is called here

A name without any mark is that of a person whom the authority file does not know, or a plain word, or part of a word of
its own such as "Darwinism": nothing is to be found there.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from glossator.model import Person, PersonKind, Use

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

FOLDER = Path(__file__).parent / "books"

_KEYS = frozenset({"title", "language", "persons", "index", "units"})
_PERSON_KEYS = frozenset({"id", "name", "headword", "forms", "born", "died", "about", "kind"})
_UNIT_KEYS = frozenset({"id", "page", "kind", "text"})
_OTHER_USES = frozenset({Use.ATTRIBUTIVE, Use.DOUBTFUL})

_MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}|\||⟦|⟧|\*|¦[^¦]*¦|\^[^^]*\^")
_KEY = re.compile(r"\|([a-z][a-z0-9-]*)(\]\]|\}\})")  # the end of a mention or of another use
_NOTE_ID = re.compile(r"n[0-9]+")
_FORBIDDEN = re.compile(r"[\[\]{}|⟦⟧*¦^]")  # half a mark that was left over
_CLOSES = {"]]": "[[", "}}": "{{"}


class MalformedBookError(ValueError):
    """The file of a book is not as `books.py` says; the message names the unit."""


class PageStart(NamedTuple):
    """A page that begins inside a unit."""

    offset: int  # of the first character of the new page
    label: str


class Call(NamedTuple):
    """A call for a note."""

    offset: int  # of the character after it
    note: str  # id


class Stretch(NamedTuple):
    """A run of characters of a unit."""

    start: int
    end: int  # exclusive


class Expected(NamedTuple):
    """A mention that is to be found."""

    start: int
    end: int  # exclusive
    person: str  # id


class Other(NamedTuple):
    """A name that is not to be taken for a mention."""

    start: int
    end: int  # exclusive
    use: Use  # attributive or doubtful


class BookUnit(NamedTuple):
    """A paragraph, block quotation or note, without the marks of the key."""

    id: str
    page: str  # on which it begins
    text: str
    pages: tuple[PageStart, ...]
    calls: tuple[Call, ...]
    italics: tuple[Stretch, ...]
    citations: tuple[Stretch, ...]
    mentions: tuple[Expected, ...]
    others: tuple[Other, ...]
    is_note: bool
    is_quotation: bool


class Book(NamedTuple):
    """An invented book and its key."""

    title: str
    language: str
    persons: tuple[Person, ...]  # the authority file
    index_lines: tuple[str, ...]  # the lines of the printed index
    units: tuple[BookUnit, ...]  # paragraphs in the order of the book, then the notes


def book_names() -> tuple[str, ...]:
    """Return the names of all books."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def load_book(name: str) -> Book:
    """Read a book by its name, such as `english`.

    Raises:
        MalformedBookError: the file does not keep the form.
    """
    return read_book((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def read_book(source: str) -> Book:
    """Read a book from the text of its file.

    Raises:
        MalformedBookError: the file does not keep the form.
    """
    data = yaml.safe_load(source)
    _check_keys("the book", data, _KEYS, _KEYS)
    persons = tuple(_read_person(record) for record in data["persons"])
    _check_unique("person", [person.id for person in persons])
    index_lines = tuple(_string("index", line) for line in data["index"])
    units = tuple(_read_unit(record) for record in data["units"])
    _check_unique("unit", [unit.id for unit in units])
    _check_references(persons, units)
    return Book(_string("title", data["title"]), _string("language", data["language"]), persons, index_lines, units)


def _read_person(record: dict[str, Any]) -> Person:
    _check_keys("person", record, _PERSON_KEYS, {"id", "name"})
    where = f"person {record['id']}"
    given = {key: _string(where, value) for key, value in record.items() if key != "forms"}
    return Person(
        id=given["id"],
        name=given["name"],
        headword=given.get("headword"),
        forms=tuple(_string(where, form) for form in record.get("forms", ())),
        born=given.get("born", ""),
        died=given.get("died", ""),
        about=given.get("about", ""),
        kind=PersonKind(given["kind"]) if "kind" in given else None,
        declared=True,
    )


def _read_unit(record: dict[str, Any]) -> BookUnit:
    _check_keys("unit", record, _UNIT_KEYS, {"id", "page", "text"})
    unit, page, kind = (_string("unit", record.get(key, "")) for key in ("id", "page", "kind"))
    if kind not in {"", "quotation"}:
        raise MalformedBookError(f"unit {unit}: unknown kind {kind!r}")
    return read_unit(unit, page, _string(f"unit {unit}", record["text"]).strip(), is_quotation=kind == "quotation")


def read_unit(unit: str, page: str, marked: str, *, is_quotation: bool = False) -> BookUnit:
    """Take the key out of the text of one unit.

    Raises:
        MalformedBookError: a mark is not closed, stands where it must not, or holds nothing.
    """
    reader = _Reader(unit, marked)
    reader.read()
    if reader.citations and not _NOTE_ID.fullmatch(unit):
        raise MalformedBookError(f"unit {unit}: a citation outside a note")
    return BookUnit(
        id=unit,
        page=page,
        text=reader.text,
        pages=tuple(reader.pages),
        calls=tuple(reader.calls),
        italics=tuple(reader.italics),
        citations=tuple(reader.citations),
        mentions=tuple(reader.mentions),
        others=tuple(reader.others),
        is_note=_NOTE_ID.fullmatch(unit) is not None,
        is_quotation=is_quotation,
    )


class _Reader:
    """Goes through the marked text once and keeps what it meets."""

    def __init__(self, unit: str, marked: str) -> None:
        self._unit = unit
        self._marked = marked
        self._open: list[tuple[str, int]] = []  # marks not yet closed, and where in the clean text they opened
        self.text = ""
        self.pages: list[PageStart] = []
        self.calls: list[Call] = []
        self.italics: list[Stretch] = []
        self.citations: list[Stretch] = []
        self.mentions: list[Expected] = []
        self.others: list[Other] = []

    def read(self) -> None:
        at = 0
        while mark := _MARK.search(self._marked, at):
            self._add(self._marked[at : mark.start()])
            at = self._take(mark)
        self._add(self._marked[at:])
        if self._open:
            raise self._fault(f"{self._open[-1][0]} is never closed")
        if self.text != " ".join(self.text.split()):
            raise self._fault("two spaces in a row, or a space at an end")

    def _add(self, text: str) -> None:
        if half := _FORBIDDEN.search(text):
            raise self._fault(f"{half[0]} alone")
        self.text += text

    def _take(self, mark: re.Match[str]) -> int:
        """Act on a mark; return where the text goes on."""
        sign = mark[0]
        if sign in {"[[", "{{", "⟦"}:
            self._begin(sign)
        elif sign == "⟧":
            self.citations.append(self._finish("⟦"))
        elif sign == "*":
            self._turn_italics()
        elif sign == "|":
            return self._finish_name(mark.start())
        elif sign.startswith("¦"):
            self._begin_page(sign.strip("¦"))
        elif sign.startswith("^"):
            self._call(sign.strip("^"))
        else:
            raise self._fault(f"{sign} without | before it")
        return mark.end()

    def _begin(self, sign: str) -> None:
        if any(opened != "*" for opened, _ in self._open):
            raise self._fault(f"{sign} inside {self._open[-1][0]}")
        self._open.append((sign, len(self.text)))

    def _finish(self, sign: str) -> Stretch:
        if not self._open or self._open[-1][0] != sign:
            raise self._fault(f"{sign} is closed and not open, or something inside it is not closed")
        stretch = Stretch(self._open.pop()[1], len(self.text))
        inside = self.text[stretch.start : stretch.end]
        if not inside or inside != inside.strip():
            raise self._fault(f"{sign} holds nothing, or a space at an end")
        return stretch

    def _finish_name(self, at: int) -> int:
        end = _KEY.match(self._marked, at)
        if end is None:
            raise self._fault("a | without key and end")
        key, sign = end[1], _CLOSES[end[2]]
        stretch = self._finish(sign)
        if sign == "[[":
            self.mentions.append(Expected(*stretch, key))
        elif key in _OTHER_USES:
            self.others.append(Other(*stretch, Use(key)))
        else:
            raise self._fault(f"no such use: {key}")
        return end.end()

    def _turn_italics(self) -> None:
        if any(opened == "*" for opened, _ in self._open):
            self.italics.append(self._finish("*"))
        else:
            self._open.append(("*", len(self.text)))

    def _begin_page(self, label: str) -> None:
        if not label.isalnum():
            raise self._fault(f"{label!r} is no page label")
        if not self.text:
            raise self._fault("a page that begins before the text")
        self.pages.append(PageStart(len(self.text), label))

    def _call(self, note: str) -> None:
        if not _NOTE_ID.fullmatch(note):
            raise self._fault(f"{note!r} is no id of a note")
        self.calls.append(Call(len(self.text), note))

    def _fault(self, what: str) -> MalformedBookError:
        return MalformedBookError(f"unit {self._unit}, after {self.text[-30:]!r}: {what}")


def _check_keys(where: str, record: object, known: frozenset[str], needed: Set[str]) -> None:
    if not isinstance(record, dict):
        raise MalformedBookError(f"{where}: not a mapping")
    if faulty := (set(record) - known) | (needed - set(record)):
        raise MalformedBookError(
            f"{where} {record.get('id', '')}: keys unknown or missing: {', '.join(sorted(faulty))}"
        )


def _check_unique(what: str, ids: Sequence[str]) -> None:
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise MalformedBookError(f"{what} given twice: {', '.join(sorted(twice))}")


def _check_references(persons: Sequence[Person], units: Sequence[BookUnit]) -> None:
    known = {person.id for person in persons}
    for unit in units:
        if strange := {mention.person for mention in unit.mentions} - known:
            raise MalformedBookError(f"unit {unit.id}: persons not in the list: {', '.join(sorted(strange))}")
    called = [call.note for unit in units for call in unit.calls]
    notes = [unit.id for unit in units if unit.is_note]
    if called != notes:
        raise MalformedBookError(f"notes are called as {called} and stand as {notes}")


def _string(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise MalformedBookError(f"{where}: {value!r} is not a text; put it in quotes")
    return value
